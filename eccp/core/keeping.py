"""Which answers may be kept and given to everybody: a door says so, `config/page_cache.py` keeps them.

Only what is the same for all who are not signed in: nothing of the session, no form with a token. An answer
that says `Cache-Control` itself keeps what it says, so a page that closes itself is never kept.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http.response import HttpResponseBase

SECONDS = 60
Answer = TypeVar("Answer", bound=HttpResponseBase)


def keep_for_all(response: Answer, seconds: int = SECONDS) -> Answer:
    """Let this answer be given to everybody who is not signed in, for so long."""
    response._kept_seconds = seconds  # type: ignore[attr-defined]
    return response


def kept_for_all(seconds: int = SECONDS) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let all answers of a view be kept: `@kept_for_all()`, outermost of its decorators."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def kept(*args: Any, **kwargs: Any) -> Any:
            return keep_for_all(view(*args, **kwargs), seconds)

        return kept

    return decorate


def seconds_kept(response: HttpResponseBase) -> int:
    """How long an answer may be kept; 0 where its door said nothing."""
    return int(getattr(response, "_kept_seconds", 0))
