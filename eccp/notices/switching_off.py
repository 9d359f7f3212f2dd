"""The address that ends the mails on a topic without signing in. It stands in each such mail.

It works for ever: a mail may be read years later. It can do nothing but switch off.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from eccp.notices.topics import TOPICS, Topic

SALT = "eccp.notices.off"


def off_url(person_id: int, topic: Topic) -> str:
    """The full address for a person and a topic."""
    token = signing.dumps([person_id, topic.code], salt=SALT)
    return settings.SITE_URL + reverse("notices:off", args=[token])


def read(token: str) -> tuple[int, Topic] | None:
    """The person's number and the topic; None when it is not ours, or the topic is optional no longer."""
    try:
        person_id, code = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    topic = TOPICS.get(code)
    return (person_id, topic) if topic and topic.optional else None
