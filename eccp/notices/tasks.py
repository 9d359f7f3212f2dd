"""The room's work in the background."""

from eccp.core.tasks import task
from eccp.notices import services


@task("notices.send")
def send(mail_id: int) -> None:
    """Send one mail."""
    services.send(mail_id)


@task("notices.digest")
def digest(digest_id: int) -> None:
    """Write one summary."""
    services.make_digest(digest_id)
