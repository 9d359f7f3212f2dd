"""The assembly as a Django app: its commands know every room."""

from typing import Any

from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class ConfigConfig(AppConfig):
    name = "eccp.config"
    label = "assembly"

    def ready(self) -> None:
        """Let every room say what it does in the background, shows on pages of others, holds on people, and says of the log."""
        autodiscover_modules("tasks", "jobs", "slots", "personal", "audit")
        post_migrate.connect(
            make_shared_cache, sender=apps.get_app_config("core"), dispatch_uid="shared cache"
        )


def make_shared_cache(using: str, **_more: Any) -> None:
    """Make the table of the shared cache wherever there is a database: limits count in it."""
    call_command("createcachetable", database=using, verbosity=0)
