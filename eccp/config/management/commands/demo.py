"""Make the demonstration community on an empty database."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from eccp.config.demo.community import make_community
from eccp.organisations.models import Organisation


class Command(BaseCommand):
    help = "Make a few hundred invented organisations and the demonstration accounts, on an empty database."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse where organisations are already: nothing real is ever mixed with invented ones."""
        if not settings.DEMO:
            raise CommandError("The demonstration community belongs in demonstration mode only.")
        if Organisation.objects.exists():
            raise CommandError(
                "There are organisations already. The community is made on an empty database only."
            )
        make_community(self.stdout.write)
