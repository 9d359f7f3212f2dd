"""The room's work in the background."""

from eccp.core import outbox
from eccp.core.tasks import task
from eccp.organisations.models import Organisation


@task("organisations.read_again")
def read_again(kind: str, key: str) -> None:
    """Note every profile that names an edited term or country as changed, so that search learns the new words."""
    outbox.changed_many(Organisation, Organisation.objects.naming(kind, key).values_list("pk", flat=True))
