"""The page of figures: counters, and for each question its chart with the table that says the same."""

from dataclasses import dataclass
from functools import cached_property

from eccp.figures import charts, series
from eccp.figures.counts import Asked, Counts, counts
from eccp.figures.models import Entry
from eccp.figures.series import Month, Row
from eccp.figures.showing import Figure, figures


@dataclass(frozen=True)
class Ranking:
    """Rows with their chart; the chart shows the first ones, the table all."""

    rows: list[Row]
    bars: list[charts.Bar]

    @property
    def height(self) -> str:
        """How high the chart is."""
        return charts.height(self.bars)


class Look:
    """What the page shows for a question. Everything is read when it is asked for, and once."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked

    @cached_property
    def figures(self) -> list[Figure]:
        """The counters: of everything, whatever was asked for."""
        return figures(noted=self.noted)

    @cached_property
    def counts(self) -> Counts:
        """The profiles that fit, counted."""
        return counts(self.asked)

    @cached_property
    def months(self) -> list[Month]:
        """Growth, the oldest month first."""
        return series.months(self.counts, self.asked)

    @property
    def newest_months(self) -> list[Month]:
        """Growth as the table has it, the newest month first."""
        return self.months[::-1]

    @property
    def measured(self) -> bool:
        """Whether any month has a measurement beside it."""
        return any(month.measured is not None for month in self.months)

    @cached_property
    def growth(self) -> charts.Plot:
        """The chart of growth; ask only where there are months."""
        return charts.growth(self.months)

    @cached_property
    def countries(self) -> Ranking:
        """By country."""
        return _ranking(series.countries(self.counts, self.asked))

    @cached_property
    def types(self) -> Ranking:
        """By profile type."""
        return _ranking(series.types(self.counts, self.asked))

    @cached_property
    def ecosystems(self) -> Ranking:
        """By industrial ecosystem."""
        return _ranking(series.ecosystems(self.counts, self.asked))

    @cached_property
    def entries(self) -> list[Entry]:
        """All dated entries, the newest first."""
        return list(Entry.objects.order_by("-date", "counter"))

    @property
    def published(self) -> list[Entry]:
        """What was published of the earlier platform."""
        return [entry for entry in self.entries if entry.kind == Entry.Kind.PUBLISHED]

    @property
    def noted(self) -> list[Entry]:
        """What people noted of this installation."""
        return [entry for entry in self.entries if entry.kind == Entry.Kind.BY_HAND]

    @cached_property
    def published_clusters(self) -> charts.Plot | None:
        """The chart of the published numbers of cluster organisations, where there are some."""
        clusters = [entry for entry in self.published if entry.counter == "cluster_organisations"]
        return charts.published(clusters) if clusters else None

    @property
    def published_years(self) -> str:
        """From which year to which those figures are."""
        years = [entry.date.year for entry in self.published]
        return f"{min(years)}–{max(years)}" if min(years) < max(years) else str(min(years))


def _ranking(rows: list[Row]) -> Ranking:
    return Ranking(rows, charts.bars(rows))
