"""Whether the page that a contribution leads to answers. What is found is told to the editor, not to the reader."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eccp.content.contributing.kinds import of_code
from eccp.content.contributing.services import latest
from eccp.content.contributing.values import values_of
from eccp.content.models import Contribution
from eccp.organisations.legible import followable
from eccp.validation.web.addresses import Gate
from eccp.validation.web.fetch import fetch
from eccp.validation.web.problems import Problem

BYTES_AT_MOST = 200_000
# A page may be a PDF, and a site may ask programs to stay out: both are there.
NO_PROBLEM = {Problem.NOT_HTML}
THERE_ALL_THE_SAME = {401, 403, 405, 429}

WORDS: dict[Problem, Any] = {
    Problem.BAD_ADDRESS: _("This is no address that can be opened."),
    Problem.REFUSED_ADDRESS: _("The address leads into a private network."),
    Problem.NOT_FOUND_HOST: _("There is no site of this name."),
    Problem.TIMED_OUT: _("The site did not answer in time."),
    Problem.TOO_MANY_REDIRECTS: _("The address leads in circles."),
    Problem.TLS: _("The site has no valid certificate."),
    Problem.CONNECTION: _("The site does not answer."),
    Problem.UNREADABLE: _("The site answered with something that no browser reads."),
    Problem.ERROR_STATUS: _("The site says that there is no such page."),
}


def check(contribution_id: int, *, gate: Gate | None = None) -> str:
    """Ask for the page outside any transaction, and note the code of the problem; empty when it answers.

    What was changed or deleted meanwhile is left alone: it is asked again when it is sent again.
    """
    row = Contribution.objects.filter(pk=contribution_id).select_related("page").first()
    kind = of_code(row.kind) if row else None
    if row is None or row.page is None or kind is None:
        return ""
    name = kind.form.followed
    address = followable(values_of(latest(row), [name])[name])
    problem = _problem(address, gate or Gate()) if address else ""
    with transaction.atomic():
        Contribution.objects.filter(pk=row.pk, version=row.version).update(
            link_problem=problem, link_checked_at=timezone.now()
        )
    return problem


def in_words(problem: str) -> Any:
    """What is wrong with a link, for the editor."""
    return WORDS.get(Problem(problem), problem) if problem in set(Problem) else problem


def _problem(address: str, gate: Gate) -> str:
    page = fetch(address, gate=gate, timeout=settings.EVIDENCE_SECONDS, limit=BYTES_AT_MOST)
    if page.problem is None or page.problem in NO_PROBLEM or page.status in THERE_ALL_THE_SAME:
        return ""
    return str(page.problem.value)
