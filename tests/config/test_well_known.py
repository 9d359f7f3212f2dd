"""Where those who find a weakness, and programs that keep passwords, look first."""

from datetime import UTC, datetime, timedelta

import pytest

from eccp.content.tree import ensure_pages

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


def fields(response):
    return dict(line.split(": ", 1) for line in response.content.decode().splitlines())


def test_security_txt_says_whom_to_tell_and_until_when(client, settings, freeze):
    settings.SITE_URL = "https://platform.example"
    settings.SECURITY_CONTACTS = ["security@platform.example"]
    freeze(NOW)

    response = client.get("/.well-known/security.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert fields(response) == {
        "Contact": "mailto:security@platform.example",
        "Expires": "2026-08-30T00:00:00Z",
        "Preferred-Languages": "en, fr",
        "Canonical": "https://platform.example/.well-known/security.txt",
        "Policy": "https://platform.example/en/security/",
    }


@pytest.mark.parametrize("days", [0, 100, 300, 365])
def test_security_txt_is_never_out_of_date_and_never_too_far_ahead(client, freeze, days):
    now = NOW + timedelta(days=days)
    freeze(now)

    until = datetime.fromisoformat(fields(client.get("/.well-known/security.txt"))["Expires"])

    assert timedelta(days=90) < until - now < timedelta(days=365)


def test_several_contacts_stand_in_their_order(client, settings):
    settings.SECURITY_CONTACTS = ["https://platform.example/report", "mailto:a@platform.example"]

    lines = client.get("/.well-known/security.txt").content.decode().splitlines()

    assert lines[:2] == ["Contact: https://platform.example/report", "Contact: mailto:a@platform.example"]


@pytest.mark.django_db
def test_contact_and_policy_are_there_on_a_new_installation(client, settings):
    settings.SITE_URL = "http://testserver"
    settings.SECURITY_CONTACTS = []
    ensure_pages()
    said = fields(client.get("/.well-known/security.txt"))

    assert said["Contact"] == "http://testserver/en/contact/"
    for name in ("Contact", "Policy"):
        assert client.get(said[name]).status_code == 200


def test_security_txt_is_found_at_its_old_place(client):
    response = client.get("/security.txt")

    assert (response.status_code, response["Location"]) == (301, "/.well-known/security.txt")


@pytest.mark.django_db
def test_password_programs_are_led_to_the_change_of_password(client):
    response = client.get("/.well-known/change-password")

    assert (response.status_code, response["Location"]) == (302, "/en/accounts/password/change/")
