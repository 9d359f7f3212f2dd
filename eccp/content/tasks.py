"""The room's work in the background."""

from eccp.content import translating
from eccp.content.checking import asking, collecting
from eccp.content.contributing import links
from eccp.core.tasks import task


@task("content.check_link")
def check_link(contribution_id: int) -> None:
    """See whether the page that a contribution leads to answers."""
    links.check(contribution_id)


@task("content.translate")
def translate(page_id: int, source: str) -> None:
    """Let the provider of the installation translate a copied page."""
    translating.translate(page_id, source)


@task("content.look_through_pages")
def look_through_pages() -> None:
    """Collect the links and pictures of all live pages, and judge what lies within the platform."""
    collecting.collect_all()


@task("content.ask_links")
def ask_links() -> None:
    """Ask other sites for the links that are due."""
    asking.ask_due()


@task("content.ask_link")
def ask_link(check_id: int) -> None:
    """Ask for one link, because an editor wants to know now."""
    asking.ask_one(check_id)
