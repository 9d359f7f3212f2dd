"""Links to share a page: plain addresses that carry its title, its address and #ECCP, and follow nobody."""

from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.utils.translation import gettext as _

register = template.Library()

TAG = "ECCP"


@register.simple_tag
def share_links(title: str, address: str) -> list[dict[str, Any]]:
    """Where a page can be shared, each with the address that opens it there."""
    words = f"{title} #{TAG}"
    mail = urlencode({"subject": words, "body": f"{title}\n{address}\n\n#{TAG}"}, quote_via=quote)
    return [
        {"label": _("By mail"), "url": f"mailto:?{mail}"},
        {
            "label": "LinkedIn",
            "url": _to("https://www.linkedin.com/feed/", shareActive="true", text=f"{words} {address}"),
        },
        {
            "label": "Facebook",
            "url": _to("https://www.facebook.com/sharer/sharer.php", u=address, hashtag=f"#{TAG}"),
        },
        {"label": "X", "url": _to("https://x.com/intent/post", text=title, url=address, hashtags=TAG)},
        {"label": "Bluesky", "url": _to("https://bsky.app/intent/compose", text=f"{words} {address}")},
    ]


def _to(place: str, **said: str) -> str:
    return f"{place}?{urlencode(said, quote_via=quote)}"
