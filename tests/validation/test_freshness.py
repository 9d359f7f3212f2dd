"""The yearly confirmation, and reminders of drafts that were never submitted: each goes out once."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from eccp.core import clock
from eccp.notices.models import OutgoingMail
from eccp.organisations.models import Organisation, Visibility
from eccp.organisations.services import profiles
from eccp.organisations.services.confirming import read_confirmation
from eccp.validation import jobs, services
from eccp.validation.models import ConfirmationReminder
from eccp.validation.services import freshness
from tests.factories import OrganisationFactory, RepresentativeFactory, UserFactory
from tests.validation.profiles import complete, managed, member_of

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def subjects():
    return list(OutgoingMail.objects.order_by("pk").values_list("subject", flat=True))


def days_with_mail(freeze, remind, last):
    """The days after `START` on which a daily run wrote a mail."""
    found, before = [], OutgoingMail.objects.count()
    for day in range(1, last):
        freeze(START + day * DAY)
        remind()
        now = OutgoingMail.objects.count()
        found += [day] * (now - before)
        before = now
    return found


def profile(freeze, **columns):
    freeze(START)
    organisation, manager = managed(**{"published": True, "name": "Kestrel Bay", **columns})
    return organisation, manager


def test_reminders_go_out_at_a_year_and_two_and_four_weeks_later(freeze):
    profile(freeze)
    found = []
    for day in (364, 365, 366, 378, 379, 380, 392, 393, 394, 430):
        freeze(START + day * DAY)
        found += [day] * freshness.remind_to_confirm()

    assert found == [365, 379, 393]
    assert len(subjects()) == 3


def test_every_manager_gets_a_link_of_their_own(freeze):
    organisation, manager = profile(freeze)
    second = RepresentativeFactory(organisation=organisation).person
    freeze(START + 365 * DAY)

    freshness.remind_to_confirm()

    for person in (manager, second):
        mail = OutgoingMail.objects.get(to=person)
        assert mail.subject == "Is everything about Kestrel Bay still right? One click"
        link = next(line for line in mail.text.splitlines() if "/confirm/" in line)
        assert read_confirmation(resolve(urlsplit(link).path).kwargs["token"]) == (organisation, person)
        assert f'href="{link}"' in mail.html
        assert "last confirmed on 3 March 2026" in mail.text
        assert "nora@example.eu" not in mail.text


def test_confirmed_it_rests_for_another_year(freeze):
    organisation, manager = profile(freeze)
    freeze(START + 366 * DAY)
    freshness.remind_to_confirm()
    profiles.confirm(organisation, by=manager)

    freeze(START + 400 * DAY)
    assert freshness.remind_to_confirm() == 0
    freeze(START + 732 * DAY)
    assert freshness.remind_to_confirm() == 1


def test_after_a_pause_only_the_latest_goes_out(freeze):
    profile(freeze)
    freeze(START + 500 * DAY)

    assert freshness.remind_to_confirm() == 1
    assert freshness.remind_to_confirm() == 0
    assert ConfirmationReminder.objects.get().number == 3


def test_only_published_profiles_are_asked(freeze):
    organisation, _manager = profile(freeze)
    profiles.unpublish(organisation, by=None)
    complete(listed=True)
    freeze(START + 400 * DAY)

    assert freshness.remind_to_confirm() == 0


def test_reminders_go_out_after_2_7_and_21_days(freeze):
    freeze(START)
    organisation = complete(name="Kestrel Bay", made_by=UserFactory())

    assert days_with_mail(freeze, freshness.remind_to_submit, 30) == [2, 7, 21]
    assert set(subjects()) == {"Kestrel Bay is complete: only the button is left"}
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {organisation.made_by_id}


def test_what_is_missing_is_named(freeze):
    freeze(START)
    complete(name="Kestrel Bay", made_by=UserFactory(), website="", city="")
    freeze(START + 2 * DAY)

    freshness.remind_to_submit()

    mail = OutgoingMail.objects.get()
    assert mail.subject == "Kestrel Bay waits for you: 2 answers are missing"
    assert "- Town or city\n- Website" in mail.text
    assert "<li>Website</li>" in mail.html


def test_an_edit_begins_the_days_anew(freeze):
    freeze(START)
    organisation = complete(made_by=UserFactory())
    freeze(START + DAY)
    organisation.save()

    assert days_with_mail(freeze, freshness.remind_to_submit, 12) == [3, 8]


def test_what_was_submitted_is_left_alone(freeze):
    freeze(START)
    organisation, manager = managed()
    application = services.submit(organisation, by=manager, consent=True)
    services.withdraw(application, by=manager)
    before = len(subjects())
    freeze(START + 3 * DAY)

    assert freshness.remind_to_submit() == 0
    assert len(subjects()) == before


def test_member_hears_of_its_cluster(freeze):
    freeze(START)
    cluster, _manager = managed(published=True)
    _member, manager = member_of(cluster)
    freeze(START + 2 * DAY)

    freshness.remind_to_submit()

    mail = OutgoingMail.objects.get(to=manager)
    assert "ask your cluster to confirm it" in mail.text


@pytest.mark.parametrize("visibility", [Visibility.LISTED, Visibility.UNPUBLISHED, Visibility.ARCHIVED])
def test_only_drafts_are_reminded(freeze, visibility):
    freeze(START)
    organisation = OrganisationFactory(made_by=UserFactory())
    Organisation.objects.filter(pk=organisation.pk).update(visibility=visibility)
    freeze(START + 10 * DAY)

    assert freshness.remind_to_submit() == 0


def test_maker_who_left_is_followed_by_the_managers(freeze):
    freeze(START)
    _organisation, manager = managed(made_by=UserFactory(is_active=False))
    freeze(START + 2 * DAY)

    freshness.remind_to_submit()

    assert OutgoingMail.objects.get().to == manager


def test_clock_runs_both_every_day(freeze):
    freeze(START)
    names = {jobs.remind_to_confirm.__name__, jobs.remind_to_submit.__name__}

    ran = set(clock.run_due(START))
    assert {f"validation.{name}" for name in names} <= ran
    assert not {f"validation.{name}" for name in names} & set(clock.run_due(START + timedelta(hours=23)))
    assert {f"validation.{name}" for name in names} <= set(clock.run_due(START + timedelta(hours=24)))
