"""What people choose about their mails, and how they look through the copies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eccp.notices.models.preferences import paces
from eccp.notices.topics import TOPICS


class PacesForm(forms.Form):
    """One choice for each topic that leaves one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, topic in TOPICS.items():
            if not topic.always:
                self.fields[code] = forms.ChoiceField(
                    label=topic.label,
                    help_text=topic.help,
                    choices=[(pace.value, pace.label) for pace in paces(topic)],
                    widget=forms.RadioSelect,
                    error_messages={
                        "required": _("Choose how often."),
                        "invalid_choice": _("Choose how often."),
                    },
                )


class FilterForm(forms.Form):
    """Which copies to look at."""

    topic = forms.ChoiceField(
        label=_("Topic"),
        required=False,
        choices=[("", _("All topics")), *((code, topic.label) for code, topic in TOPICS.items())],
    )
    unread = forms.BooleanField(label=_("Only those not read yet"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.mandatory = True  # type: ignore[attr-defined]  # "(optional)" would be noise here

    def asked(self) -> dict[str, Any]:
        """What was asked for; anything strange counts as nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}
