"""Lists in templates: what reads the same for everybody is rendered once a minute, not for each reader."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


class Kept(template.Node):
    """What stands between the tags; the listing says whether it is rendered anew."""

    def __init__(self, listing: FilterExpression, nodelist: NodeList) -> None:
        self.listing, self.nodelist = listing, nodelist

    def render(self, context: Any) -> SafeString:
        """The list as markup."""
        listing = self.listing.resolve(context)
        return mark_safe(listing.as_it_reads(lambda: str(self.nodelist.render(context))))


@register.tag
def kept(parser: Any, token: Any) -> Kept:
    """`{% kept listing %}…{% endkept %}`: nothing between them may differ from reader to reader."""
    _tag, listing = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(parser.compile_filter(listing), nodelist)
