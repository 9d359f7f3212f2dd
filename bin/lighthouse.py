"""Ask Lighthouse about the main pages of a demonstration of its own, served as in production.

Each page is measured `LIGHTHOUSE_RUNS` (5) times as on a phone, in turns, and the medians count. The exit code is 1
when one of them is below 95. Lighthouse stands in `bench/lighthouse/`; the numbers stay in `bench/results/`.
"""

import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "bench" / "results" / "lighthouse.json"
LIGHTHOUSE = ROOT / "bench" / "lighthouse" / "node_modules" / ".bin" / "lighthouse"
RUNS = int(os.environ.get("LIGHTHOUSE_RUNS", "5"))
CHROMIUM = os.environ.get("CHROMIUM", "chromium")
FLAGS = (
    "--headless=new --no-sandbox --disable-quic --no-first-run --disable-background-networking --disable-sync"
)
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
METRICS = {
    "first-contentful-paint": "first contentful paint, ms",
    "largest-contentful-paint": "largest contentful paint, ms",
    "total-blocking-time": "blocked, ms",
    "cumulative-layout-shift": "layout shift",
    "total-byte-weight": "bytes",
}
AT_LEAST = 95
SECONDS_TO_START = 60
ATTEMPTS = 3
WEB_WORKERS = 2
WARM = 8  # times that each page is read before, so that no process meets its templates for the first time


def main() -> int:
    """Measure, print, keep."""
    with tempfile.TemporaryDirectory(prefix="eccp-lighthouse-") as place, demonstration(Path(place)) as site:
        pages = addresses(site)
        for address in [*pages.values()] * WARM:
            read(site + address)
        told: dict[str, list[dict[str, Any]]] = {name: [] for name in pages}
        for _ in range(RUNS):
            for name, address in pages.items():
                told[name].append(measured(site + address, Path(place, "report.json")))
    report = {name: medians(reports) for name, reports in told.items()}
    kept = {
        "runs": RUNS,
        "at_least": AT_LEAST,
        "version": told["home"][0]["lighthouseVersion"],
        "pages": report,
    }
    RESULTS.write_text(json.dumps(kept, indent=2) + "\n")
    say(report)
    low = [name for name, page in report.items() if min(page["scores"].values()) < AT_LEAST]
    print(f"Below {AT_LEAST}: {', '.join(low) or 'none'}.")
    for name in low:
        print(*(f"  {name}: {words}" for words in complaints(told[name][-1])), sep="\n")
    return 1 if low else 0


@contextmanager
def demonstration(place: Path) -> Iterator[str]:
    """The platform with its invented community, as `make run` serves it; ended and deleted afterwards."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    site = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "MODE": "demo",
        "DATA_DIR": str(place / "data"),
        "PORT": str(port),
        "SITE_URL": site,
        "LOG_LEVEL": "ERROR",
    }
    for command in (["prepare"], ["index", "rebuild"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "eccp.config.wsgi:application", "--interface", "wsgi"),
            *("--http", "1", "--no-ws", "--host", "127.0.0.1", "--port", str(port), "--log-level", "error"),
            *("--workers", str(WEB_WORKERS), "--blocking-threads", "4"),
        ],
        cwd=ROOT,
        env=environment,
    )
    try:
        wait_for(site)
        yield site
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(site: str) -> None:
    """Wait until the web server answers."""
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        try:
            read(f"{site}/robots.txt")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("The demonstration did not start.")


def read(address: str) -> str:
    """A page of the demonstration."""
    return str(urllib.request.urlopen(address, timeout=20).read().decode())  # noqa: S310


def addresses(site: str) -> dict[str, str]:
    """What is measured: home, the newest article or else a page of words, the directory and its first profile."""
    directory = "/en/directory/"
    profile = re.search(r'href="(/en/profiles/[^"?#]+)"', read(site + directory))
    article = re.search(r'href="(/en/news/[\w-]+/)"', read(f"{site}/en/news/"))
    if profile is None:
        raise SystemExit("The demonstration has no profile.")
    article_or_words = article[1] if article else "/en/about/"
    return {"home": "/en/", "article": article_or_words, "directory": directory, "profile": profile[1]}


def measured(address: str, report: Path) -> dict[str, Any]:
    """One report on one page. Chromium loses a recording now and then; that page is then asked anew."""
    for _ in range(ATTEMPTS):
        report.unlink(missing_ok=True)
        subprocess.run(
            [
                *(str(LIGHTHOUSE), address, "--quiet", "--output=json", f"--output-path={report}"),
                *(f"--chrome-flags={FLAGS}", f"--only-categories={','.join(CATEGORIES)}"),
            ],
            env={**os.environ, "CHROME_PATH": CHROMIUM},
            check=False,
        )
        told: dict[str, Any] = json.loads(report.read_text()) if report.exists() else {}
        if told and not told.get("runtimeError"):
            return told
    raise SystemExit(f"Lighthouse could not measure {address} in {ATTEMPTS} attempts.")


def medians(reports: list[dict[str, Any]]) -> dict[str, Any]:
    """The medians of some reports on one page."""
    return {
        "scores": {
            name: round(statistics.median(one["categories"][name]["score"] * 100 for one in reports))
            for name in CATEGORIES
        },
        "metrics": {
            words: round(statistics.median(one["audits"][name]["numericValue"] for one in reports), 3)
            for name, words in METRICS.items()
        },
    }


def complaints(report: dict[str, Any]) -> list[str]:
    """What a report found wanting, in its own words."""
    return [
        f"{category['title']}: {audit['title']} {audit.get('displayValue', '')}".strip()
        for category in report["categories"].values()
        for reference in category["auditRefs"]
        if reference["weight"] and (audit := report["audits"][reference["id"]])["score"] not in {None, 1}
    ]


def say(report: dict[str, dict[str, Any]]) -> None:
    """Print the medians as a table."""
    columns = [*CATEGORIES, *METRICS.values()]
    print(f"{'':12}" + "".join(f"{name:>{len(name) + 2}}" for name in columns))
    for page, one in report.items():
        values = one["scores"] | one["metrics"]
        print(f"{page:12}" + "".join(f"{values[name]:>{len(name) + 2}}" for name in columns))


if __name__ == "__main__":
    sys.exit(main())
