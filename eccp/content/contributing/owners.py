"""When an organisation or a person goes: where contributions stay, and for whom."""

from django.db import transaction
from wagtail.models import Revision

from eccp.accounts.models import User
from eccp.content.contributing.services import delete
from eccp.content.models import ContentPage, Contribution
from eccp.core.log import log
from eccp.organisations.models import Organisation
from eccp.organisations.policies import represents


@transaction.atomic
def move(gone: Organisation, kept: Organisation, *, by: User | None) -> int:
    """Let what one organisation contributed be that of the one it was merged into; return how many pages.

    So do their stored versions: what waits for an editor is published from them.
    """
    for row in Contribution.objects.select_for_update().filter(organisation=gone):
        row.organisation = kept
        row.save(update_fields=["organisation", "updated_at"])
        log(row, "contributions.move", by=by, changes={"organisation": [gone.name, kept.name]})
    for version in Revision.objects.page_revisions().filter(content__organisation=gone.pk):
        version.content["organisation"] = kept.pk
        version.save(update_fields=["content"])
    return ContentPage.objects.filter(organisation=gone).update(organisation=kept)


@transaction.atomic
def leave_of(person: User) -> int:
    """Delete the drafts that nobody else could go on with, before an account is erased; return how many.

    What was sent or published is the organisation's, and stays without the name.
    """
    drafts = Contribution.objects.filter(by=person, status=Contribution.Status.DRAFT, submitted_at=None)
    alone = [
        row
        for row in drafts.select_related("organisation")
        if not row.organisation.representatives.active().exclude(person=person).exists()
    ]
    for row in alone:
        if represents(person, row.organisation):
            delete(row, by=person)
    return len(alone)
