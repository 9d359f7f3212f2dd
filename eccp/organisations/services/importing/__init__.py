"""Bringing profiles in from a register: a file in, *listed* profiles and a report out.

table (the file) → columns (what they mean) → lookups, judging, spots (what each row says) → taking (what is stored).
"""

from eccp.organisations.services.importing.columns import columns_of
from eccp.organisations.services.importing.outcome import Came, Outcome, Row
from eccp.organisations.services.importing.table import Unreadable
from eccp.organisations.services.importing.taking import run

__all__ = ["Came", "Outcome", "Row", "Unreadable", "columns_of", "run"]
