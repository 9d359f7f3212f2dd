"""The room as a Django app."""

from django.apps import AppConfig


class ValidationConfig(AppConfig):
    name = "eccp.validation"
