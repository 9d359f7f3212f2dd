"""What people type: a first message, an answer, a report; and the files that they add."""

import secrets
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from eccp.conversations.errors import ERRORS
from eccp.conversations.services.files import Upload
from eccp.core.uploads import PICTURES, clean_name, kind_of_file, redrawn

TEXT_LENGTH = 10_000
SUBJECT_LENGTH = 150
FILES_AT_MOST = 5
BYTES_AT_MOST = 10 * 1024 * 1024
ENDINGS = ".pdf,.png,.jpg,.jpeg,.webp,.gif,.docx,.xlsx,.pptx,.odt,.ods,.odp,.txt,.csv"
MYSELF = "me"


class SeveralFilesInput(forms.FileInput):
    """The browser's input for files, which takes several."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Files of the kinds that we take, each judged by its content; gives a list of `Upload`."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        """Judge each file, and say of each that is not taken why. Pictures are drawn anew."""
        given = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if len(given) > FILES_AT_MOST:
            raise forms.ValidationError(
                _("You chose %(number)s files. Choose at most %(most)s."),
                params={"number": len(given), "most": FILES_AT_MOST},
            )
        taken, problems = [], []
        for upload in given:
            try:
                taken.append(self._judge(upload))
            except forms.ValidationError as problem:
                problems.append(problem)
        if problems:
            raise forms.ValidationError(problems)
        return taken

    @staticmethod
    def _judge(upload: UploadedFile) -> Upload:
        shown = str(upload.name)[-80:]
        if (upload.size or 0) > BYTES_AT_MOST:
            raise forms.ValidationError(
                _("“%(name)s” is larger than %(limit)s. Make it smaller, or send a link to it."),
                params={"name": shown, "limit": filesizeformat(BYTES_AT_MOST)},
            )
        kind = kind_of_file(upload)
        content: Any = upload
        if kind and kind in PICTURES.values():
            try:
                content = redrawn(upload, kind)
            except ValueError:
                kind = None
        if kind is None:
            raise forms.ValidationError(
                _(
                    "“%(name)s” is not a file that can be sent here. You can send PDF, pictures, office documents"
                    " without macros, and plain text. Save it as one of these and choose it again."
                ),
                params={"name": shown},
            )
        return Upload(clean_name(str(upload.name), kind), kind, content)


def text_field(label: Any, **more: Any) -> forms.CharField:
    """Words of a person."""
    return forms.CharField(
        label=label,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": 6}),
        error_messages={
            "required": _("Write what you want to say."),
            "max_length": _("That is %(show_value)s characters. Say it in at most %(limit_value)s."),
        },
        **more,
    )


def files_field() -> SeveralFilesField:
    """Files that come with words."""
    return SeveralFilesField(
        label=_("Files"),
        required=False,
        widget=SeveralFilesInput({"accept": ENDINGS}),
        help_text=_(
            "At most 5 files of 10 MB each: PDF, pictures, office documents, plain text. Only those who take"
            " part in the conversation can open them."
        ),
    )


class Once(forms.Form):
    """A form that may be sent twice by a double click and is meant once."""

    token = forms.RegexField(regex=r"^[0-9a-f]{32}$", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", secrets.token_hex(16))


class AnswerForm(Once):
    """What is said in a conversation that is under way."""

    text = text_field(_("Your message"))
    attachments = files_field()


class FirstForm(Once):
    """The first message to an organisation."""

    starter_for = forms.ChoiceField(
        label=_("You write"),
        widget=forms.RadioSelect,
        help_text=_("In the name of an organisation, all who act for it read along and can answer."),
    )
    subject = forms.CharField(
        label=_("Subject"),
        max_length=SUBJECT_LENGTH,
        error_messages={"required": _("Say in a few words what it is about.")},
    )
    text = text_field(_("Your message"))
    attachments = files_field()

    def __init__(self, *args: Any, organisations: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        if self.organisations:
            own: Any = self.fields["starter_for"]
            own.choices = [
                *((pk, _("for %(name)s") % {"name": one.name}) for pk, one in self.organisations.items()),
                (MYSELF, _("for yourself")),
            ]
        else:
            del self.fields["starter_for"]

    @property
    def speaks_for(self) -> Any:
        """The organisation in whose name it is written, if any."""
        return self.organisations.get(self.cleaned_data.get("starter_for", MYSELF))


class ReportForm(Once):
    """What is wrong with a profile."""

    error = forms.ChoiceField(
        label=_("What is wrong?"), choices=list(ERRORS.items()), widget=forms.RadioSelect
    )
    text = text_field(
        _("Say it in your words"),
        help_text=_("What is there now, and what is right? A link to where it says so helps."),
    )
    attachments = files_field()
