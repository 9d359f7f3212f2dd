"""Pages of the hub as tests need them: published below a section, with what they are about."""

from datetime import date
from typing import Any

from eccp.content.models import ArticlePage, CountryPage, PolicyAreaPage, ResourcePage
from eccp.content.topic_pages import ensure_country_pages, ensure_policy_pages
from tests.factories import section_of


def publish(kind: Any, shows: str, title: str, **facts: Any) -> Any:
    """A published page of a kind in the section that shows it, about `terms` and `countries`."""
    about = {name: facts.pop(name) for name in ("terms", "countries") if name in facts}
    page = kind(title=title, **facts)
    section_of(shows).add_child(instance=page)
    for name, found in about.items():
        setattr(page, name, found)
    page.save_revision().publish()
    return kind.objects.get(pk=page.pk)


def article(title: str, day: date = date(2026, 3, 3), **facts: Any) -> ArticlePage:
    """A piece of news."""
    return publish(ArticlePage, "news", title, date=day, **facts)


def resource(title: str, **facts: Any) -> ResourcePage:
    """A publication."""
    return publish(ResourcePage, "library", title, **facts)


def page_of_country(code: str) -> CountryPage:
    """The page of a country, made when it is missing."""
    ensure_country_pages()
    return CountryPage.objects.get(country=code)


def page_of_term(code: str) -> PolicyAreaPage:
    """The page of a policy area or ecosystem, made when it is missing."""
    ensure_policy_pages()
    return PolicyAreaPage.objects.get(term__code=code)
