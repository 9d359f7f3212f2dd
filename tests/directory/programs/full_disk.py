"""An indexer whose disk is full for a while: `full_disk.py BYTES [rebuild]`.

Every file may grow to so many bytes at most, the first time and a second time; then there is room again.
Between the turns it says, as a line of JSON, what is found, what waits, and how many files the index has.
"""

import json
import logging
import resource
import signal
import sys
from pathlib import Path
from threading import Event

import django

django.setup()

from django.conf import settings  # noqa: E402

from eccp.core.models import Change, kind_of  # noqa: E402
from eccp.directory import search  # noqa: E402
from eccp.directory.index.indexer import Indexer  # noqa: E402
from eccp.directory.index.turn import ask_for_rebuild, turn  # noqa: E402
from eccp.directory.query import Query  # noqa: E402
from eccp.organisations.models import Organisation, ProfileText  # noqa: E402

WORDS = " ".join(f"{n:x}word{n * n:x}" for n in range(300))  # more than a small file takes


class Story(Event):
    """What happens between two turns of the indexer, in place of a pause."""

    def __init__(self, most, *, rebuild):
        super().__init__()
        self.happenings = iter([self.fill, self.say, self.say, self.make_room, self.say])
        self.most = most
        self.rebuild = rebuild

    def wait(self, timeout=None):
        """Let the next thing happen; the last one ends the indexer."""
        if (happening := next(self.happenings, None)) is None:
            self.set()
        else:
            happening()

    def fill(self):
        """Change the profile, and let no file grow any more."""
        Organisation.objects.update(name="Afterwards")
        ProfileText.objects.update(description=WORDS)
        Change.objects.create(kind=kind_of(Organisation), object_id=Organisation.objects.get().pk)
        if self.rebuild:
            ask_for_rebuild()
        resource.setrlimit(resource.RLIMIT_FSIZE, (self.most, resource.RLIM_INFINITY))

    def make_room(self):
        """Let files grow as they like."""
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    def say(self):
        """Tell how things stand."""
        index = Path(settings.INDEX_DIR)
        told = {
            "found": [word for word in ("before", "afterwards") if search.find(Query(word)).answer.total],
            "plain": search.find(Query()).plain,
            "waiting": Change.objects.count(),
            "indexes": len(list(index.glob("index-*"))),
            "beside": sorted(path.name for path in index.rglob("*.????????")),
        }
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a file that may not grow is an error, not the end
    with turn():
        Indexer().run(Story(int(sys.argv[1]), rebuild="rebuild" in sys.argv))
