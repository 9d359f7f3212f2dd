#!/usr/bin/env python3
"""Cut the library's sheet of icons to those that templates name, into eccp/static/icons.svg."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHEET = ROOT / "node_modules/@ecl/preset-eu/dist/images/icons/sprites/icons.svg"
SPRITE = ROOT / "eccp/static/icons.svg"
TAG = re.compile(r"{%\s*icon\s+[\"']([\w-]+)[\"']")
ARGUMENT = re.compile(r"\bicon=[\"']([\w-]+)[\"']")
SYMBOL = re.compile(r"<symbol\b[^>]*?\bid=\"([\w-]+)\".*?</symbol>", re.DOTALL)


def named(root: Path = ROOT) -> set[str]:
    """The icons that the templates of all rooms name, but for those of the back office, which has its own."""
    found: set[str] = set()
    for path in root.glob("eccp/templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        if "wagtailadmin/" in text:
            continue
        found |= {*TAG.findall(text), *ARGUMENT.findall(text)}
    return found


def symbols(sheet: str) -> dict[str, str]:
    """Each symbol of a sheet by its name."""
    return {
        found[1]: found[0].replace(' xmlns="http://www.w3.org/2000/svg"', "")
        for found in SYMBOL.finditer(sheet)
    }


def cut(sheet: str, names: set[str]) -> str:
    """The sprite that holds these names and nothing else."""
    known = symbols(sheet)
    if missing := sorted(names - known.keys()):
        raise SystemExit(
            f"The library has no icon called {', '.join(missing)}. It has: {', '.join(sorted(known))}."
        )
    rows = "\n".join(known[name] for name in sorted(names))
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{rows}\n</svg>\n'


if __name__ == "__main__":
    if not SHEET.exists():
        sys.exit("The front-end packages are missing: run make setup first.")
    names = named()
    SPRITE.write_text(cut(SHEET.read_text(encoding="utf-8"), names), encoding="utf-8")
    print(f"{len(names)} icons in {SPRITE.relative_to(ROOT)}")
