"""The room as a Django app."""

from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "eccp.reference"
