"""The picture of dots behind the first page: one dot for each place with validated profiles."""

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import conditional_page, require_safe

from eccp.content.dots import draw

KEPT_SECONDS = 600


@require_safe
@conditional_page
def dots(request: HttpRequest) -> HttpResponse:
    """Serve the picture; it is drawn anew at most every ten minutes."""
    picture = caches["local"].get_or_set("content.dots", draw, KEPT_SECONDS)
    return HttpResponse(
        picture, content_type="image/svg+xml", headers={"Cache-Control": f"public, max-age={KEPT_SECONDS}"}
    )
