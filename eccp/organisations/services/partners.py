"""The links from partnerships to profiles, when profiles come together."""

from eccp.accounts.models import User
from eccp.core import outbox
from eccp.core.log import log
from eccp.organisations.models import Organisation, Partner
from eccp.organisations.types.fields import Partners


def relink(gone: Organisation, kept: Organisation, *, by: User) -> list[str]:
    """Lead the partnerships that name `gone` to `kept`, and return their names. Called within the merge.

    Where `kept` is in the partnership already the two are one partner: the better role stays. Where
    `kept` is the partnership itself, the name stays without a link. Each partnership gets a new version,
    so that nobody who edits it meanwhile brings the old link back unseen.
    """
    places = (
        Partner.objects.filter(profile=gone).order_by("organisation").values_list("organisation", flat=True)
    )
    concerned = (
        Organisation.objects.select_for_update(of=("self",)).filter(pk__in=list(places)).order_by("pk")
    )
    names = []
    for partnership in concerned:
        field = next(one for one in partnership.kind if isinstance(one, Partners))
        before = field.read(partnership)
        _move(partnership, gone, kept)
        partnership.version += 1
        partnership.save(update_fields=["version", "updated_at"])
        changes = {field.name: [before, field.read(partnership)]}
        log(partnership, "organisations.partner_merged", by=by, changes=changes, version=partnership.version)
        outbox.changed(partnership)
        names.append(partnership.name)
    return names


def _move(partnership: Organisation, gone: Organisation, kept: Organisation) -> None:
    row = partnership.partners.get(profile=gone)
    twin = partnership.partners.filter(profile=kept).first()
    if twin is None:
        row.profile = None if partnership.pk == kept.pk else kept
        row.save(update_fields=["profile"])
        return
    row.delete()
    if row.role == Partner.Role.COORDINATOR:
        twin.role = row.role
        twin.save(update_fields=["role"])
