"""Brings an installation to the state in which it can run."""

import logging
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from eccp.config.preparing import STEPS


class Command(BaseCommand):
    """May be run as often as one likes; what is there already is left alone."""

    help = "Migrate, load reference data, make roles and pages, collect static files: whatever is missing."

    def handle(self, **options: Any) -> None:
        """Take each step, and say what was done and how long it took."""
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        for step in STEPS:
            started = time.monotonic()
            if done := step():
                self.stdout.write(f"{done}, {time.monotonic() - started:.0f} s")
                self.stdout.flush()
