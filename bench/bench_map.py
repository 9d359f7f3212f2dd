"""How long a visitor waits for the map: from the click on a filter to the map repainted, in Chromium.

The whole page on the register, from granian on this machine. A change is measured from the click's own time
to the first moment after the frame in which the pins have their new numbers; beside it, how long the list
takes. Everything is kept in a folder that is deleted.
"""

import gzip
import json
import os
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
RESULTS = ROOT / "bench" / "results" / "map.json"
PORT = int(os.environ.get("BENCH_PORT", "8148"))
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]
LIMIT_MS = 100
PAYLOAD_LIMIT = 60_000
FACETS = ("country", "ecosystem", "technology", "service")
HERE = f"http://127.0.0.1:{PORT}/en/directory/"

WATCH = """() => {
  const map = document.getElementById('map');
  window.change = new Promise((told) => {
    const times = {};
    document.addEventListener('click', (event) => { times.click = event.timeStamp; }, { capture: true, once: true });
    const tell = (name) => {
      times[name] = performance.now() - times.click;
      if (times.map && times.list) told(times);
    };
    const painted = (name) => requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => tell(name);
      after.port2.postMessage(0);
    });
    new MutationObserver((_, observer) => { observer.disconnect(); painted('map'); })
      .observe(map, { attributes: true, attributeFilter: ['data-shown'] });
    document.addEventListener('directory:found', () => painted('list'), { once: true });
  });
}"""


def changes(page: Page) -> list[dict[str, float]]:
    """Tick the first boxes of each facet and untick them again, one after the other."""
    times = []
    for facet in FACETS:
        boxes = page.locator(f"#facet-{facet} input[type=checkbox]")
        values = boxes.evaluate_all("boxes => boxes.slice(0, 4).map((box) => box.value)")
        for value in values:
            for _tick_and_untick in range(2):
                page.evaluate(WATCH)
                page.locator(f"#facet-{facet} input[value='{value}']").click()
                times.append(page.evaluate("window.change"))
    return times


def measure() -> tuple[list[dict[str, float]], int]:
    """Open the page, let it come to rest, change filters; also how many bytes the places are, compressed."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(HERE)
        page.wait_for_selector("#map[data-shown]")
        page.wait_for_load_state("networkidle")
        changes(page)  # the first round warms server and browser
        times = changes(page)
        payload = len(gzip.compress(page.request.get(f"{HERE}points.json").body()))
        browser.close()
    return times, payload


def of(times: list[float]) -> dict[str, float]:
    """Median, 95th percentile and the worst, in milliseconds."""
    return {
        "median_ms": round(statistics.median(times), 1),
        "p95_ms": round(statistics.quantiles(times, n=20)[-1], 1),
        "worst_ms": round(max(times), 1),
    }


def main() -> None:
    """Fill, measure, print, keep."""
    with tempfile.TemporaryDirectory(prefix="eccp-bench-") as place:
        os.environ.update(DATA_DIR=place, DJANGO_SETTINGS_MODULE="bench.settings", PYTHONPATH=str(ROOT))
        import django

        Path(place, "static").mkdir()
        django.setup()
        from django.core.management import call_command

        from bench.register import fill
        from bench.server import serving
        from eccp.directory.index.build import rebuild_now

        call_command("migrate", verbosity=0)
        with Path(os.devnull).open("w") as nowhere:
            call_command("load_reference", "--no-places", stdout=nowhere)
        number = fill()
        rebuild_now()
        with serving(PORT):
            times, payload = measure()

    report = {
        "profiles": number,
        "changes": len(times),
        "limit_ms": LIMIT_MS,
        "map_repainted": of([one["map"] for one in times]),
        "list_renewed": of([one["list"] for one in times]),
        "places_bytes_gzip": payload,
        "places_bytes_limit": PAYLOAD_LIMIT,
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(report, indent=2) + "\n")
    say(report)


def say(report: dict) -> None:
    """Print the numbers."""
    print(f"{report['profiles']} profiles, {report['changes']} changes of a filter, Chromium at 1280 × 900")
    for what in ("map_repainted", "list_renewed"):
        numbers = report[what]
        print(
            f"{what.replace('_', ' '):16} median {numbers['median_ms']} ms, p95 {numbers['p95_ms']} ms, "
            f"worst {numbers['worst_ms']} ms"
        )
    well = report["map_repainted"]["p95_ms"] <= LIMIT_MS
    print(f"The map's limit of {LIMIT_MS} ms is {'kept' if well else 'not kept'}.")
    print(f"All places: {report['places_bytes_gzip']} bytes compressed, limit {PAYLOAD_LIMIT}")


if __name__ == "__main__":
    main()
