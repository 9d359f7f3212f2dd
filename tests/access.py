"""What the access matrix walks through: every address, every kind of person, and a small world of things."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core import signing
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Page, Site

from eccp.accounts import roles
from eccp.accounts import services as accounts
from eccp.accounts.consents import PUBLICATION
from eccp.accounts.models import RetentionPeriod, User
from eccp.content.contributing import services as contributing
from eccp.content.contributing.kinds import NEWS
from eccp.content.models import PageCheck
from eccp.content.tree import ensure_pages
from eccp.conversations.models import Block
from eccp.notices.services import keep
from eccp.notices.switching_off import off_url
from eccp.notices.topics import CONVERSATIONS
from eccp.organisations.models import Claim, Recognition, Role
from eccp.organisations.services import claims, inviting
from eccp.organisations.services.confirming import confirmation_token
from eccp.reference.models import ClosingDay, Country, Participation, Programme, Service
from eccp.validation.models import NoteTemplate
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

    @property
    def in_back_office(self) -> bool:
        """Whether it stands in the back office, most of which is Wagtail's own."""
        return f"/{self.route}".startswith(settings.BACK_OFFICE_PATH)

    @property
    def is_owed(self) -> bool:
        """Whether the table must have it: all but Wagtail's own about one object, of which it has the important ones."""
        return not self.in_back_office or self.ours or not re.search(r"<|\(\?P", self.route)


def addresses(
    resolver: URLResolver | None = None, route: str = "", spaces: tuple[str, ...] = ()
) -> Iterator[Address]:
    """Every pattern of the site and of the back office."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = route + str(pattern.pattern)
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
    In `talk`, `other_manager` wrote to *this* organisation for theirs; in `report`, `signed_in` reported
    an error in its profile.
    """

    def __init__(self) -> None:
        factories.ServiceFactory(code="capacity-building")
        factories.ParticipationFactory()
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
        archive = accounts.ask_for_archive(manager, by=manager)
        claim = Claim.objects.create(person=self.people["signed_in"], organisation=self.things["listed"])
        self.things |= {
            "application": factories.ApplicationFactory(
                organisation=self.things["applied"], submitted_by=manager
            ),
            "mail": keep(address=manager.email, subject="Hello", text="Hello"),
            "off_link": off_url(manager.pk, CONVERSATIONS).rsplit("/", 2)[1],
            "join": factories.JoinRequestFactory(organisation=self.things["published"]),
            "membership": factories.MembershipFactory(cluster=self.things["published"]),
            "claim_link": signing.dumps(claim.pk, salt=claims.SALT),
            "confirm_link": confirmation_token(self.things["published"], manager),
            "consent": accounts.agree(manager, PUBLICATION, where="validation.submit"),
            "archive": archive,
            "archive_link": accounts.token_of(archive),
            **self._conversations(),
            **self._back_office(),
            **self._team(),
            **self._contributions(),
            **self._calls(),
            "letter": Recognition.objects.create(
                organisation=self.things["applied"], programme="A programme", level="national"
            ),
        }

    def _calls(self) -> dict[str, Any]:
        """A call that closes in a month, and one that nobody may read yet."""
        month = timezone.now() + timedelta(days=30)
        return {
            "call": factories.CallFactory(cutoffs=[month]),
            "call_draft": factories.CallFactory(cutoffs=[month], live=False),
        }

    def _contributions(self) -> dict[str, Any]:
        """What the manager wrote for *this* published organisation: a draft, and one that waits for an editor."""
        manager, published = self.people["manager"], self.things["published"]
        values = {"title": "News", "lead": "A lead.", "text": "Words."}
        rows = [contributing.draft(NEWS, published, values, by=manager) for _each in range(2)]
        return {"contribution": rows[0], "waiting_contribution": contributing.submit(rows[1], by=manager)}

    def _team(self) -> dict[str, Any]:
        """Who is invited into *this* team, who disputes it, and the colleague's place in it."""
        published = self.things["published"]
        invitation = factories.InvitationFactory(organisation=published)
        return {
            "invitation": invitation,
            "invitation_link": inviting.token_of(invitation),
            "colleague_role": published.representatives.get(person=self.people["colleague"]),
            "dispute": Claim.objects.create(
                person=self.people["signed_in"], organisation=published, status="judged", disputes=True
            ),
        }

    def _conversations(self) -> dict[str, Any]:
        published, other = self.things["published"], self.things["other"]
        talk = factories.ContactFactory(
            organisation=published, starter=self.people["other_manager"], starter_for=other
        )
        report = factories.ContactFactory(
            organisation=published, starter=self.people["signed_in"], about="error", with_platform=True
        )
        said = {"talk": talk, "report": report}
        files = {
            f"{name}_file": factories.AttachmentFactory(message=factories.MessageFactory(thread=thread))
            for name, thread in said.items()
        }
        for file in files.values():
            file.file.storage.save(file.file.name, ContentFile(b"%PDF-1.7"))
        block = Block.objects.create(
            organisation=published, blocked_person=self.people["third_country"], by=self.people["manager"]
        )
        return {**said, **files, "block": block}

    def _back_office(self) -> dict[str, Any]:
        """One of each thing that is edited there."""
        return {
            "person": self.people["signed_in"],
            "home": Site.objects.get().root_page,
            "page": Page.objects.get(slug="about"),
            "image": factories.ImageFactory(),
            "check": PageCheck.objects.create(
                page=Page.objects.get(slug="about"), kind="site", target="https://gone.example/"
            ),
            "redirect": Redirect.objects.create(old_path="/en/before", redirect_link="/en/"),
            "document": factories.DocumentFactory(),
            "group": Group.objects.get(name=roles.EDITORS),
            "site": Site.objects.get(),
            "collection": Collection.get_first_root_node(),
            "term": factories.TermFactory(),
            "country": Country.objects.get(code="DE"),
            "participation": Participation.objects.first(),
            "programme": Programme.objects.first(),
            "service": Service.objects.get(),
            "exception": factories.AccessExceptionFactory(),
            "closing_day": ClosingDay.objects.create(date="2030-05-09", name="Europe Day"),
            "entry": factories.EntryFactory(),
            "note_template": NoteTemplate.objects.create(title="Thanks", text="Thank you."),
            "period": RetentionPeriod.objects.get_or_create(code="log", defaults={"days": 3653})[0],
        }

    def path(self, name: str, given: str) -> str:
        """The address of that name, for what is given: `pk=draft step=place`, `pk=draft slug=draft:slug`, `=about/`, `?country=DE`."""
        args, kwargs, query = [], {}, ""
        for word in given.split():
            key, _equals, value = word.partition("=")
            if word.startswith("?"):
                query = word
            elif key:
                kwargs[key] = self._value(value)
            else:
                args.append(self._value(value))
        return reverse(name, args=args or None, kwargs=kwargs or None) + query

    def _value(self, word: str) -> Any:
        thing, _colon, attribute = word.partition(":")
        found = self.things.get(thing, word)
        return found if isinstance(found, str) else getattr(found, attribute or "pk")

    def answer(self, person: str, method: str, path: str) -> str:
        """What this person gets: the status, "in" where one is asked to sign in, "no" as the back office says it."""
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
        if response.status_code == 302 and response["Location"] == settings.BACK_OFFICE_PATH:
            return "no"
        return str(response.status_code)
