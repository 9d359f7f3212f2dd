"""The tags that pages are dressed with. What each expects is said in `templates/components/README.md`."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.forms import PasswordInput
from django.forms.boundfield import BoundField
from django.template.loader import get_template, render_to_string
from django.templatetags.static import static
from django.urls import translate_url
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString

from eccp.core import dressing, slots
from eccp.core.languages import language_of_path

register = template.Library()

BLUES = 6  # so many shades of a bar can be told apart


@register.simple_tag
def icon(name: str, size: str = "s", css: str = "", label: Any = "") -> SafeString:
    """A picture from the sprite; it is silent to screen readers unless it has a label."""
    return _picture(static("icons.svg"), name, size, css, str(label))


@lru_cache(maxsize=500)
def _picture(sprite: str, name: str, size: str, css: str, label: str) -> SafeString:
    """The same few pictures stand on every page, so that their markup is made once."""
    shown = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="ecl-icon ecl-icon--{} {}" focusable="false" {}><use href="{}#{}"></use></svg>',
        size,
        css,
        shown,
        sprite,
        name,
    )


@register.inclusion_tag("components/button.html")
def button(label: Any, kind: str = "primary", **more: Any) -> dict[str, Any]:
    """A button, or a link that looks like one when it has a `url`."""
    return {"label": label, "kind": kind, "type": "submit", **more}


@register.inclusion_tag("components/crumbs.html")
def crumbs(*parts: Any) -> dict[str, Any]:
    """The way to this page: label, address, label, address, …, and last the page's own label."""
    ways = [{"label": label, "url": url} for label, url in zip(parts[:-1:2], parts[1::2], strict=True)]
    return {"ways": ways, "here": parts[-1]}


@register.inclusion_tag("components/member_bar.html")
def member_bar(parts: Iterable[tuple[int, Any]]) -> dict[str, Any]:
    """Numbers of one whole as one bar, each with its words. Inputs: counts and words, at most six."""
    present = [(count, words) for count, words in parts if count]
    whole = sum(count for count, _words in present)
    if len(present) > BLUES:
        raise ValueError(f"A bar has at most {BLUES} parts.")
    pieces, before = [], 0
    for shade, (count, words) in enumerate(present, start=1):
        pieces.append(
            {
                "shade": shade,
                "count": count,
                "words": words,
                "x": f"{100 * before / whole:.2f}%",
                "width": f"{100 * count / whole:.2f}%",
            }
        )
        before += count
    return {"pieces": pieces}


@register.filter
def grouped(value: Any) -> str:
    """A whole number with its thousands apart, as the reader's language does; all else as it is."""
    return (
        formats.number_format(value, use_l10n=True, force_grouping=True) if type(value) is int else str(value)
    )


@register.simple_tag
def dress(field: BoundField, unit: Any = "") -> dressing.Dress:
    """How a field is to be shown, for `components/field.html`."""
    return dressing.dress(field, unit)


@register.simple_tag
def field_input(field: BoundField, described_by: str = "") -> SafeString:
    """Only the input of a field, dressed and tied to its help and error."""
    return dressing.input_of(field, described_by or dressing.described_by(field))


@register.simple_tag
def to_mend(field: BoundField) -> list[str]:
    """What is to be mended in a field, in words that say how."""
    return dressing.errors(field)


@register.simple_tag(takes_context=True)
def in_language(context: template.Context, code: str) -> str:
    """The address of this page in another language of the interface."""
    here = context["request"].get_full_path()
    named = language_of_path(here)
    return here.replace(named, code, 1) if named else translate_url(here, code)


@register.simple_tag(takes_context=True)
def page_address(context: template.Context, key: str, number: int) -> str:
    """The address of another page of the same list: all that was asked for is kept."""
    asked = context["request"].GET.copy()
    asked[key] = str(number)
    return f"?{asked.urlencode()}"


@register.simple_tag
def failing(form: Any = None, forms: Any = None) -> list[Any]:
    """Those of the forms given that have something to mend."""
    given = [*([form] if form else []), *(forms or [])]
    return [one for one in given if one.is_bound and one.errors]


@register.simple_tag
def asks_passwords(forms: Iterable[Any]) -> bool:
    """Whether one of these forms comes back with an empty field for a password, which is to be typed again."""
    return any(
        isinstance(field.widget, PasswordInput) and not field.widget.render_value
        for one in forms
        for field in one.fields.values()
    )


@register.simple_tag(takes_context=True)
def slot(context: template.Context, name: str, **asked: Any) -> SafeString:
    """What upper rooms have to show in a named place, in order; nothing when nobody speaks."""
    request = context.get("request")
    parts = [_part(shown, given, context, request) for shown, given in slots.entries(name, **asked)]
    return SafeString("".join(parts))


def _part(name: str, given: dict[str, Any], context: template.Context, request: Any) -> str:
    """A template with its own context, and with what every page knows, which the page has found out already."""
    place = getattr(context, "_processors_index", None)  # Django's: where a page keeps it
    if place is None:
        return render_to_string(name, given, request)
    every_page: Any = context.dicts[place]
    shown: Any = get_template(name)
    return str(shown.template.render(template.Context({**every_page, **given})))
