"""Who opened files that others sent. Of those who take part nothing is kept; of validators it is."""

from eccp.accounts.models import User
from eccp.conversations.models import Attachment, Message
from eccp.conversations.policies import side_of
from eccp.core.log import log


def note_opened(attachment: Attachment, *, by: User) -> None:
    """Write down that a validator opened an attachment as such, not one of their own conversation."""
    thread = attachment.message.thread
    if side_of(by, thread) == Message.Side.PLATFORM:
        log(
            thread,
            "conversations.file_opened",
            by=by,
            changes={"file": ["", attachment.pk]},
        )
