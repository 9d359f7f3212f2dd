"""The room as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "eccp.accounts"

    def ready(self) -> None:
        """Listen to sign-ins."""
        from eccp.accounts import joining  # noqa: F401
