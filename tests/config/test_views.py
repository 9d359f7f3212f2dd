"""Doors of the assembly: health, robots, pictures."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from eccp.core.clock import beat
from eccp.core.models import Beat


@pytest.mark.django_db
def test_health_is_well_when_all_processes_are(client):
    for name in ("worker", "indexer", "clock"):
        beat(name)

    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"database": "well", "worker": "well", "indexer": "well", "clock": "well"}


@pytest.mark.django_db
def test_health_names_who_is_silent(client):
    for name in ("worker", "indexer", "clock"):
        beat(name)
    Beat.objects.filter(name="indexer").update(at=timezone.now() - timedelta(seconds=91))

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["indexer"] == "silent"


def test_robots_keep_out_of_what_is_for_people(client):
    assert "Disallow: /backoffice/" in client.get("/robots.txt").content.decode().splitlines()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/robots.txt", "/sitemap.xml", "/dots.svg", "/api/v1/openapi.json"])
def test_what_programs_ask_for_again_costs_no_body_while_it_is_unchanged(client, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    other = client.get(address, headers={"If-None-Match": '"another"'})

    assert [one.status_code for one in (first, again, other)] == [200, 304, 200]
    assert again.content == b""
    assert again["ETag"] == first["ETag"]
    assert other.content == first.content
    assert client.head(address).status_code == 200


@pytest.mark.parametrize(("name", "status"), [("a.png", 200), ("a.html", 404), ("none.png", 404)])
def test_only_pictures_are_served(client, name, status):
    folder = f"served-{name}"
    for kept in ("a.png", "a.html"):
        default_storage.save(f"{folder}/{kept}", ContentFile(b"picture"))

    response = client.get(f"/media/{folder}/{name}")

    assert response.status_code == status
    if status == 200:
        assert b"".join(response.streaming_content) == b"picture"
