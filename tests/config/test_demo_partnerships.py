"""The demonstration's partnerships: plainly invented, of every programme, and in every state that a page may show."""

import pytest

from eccp.config.demo.community import _published
from eccp.config.demo.organisations import Inventor
from eccp.config.demo.partnerships import SKETCHES, make_partnerships
from eccp.organisations.models import Organisation
from eccp.organisations.snapshot import snapshot
from eccp.reference.models import Term
from eccp.reference.services.loading import load
from tests.factories import CountryFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    load(places=False)
    clusters = [
        OrganisationFactory(published=True, country=CountryFactory(code=code))
        for code in ("DE", "FR", "IT", "PL", "SE", "PT", "GR")
    ]
    return make_partnerships(Inventor(), clusters, _published)


def test_each_is_published_complete_and_says_that_it_is_invented(made):
    assert 8 <= len(made) <= 12
    for row in Organisation.objects.with_everything().filter(pk__in=[one.pk for one in made]):
        values = snapshot(row)
        missing = [field.name for _step, field in row.kind.missing(values, programme_country=True)]
        assert row.is_published
        assert missing in ([], ["city"])  # no towns are loaded here
        assert row.website.endswith(".example")
        assert "invented for the demonstration" in row.text("description")


def test_each_programme_is_there_and_each_state(made):
    rows = Organisation.objects.with_everything().filter(pk__in=[one.pk for one in made])
    results = [(row.partnership.smes_involved, row.partnership.agreements) for row in rows]
    linked = [[place.profile_id is not None for place in row.partners.all()] for row in rows]

    assert {row.partnership.strand.code for row in rows} == {
        "escp-4i",
        "excellence",
        "escp-s3",
        "innosup",
        "euroclusters",
    }
    assert {row.partnership.generation for row in rows} == {None, 1, 2}
    assert (None, None) in results
    assert 0 in [smes for smes, _agreements in results]
    assert all(any(row) for row in linked)
    assert not all(all(row) for row in linked)


def test_they_name_terms_that_are_there(made):
    assert {one.strand for one in SKETCHES} <= set(
        Term.objects.of("partnership_strand").values_list("code", flat=True)
    )
