"""All that a step's page shows beside its questions: the way, the box of criteria, what was saved when."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eccp.core.changes import Conflict
from eccp.core.log import history
from eccp.organisations.criteria.base import check_all
from eccp.organisations.forms import checklist as box
from eccp.organisations.forms.course import END, Course, course
from eccp.organisations.forms.parts import Part, parts
from eccp.organisations.forms.step import StepForm
from eccp.organisations.models import Organisation, Visibility
from eccp.organisations.snapshot import facts
from eccp.organisations.types.base import Step


class StepPage:
    """One step of one profile. The facts are read once, and used for all."""

    def __init__(self, organisation: Organisation, step: Step) -> None:
        self.organisation, self.step = organisation, step
        self.kind = organisation.kind
        self.facts = facts(organisation)
        self.stored = dict(self.facts.values)
        self.parts: list[Part] = []
        self.met = ""

    # --- the form

    def form(
        self, data: Any = None, files: Any = None, *, judged: bool = True, between: Any = ()
    ) -> StepForm:
        """The questions of this step, as stored or as typed."""
        choices = {
            name: self.stored[name] for name in between if name in {field.name for field in self.step.fields}
        }
        return self._form(self.stored, data=data, files=files, judged=judged, choices=choices)

    def form_after(
        self, conflicts: dict[str, Conflict], values: dict[str, Any], version: int, *, reader: Any
    ) -> StepForm:
        """The questions again, after somebody stored other answers: both are shown, nothing typed is lost."""
        last = history(self.organisation).exclude(version=None).last()
        if last and last.by_id == reader.pk:
            self.met = _("You saved this page in another window meanwhile")
        else:
            name = str(last.by) if last and last.by else _("Somebody")
            self.met = _("%(name)s saved this page while you were typing") % {"name": name}
        mine = {name: conflict.mine for name, conflict in conflicts.items()}
        theirs = {name: conflict.theirs for name, conflict in conflicts.items()}
        return self._form(self.stored | values | mine, choices=theirs, version=version)

    def _form(self, stored: dict[str, Any], **more: Any) -> StepForm:
        return StepForm(
            self.organisation,
            self.step,
            stored=stored,
            programme_country=self.facts.programme_country,
            **more,
        )

    def read(self, form: StepForm) -> None:
        """Let the box say what it finds in what is being typed."""
        form.is_valid()
        self.facts = facts(self.organisation, typed=form.values())

    def show(self, form: StepForm, *, added: str = "") -> None:
        """Lay out the questions; of a row just added, the first waits for the typing."""
        if form.is_bound and form.judged:
            self.read(form)
        self.parts = parts(form)
        if added in form.rows and form.rows[added].forms:
            first = next(iter(form.rows[added].forms[-1].fields.values()))
            first.widget.attrs["autofocus"] = True

    # --- where I am

    @cached_property
    def course(self) -> Course:
        """The way through the form, as stored."""
        return course(self.kind, self.stored, self.facts.programme_country)

    @property
    def number(self) -> int:
        """Which step this is, from one on."""
        codes = [mark.step.code for mark in self.course.marks]
        return codes.index(self.step.code) + 1 if self.step.code in codes else self.total

    @property
    def total(self) -> int:
        """How many steps there are, with the end."""
        return len(self.course.marks) + 1

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The list of steps for `components/steps.html`."""
        listed = [(mark.step, mark.done) for mark in self.course.marks] + [(END, False)]
        return [
            {
                "label": self._end_title if step is END else step.title,
                "url": reverse("organisations:step", args=[self.organisation.pk, step.code]),
                "done": done,
                "current": step.code == self.step.code,
            }
            for step, done in listed
        ]

    @property
    def title(self) -> Any:
        """What this step is called."""
        return self._end_title if self.step is END else self.step.title

    @property
    def _end_title(self) -> Any:
        return _("Check") if self.organisation.is_published else END.title

    @property
    def minutes(self) -> str:
        """How long this step takes."""
        number = self.step.minutes
        return ngettext("about %(number)s minute", "about %(number)s minutes", number) % {"number": number}

    @property
    def left(self) -> str:
        """How far one is and how long the rest takes."""
        done = _("%(filled)s of %(needed)s needed answers given.") % {
            "filled": self.course.filled,
            "needed": self.course.needed,
        }
        number = self.course.minutes_left(self.number)
        if not number:
            return done
        rest = ngettext("About %(number)s minute left.", "About %(number)s minutes left.", number) % {
            "number": number
        }
        return f"{done} {rest} {_('You can leave at any time.')}"

    @property
    def missing(self) -> list[dict[str, Any]]:
        """The steps with needed answers still missing, for the end."""
        return [
            {
                "title": mark.step.title,
                "fields": [
                    {
                        "label": field.label,
                        "url": f"{reverse('organisations:step', args=[self.organisation.pk, mark.step.code])}#id_{field.name}",
                    }
                    for field in mark.missing
                ],
            }
            for mark in self.course.marks
            if mark.missing
        ]

    # --- what is said beside

    @property
    def keep(self) -> str:
        """The word under which a browser keeps what was typed here."""
        return f"profile-{self.organisation.pk}-{self.step.code}"

    @property
    def saved(self) -> str:
        """When the profile was last stored, and when anybody sees it."""
        at = timezone.localtime(self.organisation.updated_at)
        today = at.date() == timezone.localdate()
        when = at.strftime("%H:%M") if today else date_format(at, "DATE_FORMAT")
        said = (_("Saved at %(when)s.") if today else _("Saved on %(when)s.")) % {"when": when}
        if self.organisation.visibility == Visibility.PUBLISHED:
            return f"{said} {_('What you save is live at once.')}"
        return f"{said} {_('Nothing is sent before step %(step)s.') % {'step': self.total}}"

    @cached_property
    def checklist(self) -> box.Checklist:
        """What the criteria find."""
        values = dict(self.facts.values)
        return box.checklist(self.kind, self.number, values, check_all(list(self.kind.criteria), self.facts))

    @cached_property
    def members_total(self) -> box.MembersTotal | None:
        """The sum under the numbers of members."""
        names = {field.name for field in self.step.fields}
        return box.members_total(self.kind, self.facts) if names & set(self.kind.members_total) else None
