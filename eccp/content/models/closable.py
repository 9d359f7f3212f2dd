"""What closes a page, asked with one query where Wagtail needs two."""

from typing import Any

from django.db.models import Q
from wagtail.models import PageViewRestriction


class Closable:
    """A page that editors can close to all but some: itself, or with a page above it."""

    def get_view_restrictions(self: Any) -> Any:
        """What closes the page or one above it; of a page that repeats another, what closes that one."""
        places = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        closed = Q(page__path__in=places) | Q(page__aliases__path__in=places)
        return PageViewRestriction.objects.filter(closed)
