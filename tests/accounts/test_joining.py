"""Whose account another site opens: nobody's, before whoever came has signed in here once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from eccp.accounts import joining
from eccp.config.openid_connect import providers
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ADDRESS = "nora@kestrel.example"
SITE = {"OIDC_ISSUER": "http://127.0.0.1:9", "OIDC_CLIENT_ID": "eccp", "OIDC_CLIENT_SECRET": "s"}


@pytest.fixture
def request_here(settings: Any) -> Iterator[HttpRequest]:
    """A request of a stranger, with session and messages, where a site for signing in is named."""
    settings.SOCIALACCOUNT_PROVIDERS = providers(SITE | {"OIDC_NAME": "EU Login"})
    request = RequestFactory().get("/")
    for middleware in (SessionMiddleware, MessageMiddleware):
        middleware(lambda _request: HttpResponse()).process_request(request)
    request.user = AnonymousUser()
    with context.request_context(request):
        yield request


def coming(request: HttpRequest, **claims: Any) -> Any:
    """Somebody comes back from the other site, which says this about them."""
    provider = get_adapter().get_provider(request, "oidc")
    said = {"sub": "nora-there", "name": "Nora Quill", "email": ADDRESS, "email_verified": True, **claims}
    sociallogin = provider.sociallogin_from_response(request, {"userinfo": said})
    sociallogin.state = {"process": "login", "next": "/en/my/"}
    sociallogin.token = SocialToken(token="opens doors there")
    sociallogin.lookup()
    return sociallogin


def led_to(request: HttpRequest, **claims: Any) -> str:
    """Where somebody who comes back is led instead of going on; nowhere is empty."""
    try:
        get_adapter().pre_social_login(request, coming(request, **claims))
    except ImmediateHttpResponse as answer:
        return str(answer.response["Location"])
    return ""


SIGN_IN = "/en/accounts/login/?next=%2Fen%2Fmy%2F"


def test_who_has_an_account_signs_in_to_it_once(request_here: HttpRequest) -> None:
    nora = UserFactory(email=ADDRESS)

    assert led_to(request_here, email="Nora@Kestrel.example") == SIGN_IN
    assert not SocialAccount.objects.exists()
    joining.join(request=request_here, user=nora)
    assert SocialAccount.objects.get().user == nora


def test_who_has_none_goes_on(request_here: HttpRequest) -> None:
    UserFactory(email="other@kestrel.example")

    assert led_to(request_here) == ""


@pytest.mark.parametrize("claim", [False, "true", "false", 1, None])
def test_only_a_plain_yes_proves_an_address(request_here: HttpRequest, claim: Any) -> None:
    UserFactory(email=ADDRESS)

    assert led_to(request_here, email_verified=claim) == ""


def test_an_address_that_is_not_confirmed_here_proves_nothing(request_here: HttpRequest) -> None:
    UserFactory(email=ADDRESS, confirmed=False).emailaddress_set.create(email=ADDRESS, verified=False)

    assert led_to(request_here) == ""


@pytest.mark.parametrize(("minutes", "joined"), [(14, 1), (16, 0)])
def test_what_waits_waits_a_quarter_of_an_hour(
    request_here: HttpRequest, freeze: Any, minutes: int, joined: int
) -> None:
    moment = datetime(2026, 3, 2, 9, tzinfo=UTC)
    freeze(moment)
    nora = UserFactory(email=ADDRESS)
    led_to(request_here)

    freeze(moment + timedelta(minutes=minutes))
    joining.join(request=request_here, user=nora)

    assert SocialAccount.objects.count() == joined
    assert joining.WAITS not in request_here.session


def test_another_account_is_not_joined(request_here: HttpRequest) -> None:
    UserFactory(email=ADDRESS)
    led_to(request_here)

    joining.join(request=request_here, user=UserFactory(email="eve@heron.example"))

    assert not SocialAccount.objects.exists()


def test_what_opens_another_account_already_stays_there(request_here: HttpRequest) -> None:
    nora, eve = UserFactory(email=ADDRESS), UserFactory()
    led_to(request_here)
    SocialAccount.objects.create(user=eve, provider="oidc", uid="nora-there")

    joining.join(request=request_here, user=nora)

    assert SocialAccount.objects.get().user == eve


def test_tokens_of_the_other_site_are_not_kept(request_here: HttpRequest) -> None:
    UserFactory(email=ADDRESS)
    led_to(request_here)

    assert "token" not in request_here.session[joining.WAITS]["login"]


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"name": "Nora Quill"}, "Nora Quill"),
        ({"name": None, "given_name": "Nora", "family_name": "Quill"}, "Nora Quill"),
        ({"name": None, "given_name": "Nora"}, "Nora"),
        ({"name": None}, ""),
        ({"name": "N" * 200}, "N" * 150),
    ],
)
def test_the_name_is_taken_from_what_is_said(
    request_here: HttpRequest, claims: dict[str, Any], name: str
) -> None:
    assert coming(request_here, **claims).user.name == name
