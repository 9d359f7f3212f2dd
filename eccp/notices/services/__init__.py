"""What the room does: writing, sending, holding back, noting what came back, and saying what waits."""

from eccp.notices.services.again import send_again, try_again
from eccp.notices.services.choosing import choose, switch_off
from eccp.notices.services.digests import ask_for_digests, make_digest
from eccp.notices.services.reading import mark_read
from eccp.notices.services.returns import receive
from eccp.notices.services.sending import send, take
from eccp.notices.services.troubles import clear, moved, note_return
from eccp.notices.services.waiting import settle, tell
from eccp.notices.services.writing import keep, mail, write

__all__ = [
    "ask_for_digests",
    "choose",
    "clear",
    "keep",
    "mail",
    "make_digest",
    "mark_read",
    "moved",
    "note_return",
    "receive",
    "send",
    "send_again",
    "settle",
    "switch_off",
    "take",
    "tell",
    "try_again",
    "write",
]
