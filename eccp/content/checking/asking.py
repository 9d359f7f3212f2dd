"""Asking other sites whether the pages that ours link to are still there.

Politely: the head of a page first and the page itself only where that fails, one request to a host in a second,
each address once a week whatever number of pages name it, and only addresses that the whole web may reach.
A single failure says nothing: a link counts as broken, or its site as out of reach, after two failures that
are a day apart.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from eccp.content.checking.collecting import set_state
from eccp.content.models import PageCheck
from eccp.content.models.checks import digest_of
from eccp.validation.web.addresses import Gate
from eccp.validation.web.fetch import Page, fetch
from eccp.validation.web.problems import Problem

K, S = PageCheck.Kind, PageCheck.State
DAY, WEEK = timedelta(days=1), timedelta(days=7)
LINKS_AT_MOST = 100  # in one run
RUN_SECONDS = 480  # less than a worker is given before it counts as lost
ANSWER_SECONDS = 15
BYTES_AT_MOST = 1000
PAUSE = 1.0  # seconds between two requests to one host

# A page may be a file, and some sites show their pages to browsers only: both are there.
NO_PROBLEM = {Problem.NOT_HTML}
THERE_ALL_THE_SAME = {401, 402, 403, 405, 406, 407, 429, 451, 999}
# These lie with the link itself; all others with the site, or with the way to it.
OF_THE_LINK = {Problem.BAD_ADDRESS, Problem.REFUSED_ADDRESS}
SERVER_ERRORS = 500
NOT_ASKED_AGAIN = {Problem.BAD_ADDRESS, Problem.REFUSED_ADDRESS, Problem.NOT_FOUND_HOST}


class Answer(NamedTuple):
    """What came of asking: the code of the problem, empty when the page is there; and whose it is."""

    problem: str
    broken: bool = False


class Pace:
    """Keeps a pause between two requests to the same host."""

    def __init__(
        self, *, sleep: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.sleep, self.clock = sleep, clock
        self.last: dict[str, float] = {}

    def wait(self, url: str) -> None:
        """Wait until this host may be asked again."""
        host = host_of(url)
        ahead = self.last.get(host, self.clock() - PAUSE) + PAUSE - self.clock()
        if ahead > 0:
            self.sleep(ahead)
        self.last[host] = self.clock()


def host_of(url: str) -> str:
    """The host of an address; of what is none, the address itself."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


def ask(url: str, *, gate: Gate, pace: Pace) -> Answer:
    """Ask for the head of a page; where that fails, for the beginning of the page itself."""
    page = _asked(url, gate, pace, "HEAD")
    if _is_there(page) or page.problem in NOT_ASKED_AGAIN:
        return _judged(page)
    return _judged(_asked(url, gate, pace, "GET"))


def _asked(url: str, gate: Gate, pace: Pace, method: str) -> Page:
    pace.wait(url)
    return fetch(url, gate=gate, timeout=ANSWER_SECONDS, limit=BYTES_AT_MOST, method=method)


def _is_there(page: Page) -> bool:
    return page.problem is None or page.problem in NO_PROBLEM or page.status in THERE_ALL_THE_SAME


def _judged(page: Page) -> Answer:
    if _is_there(page):
        return Answer("")
    problem = str(page.problem.value) if page.problem else ""
    if page.problem != Problem.ERROR_STATUS:
        return Answer(problem, broken=page.problem in OF_THE_LINK)
    return Answer(f"{problem}:{page.status}", broken=(page.status or SERVER_ERRORS) < SERVER_ERRORS)


def ask_due(
    now: datetime | None = None,
    *,
    gate: Gate | None = None,
    pace: Pace | None = None,
    at_most: int = LINKS_AT_MOST,
    seconds: float = RUN_SECONDS,
) -> int:
    """Ask for the links that are due, what waits longest first, and return how many there were."""
    gate, pace = gate or Gate(), pace or Pace()
    due = PageCheck.objects.due(now or timezone.now()).order_by("due_at", "pk")
    urls = list(dict.fromkeys(due.values_list("target", flat=True)))[:at_most]
    until, asked = pace.clock() + seconds, 0
    for url in urls:
        if pace.clock() >= until:
            break
        answer = ask(url, gate=gate, pace=pace)
        note(url, answer, now or timezone.now())
        asked += 1
    return asked


def ask_one(check_id: int, *, gate: Gate | None = None, pace: Pace | None = None) -> None:
    """Ask for one link now, because an editor wants to know."""
    row = PageCheck.objects.filter(pk=check_id, kind=K.SITE).first()
    if row is not None:
        note(row.target, ask(row.target, gate=gate or Gate(), pace=pace or Pace()), timezone.now())


@transaction.atomic
def note(url: str, answer: Answer, now: datetime) -> None:
    """Note what came of asking on every page that names the address."""
    for row in PageCheck.objects.filter(digest=digest_of(K.SITE, url)):
        _judge(row, answer, now)
        row.checked_at, row.detail = now, answer.problem
        row.save()


def _judge(row: PageCheck, answer: Answer, now: datetime) -> None:
    if not answer.problem:
        row.failed_at, row.due_at = None, now + WEEK
        set_state(row, S.FINE, now)
        return
    row.failed_at = row.failed_at or now
    if now - row.failed_at < DAY:
        row.due_at = row.failed_at + DAY
        set_state(row, S.DOUBTFUL, now)
        return
    row.due_at = now + WEEK
    set_state(row, S.BROKEN if answer.broken else S.UNREACHABLE, row.failed_at)
