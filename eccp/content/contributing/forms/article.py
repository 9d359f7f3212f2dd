"""News, and achievements that an organisation shares."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from eccp.content.contributing.forms.base import ContributionForm
from eccp.organisations.forms import inputs


class ArticleForm(ContributionForm):
    """A piece of news or an achievement."""

    followed: ClassVar[str] = "source_url"
    parts: ClassVar[list[tuple[Any, tuple[str, ...]]]] = [
        ("", ("title", "lead", "text", "source_url")),
        (_("Picture"), ("picture", "description", "credit", "focus")),
        (_("What it is about"), ("ecosystem", "policy_area", "countries")),
    ]

    source_url = inputs.Address(
        label=_("Where more can be read"),
        max_length=500,
        required=False,
        help_text=_("A page of your own, or the source. We look whether it answers."),
    )
