"""What can be taken away: the public facts of every profile that was found, in three forms.

Files are made while they are sent: whatever their size, some hundreds of profiles stand in memory.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from eccp.directory.downloads.as_csv import lines
from eccp.directory.downloads.as_geojson import features
from eccp.directory.downloads.as_xlsx import parts

__all__ = ["FORMS", "Form"]


class Form(NamedTuple):
    """One form of a file. `pieces` makes it of ids and of the address of the list that it is."""

    content_type: str
    pieces: Callable[[Sequence[int], str], Iterator[Any]]


FORMS = {
    "csv": Form("text/csv; charset=utf-8; header=present", lines),
    "xlsx": Form("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", parts),
    "geojson": Form("application/geo+json", features),
}
