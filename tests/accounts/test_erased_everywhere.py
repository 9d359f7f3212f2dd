"""After an erasure no table says the name or address any more, but for what is listed here with its reason."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import Locale, ModelLogEntry

from eccp.accounts import services
from eccp.accounts.consents import PUBLICATION
from eccp.accounts.models import User
from eccp.content.models import CallPage, Contribution, Reminder, SectionPage
from eccp.content.tree import ensure_pages
from eccp.conversations.services.sending import begin, send
from eccp.core.log import log, person
from eccp.notices import services as notices
from eccp.notices.topics import VALIDATION
from eccp.organisations.models import ContactPerson, Organisation, Role
from eccp.organisations.services import claims, inviting, people
from eccp.validation.models import Application, Verdict
from tests.factories import (
    ApplicationFactory,
    OrganisationFactory,
    RepresentativeFactory,
    UserFactory,
    ValidatorFactory,
)

pytestmark = pytest.mark.django_db

CANARY = re.compile(r"quastel", re.IGNORECASE)

# What still says the name, and why.
LEFT = {
    # The one last mail, to the old address; emptied by its age as all mails are.
    "notices.OutgoingMail.address",
    "notices.OutgoingMail.text",
    "notices.OutgoingMail.html",
    "conversations.Message.text",  # what the person wrote to others about themselves
}


def texts() -> Iterator[tuple[str, int | str, str]]:
    """Every text in every table: its column, its row, and what it says."""
    for model in apps.get_models(include_auto_created=True):
        columns = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField | models.FileField)
        ]
        for row in model._base_manager.values_list("pk", *columns):
            for column, value in zip(columns, row[1:], strict=True):
                yield f"{model._meta.label}.{column}", row[0], str(value)


def canaries() -> set[str]:
    """The columns in which the name or address stands."""
    return {column for column, _row, text in texts() if CANARY.search(text)}


def live_through_everything() -> User:
    """Somebody who used every part of the platform, with a name and addresses that stand nowhere else."""
    mine: User = ValidatorFactory(
        name="Wilhelmina Quastel",
        email="wilhelmina@quastel.example",
        position="Head of Quastel",
        organisation_in_words="Quastel Works",
    )
    mine.emailaddress_set.create(email="second@quastel.example", verified=True)  # type: ignore[attr-defined]
    Authenticator.objects.create(user=mine, type="webauthn", data={"name": "Quastel's key"})
    SocialAccount.objects.create(user=mine, provider="site", uid="quastel", extra_data={"name": "Quastel"})
    with_colleague = RepresentativeFactory(person=mine, organisation__published=True).organisation
    RepresentativeFactory(organisation=with_colleague)
    alone = RepresentativeFactory(person=mine, role=Role.MANAGER).organisation
    for organisation in (with_colleague, alone, OrganisationFactory(published=True)):
        ContactPerson.objects.create(
            organisation=organisation,
            name="W. Quastel",
            position="Quastel",
            email="Wilhelmina@quastel.example",
        )
    _team(mine, with_colleague)
    _work(mine)
    _talk(mine, with_colleague)
    _contribute(mine, with_colleague)
    services.agree(mine, PUBLICATION, where="validation.submit", about=alone)
    ModelLogEntry.objects.log_action(mine, "wagtail.edit", user=mine)
    return mine


def _team(mine: User, organisation: Organisation) -> None:
    """Invite, be invited, ask to join, claim."""
    inviting.invite(organisation, "friend@elsewhere.example", Role.COLLEAGUE, "Yours, W. Quastel", by=mine)
    host = RepresentativeFactory()
    inviting.invite(
        host.organisation, "second@quastel.example", Role.COLLEAGUE, "Dear Quastel", by=host.person
    )
    people.ask_to_join(RepresentativeFactory().organisation, "I am W. Quastel.", by=mine)
    listed = OrganisationFactory(listed=True, website="https://quarry.example")
    claims.mail_proof(listed, "office@quarry.example", by=mine)


def _work(mine: User) -> None:
    """Submit and judge."""
    ApplicationFactory(submitted_by=mine)
    Verdict.objects.create(application=ApplicationFactory(), criterion="website", say="met", by=mine)
    ApplicationFactory(decided=True, status=Application.Status.DECLINED, decided_by=mine)
    log(mine, "accounts.update", by=mine, changes={"who": ["", person(mine)]})


def _contribute(mine: User, organisation: Organisation) -> None:
    """Bring news, and ask to be reminded of a call."""
    ensure_pages()
    Contribution.objects.create(organisation=organisation, kind="news", title="We grow", by=mine)
    call = SectionPage.objects.get(shows="calls", locale=Locale.get_default()).add_child(
        instance=CallPage(title="Hydrogen trucks")
    )
    Reminder.objects.create(person=mine, call=call)


def _talk(mine: User, own: Organisation) -> None:
    """Write and be written to."""
    other = RepresentativeFactory(organisation__published=True)
    thread = begin(other.organisation, by=mine, subject="Wood", text="Quastel here.", starter_for=own).thread
    send(thread, by=other.person, text="Good day.")
    notices.tell(mine, "quastel-notice", "Quastel, something waits", "/en/my/")
    notices.keep(
        address="wilhelmina@quastel.example", subject="Quastel", text="Dear Quastel", topic=VALIDATION
    )


def test_every_text_is_read_and_the_canary_sings() -> None:
    live_through_everything()

    assert canaries() >= {
        "accounts.User.name",
        "account.EmailAddress.email",
        "organisations.ContactPerson.email",
        "notices.Notice.text",
        "notices.OutgoingMail.text",
        "socialaccount.SocialAccount.extra_data",
        "wagtailcore.ModelLogEntry.label",
    }


def test_no_table_says_who_it_was() -> None:
    mine = live_through_everything()
    ContentType.objects.clear_cache()

    services.erase(mine, by=mine, nevertheless=True)

    assert canaries() - LEFT == set()


def test_others_are_left_as_they_were() -> None:
    mine, other = live_through_everything(), UserFactory(name="Olga Oak", email="olga@oak.example")

    services.erase(mine, by=mine, nevertheless=True)

    other.refresh_from_db()
    assert (other.name, other.email, other.erased_at) == ("Olga Oak", "olga@oak.example", None)
    assert other.emailaddress_set.count() == 1  # type: ignore[attr-defined]


def test_what_the_archive_says_covers_what_the_tables_say(run_tasks: Any) -> None:
    mine = live_through_everything()
    from eccp.core import personal

    empty = {code for code, holding in personal.holdings.items() if not holding.collect(mine)}

    # Nothing of these kinds happened in this life.
    assert empty == {
        "accounts.sessions",
        "accounts.archives",
        "notices.address_trouble",
        "conversations.blocks",
        "validation.in_hand",
    }


def test_pages_of_validation_say_somebody_who_left(signed_in: Any) -> None:
    gone = ValidatorFactory(name="Wilhelmina Quastel")
    decided = ApplicationFactory(
        decided=True, status=Application.Status.DECLINED, decided_by=gone, submitted_by=gone
    )
    services.erase(gone, by=gone)
    client = signed_in(ValidatorFactory())

    page = client.get(f"/en/validation/{decided.pk}/").content.decode()

    assert "sent by Somebody who left" in page
