"""The lock files pin every package by version and hash, and name no host to fetch it from."""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOST = re.compile(r"\b[a-z+]+://|\bwww\.|^\s*(-i|--(extra-)?index-url|--find-links|-f)\b", re.MULTILINE)


def python_problems(text: str) -> list[str]:
    """What is wrong with a lock of Python packages."""
    entries = [entry for entry in re.split(r"\n(?=\S)", text.strip()) if entry]
    return [
        *(f"names a host: {found.group()}" for found in HOST.finditer(text)),
        *(
            f"without version or hash: {entry.splitlines()[0]}"
            for entry in entries
            if "==" not in entry or "--hash=sha256:" not in entry
        ),
    ]


def node_problems(text: str) -> list[str]:
    """What is wrong with a lock of Node packages; addresses of people who ask for money are not hosts."""
    packages = {name: package for name, package in json.loads(text)["packages"].items() if name}
    return [
        *(f"names a host: {name}" for name, package in packages.items() if "resolved" in package),
        *(f"without a hash: {name}" for name, package in packages.items() if "integrity" not in package),
    ]


def main() -> int:
    """Look at all lock files."""
    problems = [
        *(
            f"{name}: {problem}"
            for name in ("requirements.lock", "requirements-dev.lock", "requirements-scan.lock")
            for problem in python_problems((ROOT / name).read_text())
        ),
        *(
            f"{name}: {problem}"
            for name in ("package-lock.json", "bench/lighthouse/package-lock.json")
            for problem in node_problems((ROOT / name).read_text())
        ),
    ]
    print(*problems, sep="\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
