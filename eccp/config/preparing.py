"""What an installation needs before it runs. Each step looks first, so that a second run is quick."""

import hashlib
import shutil
from collections.abc import Callable, Iterable
from importlib.metadata import version
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Locale

from eccp.accounts.models import User
from eccp.accounts.roles import EDITORS, ensure_roles
from eccp.accounts.services import ensure_periods, erase_again
from eccp.config.demo.calls import ensure_calls
from eccp.config.demo.countries import write_countries
from eccp.config.demo.figures import ensure_figures
from eccp.config.demo.knowledge import ensure_knowledge
from eccp.config.demo.neighbours import ensure_neighbours
from eccp.config.demo.news import ensure_news
from eccp.config.demo_accounts import ACCOUNTS, PASSWORD
from eccp.config.translating.catalogue import compile_stale
from eccp.content.topic_pages import ensure_country_pages, ensure_policy_pages
from eccp.content.tree import ensure_pages
from eccp.core.clock import beat
from eccp.core.models import Beat
from eccp.figures.services import PUBLISHED, load_published
from eccp.organisations.models import Organisation

REFERENCE_MARK = "reference data"
FIGURES_MARK = "published figures"
STATIC_MARK = ".made-from"
# What no page asks for; the design system brings sheets for other sites.
STATIC_LEFT_OUT = ["*.map", "*.md", "*.txt", "optional", "ecl-eu-print.css"]


def files_in(folder: Path) -> list[Path]:
    """All files below a folder, but for what Python compiles there."""
    return [file for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc"]


def fingerprint(files: Iterable[Path], *more: str) -> str:
    """Name the state of some files."""
    state = hashlib.sha256("\n".join(more).encode())
    for file in sorted(files):
        state.update(str(file).encode() + file.read_bytes())
    return state.hexdigest()


def translations() -> str:
    """Compile the translations that are newer than what is read of them."""
    compiled = [language for folder in settings.LOCALE_PATHS for language in compile_stale(folder)]
    return f"Translations compiled: {', '.join(compiled)}" if compiled else ""


def migrate() -> str:
    """Bring the database to the state that the code expects."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting:
        return ""
    call_command("migrate", interactive=False, verbosity=0)
    return f"Database brought up to date ({len(waiting)} migrations)"


def reference_data() -> str:
    """Load countries, regions, terms and places again when their files changed."""
    reference = settings.BASE_DIR / "eccp" / "reference"
    state = fingerprint([*files_in(reference / "data"), *files_in(reference / "services")])
    if Beat.objects.filter(name=REFERENCE_MARK, note__files=state).exists():
        return ""
    call_command("load_reference", stdout=StringIO())
    beat(REFERENCE_MARK, files=state)
    return "Reference data loaded"


def ensure_languages() -> None:
    """Let editors write in every language that the platform speaks; they add further ones themselves."""
    for language in settings.INTERFACE_LANGUAGES:
        Locale.objects.get_or_create(language_code=language)


def published_figures() -> str:
    """Load the figures that were published of the earlier platform again when their file changed."""
    state = fingerprint([PUBLISHED])
    if Beat.objects.filter(name=FIGURES_MARK, note__files=state).exists():
        return ""
    load_published()
    beat(FIGURES_MARK, files=state)
    return "Published figures loaded"


def roles_and_pages() -> str:
    """Make the roles, the periods of retention, the languages, the first pages where they are missing."""
    ensure_roles()
    ensure_periods()
    ensure_languages()
    ensure_pages()
    return ""


def erased_people() -> str:
    """Erase those again who came back with a backup that was put back."""
    again = erase_again()
    return f"Erased again after a backup was put back: {len(again)}" if again else ""


def community() -> str:
    """Fill an empty demonstration with an invented community."""
    if not settings.DEMO:
        return ""
    if Organisation.objects.exists():
        ensure_neighbours()  # who and what came into the demonstration after it was made
        ensure_figures()
        return ""
    call_command("demo", stdout=StringIO())
    return f"Demonstration community made ({Organisation.objects.count()} organisations, all invented)"


def pages_of_topics() -> str:
    """Make the pages of countries, policy areas and ecosystems that are missing."""
    made = [*ensure_country_pages(), *ensure_policy_pages()]
    if settings.DEMO:
        write_countries()
        ensure_knowledge()
        ensure_calls(by=User.objects.filter(email=ACCOUNTS[0].email).first())
        ensure_news(
            member=User.objects.filter(email=ACCOUNTS[0].email).first(),
            editor=User.objects.filter(groups__name=EDITORS, is_active=True).order_by("pk").first(),
        )
    return f"Pages of countries, policy areas and ecosystems made: {len(made)}" if made else ""


def no_demonstration_people() -> str:
    """Refuse to go on where production stands on a demonstration's data: its passwords are known to all."""
    if settings.DEMO:
        return ""
    people = User.objects.filter(email__in=[account.email for account in ACCOUNTS], is_active=True)
    if known := [person.email for person in people if person.check_password(PASSWORD)]:
        raise CommandError(f"These accounts have the demonstration's password: {', '.join(known)}.")
    return ""


def static_files() -> str:
    """Collect and compress what browsers ask for, when any of it changed."""
    state = fingerprint(
        [
            *files_in(settings.BASE_DIR / "eccp" / "static"),
            settings.BASE_DIR / "package-lock.json",
            settings.BASE_DIR / "eccp" / "core" / "staticfiles.py",
            Path(__file__),
        ],
        *(version(package) for package in ("wagtail", "Django", "django-htmx", "whitenoise")),
    )
    mark = Path(settings.STATIC_ROOT, STATIC_MARK)
    if mark.exists() and mark.read_text() == state:
        return ""
    shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=STATIC_LEFT_OUT)
    mark.write_text(state)
    return "Static files collected"


STEPS: tuple[Callable[[], str], ...] = (
    translations,
    migrate,
    no_demonstration_people,
    reference_data,
    published_figures,
    roles_and_pages,
    erased_people,
    community,
    pages_of_topics,
    static_files,
)
