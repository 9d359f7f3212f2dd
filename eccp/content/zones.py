"""Time zones in which calls say their cut-offs, and how people call them."""

from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location
from django.utils.translation import get_language

from eccp.core.names import fold

BRUSSELS = "Europe/Brussels"
# Brussels first; then the zones of the Union, its neighbours, and the countries that calls lead to.
ZONES = [
    (name, name.replace("_", " "))
    for name in (
        BRUSSELS,
        "UTC",
        "Europe/Lisbon",
        "Europe/London",
        "Europe/Paris",
        "Europe/Berlin",
        "Europe/Rome",
        "Europe/Madrid",
        "Europe/Athens",
        "Europe/Helsinki",
        "Europe/Bucharest",
        "Europe/Kyiv",
        "Europe/Chisinau",
        "Europe/Istanbul",
        "Asia/Tbilisi",
        "Asia/Yerevan",
        "Asia/Baku",
        "Asia/Jerusalem",
        "Asia/Kolkata",
        "Asia/Singapore",
        "Asia/Taipei",
        "Asia/Shanghai",
        "Asia/Seoul",
        "Asia/Tokyo",
        "America/New_York",
        "America/Chicago",
        "America/Los_Angeles",
        "America/Toronto",
        "America/Sao_Paulo",
        "Africa/Johannesburg",
    )
]

FIRST_OF_ALL = (BRUSSELS, "UTC")  # the others follow by the name of their city

# Nobody applies before or after these days; far beyond them there are no clocks to reckon with.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


def is_of_our_time(day: date) -> bool:
    """Whether a day is one on which a call can open or close, and no slip of the pen."""
    return FIRST_DAY <= day <= LAST_DAY


def moment_in(day: date, hour: time, zone: str) -> datetime:
    """The moment in UTC of a day and hour in a zone; of two that the clock shows, the first."""
    return datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)


def brussels_day(moment: datetime) -> date:
    """The day that it is in Brussels at a moment."""
    return moment.astimezone(ZoneInfo(BRUSSELS)).date()


def choices() -> list[tuple[str, str]]:
    """The zones to choose from, in the language of the reader; what is stored stays the zone's own name."""
    language = get_language() or "en"
    named = [(zone, name_of(zone, language)) for zone, _name in ZONES]
    return sorted(named, key=lambda one: (_place(one[0]), fold(one[1])))


def _place(zone: str) -> int:
    return FIRST_OF_ALL.index(zone) if zone in FIRST_OF_ALL else len(FIRST_OF_ALL)


@lru_cache(maxsize=1_000)
def name_of(zone: str, language: str) -> str:
    """A zone as people call it: its city, with the name of its time, or else the country that has it alone."""
    if zone == "UTC":
        return zone
    locale = Locale.parse(language.replace("-", "_"))
    city = city_of(zone, language)
    whole = get_global("meta_zones").get(zone, "")
    time_of = locale.meta_zones.get(whole, {}).get("long", {}).get("generic", "")
    territory = locale.territories.get(get_global("zone_territories").get(zone, ""), "")
    beside = time_of or territory
    return f"{city} ({beside})" if beside and beside != city else city


@lru_cache(maxsize=1_000)
def city_of(zone: str, language: str) -> str:
    """The city that a zone is named after, as a language calls it."""
    return get_timezone_location(zone, locale=language.replace("-", "_"), return_city=True)
