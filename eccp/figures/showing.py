"""The counters as they are shown now: each with its number, and since when it holds."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from eccp.figures.counters import BY_CODE, COUNTERS, Counter, count
from eccp.figures.counts import kept
from eccp.figures.models import Entry

ON_THE_FIRST_PAGE = ("cluster_organisations", "associations_networks", "smes_declared", "programme_countries")


@dataclass(frozen=True)
class Figure:
    """A number and what it counts. Without `value` nobody has noted it yet; `whole` is what it is a part of."""

    counter: Counter
    value: int | None
    whole: int | None = None
    entry: Entry | None = None

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
                return _("none was judged yet")
            share = number_format(100 * (self.value or 0) / self.whole, 0)
            whole = number_format(self.whole, force_grouping=True)
            return _("of %(whole)s, that is %(share)s %%") % {"whole": whole, "share": share}
        if self.counter.by_hand:
            return (
                _("noted on %(date)s") % {"date": date_format(self.entry.date, "DATE_FORMAT")}
                if self.entry
                else _("nobody has noted a number yet")
            )
        return ""


def figures(codes: Iterable[str] = (), noted: Iterable[Entry] = ()) -> list[Figure]:
    """The figures of these codes, all unless told: two queries at most once a minute.

    `noted` are the entries by hand to take those from that nobody counts, in any order.
    """
    numbers = kept("counters", count)
    newest = {entry.counter: entry for entry in sorted(noted, key=lambda entry: entry.date)}
    return [_figure(counter, numbers, newest) for counter in [BY_CODE[code] for code in codes] or COUNTERS]


def _figure(counter: Counter, numbers: dict[str, int], newest: dict[str, Entry]) -> Figure:
    if not counter.by_hand:
        whole = numbers[counter.part_of] if counter.part_of else None
        return Figure(counter, numbers[counter.code], whole)
    entry = newest.get(counter.code)
    return Figure(counter, entry.value if entry else None, entry=entry)
