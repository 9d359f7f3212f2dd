"""Load countries, regions, terms, programmes, closing days and places from the files of the project."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from eccp.reference.services.loading import load


class Command(BaseCommand):
    help = "Load reference data. May be run again: rows that somebody edited stay as they are."

    def add_arguments(self, parser: CommandParser) -> None:
        """Leave out the places for a quick start of tests."""
        parser.add_argument("--no-places", action="store_true", help="leave out the table of places")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say table by table what was done."""
        for report in load(places=not options["no_places"]):
            self.stdout.write(
                f"{report.table}: {report.made} new, {report.renewed} renewed, {report.same} as before, "
                f"{len(report.edited)} left as edited"
            )
            for name in report.edited[:20]:
                self.stdout.write(f"  edited, left alone: {name}")
