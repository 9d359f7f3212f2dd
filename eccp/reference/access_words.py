"""The sentences that say why: each names the programme, the dates, what is left out, and on what basis."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from eccp.reference import shipped
from eccp.reference.models import AccessException, Participation, Programme, Service
from eccp.reference.models.programmes import day


def named(country: Any) -> str:
    """The country's name, starred where a footnote belongs to it."""
    return f"{country}*" if country.note else str(country)


def titled(programme: Programme) -> str:
    """The programme as people know it: its name with its short name."""
    return f"{programme} ({programme.code})"


def takes_part(row: Participation) -> str:
    """Yes, by this participation."""
    said = _("%(country)s takes part in the %(programme)s from %(first)s to %(last)s%(without)s.") % {
        **_facts(row),
        "without": _(", without %(instruments)s") % {"instruments": row.without}
        if row.excluded_instruments
        else "",
    }
    return said + _because(row)


def excluded(row: Participation, service: Service) -> str:
    """No: the country takes part, but without this instrument."""
    said = _(
        "%(country)s takes part in the %(programme)s from %(first)s to %(last)s, but without %(instrument)s."
    ) % {**_facts(row), "instrument": shipped.said(service.instrument)}
    return said + _because(row)


def outside(country: Any, running: Programme, on: date) -> str:
    """No: never took part."""
    return _(
        "Only for programme countries. On %(day)s the programme is the %(programme)s, and %(country)s does not take part in it."
    ) % {"day": day(on), "programme": titled(running), "country": named(country)}


def not_yet(row: Participation, running: Programme, on: date) -> str:
    """No: takes part later."""
    return _(
        "Only for programme countries. On %(day)s %(country)s does not take part in the %(running)s. "
        "It takes part in the %(programme)s from %(first)s to %(last)s."
    ) % {**_facts(row), "day": day(on), "running": titled(running)}


def no_longer(row: Participation, running: Programme, on: date) -> str:
    """No: took part before."""
    return _(
        "Only for programme countries. On %(day)s %(country)s does not take part in the %(running)s. "
        "It took part in the %(programme)s from %(first)s to %(last)s."
    ) % {**_facts(row), "day": day(on), "running": titled(running)}


def no_programme(programmes: Sequence[Programme], on: date) -> str:
    """No: there is no programme on that date."""
    if not programmes:
        return _("Only for programme countries, and no programme is known here.")
    return _(
        "Only for programme countries, and no programme runs on %(day)s. Known are the years from %(first)s to %(last)s."
    ) % {
        "day": day(on),
        "first": day(min(one.runs_from for one in programmes)),
        "last": day(max(one.runs_to for one in programmes)),
    }


def not_offered(service: Service, on: date) -> str:
    """No: the service does not exist on that date."""
    if service.valid_from and on < service.valid_from:
        return _("Offered from %(first)s only.") % {"first": day(service.valid_from)}
    return _("Offered until %(last)s only.") % {"last": day(service.valid_to or on)}


def exception(row: AccessException, country: Any) -> str:
    """Yes or no, because somebody decided so."""
    if row.allowed:
        said = _("An exception opens %(what)s to %(country)s, %(dates)s.")
    else:
        said = _("An exception closes %(what)s to %(country)s, %(dates)s.")
    return " ".join(
        [
            said % {"what": row.what, "country": named(country), "dates": row.dates},
            _("Reason: %(basis)s") % {"basis": ended(row.basis)},
        ]
    )


def ended(sentence: str) -> str:
    """A reason as a sentence with its end."""
    return sentence if sentence.rstrip().endswith((".", "!", "?")) else f"{sentence.rstrip()}."


def _facts(row: Participation) -> dict[str, str]:
    return {
        "country": named(row.country),
        "programme": titled(row.programme),
        "first": day(row.starts_on),
        "last": day(row.ends_on),
    }


def _because(row: Participation) -> str:
    said = []
    if not row.confirmed:
        said.append(_("To be confirmed by an administrator."))
    if row.basis:
        said.append(_("Basis: %(basis)s") % {"basis": ended(shipped.said(row.basis))})
    return "".join(f" {one}" for one in said)
