"""What the access matrix walks through: every address, every kind of person, and a small world of things."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from eccp.accounts.models import User
from eccp.content.tree import ensure_pages
from eccp.notices.services import keep
from eccp.organisations.models import Claim, Recognition, Role
from eccp.organisations.services import claims
from eccp.organisations.services.confirming import confirmation_token
from tests import factories

PEOPLE = (
    "anonymous",
    "signed_in",
    "colleague",
    "manager",
    "other_manager",
    "third_country",
    "validator",
    "editor",
    "administrator",
)


@dataclass(frozen=True)
class Address:
    """One pattern of the addresses, with the names of what varies in it."""

    name: str
    route: str
    ours: bool


def addresses(
    resolver: URLResolver | None = None, route: str = "", spaces: tuple[str, ...] = ()
) -> Iterator[Address]:
    """Every pattern but those of the back office, which is Wagtail's own and asks for its own permission."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = route + str(pattern.pattern)
        if f"/{here}" == settings.BACK_OFFICE_PATH:
            continue
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, here, (*spaces, pattern.namespace) if pattern.namespace else spaces)
        else:
            module = getattr(pattern.callback, "__module__", "")
            name = ":".join([*spaces, pattern.name or "(no name)"])
            yield Address(name, here, ours=module.startswith("eccp.") or name.startswith("api-"))


class World:
    """One of each thing that an address may name; made anew for each test.

    *This* organisation's people are `manager` and `colleague`. They have a draft, a published
    profile, and one that waits for validation. `signed_in` has claimed the listed profile.
    `third_country` manages a published profile in a country outside the programme, all others in it.
    """

    def __init__(self) -> None:
        ensure_pages()
        self.people: dict[str, User | None] = {
            "anonymous": None,
            **{
                name: factories.UserFactory()
                for name in ("signed_in", "colleague", "manager", "other_manager", "third_country")
            },
            "validator": factories.ValidatorFactory(),
            "editor": factories.EditorFactory(),
            "administrator": factories.AdministratorFactory(),
        }
        make = factories.OrganisationFactory
        self.things: dict[str, Any] = {
            "draft": make(name="Draft Cluster"),
            "published": make(name="Published Cluster", published=True),
            "applied": make(name="Waiting Cluster"),
            "listed": make(name="Listed Cluster", listed=True),
            "other": make(name="Other Cluster", published=True),
            "georgian": make(name="Georgian Cluster", country__code="GE", published=True),
        }
        for name in ("draft", "published", "applied"):
            self._join(name, "manager", Role.MANAGER)
            self._join(name, "colleague", Role.COLLEAGUE)
        self._join("other", "other_manager", Role.MANAGER)
        self._join("georgian", "third_country", Role.MANAGER)
        self._add_what_hangs_on_them()

    def _join(self, organisation: str, person: str, role: Role) -> None:
        factories.RepresentativeFactory(
            organisation=self.things[organisation], person=self.people[person], role=role
        )

    def _add_what_hangs_on_them(self) -> None:
        manager = self.people["manager"]
        claim = Claim.objects.create(person=self.people["signed_in"], organisation=self.things["listed"])
        self.things |= {
            "application": factories.ApplicationFactory(
                organisation=self.things["applied"], submitted_by=manager
            ),
            "mail": keep(address=manager.email, subject="Hello", text="Hello"),
            "join": factories.JoinRequestFactory(organisation=self.things["published"]),
            "membership": factories.MembershipFactory(cluster=self.things["published"]),
            "claim_link": signing.dumps(claim.pk, salt=claims.SALT),
            "confirm_link": confirmation_token(self.things["published"], manager),
            "letter": Recognition.objects.create(
                organisation=self.things["applied"], programme="A programme", level="national"
            ),
        }

    def path(self, name: str, given: str) -> str:
        """The address of that name, for what is given: `pk=draft step=place`, `pk=draft slug=draft:slug`, `=about/`."""
        args, kwargs = [], {}
        for word in given.split():
            key, _equals, value = word.partition("=")
            if key:
                kwargs[key] = self._value(value)
            else:
                args.append(self._value(value))
        return reverse(name, args=args or None, kwargs=kwargs or None)

    def _value(self, word: str) -> Any:
        thing, _colon, attribute = word.partition(":")
        found = self.things.get(thing, word)
        return found if isinstance(found, str) else getattr(found, attribute or "pk")

    def answer(self, person: str, method: str, path: str) -> str:
        """What this person gets: the status, or "in" where one is asked to sign in."""
        client = Client(raise_request_exception=False)
        if user := self.people[person]:
            client.force_login(user)
        response = client.generic(method, path, content_type="application/x-www-form-urlencoded")
        if response.streaming:
            b"".join(response.streaming_content)  # a file is closed when it was read
        if response.status_code == 302 and re.match(
            rf"{reverse('account_login')}\?next=", response["Location"]
        ):
            return "in"
        return str(response.status_code)
