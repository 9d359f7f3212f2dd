"""Collecting what stands on live pages, and judging what the database knows."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from eccp.content.checking.own import Own
from eccp.content.checking.reading import on_page
from eccp.content.models import PageCheck, Picture
from eccp.content.models.checks import digest_of
from eccp.core.names import fold

K, S = PageCheck.Kind, PageCheck.State
NO_WORDS, FILE_NAME = "no_words", "file_name"
AT_ONCE = 50
# Names that are kept for examples: in the demonstration they stand for sites that nobody made.
INVENTED = (".example", ".invalid", ".test", "example.com", "example.eu", "example.org")


def collect_all() -> int:
    """Look through all live pages, some at a time, and return how many there were."""
    numbers = list(_written().values_list("pk", flat=True).order_by("pk"))
    own = Own()
    for start in range(0, len(numbers), AT_ONCE):
        collect(Page.objects.filter(pk__in=numbers[start : start + AT_ONCE]), own=own)
    PageCheck.objects.exclude(page__in=_written()).delete()
    return len(numbers)


def collect_new(now: datetime, *, within: timedelta) -> int:
    """Look through what was published lately."""
    pages = _written().filter(last_published_at__gte=now - within)
    return collect(pages) if pages.exists() else 0


def collect(pages: Any, *, own: Own | None = None) -> int:
    """Note what is on these pages, forget what is not there any more, and judge what lies within the platform."""
    own, rows = own or Own(), list(pages.specific())
    found = {page.pk: on_page(page) for page in rows}
    numbers = {shown.picture for one in found.values() for shown in one.pictures}
    pictures = Picture.objects.in_bulk(numbers)
    for page in rows:
        seen: dict[tuple[str, str], str] = {}
        for link in found[page.pk].links:
            if "://" not in link:
                seen[K.OWN, link] = own.problem(link)
            elif not _is_invented(link):
                seen[K.SITE, link] = ""
        for number, words in found[page.pk].pictures:
            if picture := pictures.get(number):
                target = f"{picture.title} ({picture.pk})"
                seen[K.PICTURE, target] = seen.get((K.PICTURE, target), "") or wordless(picture, words)
        _store(page, seen)
    return len(rows)


def wordless(picture: Picture, words: str) -> str:
    """What is wrong with the words in place of a picture; empty when they say something."""
    said = fold(words or picture.description)
    if not said:
        return NO_WORDS
    return FILE_NAME if repeats_name(said, picture.file.name) else ""


def repeats_name(words: str, file: str) -> bool:
    """Whether words only repeat what a file is called."""
    name = PurePosixPath(file)
    return fold(words) in {fold(name.stem), fold(name.name)}


@transaction.atomic
def _store(page: Page, seen: dict[tuple[str, str], str]) -> None:
    now = timezone.now()
    wanted = {digest_of(kind, target): (kind, target, detail) for (kind, target), detail in seen.items()}
    there = {row.digest: row for row in PageCheck.objects.filter(page=page)}
    PageCheck.objects.filter(page=page).exclude(digest__in=wanted).delete()
    known = _known_of_sites(target for key, (kind, target, _) in wanted.items() if key not in there)
    for key, (kind, target, detail) in wanted.items():
        row = there.get(key) or PageCheck(page=page, kind=kind, target=target, digest=key, since=now)
        if kind == K.SITE:
            if row.pk:
                continue
            if twin := known.get(target):
                for name in ("state", "since", "failed_at", "checked_at", "due_at", "detail"):
                    setattr(row, name, getattr(twin, name))
        else:
            bad = S.WORDLESS if kind == K.PICTURE else S.BROKEN
            set_state(row, bad if detail else S.FINE, now)
            row.detail, row.checked_at = detail, now
        row.save()


def _known_of_sites(targets: Iterable[str]) -> dict[str, PageCheck]:
    """What is known of an address from another page: a site is not asked again for every page that names it."""
    digests = [digest_of(K.SITE, target) for target in targets]
    return {row.target: row for row in PageCheck.objects.filter(digest__in=digests)}


def set_state(row: PageCheck, state: str, now: datetime) -> None:
    """Note a state, and since when it is so."""
    if row.state != state:
        row.state, row.since = state, now


def _written() -> Any:
    """Live pages that somebody writes: the copies that Wagtail keeps up by itself say the same as theirs."""
    return Page.objects.live().filter(depth__gt=1, alias_of=None)


def _is_invented(link: str) -> bool:
    """Whether nobody can answer, because the demonstration made the address up."""
    try:
        host = urlsplit(link).hostname or ""
    except ValueError:
        return False
    return settings.DEMO and host.endswith(INVENTED)
