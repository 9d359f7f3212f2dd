"""The verbs of a contribution: draft, change, submit, withdraw, delete. What editors decide comes in `following`.

The page is a draft of Wagtail below the section of its kind, never live until an editor publishes it.
"""

from dataclasses import dataclass
from typing import Any

from django.core.files.base import File
from django.db import transaction
from wagtail.log_actions import log as note_in_wagtail
from wagtail.models import Locale, Page, Revision

from eccp.accounts.models import User
from eccp.content.contributing import pictures
from eccp.content.contributing.flow import CONTRIBUTION
from eccp.content.contributing.kinds import Kind, of_code
from eccp.content.contributing.policies import (
    refuses_changing,
    refuses_contributing,
    refuses_deleting,
    refuses_sending,
)
from eccp.content.contributing.telling import withdrawn
from eccp.content.contributing.values import PICTURE, SETS, put, values_of
from eccp.content.contributing.workflow import ensure_workflow
from eccp.content.models import ContentPage, Contribution, Picture, SectionPage
from eccp.core.changes import Conflict, merge
from eccp.core.log import log
from eccp.core.names import slug
from eccp.core.refusals import Refusal, require
from eccp.core.tasks import enqueue
from eccp.organisations.models import Organisation
from eccp.reference.models.base import today

SLUG_LENGTH = 80


class Stale(Exception):
    """Somebody stored other values of the same fields since the form was opened; nothing was stored.

    `conflicts` has, for each of these fields, the value at opening, the one typed and the one stored now;
    `values` what others stored in the remaining fields, joined with what was typed.
    """

    def __init__(self, conflicts: dict[str, Conflict], opened: int, values: dict[str, Any]) -> None:
        super().__init__(", ".join(conflicts))
        self.conflicts, self.opened, self.values = conflicts, opened, values


@dataclass(frozen=True)
class NewPicture:
    """What becomes of the picture: a new file, or none any more."""

    file: File | None = None


@transaction.atomic
def draft(
    kind: Kind,
    organisation: Organisation,
    values: dict[str, Any],
    *,
    by: User,
    picture: NewPicture | None = None,
) -> Contribution:
    """Store the first words of a contribution. The page is not live, and nobody but its people sees it."""
    require(refuses_contributing(by))
    section = section_of(kind)
    page = put(kind.page(**kind.facts, organisation=organisation, live=False, title=values["title"]), values)
    page.slug = _free_slug(page.title, section)
    page.has_unpublished_changes = True
    _put_picture(page, values, picture, by)
    section.add_child(instance=page)
    page.save_revision(user=by, log_action=False)
    note_in_wagtail(instance=page, action="wagtail.create", user=by, content_changed=True)
    row = Contribution.objects.create(
        page=Page.objects.get(pk=page.pk),
        organisation=organisation,
        kind=kind.code,
        title=page.title,
        by=by,
        version=1,
    )
    log(row, "contributions.draft", by=by, changes={"title": ["", row.title]}, version=1)
    return row


@transaction.atomic
def change(
    contribution: Contribution,
    values: dict[str, Any],
    *,
    opened: int,
    by: User,
    picture: NewPicture | None = None,
    organisation: Organisation | None = None,
) -> Contribution:
    """Store what was typed; what others, editors too, stored meanwhile in other fields stays.

    `opened` is the revision that the form showed. A field that both changed to different values raises
    `Stale`, and nothing is stored.
    """
    row = _locked(contribution)
    require(refuses_changing(by, row))
    page = latest(row)
    now = values_of(page, values)
    merged = merge(_values_at(row, opened, values) or now, values, now, sets=SETS)
    if merged.conflicts:
        raise Stale(dict(merged.conflicts), page.latest_revision_id or 0, dict(merged.values))
    changed = {name: value for name, value in merged.values.items() if value != now.get(name)}
    if not changed and picture is None and organisation in (None, row.organisation):
        return row
    put(page, {name: value for name, value in changed.items() if name not in PICTURE})
    before = page.picture
    _put_picture(page, merged.values, picture, by)
    if organisation and organisation != row.organisation:
        changed["organisation"], now["organisation"] = organisation.name, row.organisation.name
        page.organisation = row.organisation = organisation
    if not page.live and "title" in changed and not page.first_published_at:
        page.slug = _free_slug(page.title, Page.objects.get(pk=page.pk).get_parent(), but=page.pk)
    _store(page, by)
    if before and before.pk != page.picture_id:
        pictures.drop_if_unused(before, by_page=page.pk)
    row.title, row.version, row.link_problem, row.link_checked_at = page.title, row.version + 1, "", None
    row.save(
        update_fields=["title", "version", "organisation", "link_problem", "link_checked_at", "updated_at"]
    )
    log(row, "contributions.change", by=by, changes=_told(now, changed), version=row.version)
    return row


@transaction.atomic
def submit(contribution: Contribution, *, by: User) -> Contribution:
    """Send it to the editors through Wagtail's own workflow; whether its link answers is looked at meanwhile."""
    before = _locked(contribution)
    require(refuses_sending(by, before))
    require(refuses_changing(by, before))
    page = latest(before)
    kind: Any = of_code(before.kind)
    require(_gaps(kind, page))
    if hasattr(page, "date") and not page.first_published_at:
        page.date = today()
    row = CONTRIBUTION.move(before, "submit", by=by)
    _store(page, by)
    state = page.current_workflow_state
    if state is not None and before.status == Contribution.Status.ASKED:
        state.resume(by)
    else:
        if state is not None:
            state.cancel(by)
        (page.get_workflow() or ensure_workflow()).start(page, by)
    if kind.form.followed:
        enqueue("content.check_link", row.pk)
    return row


@transaction.atomic
def withdraw(contribution: Contribution, *, by: User) -> Contribution:
    """Take it back from the editors; it can be changed and sent again, or deleted."""
    row = CONTRIBUTION.move(contribution, "withdraw", by=by)
    page = latest(row)
    if state := page.current_workflow_state:
        state.cancel(by)
    page.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    return row


@transaction.atomic
def delete(contribution: Contribution, *, by: User) -> None:
    """Delete a contribution that was never published, with its page and its picture."""
    row = _locked(contribution)
    require(refuses_deleting(by, row))
    _remove(row, by)


@transaction.atomic
def forget(contribution: Contribution) -> None:
    """Delete what nobody went on with; the clock does it, by the rules of `forgetting`."""
    _remove(_locked(contribution), None)


def _remove(row: Contribution, by: User | None) -> None:
    page = row.page.specific if row.page else None
    picture = page.picture if page else None
    withdrawn(row)
    log(row, "contributions.delete", by=by, changes={"title": [row.title, ""]})
    Contribution.objects.filter(pk=row.pk).delete()
    if page:
        note_in_wagtail(instance=page, action="wagtail.delete", user=by, deleted=True)
        number = page.pk
        page.delete()
        pictures.drop_if_unused(picture, by_page=number)


def latest(row: Contribution) -> Any:
    """The page as it was stored last, whether it is published so or not."""
    page: Any = row.page
    return page.specific.get_latest_revision_as_object()


def section_of(kind: Kind) -> SectionPage:
    """The section in which pages of a kind stand, in the first language."""
    found: SectionPage = SectionPage.objects.get(shows=kind.section, locale=Locale.get_default())
    return found


def _locked(contribution: Contribution) -> Contribution:
    rows = Contribution.objects.select_for_update(of=("self",)).select_related("organisation", "page")
    found: Contribution = rows.get(pk=contribution.pk)
    return found


def _values_at(row: Contribution, opened: int, values: dict[str, Any]) -> dict[str, Any] | None:
    """What the form showed; None where that revision is gone or is not of this page."""
    page: Any = row.page
    revision = Revision.objects.for_instance(page).filter(pk=opened).first()
    return values_of(revision.as_object(), values) if revision else None


def _put_picture(page: ContentPage, values: dict[str, Any], new: NewPicture | None, by: User) -> None:
    """Take a new picture, drop the old one, or store what is said of it now."""
    said = {name: values.get(name) or "" for name in ("description", "credit", "focus")}
    if new is not None:
        page.picture = (
            pictures.keep(
                new.file,
                title=page.title,
                description=said["description"],
                credit=said["credit"],
                place=said["focus"],
                by=by,
            )
            if new.file
            else None
        )
        return
    picture: Picture | None = page.picture
    if picture and "description" in values and said["description"]:
        before = (picture.description, picture.credit, pictures.place_of(picture))
        if before != (said["description"], said["credit"], said["focus"]):
            picture.description, picture.credit = said["description"], said["credit"]
            pictures.set_place(picture, said["focus"])
            picture.save()


def _store(page: ContentPage, by: User) -> None:
    """Store a revision; of a page that nobody reads yet also its row, as Wagtail's own editor does."""
    if not page.live:
        page.save()
    page.save_revision(user=by, log_action=True)


def _gaps(kind: Kind, page: ContentPage) -> Refusal | None:
    """Whether something that the editors need is missing in what is stored."""
    found = values_of(page, [*kind.form.needed, "picture"])
    missing = any(not found.get(name) for name in kind.form.needed)
    return Refusal("contribution_gaps") if missing or not page.title else None


def _free_slug(title: str, parent: Any, but: int | None = None) -> str:
    """A part of the address made of the title, that no neighbour has."""
    wanted = slug(title)[:SLUG_LENGTH].strip("-") or "contribution"
    taken = set(
        Page.objects.child_of(parent)
        .filter(slug__startswith=wanted)
        .exclude(pk=but)
        .values_list("slug", flat=True)
    )
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(one for one in numbered if one not in taken)


def _told(now: dict[str, Any], changed: dict[str, Any]) -> dict[str, list[Any]]:
    """Old and new values for the log; of long texts only that they changed."""
    return {
        name: ["…", "…"] if name in ("text", "lead", "who") else [now.get(name), value]
        for name, value in changed.items()
    }
