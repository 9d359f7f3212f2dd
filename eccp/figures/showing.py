"""The counters as they are shown now: each with its number, and since when it holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from eccp.figures.counters import BY_CODE, COUNTERS, Counter, count
from eccp.figures.counts import kept
from eccp.figures.models import Entry
from eccp.reference.models import today

ON_THE_FIRST_PAGE = ("cluster_organisations", "associations_networks", "smes_declared", "programme_countries")


@dataclass(frozen=True)
class Figure:
    """A number and what it counts. Without `value` there is none yet; `whole` is what it is a part of.

    `since` is the first day of the time that is counted, where it is not of now alone.
    """

    counter: Counter
    value: int | None
    whole: int | None = None
    entry: Entry | None = None
    since: date | None = None

    @property
    def label(self) -> str:
        """The words under the number."""
        return str(self.counter.label)

    @property
    def definition(self) -> str:
        """What it counts, in a sentence."""
        return str(self.counter.counts)

    @property
    def remark(self) -> str:
        """What belongs beside the number: of how many, or of which day."""
        if self.whole is not None:
            if not self.whole:
                return _("none was judged in this time")
            whole = number_format(self.whole, force_grouping=True)
            share = _share(self.value or 0, self.whole)
            return _("of %(whole)s, that is %(share)s %%") % {"whole": whole, "share": share}
        if self.counter.by_hand:
            return (
                _("noted on %(date)s") % {"date": date_format(self.entry.date, "DATE_FORMAT")}
                if self.entry
                else _("nobody has noted a number yet")
            )
        if self.value is None:
            return _("none yet: nothing was judged in this time")
        return ""

    @property
    def period(self) -> str:
        """The time that is counted, in words; empty where it is of now."""
        if self.since is None:
            return ""
        days = (date_format(day, "DATE_FORMAT") for day in (self.since, today()))
        return _("from %(first)s to %(last)s") % dict(zip(("first", "last"), days, strict=True))


def figures(codes: Iterable[str] = (), noted: Iterable[Entry] = ()) -> list[Figure]:
    """The figures of these codes, all unless told: two queries at most once a minute.

    `noted` are the entries by hand to take those from that nobody counts, in any order.
    """
    numbers = kept(f"counters.{today()}", count)
    newest = {entry.counter: entry for entry in sorted(noted, key=lambda entry: entry.date)}
    return [_figure(counter, numbers, newest) for counter in [BY_CODE[code] for code in codes] or COUNTERS]


def _figure(counter: Counter, numbers: dict[str, int | None], newest: dict[str, Entry]) -> Figure:
    if not counter.by_hand:
        whole = numbers[counter.part_of] if counter.part_of else None
        return Figure(counter, numbers[counter.code], whole, since=counter.since() if counter.since else None)
    entry = newest.get(counter.code)
    return Figure(counter, entry.value if entry else None, entry=entry)


def _share(part: int, whole: int) -> str:
    """A share in percent. Only nothing is said to be nought and only all of it to be a hundred."""
    share = 100 * part / whole
    if 0 < part < whole:
        share = min(max(round(share, 1), 0.1), 99.9)
    return str(number_format(share, 0 if share.is_integer() else 1))
