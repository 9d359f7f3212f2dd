"""Values that hold from one day to another, as values of a facet. Whether they hold is asked with the question."""

from eccp.directory.engine.base import Period


def spell(period: Period) -> str:
    """A period as the value of a facet."""
    return f"{period.value}|{period.first.toordinal()}|{period.last.toordinal()}"


def holds(spelt: str, day: int) -> bool:
    """Whether a spelt period holds on a day (counted from the year 1)."""
    _value, first, last = spelt.rsplit("|", 2)
    return int(first) <= day <= int(last)


def value_of(spelt: str) -> str:
    """The value of a spelt period."""
    return spelt.rsplit("|", 2)[0]
