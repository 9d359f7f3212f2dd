"""The kinds of answers: how each is read, and what is said when it cannot be."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.validators import URLValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from eccp.core.websites import host_key
from eccp.organisations.forms.letters import LetterRefused, checked_letter
from eccp.organisations.pictures import PictureRefused, redraw

BLANK = [("", _("Please choose"))]
NOT_OFFERED = _("Choose one of the list.")
# Signs that steer machines and show nothing: they would break feeds, calendars and tables. NUL is refused.
UNSEEN = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
UNSEEN_IN_A_LINE = re.compile("[\x01-\x1f\x7f-\x9f\u2028\u2029]+")
UNIT = re.compile(r"^(€|EUR)|(€|EUR)$", re.IGNORECASE)
# Thousands parted by one sign throughout, or not at all; two cents, or none. "1.5" could be a slip for either.
SUM = re.compile(
    r"(?P<whole>\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+|\d{1,3}(?:['’]\d{3})+|\d+)(?:[.,](?P<cents>\d\d))?"
)


class Uncut(forms.CharField):
    """Typed text that the browser never cuts: too long is said, not done."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without `maxlength`: a browser would cut pasted text without a word."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class Words(Uncut):
    """A line or a text. Line ends are one sign, in a line none; what nobody can see or type goes."""

    def __init__(self, *, long: bool = False, **kwargs: Any) -> None:
        self.unseen = UNSEEN if long else UNSEEN_IN_A_LINE
        super().__init__(widget=forms.Textarea if long else forms.TextInput, **kwargs)
        for validator in self.validators:
            if getattr(validator, "code", "") == "max_length":
                validator.message = _("At most %(limit_value)d letters fit here; you have %(show_value)d.")  # type: ignore[attr-defined]

    def to_python(self, value: Any) -> str:
        """Count a line end as one letter, as people do."""
        if value:
            value = self.unseen.sub(" ", str(value).replace("\r\n", "\n"))
        return super().to_python(value) or ""


class Address(Uncut, forms.URLField):
    """The address of a page. `https://` is added where people leave it out."""

    default_error_messages = {"invalid": _("Give the whole address, for example https://www.example.org.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)
        self.validators = [
            *(v for v in self.validators if not isinstance(v, URLValidator)),
            URLValidator(schemes=["http", "https"], message=self.error_messages["invalid"]),
        ]

    def to_python(self, value: Any) -> str:
        """Read an address as people type it."""
        address = super().to_python(value) or ""
        if address and not host_key(address):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return address


class Mail(forms.EmailField):
    """An e-mail address."""

    default_error_messages = {"invalid": _("Give a whole e-mail address, for example ana@example.org.")}


class Count(forms.IntegerField):
    """A whole number of things; blanks between thousands are no mistake."""

    default_error_messages = {"invalid": _("Give a whole number, without words.")}

    def __init__(self, *, most: int, least: int = 0, **kwargs: Any) -> None:
        super().__init__(min_value=least, max_value=most, **kwargs)
        _kind_limits(
            self,
            _("Give a number from %(limit_value)s on.") if least else _("A number cannot be below nought."),
            _("That is more than we can believe: at most %(limit_value)s."),
        )

    def to_python(self, value: Any) -> int | None:
        """Read a number as people type it."""
        return super().to_python(_without_blanks(value))


class Year(forms.IntegerField):
    """A year of our calendar."""

    default_error_messages = {"invalid": _("Give the year with four digits, for example 2009.")}

    def __init__(self, *, first: int, last: int, past: bool, **kwargs: Any) -> None:
        super().__init__(min_value=first, max_value=last, **kwargs)
        late = _("This year is still to come: give %(limit_value)s at the latest.")
        _kind_limits(
            self,
            _("Give a year from %(limit_value)s on."),
            late if past else _("Give a year until %(limit_value)s."),
        )


class Amount(forms.DecimalField):
    """A number with decimals; a comma is read as a point."""

    default_error_messages = {"invalid": _("Give a number, for example 1.5.")}

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=most, **kwargs)
        _kind_limits(
            self,
            _("A number cannot be below nought."),
            _("That is more than we can believe: at most %(limit_value)s."),
        )

    def to_python(self, value: Any) -> Any:
        """Read a number as people type it."""
        value = _without_blanks(value)
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class Euros(Amount):
    """A sum of money as people in Europe write it: 50 000, 50,000, 50.000, 50.000,00 € are the same."""

    default_error_messages = {"invalid": _("Give the sum in full euros, for example 50,000.")}

    def to_python(self, value: Any) -> Any:
        """Read a sum. What might be two different sums is refused."""
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        read = SUM.fullmatch(UNIT.sub("", _without_blanks(value)))
        if read is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        whole = re.sub(r"\D", "", read["whole"])
        return super().to_python(f"{whole}.{read['cents']}" if read["cents"] else whole)


class Day(forms.DateField):
    """A date."""

    default_error_messages = {"invalid": _("Give the date as day, month and year, for example 31/01/2026.")}
    input_formats = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"]


class One(forms.ChoiceField):
    """One of a list, or none."""

    default_error_messages = {"invalid_choice": NOT_OFFERED}

    def __init__(self, *, options: list[Any], **kwargs: Any) -> None:
        super().__init__(choices=[*BLANK, *options], **kwargs)


class OneIfOffered(One):
    """One of a list that hangs on another answer; what is not of the list any more is no answer."""

    def to_python(self, value: Any) -> str:
        """Drop what is not offered."""
        value = super().to_python(value)
        return value if self.valid_value(value) else ""


class Several(forms.MultipleChoiceField):
    """Any number of a list, or `most`."""

    default_error_messages = {"invalid_choice": NOT_OFFERED, "invalid_list": NOT_OFFERED}

    def __init__(self, *, options: list[Any], most: int | None = None, **kwargs: Any) -> None:
        super().__init__(choices=options, widget=forms.CheckboxSelectMultiple, **kwargs)
        self.most = most

    def validate(self, value: list[str]) -> None:
        """At most so many, where a clear focus is wanted."""
        super().validate(value)
        if self.most and len(value) > self.most:
            raise ValidationError(
                _("Choose at most %(most)s; you have %(chosen)s.") % {"most": self.most, "chosen": len(value)}
            )


class Picture(forms.ImageField):
    """A picture, drawn anew before anybody sees it; `draw` says how large it may be."""

    draw = staticmethod(redraw)

    def to_python(self, data: Any) -> File | None:
        """Let only what was drawn anew through."""
        upload = forms.FileField.to_python(self, data)
        if upload is None:
            return None
        try:
            return self.draw(upload)
        except PictureRefused as refused:
            raise ValidationError(refused.text, code="invalid_image") from refused


class Letter(forms.FileField):
    """A letter that shows a recognition."""

    widget = forms.ClearableFileInput({"accept": ".pdf,.png,.jpg,.jpeg"})

    def to_python(self, data: Any) -> File | None:
        """Let only letters through."""
        upload = super().to_python(data)
        if upload is None:
            return None
        try:
            return checked_letter(upload)
        except LetterRefused as refused:
            raise ValidationError(refused.text, code="invalid") from refused


def named(choices: Any) -> list[tuple[str, Any]]:
    """A column's own choices, each beginning with a capital letter."""
    return [(value, capfirst(label)) for value, label in choices]


def _without_blanks(value: Any) -> Any:
    return "".join(value.split()) if isinstance(value, str) else value


def _kind_limits(field: forms.Field, below: Any, above: Any) -> None:
    """Say the limits of a number in our own words."""
    for validator in field.validators:
        words = {"min_value": below, "max_value": above}.get(getattr(validator, "code", ""))
        if words is not None:
            validator.message = words  # type: ignore[attr-defined]
