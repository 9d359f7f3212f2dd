"""The room as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from eccp.core import append_only, dates


class CoreConfig(AppConfig):
    name = "eccp.core"

    def ready(self) -> None:
        """Have the log protected after every migration, whichever room it was of; say dates as French does."""
        dates.say_the_first()
        post_migrate.connect(append_only.keep_in_place, sender=self, dispatch_uid="log stays as written")
