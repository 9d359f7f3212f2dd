"""Where a list goes on, as a word for programs: how much of it was seen, and the last profile of that."""

import base64

from eccp.directory.engine.base import BadCursor

MOVED_AT_MOST = 200  # a list that changed meanwhile by more places than this goes on by number


def write(seen: int, last: int) -> str:
    """The cursor to what comes after so many profiles, of which the last has this id."""
    return base64.urlsafe_b64encode(f"{seen}.{last}".encode()).decode().rstrip("=")


def read(cursor: str) -> tuple[int, int]:
    """How many were seen, and the id of the last; `BadCursor` where `write` never wrote that."""
    try:
        seen, last = (
            base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True).decode().split(".")
        )
        found = int(seen), int(last)
    except ValueError as broken:
        raise BadCursor(cursor) from broken
    if write(*found) != cursor or min(found) < 1:
        raise BadCursor(cursor)
    return found
