"""How often people who look for an organisation they know find it, and how far up.

Hundreds of names are spoilt as people spoil them (`bench/relevance/spoil.py`) and looked for in the index
and, for comparison, in PostgreSQL with pg_trgm. The measure is the mean reciprocal rank: 1 where the
organisation is always first, a half where it is always second. The seeds that the engine was tuned on
are not among those that are measured by default.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
RESULTS = ROOT / "bench" / "results" / "relevance.json"
PROFILES = 1445
SEEDS = [int(seed) for seed in os.environ.get("BENCH_SEEDS", "21,22,23").split(",")]
EACH = 20  # queries of each way of spoiling, for each seed
LIMIT = 0.97
SERVER = "TEST_DATABASE_URL"


def reciprocal(found: list[int], row: int) -> float:
    """One divided by the place of the organisation meant; 0 where it is not among the first twenty."""
    return 1 / (found.index(row) + 1) if row in found else 0.0


def mean(values: list[float]) -> float:
    """The mean, to four places."""
    return round(sum(values) / len(values), 4)


def measure(place: Path) -> dict:
    """Ask both engines everything and gather what they found."""
    import psycopg

    from bench.relevance.ours import Ours
    from bench.relevance.peer import Peer
    from bench.relevance.slips import Known
    from bench.relevance.spoil import spoil
    from bench.search.data import documents

    held = list(documents(PROFILES))
    known = [Known(one.id, one.texts["name"][0], one.texts["place"][0]) for one in held]
    ours = Ours(place, held)
    engines = {"ours": ours.find}
    with psycopg.connect(os.environ[SERVER], autocommit=True) as connection:
        peer = Peer(connection)
        peer.fill([(one.row, one.name, one.town) for one in known])
        engines["pg_trgm"] = peer.find
        ways: dict[str, dict[str, list[float]]] = {}
        seeds: dict[str, dict[int, list[float]]] = {name: {} for name in engines}
        cpu: list[float] = []
        for seed in SEEDS:
            for way, asked in spoil(known, seed, EACH).items():
                for typed, row in asked:
                    for name, find in engines.items():
                        started = time.process_time()
                        value = reciprocal(find(typed), row)
                        if name == "ours":
                            cpu.append((time.process_time() - started) * 1000)
                        ways.setdefault(way, {}).setdefault(name, []).append(value)
                        seeds[name].setdefault(seed, []).append(value)
    cpu.sort()
    return {
        "profiles": len(held),
        "register": bool(os.environ.get("BENCH_REGISTER")),
        "queries": len(cpu),
        "limit": LIMIT,
        "mean_reciprocal_rank": {
            name: mean([value for values in by_seed.values() for value in values])
            for name, by_seed in seeds.items()
        },
        "by_seed": {
            name: {str(seed): mean(values) for seed, values in by_seed.items()}
            for name, by_seed in seeds.items()
        },
        "by_way": {way: {name: mean(v) for name, v in found.items()} for way, found in ways.items()},
        "cpu_ms": {
            "median": round(cpu[len(cpu) // 2], 2),
            "p95": round(cpu[int(len(cpu) * 0.95)], 2),
        },
    }


def say(report: dict) -> None:
    """Print the numbers as a table."""
    print(f"{report['queries']} queries over {report['profiles']} profiles, seeds {SEEDS}")
    print(f"{'':36}{'ours':>8}{'pg_trgm':>9}")
    for way, found in report["by_way"].items():
        print(f"{way:36}{found['ours']:8.3f}{found['pg_trgm']:9.3f}")
    for seed in map(str, SEEDS):
        print(
            f"{'seed ' + seed:36}" + "".join(f"{found[seed]:8.3f} " for found in report["by_seed"].values())
        )
    total = report["mean_reciprocal_rank"]
    print(f"{'all':36}{total['ours']:8.3f}{total['pg_trgm']:9.3f}")
    print(f"CPU of an answer with five facets: {report['cpu_ms']}")
    print(f"The limit of {LIMIT} is {'kept' if total['ours'] >= LIMIT else 'not kept'}.")


def main() -> int:
    """Measure, print, keep. Without a PostgreSQL at hand, start one of our own first."""
    if not os.environ.get(SERVER):
        with_postgres = [sys.executable, str(ROOT / "bin" / "with_postgres.py")]
        return subprocess.call([*with_postgres, sys.executable, __file__])
    with tempfile.TemporaryDirectory(prefix="eccp-bench-") as place:
        os.environ.update(DATA_DIR=place, DJANGO_SETTINGS_MODULE="bench.settings")
        import django

        Path(place, "static").mkdir()
        django.setup()
        report = measure(Path(place, "index"))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(report, indent=2) + "\n")
    say(report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
