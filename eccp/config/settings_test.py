"""What the tests need otherwise: fast hashing, files that vanish, no web, warnings as errors."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("MODE", "demo")
os.environ["DATA_DIR"] = os.environ.get("TEST_DATA_DIR") or tempfile.mkdtemp(prefix="eccp-test-")
os.environ.setdefault("SECRET_KEY", "tests only")
os.environ.pop("DATABASE_URL", None)
if os.environ.get("TEST_DATABASE_URL"):
    os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]

from eccp.config.settings import *  # noqa: F403
from eccp.config.settings import CACHES, STORAGES
from eccp.config.settings import DATA_DIR as TEST_DIR

Path(TEST_DIR).mkdir(parents=True, exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name} for name in CACHES
}
KEEP_PAGES = False  # what a test changes is seen at once; tests of the cache turn it on
