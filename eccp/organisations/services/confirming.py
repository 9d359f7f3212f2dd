"""The signed link by which a person confirms a profile from a mail, without signing in."""

from datetime import timedelta

from django.core import signing

from eccp.accounts.models import User
from eccp.organisations.models import Organisation, Representative

SALT = "organisations.confirm"
LIVES = timedelta(
    days=60
)  # longer than the pause between two reminders, so that one mail's link always works


class LinkUnknown(Exception):
    """The link was not written by us, or was cut on its way, or its person acts for the organisation no more."""


class LinkExpired(LinkUnknown):
    """The link was ours, and is too old."""


def confirmation_token(organisation: Organisation, person: User) -> str:
    """The signed word of a link that lets this person confirm this profile for `LIVES`. It allows nothing else."""
    return signing.dumps([organisation.pk, person.pk], salt=SALT)


def read_confirmation(token: str) -> tuple[Organisation, User]:
    """The profile and the person of a link; `LinkExpired` or `LinkUnknown` where it holds no more.

    Who left the organisation since the mail was sent can no longer confirm by it.
    """
    try:
        organisation, person = signing.loads(token, salt=SALT, max_age=LIVES)
    except signing.SignatureExpired as problem:
        raise LinkExpired(token) from problem
    except signing.BadSignature as problem:
        raise LinkUnknown(token) from problem
    found = (
        Representative.objects.filter(organisation_id=organisation, person_id=person, person__is_active=True)
        .select_related("organisation__country", "person")
        .first()
    )
    if found is None:
        raise LinkUnknown(token)
    return found.organisation, found.person
