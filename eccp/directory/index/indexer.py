"""The indexer: one process that keeps the index true, and builds it anew where it is missing or broken."""

import logging
import time
from datetime import date
from threading import Event

from django.db import DatabaseError, close_old_connections

from eccp.core.clock import beat
from eccp.core.models import Change
from eccp.directory.engine import Unavailable, Writer, open_writer, reader
from eccp.directory.index.build import rebuild
from eccp.directory.index.drain import drain
from eccp.directory.index.turn import rebuild_is_asked, rebuild_is_done
from eccp.directory.query import Query
from eccp.organisations.models import Organisation
from eccp.reference.models import today

logger = logging.getLogger(__name__)

PAUSE = 0.7  # seconds between two looks at the outbox: a change is seen within one second in the median
BEAT_EVERY = 20.0  # seconds


class Indexer:
    """Keeps the index. Only the process that has the turn runs one."""

    def __init__(self) -> None:
        self.writer: Writer | None = None
        self.beaten = float("-inf")

    def run(self, stop: Event) -> None:
        """Work until told to stop. What fails is said in the log and tried again."""
        try:
            while not stop.is_set():
                try:
                    self.work()
                except DatabaseError:
                    logger.exception("The database did not answer; the indexer goes on when it does.")
                    close_old_connections()
                except (OSError, ValueError, Unavailable):
                    logger.exception("The index could not be written; the old one still answers.")
                    self.let_go()
                stop.wait(PAUSE)
        finally:
            self.let_go()

    def work(self) -> None:
        """One turn: see that there is a good index, bring the changes in, give a sign of life."""
        if rebuild_is_asked():
            self.build("it was asked for")
            rebuild_is_done()
        while drain(self.writing()):
            pass
        if time.monotonic() - self.beaten >= BEAT_EVERY:
            if not self.is_sound(today()):
                self.build("it is broken, or is not what the database says")
            beat("indexer")
            self.beaten = time.monotonic()

    def writing(self) -> Writer:
        """The writer of the index in use; where there is none to open, the index is built."""
        try:
            reader().version()
            if self.writer is None:
                self.writer = open_writer()
        except Unavailable as reason:
            return self.build(str(reason))
        return self.writer

    def build(self, why: str) -> Writer:
        """Build the index anew and go on with that."""
        self.let_go()
        logger.info("The index is built anew: %s.", why.rstrip("."))
        held = rebuild()
        logger.info("The new index holds %d profiles.", held)
        self.writer = open_writer()
        return self.writer

    def is_sound(self, on: date) -> bool:
        """Whether the index can be searched and holds as many profiles as are public."""
        if Change.objects.exists():
            return True  # they come first; the numbers may differ until then
        try:
            held = reader().search(Query(), on=on).total
        except Unavailable:
            return False
        return held == Organisation.objects.public().count() or Change.objects.exists()

    def let_go(self) -> None:
        """Close the writer."""
        if self.writer:
            self.writer.close()
        self.writer = None
