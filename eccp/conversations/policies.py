"""Who reads and writes what. Questions only: each answers yes, or no with its rule and the way forward."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eccp.accounts.models import User
from eccp.accounts.policies import judges
from eccp.conversations.models import Block, Message, Thread
from eccp.conversations.models.threads import acted_for
from eccp.core.refusals import Refusal, Way
from eccp.organisations.legible import followable
from eccp.organisations.models import Organisation
from eccp.organisations.policies import claimable

NEW_A_DAY = 10
MESSAGES_AN_HOUR = 60

Side = Message.Side
About = Thread.About


def side_of(user: Any, thread: Thread) -> str | None:
    """The side on which a person takes part now, or None. Who could be on several is the sender first."""
    if not user.is_authenticated:
        return None
    asked = [pk for pk in (thread.starter_for_id, thread.organisation_id) if pk]
    mine = set(acted_for(user).filter(pk__in=asked).values_list("pk", flat=True))
    if thread.starter_for_id in mine or (thread.starter_for_id is None and thread.starter_id == user.pk):
        return Side.SENDER
    if thread.with_organisation and thread.organisation_id in mine:
        return Side.ORGANISATION
    return Side.PLATFORM if thread.with_platform and judges(user) else None


def people_of(thread: Thread, side: str) -> list[User]:
    """Who takes part on a side now, validators apart: they are asked as a group."""
    if side == Side.SENDER:
        return _acting(thread.starter_for_id) if thread.starter_for_id else _alone(thread.starter)
    return _acting(thread.organisation_id) if side == Side.ORGANISATION and thread.with_organisation else []


def has_people(organisation: Organisation) -> bool:
    """Whether anybody acts for the organisation, so that a message would be read."""
    return organisation.representatives.filter(person__is_active=True).exists()


def refuses_reading(user: Any, thread: Thread, side: str | None = None) -> Refusal | None:
    """Those who take part read; validators only where the platform does. `side` is the person's, if known."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    return None if side or side_of(user, thread) else Refusal("not_in_conversation")


def refuses_writing(user: Any, thread: Thread, side: str | None = None) -> Refusal | None:
    """Those who take part write, until it is closed, where somebody reads it and nobody is blocked."""
    side = side or side_of(user, thread)
    if refusal := _refuses_all(user, thread, side):
        return refusal
    if thread.with_platform:
        return None
    if not people_of(thread, _other(str(side))):
        return Refusal("nobody_reads", ways=(_profile(thread.organisation),))
    return _refuses_because_of_blocks(user, thread, str(side))


def refuses_closing(user: Any, thread: Thread, side: str | None = None) -> Refusal | None:
    """A contact is ended by either side, a report by the validators, a validation by its decision."""
    side = side or side_of(user, thread)
    if refusal := _refuses_all(user, thread, side):
        return refusal
    return Refusal("validators_close") if thread.about == About.ERROR and side != Side.PLATFORM else None


def refuses_blocking(user: Any, thread: Thread, side: str | None = None) -> Refusal | None:
    """Each side of a contact may block the other; what the platform takes part in nobody may."""
    if refusal := refuses_reading(user, thread, side):
        return refusal
    return Refusal("platform_stays") if thread.with_platform or thread.about != About.CONTACT else None


def refuses_contact(user: Any, organisation: Organisation) -> Refusal | None:
    """Anybody who is signed in gets in touch with an organisation that has people, but not with their own."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    if acted_for(user).filter(pk=organisation.pk).exists():
        team = Way(_("Go to your team"), reverse("organisations:team", args=[organisation.pk]))
        return Refusal("own_organisation", ways=(team,))
    return (
        None if has_people(organisation) else Refusal("nobody_acts", ways=ways_without_people(organisation))
    )


def refuses_contact_for(
    user: Any, starter_for: Organisation | None, organisation: Organisation
) -> Refusal | None:
    """One writes for oneself or for a public organisation that one acts for, to somebody who takes messages."""
    if refusal := refuses_contact(user, organisation):
        return refusal
    if starter_for and not speaks_for(user).filter(pk=starter_for.pk).exists():
        return Refusal("representatives_only")
    if Block.objects.of(None, organisation).against(user, starter_for).exists():
        return Refusal("takes_no_messages", ways=(_profile(organisation),))
    if Block.objects.of(user, starter_for).against(None, organisation).exists():
        return Refusal("blocked_by_you", ways=(_blocks(),))
    return refuses_one_more_thread(user) or refuses_one_more_message(user)


def refuses_reporting(user: Any, organisation: Organisation) -> Refusal | None:
    """Anybody who is signed in reports an error, but in a profile that they can mend themselves."""
    if not user.is_authenticated:
        return Refusal("sign_in")
    if acted_for(user).filter(pk=organisation.pk).exists():
        form = Way(_("Edit your profile"), reverse("organisations:edit", args=[organisation.pk]))
        return Refusal("mend_it_yourself", ways=(form,))
    return None


def refuses_one_more_thread(user: User) -> Refusal | None:
    """At most `NEW_A_DAY` conversations are begun in 24 hours, errors reported counted too."""
    begun = Thread.objects.filter(starter=user, created_at__gt=timezone.now() - timedelta(days=1))
    few = begun.exclude(about=About.VALIDATION).count() < NEW_A_DAY
    return None if few else Refusal("too_many_conversations", ways=(_inbox(),))


def refuses_one_more_message(user: User) -> Refusal | None:
    """At most `MESSAGES_AN_HOUR` messages are written in 60 minutes."""
    said = Message.objects.filter(by=user, at__gt=timezone.now() - timedelta(hours=1))
    few = said.exclude(thread__about=About.VALIDATION).count() < MESSAGES_AN_HOUR
    return None if few else Refusal("too_many_messages", ways=(_inbox(),))


def speaks_for(user: Any) -> Any:
    """The organisations in whose name a person may write: public ones, so that no name is borrowed in a draft."""
    return Organisation.objects.represented_by(user).public()


def ways_without_people(organisation: Organisation) -> tuple[Way, ...]:
    """What helps where nobody would read a message: the website, and claiming the profile."""
    ways = [_profile(organisation)]
    if website := followable(organisation.website):
        ways.insert(0, Way(_("Go to their website"), website))
    if claimable(organisation):
        claim = reverse("organisations:claim", args=[organisation.pk])
        ways.append(Way(_("You work there? Claim the profile"), claim))
    return tuple(ways)


def _refuses_all(user: Any, thread: Thread, side: str | None) -> Refusal | None:
    """What forbids both writing and closing."""
    if not user.is_authenticated or side is None:
        return refuses_reading(user, thread, side)
    if thread.about == About.VALIDATION:
        return Refusal("answer_in_validation")
    return None if thread.is_open else Refusal("conversation_closed", ways=_begin_again(thread))


def _refuses_because_of_blocks(user: Any, thread: Thread, side: str) -> Refusal | None:
    """Whether the other side takes no messages from this one, or this one none from the other."""
    sender, theirs = (thread.starter, thread.starter_for_id), (None, thread.organisation_id)
    here, there = (sender, theirs) if side == Side.SENDER else (theirs, sender)
    if Block.objects.of(*there).against(user, here[1]).exists():
        return Refusal(
            "takes_no_messages", ways=(_profile(thread.organisation),) if side == Side.SENDER else ()
        )
    mine = Block.objects.of(*here) if here[1] else Block.objects.of(user, None)
    return Refusal("blocked_by_you", ways=(_blocks(),)) if mine.against(*there).exists() else None


def _acting(organisation_id: int) -> list[User]:
    """The people of an organisation; of one that was merged, those of the one that stayed."""
    here = Q(representations__organisation=organisation_id)
    there = Q(representations__organisation__merged_from=organisation_id)
    return list(User.objects.filter(here | there, is_active=True).distinct().order_by("pk"))


def _alone(starter: User | None) -> list[User]:
    return [starter] if starter and starter.is_active else []


def _other(side: str) -> str:
    return Side.ORGANISATION if side == Side.SENDER else Side.SENDER


def _profile(organisation: Organisation) -> Way:
    return Way(_("Go to the profile"), organisation.get_absolute_url())


def _blocks() -> Way:
    return Way(_("See whom you block"), reverse("conversations:blocks"))


def _inbox() -> Way:
    return Way(_("Go to your conversations"), reverse("conversations:inbox"))


def _begin_again(thread: Thread) -> tuple[Way, ...]:
    if thread.about != About.CONTACT or not thread.organisation.is_public:
        return ()
    begin = reverse("conversations:begin", args=[thread.organisation_id])
    return (Way(_("Begin a new conversation"), begin),)
