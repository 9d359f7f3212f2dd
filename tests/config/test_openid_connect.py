"""Which other site one may sign in with, as the environment says."""

import pytest

from eccp.config.openid_connect import origins, providers

WHOLE = {"OIDC_ISSUER": "https://login.example/eu/", "OIDC_CLIENT_ID": "eccp", "OIDC_CLIENT_SECRET": "s"}


def test_without_an_issuer_there_is_none():
    assert providers({}) == {}
    assert origins({}) == []


def test_an_issuer_is_offered_by_its_name():
    [app] = providers(WHOLE | {"OIDC_NAME": "EU Login"})["openid_connect"]["APPS"]

    assert app == {
        "provider_id": "oidc",
        "name": "EU Login",
        "client_id": "eccp",
        "secret": "s",
        "settings": {"server_url": "https://login.example/eu", "oauth_pkce_enabled": True},
    }


@pytest.mark.parametrize("name", ["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"])
def test_half_of_it_does_not_start(name):
    with pytest.raises(SystemExit, match=name):
        providers({key: value for key, value in WHOLE.items() if key != name})


def test_forms_may_lead_to_the_issuer_and_to_what_is_named_besides():
    environment = WHOLE | {"OIDC_ORIGINS": "https://one.example https://two.example"}

    assert origins(environment) == ["https://login.example", "https://one.example", "https://two.example"]
