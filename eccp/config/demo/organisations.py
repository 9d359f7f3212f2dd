"""Inventing organisations: name, place, numbers and words of each, from one seed."""

from collections.abc import Iterator
from random import Random
from typing import Any

from eccp.config.demo.themes import THEMES, Theme
from eccp.config.demo.words import COUNTRY_SOUND, ENDINGS, FIRST_NAMES, LAST_NAMES, ROOTS, WEIGHTS
from eccp.core.names import fold, slug
from eccp.reference.models import Place, Region, Term, today

Values = dict[str, Any]
PLACES_A_COUNTRY = 14
NEIGHBOURS = tuple(WEIGHTS)


class Inventor:
    """Invents organisations. The same seed gives the same community, on the same day."""

    def __init__(self, seed: int = 2020) -> None:
        self.random = Random(seed)
        self.towns: dict[str, list[str]] = {}
        self.taken: set[str] = set()
        self.regions = {
            (region.country_id, fold(region.name.partition(",")[0])): region.code
            for region in Region.objects.filter(level=3)
        }
        self.services = list(Term.objects.of("service").values_list("code", flat=True))

    def town(self, country: str) -> str:
        """One of the larger towns of a country."""
        if country not in self.towns:
            largest = Place.objects.filter(country_id=country).order_by("-population")[:PLACES_A_COUNTRY]
            self.towns[country] = [place.name for place in largest]
        return self.random.choice(self.towns[country]) if self.towns[country] else ""

    def name(self, country: str, ending: str, *middle: str) -> str:
        """A name that nobody has yet."""
        roots = ROOTS[COUNTRY_SOUND.get(country, "other")]
        for _attempt in range(40):
            name = " ".join((self.random.choice(roots), *middle, ending))
            if name not in self.taken:
                break
        else:
            name = f"{name} {len(self.taken)}"
        self.taken.add(name)
        return name

    def common(self, country: str, name: str, theme: Theme, members: int) -> Values:
        """What every type asks."""
        pick = self.random
        host = f"https://{slug(name)}.example"
        town = self.town(country)
        summary = pick.choice(theme.summaries).format(n=members)
        return {
            "country": country,
            "city": town,
            # Known where the statistical region has the town's name, as many do.
            "region": self.regions.get((country, fold(town)), ""),
            "name": name,
            "short_name": "".join(word[0] for word in name.split())[:8],
            "website": host,
            "legal_form": pick.choice(["association", "foundation", "limited-company", "cooperative"]),
            "founded": pick.randint(1994, today().year - 2),
            "summary": summary,
            "description": (
                f"{summary}\n\nWe began with a handful of neighbours who met once a month, and still meet once a month. "
                "Today a small team runs common projects, opens doors abroad and makes sure that what one member learns "
                "reaches the others.\n\nThis organisation is invented; it shows what a profile looks like."
            ),
            "objectives": "Fewer meetings, more finished projects: two a year that our members would not have begun alone.",
            "offers": pick.choice(theme.offers),
            "seeks": pick.choice(theme.seeks),
            "ecosystems": [theme.ecosystem],
            "sectors": pick.sample(theme.sectors, pick.randint(1, len(theme.sectors))),
            "emerging_industries": [theme.emerging] if theme.emerging and pick.random() < 0.5 else [],
            "technologies": list(theme.technologies),
            "countries_cooperated": self.some(NEIGHBOURS, 1, 5, without=country),
            "countries_sought": self.some(NEIGHBOURS, 1, 4, without=country),
            "languages": sorted({"en", *pick.sample(["de", "fr", "es", "it", "pl", "sv", "el", "uk"], 1)}),
            "projects": [
                {
                    "acronym": f"{pick.choice(theme.words).upper()}{pick.choice(['LINK', 'NET', 'UP', '4ALL'])}",
                    "programme": pick.choice(["Interreg", "Horizon Europe", "Single Market Programme"]),
                    "starts": today().year - 3,
                    "ends": today().year - 1,
                    "link": "",
                }
            ]
            if pick.random() < 0.5
            else [],
            "social_links": [{"network": "linkedin", "link": f"https://linkedin.example/{slug(name)}"}],
            "contact_name": f"{pick.choice(FIRST_NAMES)} {pick.choice(LAST_NAMES)}",
            "contact_position": "Manager",
            "contact_email": f"office@{slug(name)}.example",
        }

    def some(self, codes: tuple[str, ...], least: int, most: int, without: str) -> list[str]:
        """A few codes, sorted."""
        return sorted(
            self.random.sample([code for code in codes if code != without], self.random.randint(least, most))
        )

    def cluster(self, country: str, theme: Theme) -> Values:
        """A cluster organisation that meets every criterion."""
        pick = self.random
        sme = int(pick.lognormvariate(3.9, 0.7)) + 14
        counts = {
            "members_sme": sme,
            "members_large": pick.randint(0, max(1, sme // 9)),
            "members_research": pick.randint(1, 2 + sme // 12),
            "members_public": pick.randint(0, 4),
            "members_society": pick.choice([0, 0, 1, 2]),
            "members_other": pick.choice([0, 0, 0, 3]),
        }
        name = self.name(country, pick.choice(ENDINGS), pick.choice(theme.words))
        values = self.common(country, name, theme, sum(counts.values())) | counts
        values["members_link"] = f"{values['website']}/members"
        values["management_fte"] = str(pick.choice(["0.5", "1", "1.5", "2", "3", "4.5", "8"]))
        values["services"] = sorted(pick.sample(self.services, pick.randint(2, 4)))
        values["labels"] = self.label() if pick.random() < 0.35 else []
        values["recognitions"] = []
        return values

    def label(self) -> list[dict[str, Any]]:
        """A label with its dates; one in five ended some time ago."""
        pick = self.random
        level = pick.choices(["bronze", "silver", "gold"], [6, 3, 2])[0]
        year = today().year - (4 if pick.random() < 0.2 else pick.randint(0, 1))
        return [
            {
                "level": level,
                "issued_on": f"{year}-03-15",
                "expires_on": f"{year + 2}-12-31",
                "certificate": "https://labels.example",
            }
        ]

    def clusters(self) -> Iterator[Values]:
        """All invented clusters, country by country."""
        for country, number in WEIGHTS.items():
            for _index in range(number):
                yield self.cluster(country, self.random.choice(THEMES))

    def other(self, kind: str, country: str) -> Values:
        """An organisation of another type."""
        pick = self.random
        theme = pick.choice(THEMES)
        endings = {
            "cluster_member": ("Works", "& Daughters", "Instruments", "Mill", "Studio", "Engineering"),
            "eu_partnership": ("Partnership", "Eurocluster"),
            "national_association": ("Federation of Clusters", "Association of Clusters"),
            "meta_cluster_network": ("Cluster Network", "Meta-Cluster", "Business Network"),
            "training_provider": ("Academy", "Training", "School for Cluster Managers"),
            "policy_public_institution": ("Regional Development Agency", "Ministry of Enterprise", "Region"),
            "resource_efficiency_provider": ("Resource Advisers", "Zero Waste Agency"),
        }[kind]
        middle = (
            ()
            if kind in {"national_association", "policy_public_institution"}
            else (pick.choice(theme.words),)
        )
        values = self.common(
            country, self.name(country, pick.choice(endings), *middle), theme, pick.randint(20, 90)
        )
        return values | self.special(kind, values)

    def reach(self, values: Values) -> Values:
        """How far a network reaches: one in three stays at home, one in three joins two ecosystems."""
        reaches: tuple[Values, ...] = (
            {"countries_cooperated": []},
            {},
            {"ecosystems": sorted({*values["ecosystems"], "digital", "construction"})},
        )
        return reaches[len(values["name"]) % len(reaches)]

    def special(self, kind: str, values: Values) -> Values:
        """What only one type asks."""
        pick = self.random
        site, year = values["website"], today().year
        special: dict[str, Values] = {
            "cluster_member": {"size_class": pick.choice(["micro", "small", "medium"]), "s3_priorities": []},
            "eu_partnership": {
                "strand": pick.choice(
                    ["euroclusters", "escp-4i", "excellence", "interreg", "horizon-europe"]
                ),
                "call": f"DEMO-{year - 2}-CLUSTER-{pick.randint(1, 9)}",
                "starts_on": f"{year - 2}-09-01",
                "ends_on": f"{year + 1}-08-31",
                "consortium": [
                    {"role": role, "name": name, "country": country, "profile": None}
                    for role, name, country in (
                        ("coordinator", f"{values['name'].split()[0]} Cluster Office", values["country"]),
                        ("partner", "Brannoch Timber Cluster", "IE"),
                        ("partner", "Valdeluna Food Valley", "ES"),
                        ("partner", "Solmyra Energy Hub", "SE"),
                    )
                ],
                "countries_targeted": self.some(("US", "CA", "JP", "KR", "SG"), 0, 3, without=""),
                "cluster_dimension": "Five clusters run it together; vouchers go to their members.",
                "smes_involved": pick.randint(30, 220),
                "c2c_meetings": pick.randint(6, 40),
                "b2b_meetings": pick.randint(20, 160),
                "agreements": pick.randint(0, 6),
            },
            "national_association": {
                "clusters": pick.randint(6, 48),
                "scope": "We speak for the cluster organisations of the country and run a common training year.",
                "ecosystems": sorted({*values["ecosystems"], "agri-food", "digital", "health"}),
                "members_link": f"{site}/clusters",
            },
            "meta_cluster_network": {
                "form": pick.choice(["meta", "network", "business"]),
                "clusters": pick.randint(2, 17),
                "companies": pick.randint(120, 2400),
                "members_link": f"{site}/members",
                "background": "Founded by clusters that met at the same fairs and decided to share a stand, then projects.",
                **self.reach(values),
            },
            "training_provider": {
                "subjects": "Running a cluster, writing proposals, opening markets abroad.",
                "audience": "Cluster managers and their first employees",
                "way": pick.choice(["on_site", "online", "both"]),
                "offer_link": f"{site}/courses",
            },
            "policy_public_institution": {
                "level": pick.choice(["national", "regional", "local"]),
                "mandate": "We fund the teams of clusters in our area and evaluate them every three years.",
                "policy_link": f"{site}/cluster-policy",
            },
            "resource_efficiency_provider": {
                "charter_signed_on": f"{year - pick.randint(1, 5)}-05-02",
                "erek_sectors": ["food-processing", "machinery-and-equipment-manufacturing"],
                "support": "Checks of material and water flows, and 30 cases from small factories with their savings.",
            },
        }
        return special[kind]
