"""The room as a Django app."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "eccp.content"

    def ready(self) -> None:
        """Follow what becomes of contributions in the back office, and what is copied to be translated."""
        from wagtail.signals import copy_for_translation_done

        from eccp.content.contributing.following import listen
        from eccp.content.translating import when_copied

        listen()
        copy_for_translation_done.connect(when_copied, dispatch_uid="content.translate")
