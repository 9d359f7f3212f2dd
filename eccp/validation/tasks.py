"""The room's work in the background."""

from eccp.core.tasks import task
from eccp.organisations.models import Claim
from eccp.validation import services


@task("validation.gather_evidence")
def gather_evidence(application_id: int) -> None:
    """Find out about an application what a validator wants to know."""
    services.gather_evidence(application_id)


@task("validation.look_again")
def look_again(organisation_id: int) -> None:
    """See whether an edit of a published profile asks for a second look."""
    services.look_again(organisation_id)


@task("validation.reclock")
def reclock() -> None:
    """Count the promises anew after the closing days changed."""
    services.reclock()


@task("validation.open_claim")
def open_claim(claim_id: int, words: str = "") -> None:
    """Put a claim before the validators."""
    services.receive_claim(Claim.objects.select_related("organisation", "person").get(pk=claim_id), words)


@task("validation.claim_answered")
def claim_answered(claim_id: int) -> None:
    """Tell the validators what the people of a disputed organisation answered."""
    services.claim_answered(Claim.objects.select_related("organisation").get(pk=claim_id))
