"""Comparing the index with the database: every difference, profile by profile."""

from dataclasses import dataclass, field

from eccp.core.models import Change
from eccp.directory.engine import reader
from eccp.directory.index.build import batches
from eccp.directory.index.documents import documents


@dataclass
class Report:
    """The ids that differ, and how many changes still wait for the indexer."""

    same: int = 0
    missing: list[int] = field(default_factory=list)
    left_over: list[int] = field(default_factory=list)
    different: list[int] = field(default_factory=list)
    waiting: int = 0

    @property
    def well(self) -> bool:
        """Whether index and database say the same."""
        return not (self.missing or self.left_over or self.different)


def check() -> Report:
    """Compare every public profile with its document; `Unavailable` where there is no index."""
    report = Report(waiting=Change.objects.count())
    held = reader().fingerprints()
    for rows in batches():
        for document in documents(rows):
            fingerprint = held.pop(document.id, None)
            if fingerprint is None:
                report.missing.append(document.id)
            elif fingerprint != document.fingerprint:
                report.different.append(document.id)
            else:
                report.same += 1
    report.left_over = sorted(held)
    return report
