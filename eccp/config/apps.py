"""The assembly as a Django app: its commands know every room."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ConfigConfig(AppConfig):
    name = "eccp.config"
    label = "assembly"

    def ready(self) -> None:
        """Let every room say what it does in the background, shows on pages of others, and holds on people."""
        autodiscover_modules("tasks", "jobs", "slots", "personal")
