"""What happens around every request: refusals become pages, the back office gets its own policy."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from eccp.core.refusals import Refused

Answer = Callable[[HttpRequest], HttpResponse]


class refusals:  # noqa: N801
    """Turn `Refused` into a page that names the rule and who can help."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through; only what it raises matters here."""
        return self.answer(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 403 with the rule; those who are not signed in are asked to sign in first."""
        if not isinstance(exception, Refused):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return render(request, "403.html", {"refusal": exception.refusal}, status=403)


def back_office_policy(answer: Answer) -> Answer:
    """Loosen the content security policy under the back office's path, and nowhere else."""

    def with_policy(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if request.path.startswith(settings.BACK_OFFICE_PATH):
            response._csp_replace = settings.BACK_OFFICE_POLICY  # type: ignore[attr-defined]
        return response

    return with_policy
