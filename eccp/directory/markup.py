"""One choice as HTML. A page has hundreds of them, and a template would take twenty times as long for each."""

from html import escape

from django.utils.safestring import SafeString

from eccp.core.templatetags.face import grouped

SEPARATED_FROM = 1000  # smaller numbers are written alike in every language
_NUMBER = '<span class="num">%s</span>'
_PICK = '<label class="pick"><input type="checkbox" name="%s" value="%s" id="%s"%s><span>%s</span>%s</label>'


def pick(
    name: str, value: str, label: str, count: int | None, *, chosen: bool, within: str = "", key: str = "f"
) -> SafeString:
    """A box to tick, with its words and number.

    `within` says where it belongs, in small words. `key` begins the box's id, which must be the only
    one on the page; whoever has the focus is found by it when the choices are renewed.
    """
    value = escape(value)
    return SafeString(
        _PICK
        % (
            name,
            value,
            f"{key}-{name}-{value}",
            " checked" if chosen else "",
            escape(label) + (f'<span class="small quiet">, {escape(within)}</span>' if within else ""),
            "" if count is None else _NUMBER % (count if count < SEPARATED_FROM else grouped(count)),
        )
    )
