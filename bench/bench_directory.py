"""What the directory's page, its parts and a profile's page cost on the register.

Each address is asked in this process (CPU, queries, bytes) and over HTTP from granian on this machine
(requests a second, waiting times, CPU of the server). Everything is kept in a folder that is deleted.
"""

import gzip
import http.client
import json
import os
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
RESULTS = ROOT / "bench" / "results" / "directory.json"
PORT = int(os.environ.get("BENCH_PORT", "8149"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "20"))
CONNECTIONS = 4
LIMIT_CPU_MS = 60  # for the whole page by HTTP

ADDRESSES = {
    "directory, everything": "/en/directory/",
    "directory, a common word": "/en/directory/?q=cluster",
    "directory, word and two facets": "/en/directory/?q=food&country=ES&country=IT&ecosystem=agri-food",
    "directory, a misspelt word": "/en/directory/?q=inovation",
    "directory, nothing found": "/en/directory/?q=olive&country=MT",
    "places for the map": "/en/directory/points.json",
    "interface for programs": "/api/v1/profiles?country=DE&limit=20",
    "profile": "",
    "robots.txt, as a floor": "/robots.txt",
}


def ask_here(client: object, address: str) -> dict[str, float]:
    """Ask in this process: the CPU alone, without the network."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(3):
        response = client.get(address)  # type: ignore[attr-defined]
    if response.status_code != 200:
        raise SystemExit(f"{address} answers {response.status_code}.")
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)  # type: ignore[attr-defined]
        queries = len(asked)
    started = time.process_time()
    for _ in range(ROUNDS):
        client.get(address)  # type: ignore[attr-defined]
    cpu = (time.process_time() - started) * 1000 / ROUNDS
    return {
        "cpu_ms": round(cpu, 2),
        "queries": queries,
        "bytes": len(response.content),
        "bytes_gzip": len(gzip.compress(response.content)),
    }


def ask_over_http(address: str, processes: list[int]) -> dict[str, float]:
    """Ask the server from several connections at once."""
    waits: list[float] = []

    def visitor(_number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
        for _ in range(ROUNDS):
            started = time.perf_counter()
            connection.request("GET", address)
            response = connection.getresponse()
            response.read()
            waits.append((time.perf_counter() - started) * 1000)
            if response.status != 200:
                raise SystemExit(f"{address} answers {response.status}.")
        connection.close()

    visitor(0)
    waits.clear()
    cpu, started = cpu_seconds(processes), time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as visitors:
        list(visitors.map(visitor, range(CONNECTIONS)))
    seconds = time.perf_counter() - started
    return {
        "requests_a_second": round(len(waits) / seconds, 1),
        "p50_ms": round(statistics.median(waits), 1),
        "p95_ms": round(statistics.quantiles(waits, n=20)[-1], 1),
        "server_cpu_ms": round((cpu_seconds(processes) - cpu) * 1000 / len(waits), 2),
    }


def cpu_seconds(processes: list[int]) -> float:
    """The CPU that some processes have used since they began."""
    ticks = 0
    for pid in processes:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def look_alikes() -> float:
    """CPU milliseconds to look for look-alikes of a name before a profile is made: the median over the register."""
    from eccp.organisations.look_alikes import find
    from eccp.organisations.models import Organisation

    times = []
    for name, country in Organisation.objects.order_by("pk").values_list("name", "country_id")[:ROUNDS]:
        started = time.process_time()
        find(name, "https://www.nobody.example", "", country)
        times.append((time.process_time() - started) * 1000)
    return round(statistics.median(times), 1)


def main() -> None:
    """Fill, measure, print, keep."""
    with tempfile.TemporaryDirectory(prefix="eccp-bench-") as place:
        os.environ.update(
            DATA_DIR=place, DJANGO_SETTINGS_MODULE="bench.settings", PORT=str(PORT), PYTHONPATH=str(ROOT)
        )
        import django

        Path(place, "static").mkdir()
        django.setup()
        from django.core.management import call_command
        from django.test import Client

        from bench.register import fill
        from bench.server import serving
        from eccp.directory.index.build import rebuild_now
        from eccp.organisations.models import Organisation

        call_command("migrate", verbosity=0)
        with Path(os.devnull).open("w") as nowhere:
            call_command("load_reference", "--no-places", stdout=nowhere)
        number = fill()
        started = time.process_time()
        rebuild_now()
        build = round(number / (time.process_time() - started))
        profile = Organisation.objects.published().select_related("country").order_by("pk")[10]
        addresses = ADDRESSES | {"profile": profile.get_absolute_url()}
        client = Client(SERVER_NAME="localhost")
        alike = look_alikes()
        measured = {name: ask_here(client, address) for name, address in addresses.items()}

        with serving(PORT) as processes:
            for name, address in addresses.items():
                measured[name] |= ask_over_http(address, processes)

    report = {
        "profiles": number,
        "profiles_indexed_a_cpu_second": build,
        "look_alikes_cpu_ms": alike,
        "limit_cpu_ms": LIMIT_CPU_MS,
        "pages": measured,
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(report, indent=2) + "\n")
    say(report)


def say(report: dict) -> None:
    """Print the numbers as a table."""
    print(
        f"{report['profiles']} profiles; {report['profiles_indexed_a_cpu_second']} indexed a CPU second; "
        f"{report['look_alikes_cpu_ms']} CPU ms to look for look-alikes"
    )
    names = [
        "cpu_ms",
        "queries",
        "bytes",
        "bytes_gzip",
        "requests_a_second",
        "p50_ms",
        "p95_ms",
        "server_cpu_ms",
    ]
    print("".join([" " * 32, *(f"{name:>18}" for name in names)]))
    for page, numbers in report["pages"].items():
        print("".join([f"{page:32}", *(f"{numbers[name]:>18}" for name in names)]))
    slow = [
        page for page, numbers in report["pages"].items() if numbers["server_cpu_ms"] > report["limit_cpu_ms"]
    ]
    print(f"Above the limit of {report['limit_cpu_ms']} CPU ms: {', '.join(slow) or 'none'}")


if __name__ == "__main__":
    main()
