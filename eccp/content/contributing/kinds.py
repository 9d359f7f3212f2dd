"""What can be contributed. Each kind says how it is called, its form, its page, and the section it stands in.

A room that has more kinds of pages registers them here. What is no page has a form of its own in its own
room, and fills the slot "contributions.more" with the way to it: `label`, `text`, `url`.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from eccp.content.contributing.forms import ArticleForm, CallForm, ContributionForm
from eccp.content.models import ArticlePage, CallPage, ContentPage, SectionPage


@dataclass(frozen=True)
class Kind:
    """One kind. `section` is what the section above its pages lists; `facts` are columns that make the kind."""

    code: str
    label: Any  # "News"
    one: Any  # "a piece of news"
    text: Any  # one sentence beside the way to the form
    form: type[ContributionForm]
    page: type[ContentPage]
    section: str
    facts: dict[str, Any] = field(default_factory=dict)


_known: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Let members contribute pages of a kind."""
    _known[kind.code] = kind
    return kind


def all_kinds() -> list[Kind]:
    """Every kind, in the order in which they were registered."""
    return list(_known.values())


def of_code(code: str) -> Kind | None:
    """The kind of a code, if there is one."""
    return _known.get(code)


NEWS = register(
    Kind(
        "news",
        _("News"),
        _("a piece of news"),
        _("Something that happened, or that you have begun."),
        ArticleForm,
        ArticlePage,
        SectionPage.Shows.NEWS,
        {"kind": ArticlePage.Kind.NEWS},
    )
)
ACHIEVEMENT = register(
    Kind(
        "achievement",
        _("Achievement"),
        _("an achievement"),
        _("What came of your work, so that others can learn from it."),
        ArticleForm,
        ArticlePage,
        SectionPage.Shows.NEWS,
        {"kind": ArticlePage.Kind.ACHIEVEMENT},
    )
)
CALL = register(
    Kind(
        "call",
        _("Open call"),
        _("an open call"),
        _("Funding or support that others can apply for, with its cut-offs."),
        CallForm,
        CallPage,
        SectionPage.Shows.CALLS,
    )
)
