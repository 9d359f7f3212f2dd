"""What the clock does for the room."""

from datetime import timedelta

from django.utils import timezone

from eccp.content import scheduling, topic_pages
from eccp.content.checking import collecting
from eccp.content.contributing import telling
from eccp.content.reminding import write_due
from eccp.core.clock import every
from eccp.core.tasks import enqueue


@every(timedelta(minutes=5), "content.ensure_country_pages")
def ensure_country_pages() -> object:
    """Make the page of a country whose first profile was published or listed since."""
    return topic_pages.ensure_country_pages()


@every(timedelta(hours=1), "content.remind_of_cutoffs")
def remind_of_cutoffs() -> None:
    """Write to those who asked to be told so many days before a cut-off."""
    write_due(timezone.now())


@every(timedelta(days=1), "content.remind_editors")
def remind_editors() -> object:
    """Write to the editors once a day what members contributed and nobody has looked at."""
    return telling.remind_editors()


@every(timedelta(minutes=1), "content.carry_out_schedule")
def carry_out_schedule() -> object:
    """Publish the pages whose minute has come, and take down those whose time is over."""
    return scheduling.carry_out(timezone.now())


@every(timedelta(days=1), "content.look_through_pages")
def look_through_pages() -> None:
    """Look through all live pages for links and pictures, in the background."""
    enqueue("content.look_through_pages")


@every(timedelta(hours=1), "content.ask_links")
def ask_links() -> None:
    """Note what was published lately, and ask other sites for the links that are due, in the background."""
    collecting.collect_new(timezone.now(), within=timedelta(hours=2))
    enqueue("content.ask_links")
