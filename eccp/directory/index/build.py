"""Building the index anew, beside the one in use, which goes on answering until the new one takes its place."""

from collections.abc import Iterator

from eccp.directory.engine import start_writer
from eccp.directory.index.documents import documents
from eccp.directory.index.turn import turn
from eccp.organisations.models import Organisation

BATCH = 500


def batches() -> Iterator[list[Organisation]]:
    """All public profiles, some hundred at a time: no long transaction stands in the way of others."""
    last = 0
    while rows := list(
        Organisation.objects.public().filter(pk__gt=last).order_by("pk").with_everything()[:BATCH]
    ):
        yield rows
        last = rows[-1].pk


def rebuild() -> int:
    """Build the index from the database and bring it into use; return how many profiles it holds.

    Only whoever has the turn may call this. Changes made meanwhile stay in the outbox and are
    applied to the new index after it came into use.
    """
    writer = start_writer()
    held = 0
    try:
        for rows in batches():
            writer.replace(documents(rows))
            held += len(rows)
        writer.commit()
    finally:
        writer.close()
    writer.publish()
    return held


def rebuild_now() -> int:
    """Build the index at once in this process. `Busy` where an indexer runs."""
    with turn():
        return rebuild()
