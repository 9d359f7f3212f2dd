"""allauth's forms in our words: labels, help, and no example text that stands in for a label."""

from typing import Any

from django import forms, template
from django.utils.translation import gettext_lazy as _

register = template.Library()

LABELS: dict[str, Any] = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "password1": _("Password"),
    "oldpassword": _("The password as it is now"),
}
# Where a second field asks for the same password, the first one is a new password.
NEW_LABELS: dict[str, Any] = {
    "password1": _("New password"),
    "password2": _("The same password once more"),
}
NEW_PASSWORD_HELP = _("At least 10 characters. A short sentence is easy to remember and hard to guess.")


@register.simple_tag
def in_our_words(form: forms.Form) -> str:
    """Dress the fields of one of allauth's forms before it is shown; writes nothing itself."""
    labels = {**LABELS, **NEW_LABELS} if "password2" in form.fields else LABELS
    for field in form.visible_fields():
        field.field.widget.attrs.pop("placeholder", None)
        field.label = labels.get(field.name, field.label)
        if isinstance(field.field.widget, forms.PasswordInput):
            field.help_text = NEW_PASSWORD_HELP if field.name == "password1" else ""
    return ""
