"""Read what mail servers send back: one mail from standard input, or all new ones of a Maildir."""

import mailbox
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from eccp.notices.services import receive

MOST = 5 * 1024 * 1024  # a report may hold the whole mail that came back
TRY_LATER = 75  # by this a mail server knows that it should hand the mail on again (sysexits.h)


class Command(BaseCommand):
    """One line for each mail says what became of it. What is no report of ours is left alone."""

    help = "Note mails that came back: one from standard input, or those of a Maildir."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the mail is, and the address that it came to."""
        parser.add_argument(
            "--to", default="", help="The address that the mail came to, if the pipe knows it."
        )
        parser.add_argument(
            "--maildir", type=Path, help="Read the unread mails of this folder, and mark them."
        )

    def handle(self, *args: Any, to: str, maildir: Path | None, **options: Any) -> None:
        """Read, and when the database is away ask the mail server to come again."""
        try:
            if maildir is None:
                self.stdout.write(receive(sys.stdin.buffer.read(MOST), to))
            else:
                self._read_all(maildir)
        except DatabaseError as problem:
            raise CommandError(f"Not noted, try later: {problem}", returncode=TRY_LATER) from problem

    def _read_all(self, maildir: Path) -> None:
        if not (maildir / "new").is_dir():
            raise CommandError(f"{maildir} is no Maildir: it has no folder “new”.")
        box = mailbox.Maildir(maildir, create=False)
        for key in sorted(box.keys()):
            try:
                mail = box.get_message(key)
                if "S" in mail.get_flags():
                    continue
                with box.get_file(key) as file:
                    self.stdout.write(f"{key}: {receive(file.read(MOST))}")
                mail.set_subdir("cur")
                mail.add_flag("S")
                box[key] = mail
            except (KeyError, FileNotFoundError):
                continue  # somebody took it away meanwhile
