"""What the log says of organisations: who acts for which, what the verbs mean, what an object belongs to."""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from itertools import groupby
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.utils.translation import gettext_lazy as _

from eccp.core.audit import Kind, Said, Seen, kinds, names_kind, names_verbs
from eccp.core.log import COLLEAGUE, MANAGER, PERSON, names_role
from eccp.organisations.models import Organisation, Representative, Role
from eccp.organisations.types import of_code
from eccp.organisations.wording import Words, changes

ORGANISATION = "organisations.organisation"

# What everybody does for themselves, whatever else they are.
FOR_ONESELF = {
    "organisations.join_asked",
    "organisations.join_withdrawn",
    "organisations.claim_asked",
    "organisations.claim_disputed",
    "organisations.invitation_accepted",
    "organisations.invitation_declined",
}
# What validators alone do, also with an organisation of their own.
OF_VALIDATORS = {"organisations.merge", "organisations.merged", "organisations.partner_merged"}

names_verbs(
    {
        "organisations.create": _("Profile made"),
        "organisations.update": _("Profile changed"),
        "organisations.choose_place": _("Place chosen"),
        "organisations.confirm": _("Confirmed that everything is still right"),
        "organisations.published": _("Published"),
        "organisations.unpublished": _("Taken out of the public"),
        "organisations.merge": _("Merged with another profile"),
        "organisations.merged": _("Merged into another profile"),
        "organisations.partner_merged": _("A partner's profile was merged"),
        "organisations.join_asked": _("Asked to join"),
        "organisations.join_accepted": _("Let somebody join"),
        "organisations.join_refused": _("Refused a request to join"),
        "organisations.membership_accepted": _("Membership in a cluster confirmed"),
        "organisations.membership_refused": _("Membership in a cluster refused"),
        "organisations.member_confirmed": _("Confirmed a member"),
        "organisations.claim_asked": _("Claimed the profile"),
        "organisations.claimed": _("Claim granted"),
        "organisations.claim_lapsed": _("Claim ended"),
        "organisations.claim_disputed": _("Disputed who acts for it"),
        "organisations.claim_answered": _("Answered a claim that disputes the team"),
        "organisations.join_withdrawn": _("Took back a request to join"),
        "organisations.role_asked": _("Asked to become a manager"),
        "organisations.role_changed": _("Role changed"),
        "organisations.handed_over": _("Handed over"),
        "organisations.removed": _("Removed somebody from the team"),
        "organisations.left": _("Left the team"),
        "organisations.invited": _("Invited somebody"),
        "organisations.invited_again": _("Sent an invitation once more"),
        "organisations.invitation_accepted": _("Accepted an invitation"),
        "organisations.invitation_declined": _("Declined an invitation"),
        "organisations.invitation_withdrawn": _("Took back an invitation"),
        "organisations.invitation_expired": _("Invitation not answered in time"),
        "organisations.contact_emptied": _("Contact person taken out"),
    }
)


@names_role(20)
def of_a_representative(user: Any, instance: models.Model, verb: str) -> str:
    """Manager or colleague of the organisation that the object is or belongs to, directly or by one step."""
    if verb in FOR_ONESELF:
        return PERSON
    if verb in OF_VALIDATORS or not (concerned := belongs_to(instance)):
        return ""
    roles = set(
        Representative.objects.filter(person=user, organisation__in=concerned).values_list("role", flat=True)
    )
    return MANAGER if Role.MANAGER in roles else COLLEAGUE if roles else ""


def belongs_to(instance: models.Model) -> set[int]:
    """The numbers of the organisations that an object is about."""
    if isinstance(instance, Organisation):
        return {instance.pk}
    direct = {getattr(instance, name) for name in ties(type(instance))}
    if direct:
        return direct - {None}
    near = (getattr(instance, name) for name in bridges(type(instance)))
    return {getattr(one, name) for one in near if one for name in ties(one.__class__)} - {None}


@cache
def ties(model: Any) -> list[str]:
    """The columns of a model that name an organisation."""
    return [field.attname for field in model._meta.concrete_fields if field.related_model is Organisation]


@cache
def bridges(model: Any) -> list[str]:
    """The columns of a model through which it belongs to an organisation, as a message does by its thread."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if (other := field.related_model) and other is not get_user_model() and ties(other)
    ]


def about(organisation: int) -> models.Q:
    """The entries about an organisation: its own, and those of what belongs to it directly."""
    found = models.Q(kind=ORGANISATION, object_id=organisation)
    for code in kinds:
        model: Any = apps.get_model(code)
        if names := ties(model):
            of_it = models.Q.create([(name, organisation) for name in names], connector=models.Q.OR)
            numbers = list(model._default_manager.filter(of_it).values_list("pk", flat=True))
            found |= models.Q(kind=code, object_id__in=numbers)
    return found


def look(numbers: Collection[int], reader: Any) -> Mapping[int, Seen]:
    """Organisations by name; those that the reader may see lead to the profile."""
    rows = Organisation.objects.filter(pk__in=numbers).only("pk", "name", "slug")
    seen = set(Organisation.objects.visible_to(reader).filter(pk__in=numbers).values_list("pk", flat=True))
    return {row.pk: Seen(row.name, row.get_absolute_url() if row.pk in seen else "") for row in rows}


def tell(entries: Iterable[Any]) -> Mapping[int, list[Said]]:
    """The fields that each entry changed, in the words and the order of the profile's form."""
    entries = list(entries)
    types = dict(
        Organisation.objects.filter(pk__in={one.object_id for one in entries}).values_list("pk", "type")
    )
    told: dict[int, list[Said]] = {}
    known = sorted((one for one in entries if one.object_id in types), key=lambda one: types[one.object_id])
    for _type, some in groupby(known, key=lambda one: types[one.object_id]):
        group = list(some)
        kind = of_code(types[group[0].object_id])
        words = Words(
            kind, [(name, one) for entry in group for name, pair in entry.changes.items() for one in pair]
        )
        told |= {entry.pk: changes(entry, words) for entry in group}
    return told


names_kind(ORGANISATION, Kind(_("Organisation"), look, tell))
