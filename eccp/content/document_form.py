"""Documents in the back office: a file whose content is not what its name says is refused."""

import zipfile
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm

from eccp.core.uploads import ENDINGS, kind_of_file

ARCHIVE = "zip"  # several files of a toolkit together; it is only ever given to be kept
BYTES_AT_MOST = 50 * 1024 * 1024


class DocumentForm(BaseDocumentForm):
    """Wagtail's form, which by itself believes the name. Of a new file the content decides."""

    def add_error(self, field: Any, error: Any) -> None:
        """Keep to one explanation: of a file that was refused, Wagtail would say besides that it has no ending."""
        if field is None and "file" in self.errors and hasattr(error, "error_dict"):
            error.error_dict.pop("file", None)
        super().add_error(field, error)

    def clean_file(self) -> Any:
        """The file, if it is what its name says, and not too large to be fetched over a slow line."""
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data or not file:
            return file
        if file.size > BYTES_AT_MOST:
            raise ValidationError(
                _("The file has %(size)s MB. Keep it below %(most)s MB, or link to where it is published.")
                % {"size": -(-file.size // 2**20), "most": BYTES_AT_MOST // 2**20}
            )
        ending = PurePosixPath(file.name).suffix.lower().lstrip(".")
        if ending not in settings.WAGTAILDOCS_EXTENSIONS:
            raise ValidationError(
                _("“%(name)s” is not of a kind that readers can be given. These are: %(endings)s.")
                % {"name": file.name, "endings": ", ".join(settings.WAGTAILDOCS_EXTENSIONS)}
            )
        if not _is(file, ending):
            raise ValidationError(
                _(
                    "“%(name)s” is not what its name says, or is damaged, locked with a password or holds macros. "
                    "Open it in the program that made it, save it again as %(ending)s, and choose that file."
                )
                % {"name": file.name, "ending": ending.upper()}
            )
        return file


def _is(file: Any, ending: str) -> bool:
    """Whether a file's content is of the kind that an ending promises."""
    if ending == ARCHIVE:
        file.seek(0)
        try:
            return zipfile.is_zipfile(file)
        finally:
            file.seek(0)
    kind = kind_of_file(file)
    return kind is not None and ending in ENDINGS[kind]
