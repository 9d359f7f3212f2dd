"""The platform with Django's own page cache in place of ours: set up as its documentation says, in memory too."""

from bench.settings import *  # noqa: F403
from bench.settings import MIDDLEWARE

OURS = {"eccp.config.page_cache.page_cache", "eccp.config.headers.headers"}  # the second says `private`
MIDDLEWARE = [
    "django.middleware.cache.UpdateCacheMiddleware",
    *(name for name in MIDDLEWARE if name not in OURS),
    "django.middleware.cache.FetchFromCacheMiddleware",
]
CACHE_MIDDLEWARE_ALIAS = "pages"
CACHE_MIDDLEWARE_SECONDS = 60
