"""Named arrays in one file that many processes read through the memory, each page of it once."""

import json
import mmap
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

MARK = b"arrays1\n"
ALIGNED = 64
Arrays = Mapping[str, np.ndarray[Any, Any]]


class BrokenFile(ValueError):
    """The file is not one that `save` wrote to its end."""


def save(path: Path, arrays: Arrays) -> None:
    """Write the arrays, one-dimensional ones, and put the file in its place in one step when it is on the disk."""
    places, at = {}, 0
    for name, array in arrays.items():
        places[name] = [array.dtype.str, len(array), at]
        at += -(-array.nbytes // ALIGNED) * ALIGNED
    head = json.dumps({"bytes": at, "arrays": places}).encode()
    head += b" " * (-(len(MARK) + 8 + len(head)) % ALIGNED)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("wb") as file:
            file.write(MARK + len(head).to_bytes(8, "little") + head)
            for array in arrays.values():
                file.write(np.ascontiguousarray(array).data)
                file.write(b"\0" * (-array.nbytes % ALIGNED))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def load(path: Path) -> dict[str, np.ndarray[Any, Any]]:
    """The arrays as they were saved, read only as they are used; `BrokenFile` where something is missing."""
    with path.open("rb") as file:
        start = file.read(len(MARK) + 8)
        if len(start) < len(MARK) + 8 or not start.startswith(MARK):
            raise BrokenFile(path.name)
        long = int.from_bytes(start[len(MARK) :], "little")
        first = len(start) + long
        try:
            head = json.loads(file.read(min(long, 1 << 24)))
            places, size = head["arrays"].items(), first + head["bytes"]
        except (ValueError, TypeError, LookupError, AttributeError) as broken:
            raise BrokenFile(path.name) from broken
        if os.fstat(file.fileno()).st_size != size:
            raise BrokenFile(path.name)
        whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return {
        name: np.frombuffer(whole, dtype=kind, count=count, offset=first + at)
        for name, (kind, count, at) in places
    }
