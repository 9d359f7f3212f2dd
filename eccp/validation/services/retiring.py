"""What ends when a consent ends, when a validator leaves, and when evidence is too old."""

from datetime import datetime

from django.db import transaction

from eccp.accounts.models import Consent, User
from eccp.notices import services as notices
from eccp.organisations.models import Organisation, Visibility
from eccp.organisations.policies import manages
from eccp.organisations.services import forgetting, profiles, telling
from eccp.validation.models import Application, Evidence
from eccp.validation.services.flow import APPLICATION
from eccp.validation.services.notifying import decided, key

BY_EVIDENCE = ("published", "declined", "withdrawn")


@transaction.atomic
def retire_publication(consent: Consent, *, by: User) -> None:
    """Do what follows when somebody takes back that a profile may be published.

    Another manager speaks for the profile from then on. Where there is none it leaves the public, and
    an open application is taken back; a claim is somebody else's, and stays.
    """
    about = consent.object_id
    organisation = Organisation.objects.filter(pk=about).first() if about else None
    if organisation is None:
        return
    forgetting.take_out_of_contact(by, by=by, of=organisation)
    if not manages(by, organisation) or telling.managers(organisation).exclude(pk=by.pk).exists():
        return
    opened = Application.objects.open().filter(organisation=organisation).exclude(kind=Application.Kind.CLAIM)
    for application in opened:
        decided(APPLICATION.move(application, "withdraw", by=None))
    if organisation.visibility == Visibility.PUBLISHED:
        profiles.unpublish(organisation, by=by)


@transaction.atomic
def let_go(person: User) -> None:
    """Give back what a person who is erased had in hand, and take back what they claim. Nobody is mailed."""
    held = Application.objects.filter(in_progress_by=person)
    held.update(in_progress_by=None, in_progress_since=None)
    claims = Application.objects.open().filter(submitted_by=person, kind=Application.Kind.CLAIM)
    for application in claims:
        notices.settle(key(APPLICATION.move(application, "withdraw", by=None)))


def forget_evidence(before: datetime) -> int:
    """Delete what was read and found for applications decided before a moment; verdicts and decision stay."""
    old = Evidence.objects.filter(application__status__in=BY_EVIDENCE, application__updated_at__lt=before)
    return old.delete()[0]
