"""What people chose: how often they want mails on a topic."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from eccp.notices.topics import Topic


class Pace(models.TextChoices):
    """How often mails on a topic leave. Copies are on the site at once, whatever the pace."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day, at 7:00")
    WEEKLY = "weekly", _("Once a week, on Mondays at 7:00")
    NEVER = "never", _("Not by mail, only here on the site")


class Preference(models.Model):
    """A person's pace for one topic. Without a row, mails leave at once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mail_preferences")
    topic = models.CharField(max_length=30)
    pace = models.CharField(max_length=10, choices=Pace.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "topic"], name="one_pace_a_topic")]

    def __str__(self) -> str:
        return f"{self.topic}: {self.pace}"


def paces(topic: Topic) -> list[Pace]:
    """The paces that a topic can be had at."""
    if topic.always:
        return [Pace.AT_ONCE]
    return [pace for pace in Pace if pace != Pace.NEVER or topic.optional]
