"""What the figures say: the limits, met or missed, and tables for people."""

from collections.abc import Mapping
from typing import Any

from bench.search.questions import CLASSES, NO_TEXT, WITH_TEXT

NAMES = {"ours": "ours", "numpy": "numpy", "sqlite": "SQLite", "postgres": "PostgreSQL"}
REGISTER, LARGE = 10_000, 150_000  # documents: up to the first a register, from the second on a large one
P95_AT_REGISTER, P95_NO_TEXT, P95_TEXT = 2, 10, 40
PEERS_MEAN, NUMPY_MEAN = 10, 5
PROFILES_A_SECOND = 10_000
GROWN, GROWN_MB = 1.02, 1


def limits(figures: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every limit that holds at this size, with what was measured and whether it is met."""
    size, ours, ratios = figures["profiles"], figures["ours"], figures["ratios"]
    found = []

    def limit(what: str, measured: str, *, met: bool) -> None:
        found.append({"limit": what, "measured": measured, "met": met})

    def slowest(what: str, classes: tuple[str, ...], most: float) -> None:
        name = max(classes, key=lambda one: ours["classes"][one]["cpu_ms_p95"])
        cpu = ours["classes"][name]["cpu_ms_p95"]
        limit(f"{what}: p95 at most {most} CPU ms", f"{cpu} ms ({name})", met=cpu <= most)

    if size <= REGISTER:
        slowest("all questions", CLASSES, P95_AT_REGISTER)
    if size == LARGE:
        slowest("without text", NO_TEXT, P95_NO_TEXT)
        slowest("with text", WITH_TEXT, P95_TEXT)
        for peer in ("postgres", "sqlite"):
            of = {name: times for name, times in ratios[peer].items() if name in CLASSES}
            worst = min(of, key=of.__getitem__)
            slower = f"; {ratios[peer]['faster_than_ours']} of {ratios[peer]['questions']} questions are slower with us"
            limit(
                f"faster than {NAMES[peer]} in every class",
                f"{of[worst]}× ({worst}){slower}",
                met=of[worst] > 1,
            )
            mean = ratios[peer]["geometric mean"]
            limit(f"{PEERS_MEAN}× {NAMES[peer]} on the geometric mean", f"{mean}×", met=mean >= PEERS_MEAN)
        mean = 1 / ratios["numpy"]["geometric mean"]
        limit(f"within {NUMPY_MEAN}× of numpy on the geometric mean", f"{mean:.1f}×", met=mean <= NUMPY_MEAN)
        counted = [name for name in CLASSES if name in ratios["numpy"]]
        far = min(counted, key=ratios["numpy"].__getitem__)
        times = 1 / ratios["numpy"][far]
        limit(
            f"within {NUMPY_MEAN}× of numpy in every class", f"{times:.1f}× ({far})", met=times <= NUMPY_MEAN
        )
        built = ours["build"]["profiles_a_cpu_second"]
        limit(
            f"{PROFILES_A_SECOND} profiles indexed a CPU second", str(built), met=built >= PROFILES_A_SECOND
        )
    memory = ours["memory"]
    once, ten, twenty = (memory[f"after_{times}_times_the_traffic"]["own_mb"] for times in (1, 10, 20))
    steady = twenty <= ten * GROWN + GROWN_MB
    limit(
        "memory does not grow with traffic",
        f"{once} MB, ten times {ten} MB, twenty times {twenty} MB",
        met=steady,
    )
    return found


def say(figures: Mapping[str, Any]) -> None:
    """Print the tables of one size."""
    engines = {name: figures[name] for name in NAMES}
    print(
        f"\n{figures['profiles']} profiles: CPU ms, median/p95 (wall, median); × is the CPU of a peer against ours"
    )
    print(f"{'':24}{'found':>8}" + "".join(f"{NAMES[name]:>32}" for name in engines) + f"{'remembered':>14}")
    for name in CLASSES:
        cells = [
            cell(engine["classes"].get(name), figures["ratios"].get(key, {}).get(name))
            for key, engine in engines.items()
        ]
        own = engines["ours"]["classes"][name]
        known = (
            f"{own['remembered_cpu_ms_p50']:.3g}/{own['remembered_cpu_ms_p95']:.3g}"
            if name in WITH_TEXT
            else ""
        )
        print(f"{name:24}{own['found_p50']:>8}" + "".join(f"{one:>32}" for one in cells) + f"{known:>14}")
    means = [
        f"{figures['ratios'][key]['geometric mean']}×" if key in figures["ratios"] else "" for key in engines
    ]
    print(f"{'geometric mean':32}" + "".join(f"{mean:>32}" for mean in means))
    ours = engines["ours"]
    built, change, memory = ours["build"], ours["change"], ours["memory"]
    print(
        f"Index: {built['profiles_a_cpu_second']} profiles a CPU second ({built['profiles_a_second']} by the clock), "
        f"{built['disk_mb']} MB; SQLite {engines['sqlite']['build']['disk_mb']} MB in "
        f"{engines['sqlite']['build']['cpu_s']} CPU s, PostgreSQL {engines['postgres']['build']['disk_mb']} MB in "
        f"{engines['postgres']['build']['cpu_s']} CPU s, ours in {built['cpu_s']}"
    )
    print(
        f"One profile changed: commit {change['commit_cpu_ms']} CPU ms ({change['commit_wall_ms']} by the clock), "
        f"first search after it {change['first_search_after_cpu_ms']}, the next {change['search_later_cpu_ms']}"
    )
    print(
        "Memory of a web process: "
        + "; ".join(
            f"{said(name)} {held['own_mb']} MB of its own, {held['all_mb']} with shared files"
            for name, held in memory.items()
        )
    )
    for one in figures["limits"]:
        print(f"{'met   ' if one['met'] else 'missed'}  {one['limit']}: {one['measured']}")


def cell(one: Mapping[str, Any] | None, ratio: float | None) -> str:
    """One class of one engine."""
    if not one:
        return "-"
    times = f" ×{short(ratio)}" if ratio else ""
    return f"{short(one['cpu_ms_p50'])}/{short(one['cpu_ms_p95'])} ({short(one['wall_ms_p50'])}){times}"


def said(name: str) -> str:
    """When the memory was looked at, in words."""
    return name.replace("_1_times", "_once").replace("_", " ")


def short(number: float) -> str:
    """A number with three digits, as far as it needs them."""
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"
