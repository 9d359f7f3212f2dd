"""Time zones in which calls say their cut-offs."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

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
