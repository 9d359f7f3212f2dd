"""Pictures in the back office: nobody uploads one without saying what it shows."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.images.forms import BaseImageForm

from eccp.content.checking.collecting import repeats_name


class PictureForm(BaseImageForm):
    """Wagtail's form for one picture and for several, with words that say what is missing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["description"].error_messages["required"] = _(
            "Say what the picture shows. It is read to people who do not see it."
        )

    def clean_description(self) -> str:
        """Words that say more than the name of the file."""
        said: str = self.cleaned_data["description"].strip()
        file = self.cleaned_data.get("file") or self.instance.file
        if file and repeats_name(said, file.name):
            raise ValidationError(
                _(
                    "This is only the name of the file. Say what the picture shows, as you would on the telephone."
                )
            )
        return said
