"""Where indexes stand on disk: one folder each, a pointer to the one in use, and the values of the facets.

INDEX_DIR/current          the name of the folder in use, replaced in one step
INDEX_DIR/<name>/          the text engine's own files, values.json, and the columns
INDEX_DIR/<name>/columns-N the columns of the first commit after the text engine's commit N
"""

import json
import os
import secrets
import shutil
from pathlib import Path

from eccp.directory.engine.base import Unavailable

CURRENT = "current"
VALUES = "values.json"
LAYOUT = 4  # to be raised with every change of the engine's fields: an older index is then built anew


def write(path: Path, text: str) -> None:
    """Put a file in place of another in one step, so that nobody reads half of it."""
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def in_use(root: Path) -> Path:
    """The folder of the index in use."""
    try:
        folder = root / (root / CURRENT).read_text(encoding="utf-8").strip()
    except OSError as missing:
        raise Unavailable("There is no index yet.") from missing
    if not (folder / VALUES).is_file():
        raise Unavailable(f"The index {folder.name} is incomplete.")
    return folder


def new(root: Path) -> Path:
    """An empty folder for an index that is not in use yet, in place of others that never came into use."""
    try:
        forget(root, but=in_use(root))
    except Unavailable:
        forget(root, but=None)
    folder = root / f"index-{secrets.token_hex(6)}"
    folder.mkdir(parents=True)
    return folder


def use(root: Path, folder: Path) -> None:
    """Bring an index into use and remove all others."""
    write(root / CURRENT, folder.name)
    forget(root, but=folder)


def forget(root: Path, but: Path | None) -> None:
    """Remove all indexes but one."""
    for other in root.glob("index-*"):
        if other != but:
            shutil.rmtree(other, ignore_errors=True)


def columns_of(folder: Path, commit: int) -> Path:
    """The file of the columns that belong to a commit.

    Columns are written before the text engine commits, under the number of the commit before. So a commit
    always finds its columns, and columns whose commit never came are found by nobody.
    """
    if before := [number for number in _columns(folder) if number < commit]:
        return folder / f"columns-{max(before)}"
    raise Unavailable(f"The index {folder.name} has lost its columns.")


def columns_after(folder: Path, commit: int) -> Path:
    """The file for the columns of the commit that comes after this one."""
    return folder / f"columns-{commit}"


def forget_columns(folder: Path) -> None:
    """Remove the columns of all commits but the last two: somebody may just be opening the one before.

    What a writer left that died while it wrote them goes too.
    """
    kept = {f"columns-{number}" for number in sorted(_columns(folder))[-2:]}
    for path in folder.glob("columns-*"):
        if path.name not in kept:
            path.unlink(missing_ok=True)


def _columns(folder: Path) -> list[int]:
    endings = (path.name.removeprefix("columns-") for path in folder.glob("columns-*"))
    return [int(ending) for ending in endings if ending.isdigit()]


class Values:
    """The numbers by which an index knows the values of its facets. Numbers are never used again."""

    def __init__(self, folder: Path, numbers: dict[str, int]) -> None:
        self.path = folder / VALUES
        self.numbers = numbers
        self.words = {number: key for key, number in numbers.items()}
        self.grown = not numbers

    @classmethod
    def read(cls, folder: Path) -> "Values":
        """Read them; `Unavailable` where the file is broken or of another layout."""
        try:
            kept = json.loads((folder / VALUES).read_text(encoding="utf-8"))
            layout, numbers = kept["layout"], kept["numbers"]
        except (OSError, ValueError, TypeError, KeyError) as broken:
            raise Unavailable(f"The index {folder.name} has lost its values.") from broken
        if layout != LAYOUT:
            raise Unavailable(f"The index {folder.name} has layout {layout}, not {LAYOUT}.")
        return cls(folder, numbers)

    def number(self, facet: str, value: str) -> int:
        """The number of a value; a new one where it is seen for the first time."""
        key = f"{facet}={value}"
        if key not in self.numbers:
            self.numbers[key] = len(self.numbers) + 1
            self.words[self.numbers[key]] = key
            self.grown = True
        return self.numbers[key]

    def known(self, facet: str, value: str) -> int | None:
        """The number of a value, or None where no document ever had it."""
        return self.numbers.get(f"{facet}={value}")

    def of(self, facet: str) -> dict[int, str]:
        """All values of a facet by number."""
        start = f"{facet}="
        return {
            number: key.removeprefix(start) for number, key in self.words.items() if key.startswith(start)
        }

    def value(self, number: int) -> str:
        """The value of a number."""
        return self.words[number].partition("=")[2]

    def save(self) -> None:
        """Keep them on disk, before the documents that use them are committed."""
        if self.grown:
            write(self.path, json.dumps({"layout": LAYOUT, "numbers": self.numbers}))
            self.grown = False
