"""People who have just proved who they are, and codes as their apps show them."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.test import Client


@pytest.fixture
def just_signed_in(signed_in: Any) -> Callable[[Any], Client]:
    """Give the client of a person who typed the password a moment ago: `just_signed_in(user)`."""

    def client_of(user: Any) -> Client:
        client: Client = signed_in(user)
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time()}]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
        session.save()
        return client

    return client_of
