"""After a backup was put back: erases those again who were erased since."""

from typing import Any

from django.core.management.base import BaseCommand

from eccp.accounts import services


class Command(BaseCommand):
    """Safe to repeat: who is erased already stays as is."""

    help = "Erase everybody of the list of the erased who is in the database as before."

    def handle(self, **options: Any) -> None:
        """Say how many there were, by number only."""
        again = services.erase_again()
        self.stdout.write(f"Erased again: {len(again)}")
