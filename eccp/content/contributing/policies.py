"""Who may contribute, and who may decide. Each answers None, or no with its rule and the way forward."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from eccp.content.models import Contribution
from eccp.core.refusals import Refusal, Way
from eccp.organisations import ways
from eccp.organisations.models import Organisation, OrganisationQuerySet
from eccp.organisations.policies import represents

S = Contribution.Status
CHANGED_IN = frozenset({S.DRAFT, S.ASKED, S.WITHDRAWN})
NOT_SENT = frozenset({S.DRAFT, S.WITHDRAWN})
DELETED_IN = frozenset({S.DRAFT, S.WITHDRAWN, S.DECLINED})


def contributes_for(user: Any) -> OrganisationQuerySet:
    """The published organisations that a person acts for, by name."""
    found: OrganisationQuerySet = Organisation.objects.published().represented_by(user)
    return found.order_by("sort_key", "pk")


def refuses_contributing(user: Any) -> Refusal | None:
    """Whoever acts for a published organisation contributes."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    if contributes_for(user).exists():
        return None
    own = Organisation.objects.represented_by(user).order_by("sort_key").first()
    if own is None:
        return Refusal(
            "no_organisation",
            ways=(
                Way(_("Find your organisation and ask to join it"), reverse("directory:index")),
                Way(_("Register your organisation"), reverse("organisations:start")),
            ),
        )
    return _not_published(own)


def refuses_sending(user: Any, contribution: Contribution) -> Refusal | None:
    """What is sent to the editors comes from an organisation that is published now."""
    if not represents(user, contribution.organisation):
        return Refusal("representatives_only", ways=ways.into(contribution.organisation))
    return None if contribution.organisation.is_published else _not_published(contribution.organisation)


def refuses_changing(user: Any, contribution: Contribution) -> Refusal | None:
    """Drafts, and what an editor gave back, are changed by those who act for the organisation."""
    if not represents(user, contribution.organisation):
        return Refusal("representatives_only", ways=ways.into(contribution.organisation))
    if contribution.page_id is None or contribution.status not in CHANGED_IN:
        return Refusal(
            "contribution_closed", contribution.get_status_display(), (way_to(contribution), ways.us())
        )
    return None


def refuses_withdrawing(user: Any, contribution: Contribution) -> Refusal | None:
    """Those who act for the organisation take back what is not published yet."""
    if not represents(user, contribution.organisation):
        return Refusal("representatives_only", ways=ways.into(contribution.organisation))
    return None


def refuses_deleting(user: Any, contribution: Contribution) -> Refusal | None:
    """What was never published, and does not wait for an editor, can be deleted."""
    if not represents(user, contribution.organisation):
        return Refusal("representatives_only", ways=ways.into(contribution.organisation))
    page = contribution.page
    if contribution.status not in DELETED_IN or (page and (page.live or page.first_published_at)):
        return Refusal(
            "contribution_stays", contribution.get_status_display(), (way_to(contribution), ways.us())
        )
    return None


def refuses_deciding(user: Any, contribution: Contribution) -> Refusal | None:
    """Nobody decides on what they wrote themselves, or what came from an organisation that they act for."""
    if contribution.by_id == user.pk or represents(user, contribution.organisation):
        return Refusal("not_ones_own_contribution")
    return None


def refuses_publishing(user: Any, contribution: Contribution) -> Refusal | None:
    """An editor publishes what was sent to the editors and not declined, whatever button they press."""
    if refusal := refuses_deciding(user, contribution):
        return refusal
    if contribution.status in NOT_SENT:
        return Refusal("contribution_not_sent")
    return Refusal("contribution_declined") if contribution.status == S.DECLINED else None


def way_to(contribution: Contribution) -> Way:
    """The contribution's own page."""
    return Way(
        _("Go to “%(title)s”") % {"title": contribution.title},
        reverse("content:contribution", args=[contribution.pk]),
    )


def _not_published(organisation: Organisation) -> Refusal:
    return Refusal("profile_not_published", organisation.name, (ways.home(organisation),))
