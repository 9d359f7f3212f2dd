"""Import a register of organisations as listed profiles."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from eccp.organisations.services.importing import Unreadable, columns_of, report, run
from eccp.organisations.types import all_types, of_code
from eccp.reference.models import Country

STEP = 10
NOT_READY = "The database is not ready. Run `make run` once, or `manage.py prepare`, then import."


class Command(BaseCommand):
    """A door: it opens the file, makes one call and says what came of it."""

    help = "Import a register (CSV, UTF-8) as listed profiles. The same file again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, what it is called, and what its columns mean."""
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE.csv")
        parser.add_argument(
            "--dry-run", action="store_true", help="store nothing, only say what would happen"
        )
        parser.add_argument(
            "--type",
            default="cluster_organisation",
            choices=[kind.code for kind in all_types()],
            help="the type of all profiles in the file (cluster_organisation)",
        )
        parser.add_argument(
            "--source",
            help="name of the register, shown on every profile; the same at each import (the file's name)",
        )
        parser.add_argument(
            "--map",
            nargs="+",
            action="extend",
            default=[],
            metavar="THEIRS=OURS",
            help="which of their columns means which of ours",
        )
        parser.add_argument(
            "--report", type=Path, metavar="OUT.csv", help="write a line for every row that is not clean"
        )
        parser.add_argument("--columns", action="store_true", help="list the columns for the type, and end")

    def handle(self, **options: Any) -> None:
        """Import, or tell the columns."""
        kind = of_code(options["type"])
        if options["columns"]:
            for column in columns_of(kind):
                self.stdout.write(f"{column.name:22} {column.says}")
            return
        self._need_reference_data()
        try:
            content = self._content(options["file"])
            source = (options["source"] or options["file"].stem).strip()[:200]
            outcome = run(
                content,
                kind,
                source,
                mapped=_map(options["map"]),
                dry=options["dry_run"],
                progress=self._progress,
            )
        except Unreadable as problem:
            raise CommandError(str(problem)) from problem
        for line in report.summary(outcome, source=source, dry=options["dry_run"]):
            self.stdout.write(line)
        if options["report"]:
            self._write(options["report"], report.table(outcome))

    def _content(self, file: Path | None) -> bytes:
        if file is None:
            raise CommandError(
                "Which file? manage.py import_profiles FILE.csv, or --columns to see what it may hold."
            )
        try:
            return file.read_bytes()
        except OSError as problem:
            raise CommandError(f"{file} cannot be read: {problem.strerror}.") from problem

    def _write(self, file: Path, text: str) -> None:
        try:
            file.write_text(text, encoding="utf-8", newline="")
        except OSError as problem:
            raise CommandError(
                f"All is stored, but the report {file} cannot be written: {problem.strerror}."
            ) from problem

    def _need_reference_data(self) -> None:
        try:
            ready = Country.objects.exists()
        except DatabaseError as problem:
            raise CommandError(NOT_READY) from problem
        if not ready:
            raise CommandError(NOT_READY)

    def _progress(self, done: int, of: int) -> None:
        """Count on, on a terminal only; a file or a log would fill with it."""
        if self.stdout.isatty() and (done % STEP == 0 or done == of):
            self.stdout.write(f"\r{done:,} of {of:,} rows", ending="\n" if done == of else "")
            self.stdout.flush()


def _map(pairs: list[str]) -> dict[str, str]:
    """`theirs=ours` pairs; the last sign of equality parts them, since a name of theirs may have one."""
    mapped = {}
    for pair in pairs:
        theirs, sign, ours = pair.rpartition("=")
        if not (sign and theirs and ours):
            raise CommandError(f"--map {pair}: write theirs=ours, for example --map ecosystem=ecosystems.")
        mapped[theirs] = ours
    return mapped
