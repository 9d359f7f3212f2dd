"""Run the suites of tests and end with one line of counts for each.

`run_tests.py` runs all, the longest first, one more at a time than there are processors: each waits a third of its
time, for the browser or the database.
`run_tests.py unit browser` runs some. Further words after `--` go to pytest.
"""

import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
PYTEST = [sys.executable, "-m", "pytest", "-q"]


@dataclass(frozen=True)
class Suite:
    """Some of the tests on one of the databases."""

    name: str
    title: str
    marks: str
    postgres: bool = False

    def command(self, report: Path, more: list[str]) -> list[str]:
        """What runs these tests; that nothing matches the marks is a failure."""
        command = [*PYTEST, "-m", self.marks, f"--junitxml={report}", *more]
        return [sys.executable, str(HERE / "with_postgres.py"), *command] if self.postgres else command


@dataclass(frozen=True)
class Result:
    """What came of a suite."""

    line: str
    passed: bool


SUITES = (
    Suite("postgres", "unit, PostgreSQL", "not browser and not sqlite_only", postgres=True),
    Suite("browser", "browser, SQLite", "browser"),
    Suite("unit", "unit, SQLite", "not browser and not postgres_only"),
    Suite("browser-postgres", "browser, PostgreSQL", "browser and postgres", postgres=True),
)


def counts(report: Path) -> str:
    """Put the counts of a report into words."""
    if not report.exists():
        return "did not run"
    suite = ET.parse(report).getroot()[0]  # noqa: S314 (written by pytest a moment ago)
    number = {name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}
    passed = number.pop("tests") - sum(number.values())
    return ", ".join([f"{passed} passed", *(f"{count} {name}" for name, count in number.items() if count)])


def run(suite: Suite, folder: Path, more: list[str], *, beside: bool) -> Result:
    """Run one suite. What runs beside another is shown when it ends, so that the two do not mix."""
    started, report = time.monotonic(), folder / f"{suite.name}.xml"
    print(f"== {suite.title} …", flush=True)
    shown = subprocess.PIPE if beside else None
    done = subprocess.run(
        suite.command(report, more), cwd=HERE.parent, check=False, stdout=shown, stderr=subprocess.STDOUT
    )
    if beside:
        print(f"\n== {suite.title}\n{done.stdout.decode()}", flush=True)
    passed = done.returncode == 0
    minutes, seconds = divmod(round(time.monotonic() - started), 60)
    told = f"{suite.title + ':':<22}{counts(report)} in {minutes}:{seconds:02}{'' if passed else '  FAILED'}"
    return Result(told, passed)


def main(words: list[str]) -> int:
    """Run the suites that were named, or all."""
    split = words.index("--") if "--" in words else len(words)
    names, more = words[:split], words[split + 1 :]
    wanted = [suite for suite in SUITES if not names or suite.name in names]
    beside = len(wanted) > 1
    at_once = (os.cpu_count() or 1) + 1
    with tempfile.TemporaryDirectory(prefix="eccp-reports-") as folder, ThreadPoolExecutor(at_once) as pool:
        results = list(pool.map(lambda suite: run(suite, Path(folder), more, beside=beside), wanted))
    print("", *(result.line for result in results), sep="\n", flush=True)
    return 0 if all(result.passed for result in results) else 1


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    sys.exit(main(sys.argv[1:]))
