"""What the worker found out, in words, beside the criterion that it is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from eccp.core.names import slug
from eccp.organisations.models import Organisation, Visibility
from eccp.organisations.page import followable, host
from eccp.validation.models import Application, Evidence
from eccp.validation.services.website import NO_WEBSITE
from eccp.validation.views.values import Changed, changed
from eccp.validation.web.problems import Problem

PROBLEMS: dict[str, Any] = {
    NO_WEBSITE: gettext_lazy("The profile gives no website."),
    Problem.BAD_ADDRESS: gettext_lazy("The address cannot be asked."),
    Problem.REFUSED_ADDRESS: gettext_lazy("The address leads into a private network, so it was not asked."),
    Problem.NOT_FOUND_HOST: gettext_lazy("There is no website of this name."),
    Problem.TIMED_OUT: gettext_lazy("The website did not answer in time."),
    Problem.TOO_MANY_REDIRECTS: gettext_lazy("The website sends its visitors in a circle."),
    Problem.TLS: gettext_lazy("The website's certificate is not valid."),
    Problem.CONNECTION: gettext_lazy("The website does not answer."),
    Problem.UNREADABLE: gettext_lazy("The website's answer cannot be read."),
    Problem.ERROR_STATUS: gettext_lazy("The website answers with an error (%(status)s)."),
    Problem.NOT_HTML: gettext_lazy("The address leads to a file, not to a page."),
}
ENGLISH = {
    "written": gettext_lazy("Written in English."),
    "offered": gettext_lazy("Offers an English version."),
    "by_machine": gettext_lazy("Can be translated into English by %(by)s."),
    "": gettext_lazy("No English found."),
}
PAGES = {
    "home": gettext_lazy("first page"),
    "services": gettext_lazy("services"),
    "about": gettext_lazy("about"),
    "members": gettext_lazy("members"),
    "news": gettext_lazy("news"),
    "projects": gettext_lazy("projects"),
}
# Which lists of claimed terms, and which pages of the site, speak of which criterion.
TERMS = {"services": ("services",), "focus": ("ecosystems", "technologies"), "offer": ("services",)}
LEADS = {"team": "about", "size": "members", "industry": "members", "mix": "members", "membership": "members"}


@dataclass(frozen=True)
class Line:
    """One thing found. `strong` is what does not fit; `url` where it can be read; `snippet` the words around it."""

    text: Any
    strong: bool = False
    url: str = ""
    snippet: str = ""


@dataclass(frozen=True)
class LookAlike:
    """Another profile that may be the same organisation."""

    name: str
    score: int
    reasons: str
    visibility: Any
    url: str
    merge_url: str


@dataclass(frozen=True)
class Gathered:
    """All the evidence of an application, ready to be shown. `there` is false until the worker was here."""

    there: bool
    problem: Any = ""
    by_criterion: dict[str, list[Line]] = field(default_factory=dict)
    look_alikes: list[LookAlike] = field(default_factory=list)
    changes: list[Changed] = field(default_factory=list)
    since: str = ""
    claimant: Mapping[str, Any] = field(default_factory=dict)
    website: list[Line] = field(default_factory=list)


def gathered(application: Application, organisation: Organisation) -> Gathered:
    """What was found out about an application."""
    found = {one.kind: one.found for one in application.evidence.all()}
    site = found.get(Evidence.Kind.WEBSITE)
    changes = found.get(Evidence.Kind.CHANGES, {})
    since = parse_datetime(changes.get("since") or "")
    lines = _website(site) if site else []
    by_criterion = {"website": lines}
    # Of a website that could not be read nothing is said: "not found" would be untrue.
    mentions = site.get("mentions", {}) if site and not site.get("problem") else {}
    for code, names in TERMS.items():
        by_criterion[code] = [line for name in names for line in _mentioned(mentions.get(name, []))]
    for code, kind in LEADS.items():
        by_criterion[code] = [Line(host(one.url), url=one.url) for one in _leads(site or {}, kind)]
    return Gathered(
        there=bool(found),
        by_criterion=by_criterion,
        look_alikes=[
            _alike(application, one) for one in found.get(Evidence.Kind.LOOK_ALIKES, {}).get("profiles", [])
        ],
        changes=changed(organisation.kind, changes.get("changed", {})),
        since=date_format(since, "DATE_FORMAT") if since else "",
        claimant=(site or {}).get("claimant", {}),
        website=lines,
    )


def _website(site: Mapping[str, Any]) -> list[Line]:
    """Whether the site is up, in which languages, and what of the profile it does not speak of."""
    if problem := site.get("problem"):
        words = PROBLEMS.get(problem, PROBLEMS[Problem.UNREADABLE]) % {"status": site.get("status") or "?"}
        return [Line(words, strong=True, url=followable(site.get("url")))]
    lines = [Line(site.get("title") or host(site["final_url"]), url=followable(site["final_url"]))]
    english = ENGLISH[site.get("english", "")] % {
        "by": site.get("translated_by") or _("a translation service")
    }
    lines.append(Line(english, strong=not site.get("english")))
    if languages := site.get("languages"):
        names = ", ".join(_language(code) for code in languages)
        lines.append(Line(_("Languages: %(names)s.") % {"names": names}))
    claimed = [one for rows in site.get("mentions", {}).values() for one in rows]
    if claimed:
        number = sum(1 for one in claimed if one["snippet"])
        words = ngettext(
            "Speaks of %(number)s of the %(all)s things claimed.",
            "Speaks of %(number)s of the %(all)s things claimed.",
            len(claimed),
        )
        lines.append(Line(words % {"number": number, "all": len(claimed)}))
        if missing := [str(one["label"]) for one in claimed if not one["snippet"]]:
            lines.append(Line(_("Not found: %(names)s.") % {"names": ", ".join(missing)}, strong=True))
    read = [one for one in site.get("pages", []) if one["kind"] != "home" and not one["problem"]]
    lines += [
        Line(_("Read: %(page)s") % {"page": PAGES.get(one["kind"], one["kind"])}, url=followable(one["url"]))
        for one in read
    ]
    return lines


def _mentioned(rows: list[dict[str, Any]]) -> list[Line]:
    return [
        Line(one["label"], snippet=one["snippet"])
        if one["snippet"]
        else Line(_("“%(name)s” is not on the website") % {"name": one["label"]}, strong=True)
        for one in rows
    ]


def _leads(site: Mapping[str, Any], kind: str) -> list[Line]:
    links = [one for one in site.get("links", []) if one["kind"] == kind and followable(one["url"])]
    return [Line(one["text"], url=one["url"]) for one in links[:2]]


def _alike(application: Application, row: Mapping[str, Any]) -> LookAlike:
    merge = reverse("organisations:merge", args=[application.organisation_id])
    return LookAlike(
        name=row["name"],
        score=round(row["score"] * 100),
        reasons=", ".join(row["reasons"]),
        visibility=Visibility(row["visibility"]).label,
        url=reverse("organisations:profile", args=[row["id"], slug(row["name"])]),
        merge_url=f"{merge}?with={row['id']}",
    )


def _language(code: str) -> str:
    """A language's name as the reader calls it, else its code."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
