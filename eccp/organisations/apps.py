"""The room as a Django app."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "eccp.organisations"
