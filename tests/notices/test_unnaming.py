"""Copies of mails and notices to others lose the name and address of somebody who is erased."""

from typing import Any

import pytest

from eccp.notices import services
from eccp.notices.models import Notice, OutgoingMail
from eccp.notices.services.unnaming import unname
from eccp.notices.topics import TEAM
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def mailed(to: Any, text: str, html: str = "") -> OutgoingMail:
    return services.keep(address=to.email, subject=text, text=text, html=html, topic=TEAM)


def test_name_and_address_go_whole_words_only_also_as_html_writes_them() -> None:
    gone = UserFactory(name="Ann O'Hare", email="ann@hare.example")
    reader = UserFactory()
    mail = mailed(reader, "Ann O'Hare (ann@hare.example) asks", "<p>Ann O&#x27;Hare asks</p>")
    other = mailed(reader, "Joann O'Hares asks")
    services.tell(reader, "key", "Ann O'Hare asks to join", "/en/my/")

    assert unname(gone) == 2

    mail.refresh_from_db()
    other.refresh_from_db()
    assert mail.text == mail.subject == "Somebody who left (Somebody who left) asks"
    assert mail.html == "<p>Somebody who left asks</p>"
    assert other.text == "Joann O'Hares asks"
    assert Notice.objects.get().text == "Somebody who left asks to join"


def test_the_longest_spelling_goes_first_and_people_without_a_name_change_nothing() -> None:
    reader = UserFactory()
    mail = mailed(reader, "anna@hare.example.org writes")
    gone = UserFactory(name="", email="hare@hare.example")
    gone.emailaddress_set.create(email="anna@hare.example.org", verified=True)

    assert unname(gone) == 1
    mail.refresh_from_db()
    assert mail.text == "Somebody who left writes"
    assert unname(UserFactory(name="")) == 0


def test_the_mails_to_the_person_are_not_touched_here() -> None:
    gone = UserFactory(name="Ann Hare")
    mine = mailed(gone, "Dear Ann Hare")

    assert unname(gone) == 0
    mine.refresh_from_db()
    assert mine.text == "Dear Ann Hare"


def test_a_name_that_is_no_name_breaks_no_links_and_no_pages() -> None:
    reader = UserFactory()
    address = "https://eccp.example/my/1/"
    html = f'<style>p {{ color: red; }}</style><p class="color">Red &amp; <a href="{address}">color</a></p>'
    mail = mailed(reader, f"color: {address}", html)
    secret = services.keep(address="a@b.example", subject="Confirm", text=f"Press {address}", secret=True)

    for name in ("https", "eccp", "href", "style", "amp", "color", "https://eccp.example"):
        unname(UserFactory(name=name))

    mail.refresh_from_db()
    secret.refresh_from_db()
    assert mail.text == f"Somebody who left: {address}"
    assert mail.html == html.replace(">color<", ">Somebody who left<")
    assert secret.text == f"Press {address}"


def test_an_address_that_was_only_typed_is_not_taken_for_the_persons() -> None:
    reader = UserFactory(email="reader@hare.example")
    mail = mailed(reader, "Your address is reader@hare.example")
    gone = UserFactory()
    gone.emailaddress_set.create(email="reader@hare.example", verified=False)

    assert unname(gone) == 0
    mail.refresh_from_db()
    assert mail.text == "Your address is reader@hare.example"


def test_whoever_never_confirmed_their_address_was_named_to_nobody() -> None:
    mail = mailed(UserFactory(), "Ann Hare asks")
    somebody = UserFactory(name="Ann Hare")
    somebody.emailaddress_set.update(verified=False)

    assert unname(somebody) == 0
    mail.refresh_from_db()
    assert mail.text == "Ann Hare asks"
