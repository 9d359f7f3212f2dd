"""What every contribution is asked: title, lead, text, a picture with its description, what it is about."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from eccp.content.contributing import words
from eccp.content.contributing.forms.mistakes import Stretch
from eccp.content.contributing.pictures import (
    BYTES_AT_MOST,
    PLACE_LABELS,
    Drawn,
    let_wait,
    redraw,
    waiting,
)
from eccp.content.contributing.values import PICTURE, SCHEMES
from eccp.organisations.forms import inputs
from eccp.organisations.forms.options import Options

TEXT_LENGTH = 20_000
PASTED_LENGTH = 500_000  # of what is pasted as HTML, most is not text
ABOUT_AT_MOST = 6


class TextArea(forms.Textarea):
    """A box for words with marks, which a script gives buttons for the marks."""

    def __init__(self) -> None:
        super().__init__({"rows": 14, "data-marks": ""})


class PictureField(inputs.Picture):
    """A picture as large as articles show it."""

    # A script says at once what a slow line would send in vain.
    widget = forms.ClearableFileInput(
        {
            "accept": ".png,.jpg,.jpeg,.webp",
            "data-bytes": BYTES_AT_MOST,
            "data-too-large": _(
                "This file has {size} MB; at most 5 MB fit. Make it smaller and choose it again."
            ),
        }
    )
    draw = staticmethod(redraw)


class ContributionForm(forms.Form):
    """The questions that all kinds share. `values()` are the answers as plain JSON, but for a new picture.

    `judged=False` shows what was typed again without a judgement: a row was added, or a draft is stored with
    gaps. What cannot be read at all is a mistake also in a draft; what is missing only when it is sent.
    """

    use_required_attribute = False
    schemes: ClassVar[tuple[str, ...]] = ("ecosystem", "policy_area")
    # What may be missing in a draft, and not in what is sent to the editors.
    needed: ClassVar[tuple[str, ...]] = ("lead", "text")
    followed: ClassVar[str] = ""  # the field whose address is asked whether it answers
    parts: ClassVar[list[tuple[Any, tuple[str, ...]]]] = []

    opened = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    organisation = forms.TypedChoiceField(
        label=_("You write for"), coerce=int, widget=forms.RadioSelect, required=True
    )
    title = inputs.Words(
        label=_("Title"),
        max_length=150,
        help_text=_("What happened, in one line: “Three clusters share a test site for hydrogen valves”."),
        error_messages={"required": _("Give it a title, so that you find your draft again.")},
    )
    lead = inputs.Words(
        long=True,
        label=_("In two sentences"),
        max_length=400,
        required=False,
        help_text=_(
            "What a reader must know who reads no further. It stands in lists and in search engines."
        ),
    )
    text = forms.CharField(label=_("Text"), required=False, widget=TextArea)
    picture = PictureField(
        label=_("Picture"),
        required=False,
        help_text=_("PNG, JPEG or WebP, at most 5 MB. It must be yours, or free to be used here."),
    )
    description = inputs.Words(
        label=_("What the picture shows"),
        max_length=255,
        required=False,
        help_text=_(
            "Needed with a picture. Read to people who do not see it: say what matters in it, not “picture of”."
        ),
    )
    credit = inputs.Words(label=_("Who made the picture"), max_length=200, required=False)
    focus = forms.ChoiceField(
        label=_("What must not be cut off"),
        choices=PLACE_LABELS,
        required=False,
        help_text=_("Pictures are cut to fit into lists. Say where the part lies that matters."),
    )

    def __init__(
        self,
        *,
        organisations: Iterable[Any],
        stored: dict[str, Any] | None = None,
        picture: Any = None,
        opened: int = 0,
        sending: bool = False,
        data: Any = None,
        files: Any = None,
        judged: bool = True,
    ) -> None:
        self.stored, self.now_picture, self.sending, self.judged = stored or {}, picture, sending, judged
        self.held, self.waited, self.earlier = "", False, ""
        self.met: dict[str, Any] = {}
        files = self._with_held(data, files) if data is not None else None
        own = list(organisations)
        first = {"opened": opened, "organisation": own[0].pk if own else None, **self.stored, "picture": None}
        super().__init__(data, files, initial=first)
        self._offer(own)

    def _offer(self, own: list[Any]) -> None:
        """Fill in the choices: of one organisation there is nothing to choose."""
        chosen: Any = self.fields["organisation"]
        chosen.choices = [(one.pk, one.name) for one in own]
        if len(own) < 2:
            del self.fields["organisation"]
        self.only = own[0] if len(own) == 1 else None
        kept = {code for name in self.schemes for code in self.stored.get(name, [])}
        options = Options([SCHEMES[name] for name in self.schemes], kept=kept)
        for name in self.schemes:
            self.fields[name] = inputs.Several(
                options=options.terms(SCHEMES[name]),
                most=ABOUT_AT_MOST,
                label=self.label_of(name),
                required=False,
            )
        self.fields["countries"] = inputs.Several(
            options=options.countries(), label=self.label_of("countries"), required=False
        )
        for name in (*self.needed, "description"):
            self.fields[name].mandatory = True  # type: ignore[attr-defined]
        if self.sending:
            self.fields["title"].error_messages["required"] = _(
                "Give it a title: it is what people read first."
            )

    def label_of(self, name: str) -> Any:
        """How a code list is called in this form."""
        labels = {"ecosystem": _("Industrial ecosystems"), "policy_area": _("Policy areas")}
        return labels.get(name, _("Countries"))

    # --- a picture that waits

    def _with_held(self, data: Any, files: Any) -> Any:
        """Add the picture of the page before, where no newer one was chosen."""
        files = files.copy() if files is not None else {}
        word = data.get("picture-held", "")
        if not word or data.get("picture-clear"):
            return files
        if "picture" in files:
            self.earlier = word if waiting(word) else ""
            return files
        if file := waiting(word):
            files["picture"] = file
            self.held = word
        else:
            self.waited = True
        return files

    def hold(self) -> None:
        """Keep a picture that was read well, as it was drawn anew, so that nobody has to choose it again.

        Where a newer one cannot be read, the one before goes on waiting.
        """
        if "picture" in self.errors:
            self.held = self.earlier
        drawn = getattr(self, "cleaned_data", {}).get("picture")
        if isinstance(drawn, Drawn) and not self.held:
            self.held = let_wait(drawn)

    # --- judging

    def full_clean(self) -> None:
        """Judge, unless the person is not done yet: then only the picture is read, to be kept."""
        super().full_clean()
        if self.is_bound and not self.judged:
            picture = self._errors.get("picture") if self._errors else None  # type: ignore[has-type]
            self._errors = ErrorDict({"picture": picture} if picture else {})

    def clean_text(self) -> str:
        """The text as marks, whatever was pasted; counted as it reads."""
        typed = self.cleaned_data["text"]
        marks = words.to_marks(words.to_html(typed)) if len(typed) <= PASTED_LENGTH else typed
        if (have := min(len(typed), len(marks))) > TEXT_LENGTH:
            raise ValidationError(
                _("At most %(most)d letters fit here; you have %(have)d.")
                % {"most": TEXT_LENGTH, "have": have}
            )
        return marks

    def clean(self) -> dict[str, Any]:
        """A picture has its description; what is sent is whole."""
        given = self.cleaned_data
        if self.waited:
            self.add_error("picture", _("A picture waits for a day, and this one is gone. Choose it again."))
        if self.has_picture and "description" in given and not given["description"].strip():
            self.add_error(
                "description",
                _("Say what the picture shows: people who do not see it depend on these words."),
            )
        for name in self.needed if self.sending else ():
            if name in given and not given[name]:
                self.add_error(name, ValidationError(self.missing(name), code="needed"))
        return given

    def missing(self, name: str) -> Any:
        """What is said of a gap in what is to be sent."""
        return _("The editors need this. Fill it in before you send it.")

    @property
    def has_picture(self) -> bool:
        """Whether there will be a picture: a new one, or the stored one that stays."""
        given = self.cleaned_data.get("picture")
        return bool(given) or (given is not False and bool(self.now_picture))

    # --- what was answered

    def values(self) -> dict[str, Any]:
        """The answers as plain JSON; what could not be read is as it is stored."""
        given = self.cleaned_data
        found = {}
        for name in self.names():
            if name in PICTURE or name not in given:
                continue
            found[name] = sorted(given[name]) if isinstance(given[name], list) else _plain(given[name])
        if self.has_picture:
            found |= {name: given.get(name, "") for name in ("description", "credit", "focus")}
        return found

    @classmethod
    def names(cls) -> list[str]:
        """The names of all that is asked, in order, but for the organisation."""
        asked = [name for name in cls.base_fields if name not in ("opened", "organisation")]
        return [*asked, *cls.schemes, "countries"]

    @property
    def all_forms(self) -> list[forms.Form]:
        """This form and those of its rows."""
        return [self]

    @property
    def in_order(self) -> list[forms.Form | Stretch]:
        """All questions as they stand on the page, those of rows among them, for the list of mistakes."""
        found: list[forms.Form | Stretch] = []
        names = ["organisation"]
        for name in (name for _title, part in self.parts for name in part):
            if name in self.fields:
                names.append(name)
            else:
                found += [Stretch(self, names), *getattr(self, name).forms]
                names = []
        return [*found, Stretch(self, names)]


def _plain(value: Any) -> Any:
    return None if value is None else str(value)
