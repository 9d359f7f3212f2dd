"""The one question: may this country use this service on this date? Yes or no, with the rule that decided.

Everything is data that administrators edit: services, participations, exceptions. Source of the
rules: ECCP presentation of 14 December 2020, services part I and II and the list of COSME countries.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from eccp.reference import access_words as words
from eccp.reference.models import (
    AccessException,
    Country,
    Participation,
    Programme,
    Restriction,
    Service,
    today,
)


@dataclass(frozen=True)
class Decision:
    """An answer with its rule: a code, and a sentence for people.

    `programme` is the one that decided; `confirmed` is false where its list is carried over and an
    administrator has not confirmed it yet. `event_answers` are exceptions for single events that hold that day.
    """

    allowed: bool
    rule: str
    text: str
    service: Service
    country: Country | None
    on: date
    programme: Programme | None = None
    confirmed: bool = True
    event_answers: tuple["Decision", ...] = ()
    event: str = ""

    @property
    def footnote(self) -> str:
        """What European publications add to the country's name."""
        return self.country.note if self.country else ""


@dataclass(frozen=True)
class Facts:
    """What is known of one country, read with three queries, however many services there are."""

    country: Country | None
    programmes: tuple[Programme, ...]
    participations: tuple[Participation, ...] = ()
    exceptions: tuple[AccessException, ...] = ()

    @classmethod
    def of(cls, country: Country | None) -> "Facts":
        """Read them."""
        programmes = tuple(Programme.objects.order_by("runs_from", "pk"))
        if country is None:
            return cls(None, programmes)
        return cls(
            country,
            programmes,
            tuple(country.participations.select_related("programme").order_by("starts_on", "pk")),
            tuple(country.access_exceptions.select_related("service").order_by("event", "starts_on", "pk")),
        )

    def taking_part(self, on: date) -> list[Participation]:
        """The participations that hold on that date, the confirmed ones first."""
        held = [row for row in self.participations if row.starts_on <= on <= row.ends_on]
        return sorted(held, key=lambda row: not row.confirmed)


def may_use(
    service: Service | str, country: Country | None, on: date | None = None, event: str = ""
) -> Decision:
    """Whether organisations of a country may use a service on a date (today in Brussels unless told).

    `event` is the code of an event of that service: an exception for it goes before every other rule,
    then an exception for the whole service. Raises `Service.DoesNotExist` for an unknown code.
    """
    found = service if isinstance(service, Service) else Service.objects.get(code=service)
    return decide(found, Facts.of(country), on or today(), event)


def answers(country: Country | None, on: date | None = None) -> list[Decision]:
    """The same question for all services at once, with as many queries for one as for all."""
    facts, moment = Facts.of(country), on or today()
    return [decide(service, facts, moment) for service in Service.objects.all()]


def decide(service: Service, facts: Facts, on: date, event: str = "") -> Decision:
    """Answer from what is known. Asks the database nothing."""
    exceptions = [row for row in facts.exceptions if row.service_id == service.pk and row.holds(on)]
    decided = _decided(service, facts, on, event, exceptions)
    if event or not service.offered(on):
        return decided
    special = tuple(_excepted(service, facts, on, row) for row in exceptions if row.event)
    return Decision(**{**vars(decided), "event_answers": special}) if special else decided


def _decided(
    service: Service, facts: Facts, on: date, event: str, exceptions: Iterable[AccessException]
) -> Decision:
    if not service.offered(on):
        return _no("not_offered", words.not_offered(service, on), service, facts, on)
    for wanted in dict.fromkeys((event, "")):
        for row in exceptions:
            if row.event == wanted:
                return _excepted(service, facts, on, row)
    if service.restriction == Restriction.EVERYBODY:
        return _yes(
            "open", _("Open to everybody, whatever the country, without an account."), service, facts, on
        )
    if service.restriction == Restriction.REGISTERED:
        said = _("Open to registered organisations of all countries, with a validated profile.")
        return _yes("open_to_registered", said, service, facts, on)
    if facts.country is None:
        said = _("Only for programme countries: name a country to see whether it is one.")
        return _no("no_country", said, service, facts, on)
    return _by_programme(service, facts, on)


def _by_programme(service: Service, facts: Facts, on: date) -> Decision:
    held = facts.taking_part(on)
    for row in held:
        if not (service.instrument and row.excludes(service.instrument)):
            return _yes(
                "in_programme", words.takes_part(row), service, facts, on,
                programme=row.programme, confirmed=row.confirmed,
            )  # fmt: skip
    if held:
        row = held[0]
        return _no(
            "excluded_instrument", words.excluded(row, service), service, facts, on,
            programme=row.programme, confirmed=row.confirmed,
        )  # fmt: skip
    running = next((one for one in reversed(facts.programmes) if one.runs_from <= on <= one.runs_to), None)
    if running is None:
        return _no("no_programme", words.no_programme(facts.programmes, on), service, facts, on)
    before = [row for row in facts.participations if row.ends_on < on]
    after = [row for row in facts.participations if on < row.starts_on]
    if after:
        said = words.not_yet(after[0], running, on)
        return _no("not_yet_in_programme", said, service, facts, on, programme=running)
    if before:
        last = max(before, key=lambda row: row.ends_on)
        said = words.no_longer(last, running, on)
        return _no("no_longer_in_programme", said, service, facts, on, programme=running)
    said = words.outside(facts.country, running, on)
    return _no("outside_programme", said, service, facts, on, programme=running)


def _excepted(service: Service, facts: Facts, on: date, row: AccessException) -> Decision:
    make = _yes if row.allowed else _no
    return make("access_exception", words.exception(row, facts.country), service, facts, on, event=row.event)


def _yes(rule: str, said: str, service: Service, facts: Facts, on: date, **more: Any) -> Decision:
    return Decision(allowed=True, rule=rule, text=said, service=service, country=facts.country, on=on, **more)


def _no(rule: str, said: str, service: Service, facts: Facts, on: date, **more: Any) -> Decision:
    return Decision(
        allowed=False, rule=rule, text=said, service=service, country=facts.country, on=on, **more
    )


def find_country(code: str) -> Country | None:
    """The country of an ISO 3166 code, or of its code in European statistics (EL, UK); `None` where there is none."""
    wanted = code.strip().upper()
    if len(wanted) != 2 or not wanted.isascii():
        return None
    found = Country.objects.filter(pk=wanted).first()
    return found or Country.objects.filter(nuts0=wanted).first()


def names(services: Iterable[Service]) -> str:
    """Services in a row: “A, B and C”."""
    return str(get_text_list([str(service) for service in services], _("and")))
