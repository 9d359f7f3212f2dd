"""The room's work in the background."""

from eccp.accounts import services
from eccp.core.tasks import task


@task("accounts.make_archive")
def make_archive(archive_id: int) -> None:
    """Put together everything that is held on a person."""
    services.make_archive(archive_id)
