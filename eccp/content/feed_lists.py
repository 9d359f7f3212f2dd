"""Which lists are feeds: news, calls, resources, good practices, and the newest profiles of the directory."""

from collections.abc import Iterable
from dataclasses import replace

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eccp.content.calls import Row, rows_of
from eccp.content.feeds import BEGUN, MOST, Asked, Entry, entry_of, feed, feed_of
from eccp.content.models import CallPage
from eccp.directory import panel, records, search
from eccp.directory.facets import VALIDATED
from eccp.directory.query import Query
from eccp.directory.vocabulary import Vocabulary

__all__ = ["feed_of"]  # asked here, where all feeds are known


def calls(pages: Iterable[CallPage]) -> list[Entry]:
    """Calls say their cut-offs first: with dates, never with days that are left, which are wrong tomorrow."""
    return [
        entry_of(
            row.page,
            summary=" ".join(part for part in (cutoffs_of(row), row.page.lead) if part),
            about=(*row.labels("funding_programme"), *row.ecosystems),
        )
        for row in rows_of(pages)
    ]


def cutoffs_of(row: Row) -> str:
    """The cut-offs of a call in one sentence, with their years."""
    said = [one.said.dated for one in row.cutoffs]
    return str(_("Cut-off: %(when)s.") % {"when": "; ".join(said)}) if said else ""


feed("news", shows="news", title=gettext_lazy("News"))
feed("calls", shows="calls", title=gettext_lazy("Open calls"), entries=calls)
feed("resources", shows="library", title=gettext_lazy("Library"))
feed("practices", shows="practices", title=gettext_lazy("Good practice in resource efficiency"))


@feed("profiles", title=gettext_lazy("Newest profiles"))
def profiles(sent: QueryDict) -> Asked:
    """The newest validated profiles that the directory finds with these filters."""
    query = Query.from_params(sent).first_page()
    validated = replace(query, facets={**query.facets, "trust": (VALIDATED,)}, sort="newest")
    chosen = [chip.label for chip in panel.chips(query, Vocabulary(query.facets.get("region", ())))]
    words = [_("“%(words)s”") % {"words": query.q}] if query.q else []
    entries = [profile(one) for one in records.read(search.ids(validated)[:MOST])]
    return Asked(entries, panel.address(query), [*words, *chosen])


def profile(one: records.Brief) -> Entry:
    """A profile as an entry."""
    organisation = one.organisation
    published = organisation.published_at or BEGUN
    return Entry(
        "profile",
        organisation.pk,
        organisation.name,
        organisation.get_absolute_url(),
        one.summary,
        published,
        max(published, organisation.last_confirmed_at or published),
        organisation.name,
    )
