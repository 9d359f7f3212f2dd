"""The clock: runs what is due."""

import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from eccp.core.clock import beat, run_due
from eccp.core.tasks import rescue_lost

EVERY_SECONDS = 20


class Command(BaseCommand):
    """`tick` runs what is due once; `tick --forever` is the clock process."""

    help = "Run the periodic jobs that are due."
    requires_system_checks = ()  # `prepare` has looked

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read the one option."""
        parser.add_argument(
            "--forever", action="store_true", help="look again every 20 seconds until stopped"
        )

    def handle(self, *, forever: bool, **options: Any) -> None:
        """Run once, or until a signal comes; a job that runs is finished first."""
        stopping = Event()
        if forever:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: stopping.set())
        while True:
            self.tick()
            if not forever or stopping.wait(EVERY_SECONDS):
                return

    def tick(self) -> None:
        """Run what is due, give lost work back, and note that the clock is alive."""
        close_old_connections()
        for name in run_due(timezone.now()):
            self.stdout.write(f"clock: {name}")
        if lost := rescue_lost():
            self.stdout.write(f"clock: gave {lost} pieces of work back whose worker had died")
        beat("clock")
