"""What search engines are told: the right words, nothing of a person, and nothing that could break out."""

import json
import re

import pytest
from django.test import Client

from eccp.organisations.models import ContactPerson, Organisation
from eccp.organisations.structured import as_script, structured
from eccp.organisations.types import all_types
from tests.factories import OrganisationFactory, TermFactory

pytestmark = pytest.mark.django_db


def told(organisation, **more):
    return structured(Organisation.objects.with_everything().get(pk=organisation.pk), **more)


def test_structured_tells_what_the_profile_says(settings):
    settings.SITE_URL = "https://eccp.example"
    organisation = OrganisationFactory(
        published=True,
        name="Blue Bay",
        short_name="BB",
        city="Kiel",
        founded=2009,
        website="https://bluebay.example/",
    )
    organisation.terms.add(TermFactory(scheme="ecosystem", code="blue", label="Blue economy"))

    assert told(organisation) == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": f"https://eccp.example/en/profiles/{organisation.pk}-blue-bay/",
        "name": "Blue Bay",
        "alternateName": "BB",
        "description": "We connect companies.",
        "url": "https://bluebay.example/",
        "foundingDate": "2009",
        "address": {"@type": "PostalAddress", "addressLocality": "Kiel", "addressCountry": "DE"},
        "knowsAbout": ["Blue economy"],
    }


def test_structured_names_the_clusters_of_a_member():
    member, cluster = (
        OrganisationFactory(type="cluster_member", published=True),
        OrganisationFactory(published=True, name="North"),
    )

    said = told(member, clusters=[cluster])

    assert [one["name"] for one in said["memberOf"]] == ["North"]
    assert said["@type"] == "Corporation"


def test_structured_says_nothing_of_people():
    organisation = OrganisationFactory(published=True, parts__management_fte="7.25")
    ContactPerson.objects.create(
        organisation=organisation, name="Ana Hidden", email="ana@example.eu", phone="+49 1"
    )

    said = json.dumps(told(organisation))

    assert [word for word in ("Ana", "ana@", "+49", "7.25") if word in said] == []


@pytest.mark.parametrize("kind", all_types(), ids=lambda kind: kind.code)
def test_structured_has_a_type_for_every_profile_type(kind):
    assert told(OrganisationFactory(type=kind.code))["@type"] == kind.schema_type


@pytest.mark.parametrize(
    "name", ["</script><script>alert(1)</script>", "<!-- <script>", "A & B", "line\u2028end"]
)
def test_script_cannot_be_broken_out_of(name):
    block = as_script({"name": name})

    inner = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert re.search(r"[<>&\u2028\u2029]", inner) is None
    assert json.loads(inner) == {"name": name}


def test_page_holds_one_data_block_whatever_was_typed():
    organisation = OrganisationFactory(published=True, name="</script><script>alert(1)</script>")

    content = Client().get(organisation.get_absolute_url()).content.decode()

    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', content)
    assert [json.loads(block)["name"] for block in blocks] == ["</script><script>alert(1)</script>"]
    assert "<script>alert" not in content
