"""The account's own part of an erasure: the row stays, and nothing in it or beside it says who it was."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import APIToken, ModelLogEntry, PageSubscription
from wagtail.users.models import UserProfile

from eccp.accounts.consents import TEXTS
from eccp.accounts.models import User
from eccp.accounts.services.archiving import drop_archives
from eccp.accounts.services.erasing import ERASED_ADDRESSES

EMPTIED = {"name": "", "position": "", "organisation_in_words": "", "language": "en", "last_login": None}
BELONGING = (
    *(EmailAddress, Authenticator, SocialAccount),
    *(UserProfile, EditingSession, FormState, APIToken, PageSubscription),
)


def empty_account(person: User) -> None:
    """Empty the row, end the sessions, and delete addresses, second factors and connections.

    Sessions that are not listed end too: their proof is made from the password, which is none any more.
    """
    drop_archives(person)
    for session in UserSession.objects.filter(user=person):
        session.end()
    for model in BELONGING:
        model.objects.filter(user=person).delete()
    told = {text.code for text in TEXTS if not text.withdrawable}
    person.consents.filter(code__in=told).delete()
    person.consents.given().update(withdrawn_at=timezone.now())
    _unname_in_wagtails_log(person)
    for many in (person.groups, person.user_permissions, person.spoken, person.interests):
        many.clear()
    for column, value in EMPTIED.items():
        setattr(person, column, value)
    person.email = f"erased-{person.pk}@{ERASED_ADDRESSES}"
    person.is_active = person.is_staff = person.is_superuser = False
    person.asked_to_stay_at, person.erased_at = None, timezone.now()
    person.set_unusable_password()
    person.save()


def _unname_in_wagtails_log(person: User) -> None:
    """Wagtail's own log has what each row was called when it was edited; a person's row is called by its name."""
    entries = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User))
    entries.filter(object_id=str(person.pk)).update(label="")
