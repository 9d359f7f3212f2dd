"""What the demonstration says about countries: plainly invented, and never over an editor's words."""

import pytest

from eccp.config.demo.countries import TEXTS, write_countries
from eccp.content.models import CountryPage
from eccp.content.topic_pages import ensure_country_pages
from eccp.content.tree import ensure_pages
from tests.factories import CountryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def countries():
    ensure_pages()
    for code in ("AM", "JP", "SG", "TH"):
        CountryFactory(code=code)
    ensure_country_pages()


def test_it_says_of_each_that_it_is_invented():
    written = write_countries()

    assert sorted(page.country_id for page in written) == ["AM", "JP", "SG"]
    assert [page.title for page in written if "Invented" not in page.lead] == []
    assert [page.title for page in written if not page.policy.startswith("Invented: ")] == []
    assert "invented for the demonstration" in str(CountryPage.objects.get(country="AM").body)
    for page in written:
        page.full_clean()


def test_it_may_run_again_and_leaves_editors_words():
    CountryPage.objects.filter(country="AM").update(lead="An editor's words.")

    assert len(write_countries()) == 2
    assert write_countries() == []
    assert CountryPage.objects.get(country="AM").lead == "An editor's words."


def test_every_text_fits_its_field():
    for lead, policy, _advice in TEXTS.values():
        assert (len(lead) < 340, len(policy) <= 800) == (True, True)
