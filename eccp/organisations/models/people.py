"""Who acts for an organisation, who asks to, and which organisations belong to which cluster."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eccp.core.models import Timestamped
from eccp.organisations.models.organisation import Organisation


class Role(models.TextChoices):
    """What a person may do for an organisation."""

    MANAGER = "manager", _("manager")
    COLLEAGUE = "colleague", _("colleague")


class RepresentativeQuerySet(models.QuerySet["Representative"]):
    """Which of the people who act for organisations."""

    def active(self) -> "RepresentativeQuerySet":
        """Those whose account is open: a closed one answers nobody."""
        return self.filter(person__is_active=True)

    def managing(self) -> "RepresentativeQuerySet":
        """Those who decide about the team."""
        return self.active().filter(role=Role.MANAGER)


class Representative(Timestamped):
    """A person who acts for an organisation. One person may act for several."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="representations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="representatives")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.COLLEAGUE)

    objects: ClassVar[models.Manager["Representative"]] = RepresentativeQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "organisation"], name="one_role_an_organisation")
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.organisation}"


class Answer(models.TextChoices):
    """What came of something that somebody asked for."""

    ASKED = "asked", _("waiting for an answer")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("taken back")


class JoinRequest(Timestamped):
    """A person asks to act for an organisation, or a colleague to manage it; a manager of it answers.

    `role` is what a colleague asks for; of others, who answers chooses the role.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="join_requests")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="join_requests")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.COLLEAGUE)
    message = models.TextField(_("message"), max_length=1000, blank=True)
    status = models.CharField(max_length=10, choices=Answer.choices, default=Answer.ASKED)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=Q(status="asked"), name="one_open_join_request"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} asks to join {self.organisation}"


class MembershipQuerySet(models.QuerySet["ClusterMembership"]):
    """Which memberships."""

    def confirmed(self) -> "MembershipQuerySet":
        """Those that the cluster said yes to."""
        return self.filter(status=Answer.ACCEPTED)

    def waiting(self) -> "MembershipQuerySet":
        """Those that the cluster has not answered."""
        return self.filter(status=Answer.ASKED)


class ClusterMembership(Timestamped):
    """An organisation says that it belongs to a cluster; a manager of the cluster confirms it."""

    member = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    cluster = models.ForeignKey(Organisation, models.PROTECT, related_name="member_profiles")
    status = models.CharField(max_length=10, choices=Answer.choices, default=Answer.ASKED)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects: ClassVar[models.Manager["ClusterMembership"]] = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["member", "cluster"], name="one_membership_a_cluster"),
            models.CheckConstraint(
                condition=~Q(member=models.F("cluster")), name="nobody_is_a_member_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} in {self.cluster}"


class Claim(Timestamped):
    """A person says that a profile is theirs.

    Where nobody acts for it: proved by a mail to an address at the website's own domain; else a
    validator decides. Where somebody does, it `disputes` that: validators decide between the two.
    """

    class Status(models.TextChoices):
        MAILED = "mailed", _("waiting for the click in the mail")
        PROVED = "proved", _("proved by mail")
        JUDGED = "judged", _("with the validators")
        LAPSED = "lapsed", _("lapsed")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="claims")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="claims")
    address = models.EmailField(blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.MAILED)
    disputes = models.BooleanField(default=False)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(status="judged", disputes=True),
                name="one_open_dispute",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} claims {self.organisation}"


class ClaimAnswer(Timestamped):
    """What somebody who acts for the organisation says to a claim that disputes it. Validators read it."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="answers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="claim_answers")
    text = models.TextField(_("answer"), max_length=2000)

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.person} on claim {self.claim_id}"
