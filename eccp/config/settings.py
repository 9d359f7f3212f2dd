"""One settings file. What differs between installations comes from the environment."""

import os
from pathlib import Path
from typing import Any

import dj_database_url

from eccp.config import languages, production
from eccp.config.editing import *  # noqa: F403
from eccp.config.people import *  # noqa: F403
from eccp.config.people import LOGIN_URL, OIDC_ORIGINS
from eccp.config.policy import *  # noqa: F403
from eccp.config.policy import content_security_policy
from eccp.config.secrets import secret_key

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(os.environ.get("DATA_DIR", BASE_DIR / "var")).resolve()
NODE_MODULES = BASE_DIR / "node_modules"

MODE = os.environ.get("MODE", "demo")
if MODE not in {"demo", "production"}:
    raise SystemExit(f"MODE is {MODE!r}: set it to demo or production.")
DEMO = MODE == "demo"

if not DEMO:
    production.refuse_to_start(os.environ)

DEBUG = os.environ.get("DEBUG") == "1" and DEMO
SECRET_KEY = secret_key(DATA_DIR, MODE)
SECRET_KEY_FALLBACKS = production.keys_before(os.environ)
PORT = int(os.environ.get("PORT", "8000"))
SITE_URL = os.environ.get("SITE_URL", f"http://localhost:{PORT}").rstrip("/")
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# The rooms, top to bottom: each imports only from those below it.
ROOMS = [
    "eccp.config",
    "eccp.figures",
    "eccp.content",
    "eccp.directory",
    "eccp.validation",
    "eccp.conversations",
    "eccp.organisations",
    "eccp.notices",
    "eccp.accounts",
    "eccp.reference",
    "eccp.core",
]

INSTALLED_APPS = [
    *ROOMS,
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "wagtail.contrib.settings",
    "wagtail.snippets",
    "wagtail.users",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.search",
    "wagtail.sites",
    "wagtail.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.simple_translation",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "template_partials",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "eccp.config.page_cache.page_cache",  # keeps finished answers, so all others stand inside
    "csp.middleware.CSPMiddleware",  # before the others, so that refusals of those below have the policy too
    "eccp.config.headers.headers",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "eccp.core.languages.InterfaceLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "eccp.core.middleware.readable",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "eccp.core.middleware.not_too_often",
    "allauth.account.middleware.AccountMiddleware",
    "eccp.accounts.middleware.second_factor",
    "django_htmx.middleware.HtmxMiddleware",
    "eccp.core.middleware.refusals",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "eccp.config.urls"
WSGI_APPLICATION = "eccp.config.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "eccp" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "eccp.config.context.site",
                "eccp.notices.context.waiting",
                "eccp.organisations.context.acting",
            ],
            "builtins": ["eccp.core.templatetags.face"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database: SQLite in WAL mode by default, PostgreSQL where DATABASE_URL names one.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
        "PRAGMA temp_store=MEMORY;PRAGMA mmap_size=134217728;PRAGMA cache_size=-32000;"
    ),
}
if os.environ.get("DATABASE_URL"):
    DATABASES = {"default": dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=60)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(DATA_DIR / "eccp.sqlite3"),
            "OPTIONS": SQLITE_OPTIONS,
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What all processes share, above all the counts of limits; and what each may keep for itself.
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "eccp.core.shared_cache.SharedCache",
        "LOCATION": "core_shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}},
    # Which sizes of a picture there are; Wagtail would ask the database for each, and write what it heard.
    "renditions": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "renditions",
        "TIMEOUT": 60,
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    },
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 1_000},
    },
}
# Whether pages that are the same for all are kept for a minute: see page_cache.py.
KEEP_PAGES = os.environ.get("KEEP_PAGES", "1") == "1" and not DEBUG

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# The search index is a copy that is fed by one process; it may stand on any local disk.
INDEX_DIR = Path(os.environ.get("INDEX_DIR", DATA_DIR / "index"))

# --- People: see people.py
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SITE_URL.split(":", 1)[0]

# --- Languages
LANGUAGE_CODE = "en"
LANGUAGES = languages.LANGUAGES
INTERFACE_LANGUAGES = languages.INTERFACE_LANGUAGES
FORMAT_MODULE_PATH = ["eccp.config.formats"]
LOCALE_PATHS = [BASE_DIR / "eccp" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Brussels"
WAGTAIL_I18N_ENABLED = True
MACHINE_TRANSLATOR = os.environ.get("MACHINE_TRANSLATOR", "")  # see core/translators.py; none is installed
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [pair for pair in LANGUAGES if pair[0] in INTERFACE_LANGUAGES]

# --- Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "eccp" / "static",
    ("ecl/styles", NODE_MODULES / "@ecl" / "preset-eu" / "dist" / "styles"),
    ("leaflet", NODE_MODULES / "leaflet" / "dist"),
    ("supercluster", NODE_MODULES / "supercluster" / "dist"),
    ("htmx", NODE_MODULES / "htmx.org" / "dist"),
]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_DIR / "media"), "base_url": MEDIA_URL},  # a word: tasks keep it
    },
    # Evidence, drafts and attachments: never under an address of their own.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_DIR / "private"), "base_url": None},
    },
    "staticfiles": {"BACKEND": "eccp.core.staticfiles.Storage"},
}
WHITENOISE_MAX_AGE = 3600
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
REQUEST_BYTES = 25 * 1024 * 1024  # of a whole request with its files

# --- Mail: everything is written to the table of outgoing mail, a task hands it on.
EMAIL_BACKEND = "eccp.notices.backend.TableBackend"
DELIVERY_BACKEND = (
    "django.core.mail.backends.dummy.EmailBackend" if DEMO else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get(
    "FROM_EMAIL", "European Cluster Collaboration Platform <contact@eccp.example>"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Where undeliverable mails come back to, such as bounces@platform.example; it stands on envelopes only.
BOUNCE_ADDRESS = os.environ.get("BOUNCE_ADDRESS", "")

# --- Security
CONTENT_SECURITY_POLICY = content_security_policy(OIDC_ORIGINS, encrypted=not DEMO)
SECURITY_CONTACTS = os.environ.get("SECURITY_CONTACT", "").split()  # who hears of weaknesses
BACK_OFFICE_PATH = "/backoffice/"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The first makes new hashes: it needs memory too, which is what guessing machines lack. See docs/security.md.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if not DEMO:
    from eccp.config.encrypted import *  # noqa: F403

# --- Wagtail
WAGTAIL_SITE_NAME = "European Cluster Collaboration Platform"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL

# --- The promises of the platform, in numbers
VALIDATION_HOURS = 48
PROFILE_IMAGE_BYTES = 2 * 1024 * 1024
PROFILE_IMAGE_PIXELS = 20_000_000
EVIDENCE_SECONDS = 20
EVIDENCE_BYTES = 2 * 1024 * 1024

# --- How many requests in how many seconds, of one person or address: see core/limits.py.
LIMITS = {"api": (300, 60), "search": (600, 60), "downloads": (30, 3600), "posts": (240, 60)}
DOWNLOADS_AT_ONCE = 3

# --- Data protection: who answers for the data, and who was erased (a backup put back is erased again)
CONTROLLER_NAME = os.environ.get("CONTROLLER_NAME", "")
CONTROLLER_CONTACT = os.environ.get("CONTROLLER_CONTACT", "")
DPO_CONTACT = os.environ.get("DPO_CONTACT", "")
ERASED_LIST = Path(os.environ.get("ERASED_LIST", DATA_DIR / "erased.log"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
}
