"""The platform's settings for measuring: static files are named as they are, nothing else differs."""

from eccp.config.settings import *  # noqa: F403
from eccp.config.settings import STORAGES

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
LOGGING = {"version": 1, "disable_existing_loggers": True}
