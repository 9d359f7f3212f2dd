"""The script of the page editor: addresses are proposed in Latin letters as the platform spells them.

Wagtail's own spelling, made for another age, writes the Greek θ as 8 and ξ as 3.
"""

from django.templatetags.static import static
from django.utils.html import format_html


def latin_addresses() -> str:
    """The element that loads it."""
    return format_html('<script src="{}"></script>', static("content/latin_slug.js"))
