"""The worker: does the work that verbs leave behind."""

import logging
import signal
from argparse import ArgumentParser
from datetime import datetime, timedelta
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from eccp.core.clock import beat

BEAT_EVERY = timedelta(seconds=20)
LOOK_EVERY_SECONDS = 0.5
AT_ONCE = 10


class Command(BaseCommand):
    """Works until a signal comes; the piece that is under way is finished first."""

    help = "Do the work that waits, until stopped."
    requires_system_checks = ()  # `prepare` has looked

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read the one option."""
        parser.add_argument("--once", action="store_true", help="do what waits now and end")

    def handle(self, *, once: bool, **options: Any) -> None:
        """Look for work twice a second, and say every 20 seconds that the worker is alive."""
        for chatty in ("django_tasks", "django_tasks_db"):
            logging.getLogger(chatty).setLevel(logging.WARNING)
        self.stopping = Event()
        self.worker_id = get_random_string(32)
        self.worker = self.new_worker()
        if not once:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, self.stop)
        told_at: datetime | None = None
        while not self.stopping.is_set():
            close_old_connections()
            if told_at is None or timezone.now() - told_at >= BEAT_EVERY:
                beat("worker")
                told_at = timezone.now()
            # Asked first, since claiming takes the write lock of an embedded database.
            if DBTaskResult.objects.ready().exists():
                self.worker = self.new_worker()
                self.worker.run()
            elif once:
                return
            else:
                self.stopping.wait(LOOK_EVERY_SECONDS)

    def new_worker(self) -> Worker:
        """A worker for the next few pieces, so that the beat is never late by more than those."""
        return Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=AT_ONCE,
            worker_id=self.worker_id,
        )

    def stop(self, *_signal: Any) -> None:
        """End after the piece of work that is under way."""
        self.stopping.set()
        self.worker.running = False
