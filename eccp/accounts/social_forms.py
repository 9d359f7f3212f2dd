"""The form for the first time with another site: who one is, as that site said it."""

from typing import Any

from allauth.socialaccount.forms import SignupForm


class FirstTimeForm(SignupForm):
    """Name and place of work; the address stays the one that the other site named."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.initial.get("email"):
            self.fields["email"].disabled = True
