"""What production needs from its environment. Without it nothing starts, and all of it is said at once."""

from collections.abc import Mapping
from urllib.parse import urlsplit

NEEDED = ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "FROM_EMAIL")
KEY_LETTERS = 50
KEY_DIFFERENT_LETTERS = 5


def problems(environment: Mapping[str, str]) -> list[str]:
    """What is missing or unsafe; values are never repeated, because this is printed into logs."""
    return [
        *(f"{name} is not set." for name in NEEDED if not environment.get(name, "").strip()),
        *_about_keys(environment),
        *_about_address(environment),
        *(["DEBUG is for the demonstration only."] if environment.get("DEBUG") == "1" else []),
    ]


def refuse_to_start(environment: Mapping[str, str]) -> None:
    """End the process in production that is not set up; `docs/operations.md` lists what is needed."""
    if found := problems(environment):
        raise SystemExit("\n".join(["Production does not start:", *(f"- {problem}" for problem in found)]))


def keys_before(environment: Mapping[str, str]) -> list[str]:
    """Keys that signed what is still out there, while `SECRET_KEY` signs all that is new."""
    return environment.get("SECRET_KEY_FALLBACKS", "").split()


def _about_keys(environment: Mapping[str, str]) -> list[str]:
    keys = {"SECRET_KEY": environment.get("SECRET_KEY", "")}
    keys |= {f"SECRET_KEY_FALLBACKS ({n})": key for n, key in enumerate(keys_before(environment), start=1)}
    return [
        f"{name} is too easy to guess: at least {KEY_LETTERS} letters, of at least {KEY_DIFFERENT_LETTERS} kinds."
        for name, key in keys.items()
        if key and (len(key) < KEY_LETTERS or len(set(key)) < KEY_DIFFERENT_LETTERS)
    ]


def _about_address(environment: Mapping[str, str]) -> list[str]:
    hosts = [host.strip() for host in environment.get("ALLOWED_HOSTS", "").split(",")]
    said = ["ALLOWED_HOSTS names every host: name yours."] if "*" in hosts else []
    site = urlsplit(environment.get("SITE_URL", ""))
    if environment.get("SITE_URL") and (site.scheme != "https" or not site.hostname):
        return [*said, "SITE_URL is not an https address."]
    fits = any(
        site.hostname == host or (host.startswith(".") and f".{site.hostname}".endswith(host))
        for host in hosts
    )
    return (
        said
        if fits or not site.hostname or said
        else ["SITE_URL has a host that ALLOWED_HOSTS does not name."]
    )
