"""Growth month by month, rankings, and where things stand in a chart."""

from datetime import UTC, date, datetime

import pytest

from eccp.figures import charts, series
from eccp.figures.counts import Asked, counts
from eccp.figures.models import Entry, Measurement
from eccp.reference.models import Participation
from tests.factories import (
    CountryFactory,
    EntryFactory,
    OrganisationFactory,
    ParticipationFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db
EVERYTHING = Asked()
NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)


def published(*moment, **more):
    return OrganisationFactory(published=True, published_at=datetime(*moment, tzinfo=UTC), **more)


def months(asked=EVERYTHING):
    return [
        (f"{one.first:%Y-%m}", one.new, one.total, one.measured)
        for one in series.months(counts(asked), asked)
    ]


def test_months_have_no_gaps_and_end_now(freeze):
    freeze(NOW)
    published(2025, 12, 5)
    published(2025, 12, 6)
    published(2026, 2, 1)

    assert months() == [
        ("2025-12", 2, 2, None),
        ("2026-01", 0, 2, None),
        ("2026-02", 1, 3, None),
        ("2026-03", 0, 3, None),
    ]


def test_months_are_those_of_brussels(freeze):
    freeze(NOW)
    published(2026, 1, 31, 22, 59)
    published(2026, 1, 31, 23, 0)

    assert [row[:2] for row in months()] == [("2026-01", 1), ("2026-02", 1), ("2026-03", 0)]


def test_measurements_stand_beside_what_they_measure(freeze):
    freeze(NOW)
    published(2026, 2, 1)
    Measurement.objects.create(counter="profiles", date=date(2026, 1, 31), value=4)
    Measurement.objects.create(counter="cluster_organisations", date=date(2026, 2, 28), value=3)

    assert months() == [("2026-01", 0, 0, 4), ("2026-02", 1, 1, None), ("2026-03", 0, 1, None)]
    assert months(Asked(type="cluster_organisation")) == [("2026-02", 1, 1, 3), ("2026-03", 0, 1, None)]
    assert months(Asked(group="third")) == [("2026-02", 1, 1, None), ("2026-03", 0, 1, None)]


def test_nothing_published_has_no_months():
    assert months() == []


@pytest.fixture
def four_countries():
    """A member of the Union, one that left it, a programme country and a third one."""
    CountryFactory(code="DE", name="Germany", eu_from=date(1958, 1, 1))
    CountryFactory(code="GB", name="United Kingdom", eu_from=date(1973, 1, 1), eu_to=date(2020, 1, 31))
    ParticipationFactory(country__code="AM", country__name="Armenia")
    ParticipationFactory(country__code="DE")
    CountryFactory(code="GE", name="Georgia")
    for code in ("DE", "GB", "AM", "GE"):
        OrganisationFactory(country__code=code, published=True)


@pytest.mark.usefixtures("four_countries")
@pytest.mark.parametrize(
    ("group", "countries"),
    [("", {"DE", "GB", "AM", "GE"}), ("eu", {"DE"}), ("programme", {"AM"}), ("third", {"GB", "GE"})],
)
def test_groups_of_countries_part_the_whole(group, countries):
    assert set(counts(Asked(group=group)).countries) == countries


@pytest.mark.usefixtures("four_countries")
def test_without_participations_nobody_is_a_programme_country():
    Participation.objects.all().delete()

    assert counts(Asked(group="programme")).total == 0
    assert set(counts(Asked(group="third")).countries) == {"GB", "AM", "GE"}


def test_rankings_go_by_number_then_name_and_lead_to_the_list():
    for code, name, number in (("DE", "Germany", 1), ("FR", "France", 1), ("AT", "Austria", 2)):
        CountryFactory(code=code, name=name)
        for _n in range(number):
            OrganisationFactory(country__code=code, published=True)
    OrganisationFactory(country__code="DE", listed=True)
    asked = Asked(type="cluster_organisation")

    rows = series.countries(counts(asked), asked)

    assert [(row.label, row.number, row.share) for row in rows] == [
        ("Austria", 2, 50.0),
        ("France", 1, 25.0),
        ("Germany", 1, 25.0),
    ]
    assert rows[2].url == "/en/directory/?trust=validated&type=cluster_organisation&country=DE"


def test_profile_counts_in_each_of_its_ecosystems_and_in_no_other_list():
    both = OrganisationFactory(published=True)
    both.terms.add(TermFactory(code="textiles"), TermFactory(code="tourism"))
    OrganisationFactory(published=True).terms.add(
        TermFactory(code="textiles"), TermFactory(code="food", scheme="sector")
    )

    counted = counts(Asked())

    assert counted.ecosystems == {"textiles": 2, "tourism": 1}
    assert counted.total == 2


def test_counts_are_kept_for_a_minute(freeze):
    traveller = freeze(NOW)
    assert counts(Asked()).total == 0
    published(2026, 1, 1)
    traveller.shift(59)
    assert counts(Asked()).total == 0
    traveller.shift(2)
    assert counts(Asked()).total == 1


@pytest.mark.parametrize(
    ("top", "distance"), [(1, 1), (4, 1), (5, 2), (8, 2), (9, 5), (20, 5), (21, 10), (351, 100), (1398, 500)]
)
def test_lines_are_few_and_round(top, distance):
    assert charts.step(top) == distance


def test_growth_runs_from_edge_to_edge():
    rows = [series.Month(date(2026, month, 1), 1, month * 2) for month in (1, 2, 3)]

    plot = charts.growth([*rows[:2], series.Month(date(2026, 3, 1), 1, 6, 8)])

    assert plot.path == "M0.00 75.00 L50.00 50.00 L100.00 25.00"
    assert [(line.words, line.at) for line in plot.lines] == [
        ("0", "100.00%"),
        ("2", "75.00%"),
        ("4", "50.00%"),
        ("6", "25.00%"),
        ("8", "0.00%"),
    ]
    assert [(point.at, point.up) for point in plot.points] == [("100.00%", "0.00%")]
    assert plot.end == charts.Mark("100.00%", "6", "25.00%", "end")
    assert [word.words for word in plot.words] == ["Jan 2026", "Mar 2026"]


def test_one_month_is_a_point():
    plot = charts.growth([series.Month(date(2026, 1, 1), 1, 1)])

    assert (plot.path, plot.end.at, plot.end.anchor) == ("", "50.00%", "middle")


def test_long_growth_names_years():
    rows = [series.Month(date(2015 + n // 12, n % 12 + 1, 1), 1, n + 1) for n in range(12 * 11)]

    plot = charts.growth(rows)

    assert [word.words for word in plot.words] == ["2016", "2018", "2020", "2022", "2024"]


def test_bars_are_fifteen_at_most_and_as_long_as_their_numbers():
    rows = [series.Row(str(n), str(n), 20 - n, 1.0, "/") for n in range(16)]

    bars = charts.bars(rows)

    assert len(bars) == 15
    assert (bars[0].width, bars[10].width) == ("80.00%", "40.00%")
    assert charts.bars(rows[:1])[0].width == "80.00%"
    assert charts.height(charts.bars(rows)) == "41.50em"


@pytest.mark.parametrize(
    ("label", "lines", "height"),
    [("a" * 20 + " " + "b" * 19, 1, "3.00em"), ("a" * 20 + " " + "b" * 20, 2, "4.25em")],
)
def test_a_label_is_broken_where_it_would_leave_a_small_screen(label, lines, height):
    bars = charts.bars([series.Row("x", label, 1, 1.0, "/")])

    assert len(bars[0].lines) == lines
    assert " ".join(bars[0].lines) == label
    assert charts.height(bars) == height


def test_published_points_that_are_near_keep_their_numbers_apart():
    days = (date(2017, 10, 1), date(2020, 6, 1), date(2020, 12, 14))
    entries = [
        EntryFactory(counter="cluster_organisations", kind=Entry.Kind.PUBLISHED, date=day, value=value)
        for day, value in zip(days, (690, 1100, 1211), strict=True)
    ]
    entries[1].more_than = True

    plot = charts.published(entries)

    assert [(point.words, point.anchor) for point in plot.points] == [
        ("690", "middle"),
        ("> 1,100", "end"),
        ("1,211", "start"),
    ]
    assert (plot.path, plot.end) == ("", None)
    assert [word.words for word in plot.words] == ["2017", "2018", "2019", "2020"]
