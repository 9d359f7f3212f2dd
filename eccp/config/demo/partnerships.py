"""Invented partnerships of the real programmes, with partners among the demonstration's clusters.

Each shows another state: with all results, with some, with nought, with none; long over, running, just begun;
partners with and without a profile. Nothing in them says anything about a real partnership.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from eccp.config.demo.organisations import Inventor
from eccp.config.demo.themes import THEMES
from eccp.organisations.models import Organisation
from eccp.reference.models import today

KIND = "eu_partnership"
APART = 41  # clusters stand country by country: partners are taken far apart
OUTSIDE = (("Brannoch Timber Cluster", "IE"), ("Valdeluna Food Valley", "ES"), ("Solmyra Energy Hub", "SE"))


@dataclass(frozen=True)
class Sketch:
    """What a demonstration partnership is. One without a last year always runs until the next."""

    name: str
    short_name: str
    strand: str
    generation: int | None
    years: tuple[int, int | None]
    partners: int
    theme: int = 0
    outside: int = 0
    targets: tuple[str, ...] = ()
    results: dict[str, int] = field(default_factory=dict)


SKETCHES = (
    Sketch(
        "Tide to Table Abroad", "TITA", "escp-4i", 1, (2016, 2017), 3, 0, 1, ("JP", "US"),
        {"smes_involved": 96, "c2c_meetings": 14, "b2b_meetings": 132, "agreements": 3, "collaboration_projects": 2},
    ),
    Sketch(
        "Bright Mills Worldwide", "BRIMI", "escp-4i", 1, (2016, 2017), 4, 2, 0, ("BR", "CN"),
        {"smes_involved": 71, "b2b_meetings": 58, "agreements": 0},
    ),
    Sketch(
        "North Sea Sensors Go Far", "NSS-GO", "escp-4i", 2, (2018, 2019), 5, 1, 0, ("CA", "KR", "US"),
        {"smes_involved": 120, "c2c_meetings": 22, "b2b_meetings": 204, "agreements": 5, "collaboration_projects": 4},
    ),
    Sketch("Olive and Orbit", "OLIO", "escp-4i", 2, (2018, 2019), 2, 0, 2, ("IL", "ZA")),
    Sketch(
        "Better Teams, Better Clusters", "BTBC", "excellence", 1, (2020, 2021), 4, 2, 1, (),
        {"smes_involved": 44, "c2c_meetings": 63, "agreements": 2},
    ),
    Sketch(
        "Loom Lab Exchange", "LLEX", "excellence", 2, (2022, 2024), 3, 1, 0, (),
        {"smes_involved": 0, "c2c_meetings": 9},
    ),
    Sketch(
        "Regions That Weave", "RETEX-D", "escp-s3", 1, (2018, 2021), 5, 0, 1, (),
        {"smes_involved": 38, "c2c_meetings": 17, "collaboration_projects": 6},
    ),
    Sketch("Clean Valleys Invest", "CVI", "escp-s3", 1, (2019, 2022), 2, 2, 0),
    Sketch(
        "Vouchers for Vineyards", "VOVI", "innosup", None, (2017, 2020), 3, 0, 1, (),
        {"smes_involved": 152, "collaboration_projects": 41},
    ),
    Sketch("Shared Shift", "SHIFT-D", "euroclusters", 1, (2022, 2025), 6, 1, 1, ("CA", "SG"), {"smes_involved": 210, "b2b_meetings": 88}),
    Sketch("Fresh Start Materials", "FRESH", "euroclusters", 1, (2025, None), 4, 2),
)  # fmt: skip


def make_partnerships(
    inventor: Inventor, clusters: list[Organisation], publish: Callable[..., Organisation]
) -> list[Organisation]:
    """Make all of them and `publish` each, with some of the clusters as partners."""
    made = []
    start = 0
    for sketch in SKETCHES:
        of_it = [clusters[(start + APART * step) % len(clusters)] for step in range(sketch.partners)]
        start += 7
        values = _values(inventor, sketch, list(dict.fromkeys(of_it)))
        made.append(publish(inventor, KIND, values))
    return made


def _values(inventor: Inventor, sketch: Sketch, partners: list[Organisation]) -> dict[str, Any]:
    lead, theme = partners[0], THEMES[sketch.theme % len(THEMES)]
    common = inventor.common(lead.country_id, sketch.name, theme, sketch.results.get("smes_involved", 40))
    first, last = sketch.years
    rows: list[dict[str, Any]] = [
        {
            "role": "partner" if number else "coordinator",
            "name": one.name,
            "country": one.country_id,
            "profile": one.pk,
        }
        for number, one in enumerate(partners)
    ]
    rows += [
        {"role": "partner", "name": name, "country": country, "profile": None}
        for name, country in OUTSIDE[: sketch.outside]
    ]
    return common | {
        "short_name": sketch.short_name,
        "summary": "An invented partnership: it shows what the page of a programme and of its partners looks like.",
        "description": (
            f"{sketch.name} is invented for the demonstration. Its partners are invented clusters of this platform, and"
            " its results are made up, so that every state of a partnership can be seen.\n\nA real partnership would say"
            " here what its clusters do together, for whom, and what a company has of it."
        ),
        "strand": sketch.strand,
        "generation": sketch.generation,
        "call": f"INVENTED-{first}-{sketch.short_name}",
        "starts_on": f"{first}-01-01",
        "ends_on": f"{last or today().year + 1}-12-31",
        "consortium": rows,
        "countries_targeted": sorted(sketch.targets),
        "cluster_dimension": "The clusters run all work together; none of it is done for one of them alone. (Invented.)",
        "projects": [],
        **sketch.results,
    }
