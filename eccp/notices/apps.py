"""The room as a Django app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "eccp.notices"

    def ready(self) -> None:
        """Listen to what happens to people's addresses."""
        from eccp.notices import listening  # noqa: F401  needs the models
