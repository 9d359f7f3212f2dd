"""The nouns of the room."""

from eccp.conversations.models.keeping import Attachment, Block, Reading
from eccp.conversations.models.threads import Message, Thread

__all__ = ["Attachment", "Block", "Message", "Reading", "Thread"]
