"""Grouping places for a map: one group for each cell of a grid that is as wide as a pin wants room."""

from typing import Any

import numpy as np

from eccp.directory.engine.base import Cluster
from eccp.directory.engine.columns import Columns, set_as_rows

CELLS_AT_ZOOM_0 = 4  # cells side by side over the world's 256 pixels: 64 pixels each, at every zoom
NORTHERNMOST = 85.0511  # where Mercator's map ends


def clusters(columns: Columns, rows: Any, zoom: int) -> list[Cluster]:
    """Group rows that have coordinates (a set) for a zoom from 0 on.

    The grid is even on Mercator's map. A group stands in the middle of its members, the mean of their
    degrees. Every row is in exactly one group.
    """
    found = set_as_rows(rows)
    if not len(found):
        return []
    lng, lat = columns.arrays["lng"][found], columns.arrays["lat"][found]
    side = CELLS_AT_ZOOM_0 << zoom
    radians = np.radians(np.clip(lat, -NORTHERNMOST, NORTHERNMOST))
    east = np.minimum((lng + 180) / 360 * side, side - 1).astype(np.int64)
    south = ((1 - np.arcsinh(np.tan(radians)) / np.pi) / 2 * side).astype(np.int64)
    cells = np.clip(south, 0, side - 1) * side + east
    _cell, first, group, count = np.unique(cells, return_index=True, return_inverse=True, return_counts=True)
    middle = [np.rint(np.bincount(group, degrees * 100) / count).astype(int) for degrees in (lng, lat)]
    alone = np.where(count == 1, columns.arrays["id"][found[first]], 0)
    return [Cluster(*each) for each in zip(*(part.tolist() for part in (*middle, count, alone)), strict=True)]
