"""The process that keeps the search index."""

import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from eccp.directory.index.indexer import Indexer
from eccp.directory.index.turn import Busy, turn


class Command(BaseCommand):
    help = "Keep the search index true to the database, until stopped. One such process at a time."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until a signal says to stop."""
        stop = Event()
        for word in (signal.SIGTERM, signal.SIGINT):
            signal.signal(word, lambda *_: stop.set())
        try:
            with turn():
                Indexer().run(stop)
        except Busy:
            raise CommandError("Another indexer is running on this index. One is enough.") from None
