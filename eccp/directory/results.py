"""The rows of one page of the directory, read by primary key, with why each was found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from eccp.core.templatetags.face import grouped
from eccp.directory.engine import Answer
from eccp.directory.query import Query
from eccp.directory.words import Matcher, excerpt, marked
from eccp.organisations.models import Label, Organisation, OrganisationQuerySet, ProfileText
from eccp.organisations.types import all_types
from eccp.reference.models import PlaceName, Scheme, Term, TermLabel

TAGS = ("ecosystem", "technology", "service")
TAGS_SHOWN = 3
REASONS_SHOWN = 2
TEXTS = ("description", "objectives", "offers", "seeks")
LABELS = {field.name: field.verbose_name for field in ProfileText._meta.fields} | {
    # The form speaks to those who fill it in, a result to somebody else.
    "offers": gettext_lazy("what they offer"),
    "seeks": gettext_lazy("what they seek"),
}


@dataclass(frozen=True)
class Row:
    """One profile as a result."""

    organisation: Organisation
    title: SafeString
    badge: str
    badge_kind: str
    place: str
    text: SafeString
    tags: list[str]
    why: SafeString | str

    @property
    def url(self) -> str:
        """The address of the profile."""
        return self.organisation.get_absolute_url()


class OtherWords:
    """Other names of the towns and terms of a page's profiles: they are searched, so they can be the reason.

    Read when the first profile asks for them, for the whole page.
    """

    def __init__(self, organisations: Sequence[Organisation] = ()) -> None:
        self.organisations = organisations

    @cached_property
    def of_places(self) -> dict[int, list[str]]:
        """The other names of towns."""
        places = {row.place_id for row in self.organisations if row.place_id}
        return _gathered(PlaceName.objects.filter(place__in=places).values_list("place_id", "name"))

    @cached_property
    def of_terms(self) -> dict[int, list[str]]:
        """The labels of terms in all languages."""
        terms = {term.pk for row in self.organisations for term in row.terms.all()}
        return _gathered(TermLabel.objects.filter(term__in=terms).values_list("term_id", "label"))


def _gathered(pairs: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for pk, word in pairs:
        found.setdefault(pk, []).append(word)
    return found


def read(pks: Sequence[int]) -> list[Organisation]:
    """The public profiles of these ids, in this order, with what a result shows; in a fixed number of queries.

    A profile that went from the public a moment ago is left out, even if the index still has it.
    """
    # Whether a profile is public is asked here: with both in one question SQLite reads by the wrong index.
    rows: OrganisationQuerySet = Organisation.objects.filter(pk__in=pks)
    beside = [kind.details_name for kind in all_types() if kind.members_total]
    found = rows.select_related("country", "region", *beside).prefetch_related(
        "texts", "terms", Prefetch("labels", Label.objects.select_related("level"))
    )
    by_pk = {row.pk: row for row in found if row.is_public}
    return [by_pk[pk] for pk in pks if pk in by_pk]


def rows(answer: Answer, query: Query) -> list[Row]:
    """The results of a page."""
    organisations = read(answer.ids)
    matcher = Matcher.of(query.q, forgiving=answer.forgiven)
    words = OtherWords(organisations)
    return [row(organisation, matcher, words) for organisation in organisations]


def row(organisation: Organisation, matcher: Matcher, words: OtherWords) -> Row:
    """One result, with what matched marked in its name, its line and its reason."""
    name, line = organisation.name, organisation.summary
    return Row(
        organisation=organisation,
        title=marked(name, matcher.spans(name)),
        badge=_("Validated") if organisation.is_published else _("Listed, not validated"),
        badge_kind="yes" if organisation.is_published else "",
        place=" · ".join(part for part in (where(organisation), known_for(organisation)) if part),
        text=marked(line, matcher.spans(line)),
        tags=[str(term) for scheme in TAGS for term in organisation.terms_of(scheme)][:TAGS_SHOWN],
        why=why(organisation, matcher.besides(name, line), words),
    )


def where(organisation: Organisation) -> str:
    """Town and country, as people say it."""
    return ", ".join(part for part in (organisation.city, str(organisation.country)) if part)


def known_for(organisation: Organisation) -> str:
    """One more fact: a label that holds today, else the number of members, else the register."""
    if valid := [label for label in organisation.labels.all() if label.holds()]:
        return str(valid[0].level)
    members = sum(getattr(organisation.details, name) or 0 for name in organisation.kind.members_total)
    if members:
        return ngettext("%(count)s member", "%(count)s members", members) % {"count": grouped(members)}
    return _("From a register") if organisation.source and not organisation.is_published else ""


def why(organisation: Organisation, matcher: Matcher, words: OtherWords) -> SafeString | str:
    """Where the words were found that name and line do not have: terms, texts, other names of the place."""
    if not matcher.words:
        return ""
    for found in (
        lambda: [*_terms(organisation, matcher), *_texts(organisation, matcher)],
        lambda: _places(organisation, matcher, words),
        lambda: _terms_in_other_languages(organisation, matcher, words),
    ):
        if reasons := found():
            one, *others = reasons[:REASONS_SHOWN]
            for other in others:
                one = format_html(_("{one}; {other}"), one=one, other=other)
            return one
    return ""


def _terms(organisation: Organisation, matcher: Matcher) -> list[SafeString]:
    return [
        format_html(_("{term} in {list}"), term=marked(str(term), spans), list=_list_of(term))
        for term in organisation.terms.all()
        if (spans := matcher.spans(str(term)))
    ]


def _terms_in_other_languages(
    organisation: Organisation, matcher: Matcher, words: OtherWords
) -> list[SafeString]:
    return [
        format_html(
            _("{label}, which is {term}, in {list}"),
            label=marked(label, spans),
            term=term,
            list=_list_of(term),
        )
        for term in organisation.terms.all()
        for label in words.of_terms.get(term.pk, ())
        if (spans := matcher.spans(label))
    ]


def _list_of(term: Term) -> str:
    return str(Scheme(term.scheme).label).lower()


def _texts(organisation: Organisation, matcher: Matcher) -> list[SafeString]:
    own = get_language() or "en"
    texts = sorted(
        organisation.texts.all(), key=lambda row: (row.language != "en", row.language != own, row.language)
    )
    reasons = []
    for text in texts:
        names = TEXTS if text.language == "en" else ("summary", *TEXTS)
        for name in names:
            said = str(getattr(text, name))
            if spans := matcher.spans(said):
                label = LABELS[name]
                reasons.append(
                    format_html(_("“{excerpt}” in {field}"), excerpt=excerpt(said, spans), field=label)
                )
                break
    return reasons


def _places(organisation: Organisation, matcher: Matcher, words: OtherWords) -> list[SafeString]:
    here = [
        organisation.city,
        str(organisation.country),
        organisation.region.name if organisation.region else "",
    ]
    for name in here:
        if spans := matcher.spans(name):
            return [format_html(_("{name} is where they are"), name=marked(name, spans))]
    for name in words.of_places.get(organisation.place_id or 0, ()):
        if spans := matcher.spans(name):
            return [
                format_html(
                    _("{name} is another name of {city}"), name=marked(name, spans), city=organisation.city
                )
            ]
    return []
