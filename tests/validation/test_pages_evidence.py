"""The evidence on the decision page: the website, look-alikes, what changed, a second look."""

import re
from html import unescape

import pytest

from eccp.organisations.criteria.base import Criterion, Facts, met
from eccp.reference.models import today
from eccp.validation import services
from eccp.validation.models import Application, Evidence
from eccp.validation.services.website import NO_WEBSITE
from eccp.validation.views.criteria import fields_read
from eccp.validation.views.evidence import PROBLEMS
from eccp.validation.web.problems import Problem
from tests.factories import OrganisationFactory, ValidatorFactory
from tests.validation.profiles import managed

pytestmark = pytest.mark.django_db
SITE = {
    "url": "https://cluster.example.eu",
    "final_url": "https://cluster.example.eu/en/",
    "status": 200,
    "problem": "",
    "title": "We weave together",
    "languages": ["de", "en"],
    "translated_by": "",
    "english": "offered",
    "pages": [{"kind": "home", "url": "https://cluster.example.eu/en/", "problem": ""}],
    "mentions": {
        "services": [
            {"code": "training", "label": "Training", "snippet": "…our training for weavers…"},
            {"code": "export-support", "label": "Export support", "snippet": None},
        ]
    },
    "links": [
        {"kind": "members", "url": "https://cluster.example.eu/members", "text": "Members"},
        {"kind": "members", "url": "javascript:alert(1)", "text": "Members"},
    ],
}


@pytest.fixture
def application():
    organisation, manager = managed(name="Kestrel Bay")
    return services.submit(organisation, by=manager, consent=True)


def gathered(application, **found):
    for kind, value in found.items():
        Evidence.objects.create(application=application, kind=kind, found=value)


def page(signed_in, application):
    return signed_in(ValidatorFactory()).get(f"/en/validation/{application.pk}/").content.decode()


def row(html, code):
    return unescape(html.partition(f'id="k-{code}"')[2].partition('id="k-')[0])


def test_website_stands_beside_its_criterion_with_what_it_does_not_speak_of(signed_in, application):
    gathered(application, website=SITE)

    html = page(signed_in, application)

    assert '<a href="https://cluster.example.eu/en/" rel="noreferrer">We weave together</a>' in row(
        html, "website"
    )
    assert "Offers an English version." in row(html, "website")
    assert "Languages: German, English." in row(html, "website")
    assert "<strong>Not found: Export support.</strong>" in row(html, "website")
    assert "…our training for weavers…" in row(html, "services")
    assert "https://cluster.example.eu/members" in row(html, "size")
    assert "javascript:" not in html


@pytest.mark.parametrize("problem", [*Problem, NO_WEBSITE])
def test_site_that_cannot_be_read_is_evidence_in_words(signed_in, application, problem):
    gathered(application, website=SITE | {"problem": str(problem), "status": 503})

    words = str(PROBLEMS[problem]) % {"status": 503}

    assert f"<strong>{words}</strong>" in re.sub(
        r"</?a[^>]*>", "", row(page(signed_in, application), "website")
    )


def test_look_alikes_lead_to_the_page_that_merges(signed_in, application):
    other = OrganisationFactory(name="Kestrel Marine")
    found = {
        "id": other.pk,
        "name": other.name,
        "score": 0.71,
        "reasons": ["a similar name"],
        "visibility": "draft",
        "people": 1,
    }
    gathered(application, look_alikes={"profiles": [found]})

    html = page(signed_in, application)

    assert "71 % alike" in html
    assert "a similar name" in html
    assert f'href="/en/profiles/{application.organisation_id}/merge/?with={other.pk}"' in html


def test_changes_since_the_last_decision_are_shown_old_and_new(signed_in, application):
    gathered(
        application,
        changes={
            "decision": 1,
            "since": "2026-03-01T10:00:00+00:00",
            "changed": {"members_sme": [14, 8], "country": ["DE", "DE"]},
        },
    )

    html = " ".join(re.sub(r"<[^>]+>", " ", page(signed_in, application)).split())

    assert "Changed since the decision of 1 March 2026" in html
    assert "Small and medium-sized companies 14 8" in html
    assert "Country Germany Germany" in html


def test_second_look_says_which_criterion_fails_and_has_its_own_words(signed_in, application):
    Application.objects.filter(pk=application.pk).update(kind="second_look", reason="Members: 8 members.")

    html = page(signed_in, application)

    assert "Members: 8 members." in html
    assert "Keep it published" in html
    assert "Take it down" in html


def test_evidence_that_is_not_there_yet_says_so(signed_in, application):
    assert "It is being gathered" in page(signed_in, application)


def test_fields_of_a_criterion_are_those_it_reads():
    criterion = Criterion(
        "size", "Size", "", lambda facts: met(f"{facts.number('members_sme')} {facts.codes('services')}")
    )

    assert fields_read(
        criterion, Facts({"members_sme": 3, "city": "Galway"}, programme_country=True, on=today())
    ) == [
        "members_sme",
        "services",
    ]
