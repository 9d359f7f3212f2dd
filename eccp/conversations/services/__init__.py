"""The verbs of the room."""

from eccp.conversations.services.blocking import block, unblock
from eccp.conversations.services.files import NotStored, Upload
from eccp.conversations.services.opened import note_opened
from eccp.conversations.services.reading import let_go, mark_read, mark_unread
from eccp.conversations.services.sending import Begun, begin, close, report, send
from eccp.conversations.services.threads import open_thread, write

__all__ = [
    "Begun",
    "NotStored",
    "Upload",
    "begin",
    "block",
    "close",
    "let_go",
    "mark_read",
    "mark_unread",
    "note_opened",
    "open_thread",
    "report",
    "send",
    "unblock",
    "write",
]
