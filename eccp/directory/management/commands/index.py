"""Looking after the search index by hand."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eccp.directory.engine import Unavailable
from eccp.directory.index.build import rebuild_now
from eccp.directory.index.check import check
from eccp.directory.index.turn import Busy, ask_for_rebuild, rebuild_is_asked

WAIT_SECONDS = 600


class Command(BaseCommand):
    help = "rebuild: make the search index anew while searches go on. check: say every difference to the database."

    def add_arguments(self, parser: CommandParser) -> None:
        """One word says what to do."""
        parser.add_argument("what", choices=["rebuild", "check"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        {"rebuild": self.build, "check": self.compare}[options["what"]]()

    def build(self) -> None:
        """Build here, or let the running indexer do it and wait."""
        try:
            self.stdout.write(f"The new index holds {rebuild_now()} profiles.")
        except Busy:
            ask_for_rebuild()
            self.stdout.write("An indexer is running: it builds the new index.")
            until = time.monotonic() + WAIT_SECONDS
            while rebuild_is_asked():
                if time.monotonic() > until:
                    raise CommandError("The indexer has not answered for ten minutes. See its log.") from None
                time.sleep(0.5)
            self.stdout.write("The new index is in use.")

    def compare(self) -> None:
        """Say what differs; fail when anything does."""
        try:
            report = check()
        except Unavailable as reason:
            raise CommandError(f"{reason} Run: manage.py index rebuild") from None
        for word, pks in (
            ("not in the index", report.missing),
            ("in the index, but not public", report.left_over),
            ("different in the index", report.different),
        ):
            for pk in pks:
                self.stdout.write(f"profile {pk}: {word}")
        self.stdout.write(
            f"{report.same} profiles are the same; {report.waiting} changes wait for the indexer."
        )
        if not report.well and not report.waiting:
            raise CommandError("Index and database differ. Run: manage.py index rebuild")
