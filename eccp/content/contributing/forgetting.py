"""What was never published is not kept for ever: old drafts go, and pictures that no page shows any more.

The page of a contribution says until when it is kept, and any change begins the time anew.
"""

from datetime import datetime, timedelta

from django.db.models import Q
from wagtail.models import ReferenceIndex, Revision

from eccp.accounts.roles import ADMINISTRATORS, EDITORS
from eccp.accounts.services import period
from eccp.content.contributing import services
from eccp.content.editors import contributed
from eccp.content.models import ContentPage, Contribution, Picture

S = Contribution.Status
# The rules of retention by which contributions go, each with the states that it is about.
RULES: dict[str, frozenset[str]] = {
    "content.drafts": frozenset({S.DRAFT, S.ASKED, S.WITHDRAWN}),
    "content.declined": frozenset({S.DECLINED}),
}


def forget(code: str, before: datetime) -> int:
    """Delete what nobody touched since, in the states of a rule, and return how many it was.

    What an editor was the last to touch counts too. What was ever published stays.
    """
    old = Contribution.objects.filter(status__in=RULES[code], updated_at__lt=before)
    old = old.filter(Q(page=None) | Q(page__live=False, page__first_published_at=None))
    rows = list(old.exclude(page__latest_revision_created_at__gte=before).select_related("page"))
    for row in rows:
        services.forget(row)
    return len(rows)


def kept_until(row: Contribution) -> datetime | None:
    """When it goes if nobody touches it; None for what stays."""
    code = next((code for code, states in RULES.items() if row.status in states), None)
    if code is None or (row.page and (row.page.live or row.page.first_published_at)):
        return None
    stored = row.page.latest_revision_created_at if row.page else None
    return max(row.updated_at, stored or row.updated_at) + timedelta(days=period(code))


def forget_pictures(before: datetime) -> int:
    """Delete pictures that members sent and no page shows any more, with their files; return how many.

    What an editor put into a page but has not published yet is shown too.
    """
    sent = Picture.objects.filter(collection=contributed(), created_at__lt=before).exclude(
        uploaded_by_user__groups__name__in=[EDITORS, ADMINISTRATORS]
    )
    shown = ContentPage.objects.exclude(picture=None).values("picture")
    gone = [one for one in sent.exclude(pk__in=shown) if not _shown(one)]
    for one in gone:
        one.delete()
    return len(gone)


def _shown(picture: Picture) -> bool:
    """Whether anything refers to a picture, or a version of a page that still exists has it."""
    if ReferenceIndex.get_references_to(picture).exists():
        return True
    in_text = Q(content__body__icontains=f'"image": {picture.pk},')
    return bool(Revision.objects.filter(Q(content__picture=picture.pk) | in_text).exists())
