"""Pages that go live, and pages that go, on the minute that an editor chose.

Each on its own: a page that cannot be published keeps no other from its minute. It is tried again at the next.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db import transaction
from wagtail.models import Page, Revision

logger = logging.getLogger(__name__)


def carry_out(now: datetime) -> list[str]:
    """Take down what is over and publish what is due, and return the titles."""
    over = Page.objects.filter(live=True, expire_at__lte=now).order_by("expire_at")
    due = Revision.page_revisions.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at")
    done = [_one(page.title, partial(_take_down, page)) for page in list(over)]
    done += [_one(revision.object_str, partial(_publish, revision)) for revision in list(due)]
    return [title for title in done if title]


def _take_down(page: Page) -> None:
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _publish(revision: Revision) -> None:
    revision.publish(log_action="wagtail.publish.scheduled")


def _one(title: str, does: Callable[[], None]) -> str:
    try:
        with transaction.atomic():
            does()
    except Exception:
        logger.exception("The page %s stays as it is; it is tried again in a minute.", title)
        return ""
    return title
