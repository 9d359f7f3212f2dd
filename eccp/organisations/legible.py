"""What people typed, made fit for readers: addresses that may be followed, lines, names of languages."""

from django.utils.translation import get_language_info


def followable(url: str | None) -> str:
    """An address that a browser may follow: http or https, nothing else that somebody typed."""
    return url if url and url.lower().startswith(("http://", "https://")) else ""


def host(url: str) -> str:
    """An address as people read it: without scheme and the stroke at its end."""
    return url.partition("://")[2].removeprefix("www.").rstrip("/")


def lines(text: str) -> list[str]:
    """The lines of a text without the marks that people put before them."""
    stripped = (line.strip().lstrip("-–•*").strip() for line in text.splitlines())
    return [line for line in stripped if line]


def language_name(code: str) -> str:
    """A language's name in itself, else its code."""
    try:
        return str(get_language_info(code)["name_local"]).capitalize()
    except KeyError:
        return code
