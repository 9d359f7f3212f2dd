"""What is judged and what is kept of it: criteria with their verdicts, and the snapshot at a decision.

Reading only; the verbs stand in `services`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from eccp.core.refusals import Refusal
from eccp.organisations.criteria.base import Answer, Checked
from eccp.organisations.models import Claim, Organisation
from eccp.organisations.snapshot import check, snapshot
from eccp.validation.models import Application, Verdict

HIDDEN = "…"
KEPT_PRIVATE = {"management_fte"}  # a figure about the organisation, not about a person
DECIDED = (Application.Status.PUBLISHED, Application.Status.DECLINED)


@dataclass(frozen=True)
class Judged:
    """A criterion as it stands now, with the verdict on it, if there is one."""

    checked: Checked
    verdict: Verdict | None

    @property
    def code(self) -> str:
        """The criterion's code."""
        return self.checked.criterion.code

    @property
    def fails(self) -> bool:
        """Whether the verdict says no; without a verdict, whether the criterion itself does."""
        if self.verdict:
            return self.verdict.say == Verdict.Say.NOT_MET
        return self.checked.finding.answer is Answer.NOT_MET

    @property
    def waits(self) -> bool:
        """Whether a verdict must still be given. Where a criterion only advises, none is needed."""
        return self.verdict is None and not self.checked.advises


def judged(application: Application) -> list[Judged]:
    """Every criterion of the profile with its finding of now and its verdict; none for a claim."""
    if application.kind == Application.Kind.CLAIM:
        return []
    verdicts = {verdict.criterion: verdict for verdict in application.verdicts.all()}
    checked = check(whole(application.organisation_id))
    return [Judged(one, verdicts.get(one.criterion.code)) for one in checked]


def whole(organisation_id: int) -> Organisation:
    """The profile as it stands in the database, with all its parts."""
    return Organisation.objects.with_everything().get(pk=organisation_id)


def refuses_publishing(application: Application, note: str) -> Refusal | None:
    """Each criterion needs a verdict, and each "not met" a note of its own or the decision's."""
    criteria = judged(application)
    if waiting := [one for one in criteria if one.waits]:
        return Refusal("criteria_open", ", ".join(str(one.checked.criterion.title) for one in waiting))
    refused = [one.verdict for one in criteria if one.verdict and one.fails and not one.checked.advises]
    if not note.strip() and any(not verdict.note for verdict in refused):
        return Refusal("note_needed")
    return None


def taken(application: Application) -> dict[str, Any]:
    """The profile, its findings and the verdicts, in English, as plain JSON.

    Of private fields only that they were filled: a decision is kept for years, a contact person is not.
    """
    organisation = whole(application.organisation_id)
    with override("en"):
        return {
            "version": organisation.version,
            "values": kept(organisation, snapshot(organisation)),
            "findings": {
                one.criterion.code: {
                    "answer": one.finding.answer.value,
                    "found": str(one.finding.found),
                    "advises": one.advises,
                }
                for one in check(organisation)
            },
            "verdicts": {
                verdict.criterion: {"say": verdict.say, "note": verdict.note}
                for verdict in application.verdicts.all()
            },
        }


def kept(organisation: Organisation, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with private ones hidden: only whether they are filled."""
    fields = organisation.kind.fields
    return {
        name: value if fields[name].public or name in KEPT_PRIVATE else (HIDDEN if value else "")
        for name, value in values.items()
    }


def disputes(application: Application) -> bool:
    """Whether it is a claim of a profile that people act for, decided or not."""
    if application.kind != Application.Kind.CLAIM:
        return False
    made = Claim.objects.filter(
        organisation=application.organisation_id,
        person=application.submitted_by_id,
        created_at__lte=application.submitted_at,
    )
    return bool(made.order_by("-pk").values_list("disputes", flat=True).first())


def last_decision(organisation_id: int, *, published: bool = False) -> Application | None:
    """The decision on the profile before now; with `published`, the last that published it."""
    decided = Application.objects.exclude(kind=Application.Kind.CLAIM).filter(
        organisation_id=organisation_id, status__in=[Application.Status.PUBLISHED] if published else DECIDED
    )
    return decided.order_by("-decided_at", "-pk").first()
