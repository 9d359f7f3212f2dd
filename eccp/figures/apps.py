"""The room as a Django app."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "eccp.figures"
