"""The room as a Django app."""

from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "eccp.reference"

    def ready(self) -> None:
        """Forget what is remembered of labels when one is stored or taken away."""
        from django.db.models.signals import post_delete, post_save

        from eccp.reference import labels

        for model in ("CountryLabel", "TermLabel"):
            for signal in (post_save, post_delete):
                signal.connect(labels.forget, sender=self.get_model(model))
