"""Pictures: what they show is always said in words, and who made them too."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as PlainImage
from wagtail.search import index


class Picture(AbstractImage):
    """A picture for pages. Its description is read to those who do not see it, so none goes without."""

    description = models.CharField(
        _("what it shows"),
        max_length=255,
        help_text=_("Read to people who do not see the picture: say what matters in it, not “picture of”."),
    )
    credit = models.CharField(_("who made it"), max_length=200, blank=True)

    admin_form_fields: ClassVar[tuple[str, ...]] = (*PlainImage.admin_form_fields, "credit")
    search_fields: ClassVar[list[Any]] = [*AbstractImage.search_fields, index.SearchField("credit")]

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [models.CheckConstraint(condition=~Q(description=""), name="picture_is_described")]

    @property
    def default_alt_text(self) -> str:
        """What is read in place of the picture."""
        return str(self.description)


class Rendition(AbstractRendition):
    """A picture cut and packed for one place."""

    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_a_place"
            )
        ]
