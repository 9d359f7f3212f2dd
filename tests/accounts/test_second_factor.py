"""Second factors: setting up an app, codes that are good once, recovery codes, and how secrets are kept."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from eccp.accounts.mfa_adapter import MfaAdapter
from eccp.accounts.services import renew_secrets
from eccp.core.refusals import Refusal
from eccp.notices.models import OutgoingMail
from tests.accounts.answers import code_for, code_of
from tests.factories import PASSWORD, UserFactory, ValidatorFactory

pytestmark = pytest.mark.django_db

TWO_FACTOR = "/en/accounts/2fa/"
CODE = TWO_FACTOR + "authenticate/"


@pytest.fixture
def nora() -> Any:
    return UserFactory(email="nora@kestrel.example", name="Nora Quill")


@pytest.fixture
def victor() -> Any:
    return ValidatorFactory(email="victor@kestrel.example")


def set_up(client: Client) -> str:
    """Set an app up; the key that it got."""
    secret = client.get(TWO_FACTOR + "totp/activate/").context["form"].secret
    client.post(TWO_FACTOR + "totp/activate/", {"code": code_for(secret)})
    return str(secret)


def half_signed_in(person: Any) -> Client:
    """The browser of somebody who typed the password and is asked for the code."""
    client = Client()
    response = client.post("/en/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert response["Location"] == CODE
    return client


@pytest.mark.django_db(transaction=True)
def test_an_app_is_set_up_and_asked_for(just_signed_in: Any, nora: Any) -> None:
    secret = set_up(just_signed_in(nora))

    assert [mail.subject for mail in OutgoingMail.objects.all()] == ["An app was set up for your account"]
    assert OutgoingMail.objects.get().topic == "security"
    elsewhere = half_signed_in(nora)
    assert "_auth_user_id" not in elsewhere.session
    elsewhere.post(CODE, {"code": code_for(secret)})
    assert elsewhere.session["_auth_user_id"] == str(nora.pk)


def test_a_wrong_code_sets_nothing_up(just_signed_in: Any, nora: Any) -> None:
    client = just_signed_in(nora)
    secret = client.get(TWO_FACTOR + "totp/activate/").context["form"].secret
    wrong = f"{(int(code_for(secret)) + 1) % 10**6:06}"

    response = client.post(TWO_FACTOR + "totp/activate/", {"code": wrong})

    assert list(response.context["form"].errors) == ["code"]
    assert response.context["form"].secret == secret
    assert not Authenticator.objects.exists()


def test_setting_up_needs_the_password_first(signed_in: Any, nora: Any) -> None:
    response = signed_in(nora).get(TWO_FACTOR + "totp/activate/")

    assert response["Location"].startswith("/en/accounts/reauthenticate/?next=")


@pytest.mark.parametrize(("periods", "good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_is_good_a_little_before_and_after(freeze: Any, victor: Any, periods: int, good: bool) -> None:
    freeze(datetime(2026, 3, 2, 9, tzinfo=UTC))
    client = half_signed_in(victor)

    client.post(CODE, {"code": code_of(victor, later=periods)})

    assert ("_auth_user_id" in client.session) is good


def test_a_code_is_good_once_as_long_as_it_is_good(freeze: Any, victor: Any) -> None:
    moment = datetime(2026, 3, 2, 9, tzinfo=UTC)
    freeze(moment)
    code = code_of(victor, later=1)
    half_signed_in(victor).post(CODE, {"code": code})

    freeze(moment + timedelta(seconds=31))
    thief = half_signed_in(victor)
    response = thief.post(CODE, {"code": f"{code[:3]} {code[3:]}"})

    assert list(response.context["form"].errors) == ["code"]
    assert "_auth_user_id" not in thief.session


def test_tries_are_counted_by_account_not_by_browser(victor: Any) -> None:
    clients = [half_signed_in(victor) for _number in range(6)]
    for client in clients[:5]:
        client.post(CODE, {"code": "no code"})

    refused = clients[5].post(CODE, {"code": code_of(victor)})

    assert refused.context["form"].errors["code"] == [
        "That were too many tries. Wait five minutes, or set a new password."
    ]
    assert "_auth_user_id" not in clients[5].session


def test_a_recovery_code_lets_in_once(just_signed_in: Any, nora: Any) -> None:
    client = just_signed_in(nora)
    set_up(client)
    page = client.get(TWO_FACTOR + "recovery-codes/")
    codes = page.context["unused_codes"]
    assert len(codes) == 10
    assert f"{codes[0][:4]} {codes[0][4:]}" in page.content.decode()

    first, second = half_signed_in(nora), half_signed_in(nora)
    first.post(CODE, {"code": codes[0]})
    second.post(CODE, {"code": codes[0]})

    assert first.session["_auth_user_id"] == str(nora.pk)
    assert "_auth_user_id" not in second.session
    assert first.get(TWO_FACTOR).context["authenticators"]["recovery_codes"].get_unused_codes() == codes[1:]


@pytest.mark.django_db(transaction=True)
def test_recovery_codes_are_downloaded_and_made_anew(just_signed_in: Any, nora: Any) -> None:
    client = just_signed_in(nora)
    set_up(client)
    download = client.get(TWO_FACTOR + "recovery-codes/download/")
    lines = download.content.decode().splitlines()
    old = client.get(TWO_FACTOR + "recovery-codes/").context["unused_codes"]
    assert download["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert [line.replace(" ", "") for line in lines if line[:4].isdigit()] == old

    client.post(TWO_FACTOR + "recovery-codes/generate/")

    new = client.get(TWO_FACTOR + "recovery-codes/").context["unused_codes"]
    assert not set(new) & set(old)
    assert OutgoingMail.objects.first().subject == "You have new recovery codes"


def test_who_needs_none_may_remove_the_last_one(just_signed_in: Any, nora: Any) -> None:
    client = just_signed_in(nora)
    set_up(client)

    client.post(TWO_FACTOR + "totp/deactivate/")

    assert not Authenticator.objects.exists()  # recovery codes go with the last one
    assert OutgoingMail.objects.first().subject == "The app for your codes was removed"


def test_who_needs_one_keeps_the_last_one(just_signed_in: Any, victor: Any) -> None:
    response = just_signed_in(victor).post(TWO_FACTOR + "totp/deactivate/")

    assert response.context["form"].non_field_errors() == [Refusal("last_second_factor").text]
    assert Authenticator.objects.filter(user=victor).exists()


def key_of(person: Any) -> Authenticator:
    """A key as it stands in the table."""
    return Authenticator.objects.create(
        user=person, type="webauthn", data={"name": "My phone", "credential": {}}
    )


def test_who_has_two_may_remove_one_of_them(just_signed_in: Any, victor: Any) -> None:
    key = key_of(victor)

    just_signed_in(victor).post(TWO_FACTOR + f"webauthn/keys/{key.pk}/remove/")

    assert list(Authenticator.objects.filter(user=victor).values_list("type", flat=True)) == ["totp"]
    assert OutgoingMail.objects.first().subject == "A key was removed from your account"


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_last_key_stays_and_the_way_forward_is_named(
    just_signed_in: Any, victor: Any, method: str
) -> None:
    Authenticator.objects.filter(user=victor).delete()
    key = key_of(victor)

    response = getattr(just_signed_in(victor), method)(TWO_FACTOR + f"webauthn/keys/{key.pk}/remove/")

    assert response.status_code == 403
    assert response.context["refusal"].rule == "last_second_factor"
    assert [way.url for way in response.context["refusal"].ways] == [
        TWO_FACTOR + "webauthn/add/",
        TWO_FACTOR + "totp/activate/",
    ]
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_somebody_elses_key_is_not_there(just_signed_in: Any, nora: Any, victor: Any) -> None:
    key = key_of(victor)
    client = just_signed_in(nora)

    for door in ("remove", "edit"):
        assert (
            client.post(TWO_FACTOR + f"webauthn/keys/{key.pk}/{door}/", {"name": "Mine"}).status_code == 404
        )
    key.refresh_from_db()
    assert key.data["name"] == "My phone"


def test_secrets_are_unreadable_in_the_database(just_signed_in: Any, nora: Any) -> None:
    client = just_signed_in(nora)
    secret = set_up(client)
    codes = client.get(TWO_FACTOR + "recovery-codes/").context["unused_codes"]

    kept = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert secret not in kept
    assert [code for code in codes if code in kept] == []


def test_secrets_are_read_with_the_key_before(settings: Any) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "old", []
    kept = MfaAdapter().encrypt("JBSWY3DPEHPK3PXP")
    assert kept != MfaAdapter().encrypt("JBSWY3DPEHPK3PXP")

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", ["old"]

    assert MfaAdapter().decrypt(kept) == "JBSWY3DPEHPK3PXP"


def test_secrets_are_encrypted_anew_after_a_change_of_key(
    settings: Any, just_signed_in: Any, nora: Any
) -> None:
    client = just_signed_in(nora)
    settings.SECRET_KEY_FALLBACKS = []
    key_of(nora)
    secret = set_up(client)
    codes = client.get(TWO_FACTOR + "recovery-codes/").context["unused_codes"]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", [settings.SECRET_KEY]

    assert renew_secrets() == 2
    assert renew_secrets() == 0

    settings.SECRET_KEY_FALLBACKS = []
    app, recovery = (Authenticator.objects.get(type=one).wrap() for one in ("totp", "recovery_codes"))
    assert MfaAdapter().decrypt(app.instance.data["secret"]) == secret
    assert recovery.generate_codes() == codes


def test_what_no_key_reads_stays_as_it_is(settings: Any, victor: Any, caplog: Any) -> None:
    before = Authenticator.objects.get(user=victor).data
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", []

    assert renew_secrets() == 0

    assert Authenticator.objects.get(user=victor).data == before
    assert "No key reads the second factor" in caplog.text


def test_a_key_that_is_gone_is_said_kindly(settings: Any, victor: Any) -> None:
    client = half_signed_in(victor)
    app = Authenticator.objects.get(user=victor)
    settings.SECRET_KEY, kept = "another key", settings.SECRET_KEY
    app.data["secret"] = MfaAdapter().encrypt("JBSWY3DPEHPK3PXP")
    app.save()
    settings.SECRET_KEY = kept

    response = client.post(CODE, {"code": "123456"})

    assert response.status_code == 200
    assert "We cannot read your second factor any more." in response.content.decode()


PAGES = ["", "totp/activate/", "recovery-codes/generate/", "webauthn/", "webauthn/add/", "reauthenticate/"]
PAGES_OF_ROLES = ["totp/deactivate/", "reauthenticate/"]


def dressed(response: Any) -> bool:
    """One heading, our skip link, nothing of allauth's own look."""
    page = response.content.decode()
    names = [template.name for template in response.templates if template.name]
    return (
        response.status_code == 200
        and page.count("<h1") == 1
        and "ecl-skip-link" in page
        and "placeholder" not in page
        and not [name for name in names if name.startswith("allauth/")]
    )


@pytest.mark.parametrize("door", PAGES)
def test_pages_wear_our_face(just_signed_in: Any, nora: Any, door: str) -> None:
    assert dressed(just_signed_in(nora).get(TWO_FACTOR + door, follow=True))


@pytest.mark.parametrize("door", PAGES_OF_ROLES)
def test_pages_of_people_with_an_app_wear_our_face(just_signed_in: Any, victor: Any, door: str) -> None:
    assert dressed(just_signed_in(victor).get(TWO_FACTOR + door))


def test_the_page_for_the_code_wears_our_face(victor: Any) -> None:
    assert dressed(half_signed_in(victor).get(CODE))


@pytest.mark.parametrize("door", ["edit", "remove"])
def test_the_pages_of_a_key_wear_our_face(just_signed_in: Any, nora: Any, door: str) -> None:
    key = key_of(nora)

    assert dressed(just_signed_in(nora).get(TWO_FACTOR + f"webauthn/keys/{key.pk}/{door}/"))
