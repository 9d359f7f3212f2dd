"""The platform's settings for measuring: static files are named as they are, nothing else differs."""

from eccp.config.settings import *  # noqa: F403
from eccp.config.settings import LIMITS, STORAGES

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
LOGGING = {"version": 1, "disable_existing_loggers": True}
# Measurements ask more often than any visitor may.
LIMITS = {name: (10**9, seconds) for name, (_most, seconds) in LIMITS.items()}
ACCOUNT_RATE_LIMITS = False
ALLAUTH_TRUSTED_PROXY_COUNT = 0
