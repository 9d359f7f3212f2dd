"""The room as a Django app."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "eccp.content"

    def ready(self) -> None:
        """Follow contributions in the back office and copies to translate; have days typed as browsers do."""
        from django.db import models
        from wagtail.admin.forms.models import register_form_field_override
        from wagtail.signals import copy_for_translation_done

        from eccp.content.contributing.following import listen
        from eccp.content.translating import when_copied
        from eccp.content.widgets import DayInput, HourInput, MomentInput

        listen()
        register_form_field_override(models.DateField, override={"widget": DayInput})
        register_form_field_override(models.TimeField, override={"widget": HourInput})
        register_form_field_override(models.DateTimeField, override={"widget": MomentInput})
        copy_for_translation_done.connect(when_copied, dispatch_uid="content.translate")
