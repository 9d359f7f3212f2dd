"""One contribution on the desk of the person who writes it: its form, what is stored, what its page will be."""

from collections.abc import Iterator
from typing import Any

from django.core.files.base import File
from django.forms.boundfield import BoundField
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from eccp.content import zones
from eccp.content.contributing import once, services
from eccp.content.contributing.forms import ContributionForm
from eccp.content.contributing.kinds import Kind, all_kinds, of_code
from eccp.content.contributing.pictures import set_place
from eccp.content.contributing.policies import contributes_for
from eccp.content.contributing.services import NewPicture, Stale
from eccp.content.contributing.values import added_by_editors, put, values_of
from eccp.content.models import Contribution, Picture
from eccp.organisations.models import Organisation


class Desk:
    """What is being written, for a new contribution or a stored one."""

    def __init__(self, person: Any, kind: Kind, contribution: Contribution | None = None) -> None:
        self.person, self.kind, self.contribution = person, kind, contribution

    @classmethod
    def of(cls, person: Any, contribution: Contribution) -> "Desk":
        """The desk with a stored contribution on it."""
        return cls(person, of_code(contribution.kind) or all_kinds()[0], contribution)

    @property
    def keep(self) -> str:
        """The name under which a browser keeps what is typed."""
        return f"contribution-{self.contribution.pk if self.contribution else self.kind.code}"

    @cached_property
    def page(self) -> Any:
        """The page as it was stored last; None while there is none."""
        return services.latest(self.contribution) if self.contribution and self.contribution.page else None

    @cached_property
    def stored(self) -> dict[str, Any]:
        """The values that are stored."""
        return values_of(self.page, self.kind.form.names()) if self.page else {}

    @property
    def added_by_editors(self) -> bool:
        """Whether the text has parts that this form cannot show."""
        return bool(self.page) and added_by_editors(self.page)

    @cached_property
    def organisations(self) -> list[Organisation]:
        """For whom the person may write; of a stored contribution its own organisation comes first."""
        found = list(contributes_for(self.person).select_related("country"))
        own = self.contribution.organisation if self.contribution else None
        return [own, *(one for one in found if one != own)] if own else found

    # --- the form

    def form(
        self, data: Any = None, files: Any = None, *, sending: bool = False, judged: bool = True
    ) -> ContributionForm:
        """The questions, as stored or as typed."""
        return self.kind.form(
            organisations=self.organisations,
            stored=self.stored | self._speaks_for(),
            picture=self.page.picture if self.page else None,
            opened=(self.page.latest_revision_id or 0) if self.page else 0,
            sending=sending,
            data=data,
            files=files,
            judged=judged,
        )

    def form_after(self, stale: Stale, typed: Any, files: Any) -> ContributionForm:
        """The form as typed, after somebody stored other answers: both are shown, and saving again keeps mine."""
        data = typed.copy()
        data["opened"] = str(stale.opened)
        form = self.form(data, files)
        form.hold()
        form.met = {name: conflict.theirs for name, conflict in stale.conflicts.items()}
        return form

    def who_stored(self, opened: int) -> str:
        """Who stored the other answers, in words."""
        found = Revision.objects.filter(pk=opened).select_related("user").first()
        if found and found.user_id == self.person.pk:
            return _("You saved this in another window while you were typing here.")
        name = str(found.user) if found and found.user else _("Somebody")
        return _("%(name)s saved this while you were typing.") % {"name": name}

    def holds(self, form: ContributionForm) -> bool:
        """Whether what was typed is stored already."""
        row = self.contribution
        if row is None or row.page is None:
            return False
        return once.holds(row, form.values(), _new_picture(form.cleaned_data.get("picture")))

    def store(self, form: ContributionForm) -> Contribution:
        """Store what was typed. Raises `Stale` where somebody stored other answers meanwhile.

        A new form that was sent before gives the contribution that it made.
        """
        given = form.cleaned_data
        number = given.get("organisation") or (form.only.pk if form.only else None)
        organisation = next(one for one in self.organisations if one.pk == number)
        picture = _new_picture(given.get("picture"))
        if self.contribution is None:
            return once.draft_once(self.kind, organisation, form.values(), by=self.person, picture=picture)
        return services.change(
            self.contribution,
            form.values(),
            opened=given.get("opened") or 0,
            by=self.person,
            picture=picture,
            organisation=organisation,
        )

    def _speaks_for(self) -> dict[str, Any]:
        return {"organisation": self.contribution.organisation_id} if self.contribution else {}

    # --- how it will look

    def as_page(self, form: ContributionForm, held_url: str = "") -> Any:
        """The page as it would be, never stored: what is typed, and a picture that still waits."""
        section = services.section_of(self.kind)
        values = form.values()
        page = put(self.page or self.kind.page(**self.kind.facts, live=False), values)
        number = form.cleaned_data.get("organisation") or (form.only.pk if form.only else None)
        page.organisation = next((one for one in self.organisations if one.pk == number), None)
        if held_url:
            page.picture = _waiting_picture(values, form.cleaned_data["picture"], held_url)
        elif not form.has_picture:
            page.picture = None
        if not page.pk:
            page.slug = "preview"
            page.set_url_path(section)
            page.depth, page.path = section.depth + 1, Page._get_children_path_interval(section.path)[1]
            page.locale = section.locale
        return page


def _new_picture(given: Any) -> NewPicture | None:
    """What becomes of the picture: a new file, none any more, or nothing new."""
    if isinstance(given, File):
        return NewPicture(given)
    return NewPicture(None) if given is False else None


def _waiting_picture(values: dict[str, Any], file: File, url: str) -> Picture:
    """A picture that is not among the editors' pictures yet, for the page's own template."""
    from PIL import Image

    file.seek(0)
    with Image.open(file) as drawn:
        width, height = drawn.size
    picture = Picture(
        title=values.get("title", ""),
        description=values.get("description", ""),
        credit=values.get("credit", ""),
        width=width,
        height=height,
    )
    set_place(picture, values.get("focus", ""))
    picture.held_url = url
    return picture


def parts_of(form: ContributionForm) -> Iterator[dict[str, Any]]:
    """The form in its parts: a heading, and the fields below it, each with what others stored meanwhile."""
    for title, names in form.parts:
        yield {"title": title, "rows": [_row(form, name) for name in names]}


def _row(form: ContributionForm, name: str) -> dict[str, Any]:
    rows = getattr(form, name, None)
    if rows is not None and name not in form.fields:
        return {"name": name, "several": rows, "met": _zones_by_name(form.met.get(name))}
    field: BoundField = form[name]
    return {"name": name, "field": field, "met": _in_words(field, form.met.get(name))}


def _zones_by_name(rows: list[dict[str, Any]] | None) -> list[dict[str, Any]] | None:
    """Cut-offs that somebody else stored, each zone as its choice is called."""
    names = dict(zones.choices()) if rows else {}
    return rows and [row | {"zone": names.get(row["zone"], row["zone"])} for row in rows]


def _in_words(field: BoundField, value: Any) -> str:
    """What somebody else stored, as people read it."""
    if value is None:
        return ""
    choices = {str(key): str(label) for key, label in getattr(field.field, "choices", [])}
    if isinstance(value, list):
        return ", ".join(choices.get(str(one), str(one)) for one in value) or _("(nothing)")
    return choices.get(str(value), str(value)) or _("(nothing)")
