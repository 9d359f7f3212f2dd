"""Where links within the platform lead, judged from the database. Pages that moved have left a redirect."""

from functools import cached_property
from urllib.parse import unquote

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation
from django.utils.translation import get_language_from_path
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import Page, Site

from eccp.organisations.models import Organisation

PAGE_GONE, PAGE_NOT_LIVE, FILE_GONE, NOTHING_THERE = (
    "page_gone",
    "page_not_live",
    "file_gone",
    "nothing_there",
)
OF_PAGES = {"home", "wagtail_serve", "page_in_other_language"}


class Own:
    """What there is on the platform at one moment; made for a walk over pages, so that it is asked once."""

    @cached_property
    def pages(self) -> dict[int, bool]:
        """Whether each page is live, by number."""
        return dict(Page.objects.values_list("pk", "live"))

    @cached_property
    def addresses(self) -> set[str]:
        """The places of all live pages in the tree."""
        return set(Page.objects.live().values_list("url_path", flat=True))

    @cached_property
    def documents(self) -> set[int]:
        """The numbers of the documents."""
        return set(Document.objects.values_list("pk", flat=True))

    @cached_property
    def moved(self) -> set[str]:
        """The addresses from which a redirect leads on."""
        return set(Redirect.objects.values_list("old_path", flat=True))

    @cached_property
    def roots(self) -> dict[str, str]:
        """The place of the home page of each language."""
        Site.clear_site_root_paths_cache()
        return {place.language_code: place.root_path for place in Site.get_site_root_paths()}

    def problem(self, link: str) -> str:
        """What is wrong with a link; empty when it leads somewhere."""
        what, _colon, number = link.partition(":")
        if what == "page":
            live = self.pages.get(int(number)) if number.isdecimal() else None
            return PAGE_GONE if live is None else "" if live else PAGE_NOT_LIVE
        if what == "document":
            return "" if number.isdecimal() and int(number) in self.documents else FILE_GONE
        return "" if self._answers(link) or Redirect.normalise_path(link) in self.moved else NOTHING_THERE

    def _answers(self, path: str) -> bool:
        """Whether something stands at a path."""
        language = get_language_from_path(path) or settings.LANGUAGE_CODE
        with translation.override(language):
            try:
                match = resolve(unquote(path))
            except Resolver404:
                return False
            if match.view_name in OF_PAGES:
                return self._is_page(path)
            return self._is_thing(match)

    def _is_page(self, path: str) -> bool:
        """Whether a live page stands there: in the language of the path, else shown there in the first one."""
        language, _slash, rest = path.strip("/").partition("/")
        rest = f"{rest}/" if rest else ""
        roots = {self.roots.get(language), self.roots.get(settings.LANGUAGE_CODE)} - {None}
        return any(f"{root}{rest}" in self.addresses for root in roots)

    def _is_thing(self, match: ResolverMatch) -> bool:
        """Whether the profile or the file that the path names is there; other addresses stand for themselves."""
        if match.view_name == "organisations:profile":
            asked = Organisation.objects.filter(pk=match.kwargs["pk"])
            merged = Q(pk__in=asked.values("merged_into"))
            profiles = Organisation.objects.visible_to(AnonymousUser())
            return bool(profiles.filter(Q(pk__in=asked) | merged).exists())
        if match.view_name == "wagtaildocs_serve":
            return int(match.args[0]) in self.documents
        return True
