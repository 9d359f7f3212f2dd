"""The nouns of the room: people, and what is kept of their rights over their data."""

from eccp.accounts.models.people import User, Users
from eccp.accounts.models.protection import Archive, Consent, RetentionPeriod

__all__ = ["Archive", "Consent", "RetentionPeriod", "User", "Users"]
