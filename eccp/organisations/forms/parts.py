"""How the questions of a step stand on the page: numbers under each other, rows, single questions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.forms.boundfield import BoundField

from eccp.organisations.forms import inputs
from eccp.organisations.forms.rows import RowsOfForms
from eccp.organisations.forms.step import StepForm
from eccp.organisations.forms.words import in_words


@dataclass(frozen=True)
class Choice:
    """Two answers to one question, typed side by side: a person says which stays."""

    radio: BoundField
    theirs: Sequence[str]


@dataclass
class Part:
    """One or several questions that stand together. `kind` says how: counts, members, rows, clusters or field."""

    kind: str
    name: str
    fields: list[BoundField] = field(default_factory=list)
    rows: RowsOfForms | None = None
    choice: Choice | None = None
    looked_for: str = ""
    found: int = 0


def parts(form: StepForm) -> list[Part]:
    """The questions in the declared order; numbers that follow each other become one part."""
    found: list[Part] = []
    for part in _single(form):
        last = found[-1] if found else None
        if (
            last
            and part.kind in ("counts", "members")
            and part.kind == last.kind
            and not (part.choice or last.choice)
        ):
            last.fields += part.fields
        else:
            found.append(part)
    return found


def _single(form: StepForm) -> Iterator[Part]:
    for name in form.names():
        choice = None
        if name in form.choices:
            choice = Choice(form[f"keep-{name}"], in_words(form, name, form.choices[name]))
        if name in form.rows:
            yield Part("rows", name, rows=form.rows[name], choice=choice)
        else:
            yield Part(_kind(form, name), name, [form[name]], choice=choice, **_search(form, name))


def _search(form: StepForm, name: str) -> dict[str, Any]:
    """What was looked for, and how many were found that are not chosen yet."""
    asked: Any = form.fields[name]
    if _kind(form, name) != "clusters":
        return {}
    chosen = {str(value) for value in form[name].value() or []}
    return {
        "looked_for": form.looked_for(name),
        "found": sum(1 for value, _label in asked.choices if value not in chosen),
    }


def _kind(form: StepForm, name: str) -> str:
    asked: Any = form.fields[name]
    if name in form.kind.members_total:
        return "members"
    if name == "memberships":
        return "clusters"
    if name == "city":
        return "town"
    return "counts" if isinstance(asked, inputs.Count | inputs.Amount) else "field"
