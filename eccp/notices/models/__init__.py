"""What the platform tells people: mails, summaries, what waits, what people chose, and bad addresses."""

from eccp.notices.models.mails import Digest, OutgoingMail
from eccp.notices.models.preferences import Pace, Preference
from eccp.notices.models.trouble import AddressTrouble
from eccp.notices.models.waiting import Notice

__all__ = ["AddressTrouble", "Digest", "Notice", "OutgoingMail", "Pace", "Preference"]
