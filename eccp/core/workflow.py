"""The workflow table: the verbs of a model's status. The same rows feed buttons, history and tests."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models, transaction

from eccp.core.log import log
from eccp.core.refusals import Refusal, Refused


class WrongState(Exception):
    """The verb does not start from the state the row is in now."""

    def __init__(self, verb: "Transition", status: str) -> None:
        super().__init__(f"{verb.name} from {status}")
        self.verb = verb
        self.status = status


def nothing(row: models.Model, **said: Any) -> None:
    """Follow a transition with nothing more."""


def no_columns(row: models.Model, **said: Any) -> Collection[str]:
    """Set nothing beside the status."""
    return ()


@dataclass(frozen=True)
class Transition:
    """One verb: from any of `sources` to `target`, unless `refuses` gives a reason.

    `sets` changes further columns of the row and names them: they are stored with the status, in
    one statement, so that the database can hold the two to each other. `then` does what follows.
    """

    name: str
    label: Any
    sources: Collection[str]
    target: str
    refuses: Callable[[Any, Any], Refusal | None]
    then: Callable[..., None] = nothing
    sets: Callable[..., Collection[str]] = no_columns


class Workflow:
    """The verbs of one model's status."""

    known: ClassVar[list["Workflow"]] = []

    def __init__(self, name: str, *transitions: Transition) -> None:
        self.name = name
        self.verbs = {verb.name: verb for verb in transitions}
        self.known.append(self)

    def __iter__(self) -> Iterator[Transition]:
        return iter(self.verbs.values())

    def available(self, instance: Any, user: Any) -> list[Transition]:
        """The verbs that this user may say of this object now."""
        return [
            verb for verb in self if instance.status in verb.sources and verb.refuses(user, instance) is None
        ]

    @transaction.atomic
    def move(self, instance: Any, name: str, *, by: Any, note: str = "", **data: Any) -> Any:
        """Say one verb and return the row as it now is: check, store, log, do what follows.

        Works on the locked row, not on the caller's copy, so of two people who speak at
        once the second is told, and a rollback leaves nothing behind in memory.
        `by=None` is the clock, which may say all.
        """
        verb = self.verbs[name]
        row = type(instance).objects.select_for_update(of=("self",)).get(pk=instance.pk)
        if by is not None and (refusal := verb.refuses(by, row)):
            raise Refused(refusal)
        if row.status not in verb.sources:
            raise WrongState(verb, row.status)
        before, row.status = row.status, verb.target
        columns = verb.sets(row, by=by, note=note, **data)
        row.save(update_fields=["status", "updated_at", *columns])
        log(row, f"{self.name}.{name}", by=by, changes={"status": [before, row.status]}, note=note)
        verb.then(row, by=by, note=note, **data)
        return row
