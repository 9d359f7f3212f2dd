"""What the clock does for the room."""

from datetime import timedelta

from eccp.conversations.services.files import delete_orphans
from eccp.core.clock import every


@every(timedelta(days=1), "conversations.delete_files_without_a_message")
def delete_files_without_a_message() -> None:
    """Delete what a process that died left on the disk."""
    delete_orphans()
