"""Taking away the second factor of somebody who lost it all: phone, keys and recovery codes."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from eccp.accounts import mails
from eccp.accounts.models import User
from eccp.accounts.second_factor import refuses_resetting
from eccp.core.log import log
from eccp.core.refusals import require


@transaction.atomic
def reset_second_factor(person: User, *, by: User) -> None:
    """Take away all factors and codes, sign the person out everywhere, and say so by mail.

    The password stays, so whoever asks in the person's name still needs it.
    """
    require(refuses_resetting(by, person))
    Authenticator.objects.filter(user=person).delete()
    for session in UserSession.objects.filter(user=person):
        session.end()
    log(person, "accounts.second_factor_reset", by=by)
    mails.second_factor_reset(person)
