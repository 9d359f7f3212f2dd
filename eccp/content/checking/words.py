"""What was found on a page, in words for editors, with what to do about it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eccp.content.checking.collecting import FILE_NAME, NO_WORDS
from eccp.content.checking.own import FILE_GONE, NOTHING_THERE, PAGE_GONE, PAGE_NOT_LIVE
from eccp.content.contributing.links import in_words
from eccp.validation.web.problems import Problem

OURS: dict[str, Any] = {
    PAGE_GONE: gettext_lazy("The page was deleted. Choose another, or take the link away."),
    PAGE_NOT_LIVE: gettext_lazy("The page is not published. Publish it, or take the link away."),
    FILE_GONE: gettext_lazy("The document was deleted. Choose another, or take the link away."),
    NOTHING_THERE: gettext_lazy("There is nothing at this address of the platform."),
    NO_WORDS: gettext_lazy("Say in the picture's description what it shows."),
    FILE_NAME: gettext_lazy("The description only repeats the name of the file. Say what the picture shows."),
}


def said(detail: str) -> str:
    """The words for what was found; empty where nothing is wrong."""
    problem, _colon, status = detail.partition(":")
    if problem == Problem.ERROR_STATUS and status:
        return _("The site answers with the error %(status)s.") % {"status": status}
    return str(OURS.get(problem) or in_words(problem))
