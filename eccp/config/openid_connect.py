"""Which other site people may sign in with: any issuer of OpenID Connect, named by the environment.

`OIDC_ISSUER`, `OIDC_CLIENT_ID`, `OIDC_CLIENT_SECRET`, `OIDC_NAME`; without an issuer nothing is offered.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

NEEDED = ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")


def providers(environment: Mapping[str, str]) -> dict[str, Any]:
    """The provider as allauth reads it; refuses to start with half of what is needed."""
    issuer = environment.get("OIDC_ISSUER", "").rstrip("/")
    if not issuer:
        return {}
    if missing := [name for name in NEEDED if not environment.get(name)]:
        raise SystemExit(f"OIDC_ISSUER is set, but not {' and '.join(missing)}.")
    return {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": environment.get("OIDC_NAME", "OpenID Connect"),
                    "client_id": environment["OIDC_CLIENT_ID"],
                    "secret": environment["OIDC_CLIENT_SECRET"],
                    "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
                }
            ]
        }
    }


def origins(environment: Mapping[str, str]) -> list[str]:
    """Where the sign-in form may lead by the content security policy: the issuer's origin.

    `OIDC_ORIGINS` names others, parted by blanks, where the provider's own pages stand elsewhere.
    """
    issuer = urlsplit(environment.get("OIDC_ISSUER", ""))
    own = [f"{issuer.scheme}://{issuer.netloc}"] if issuer.netloc else []
    return own + environment.get("OIDC_ORIGINS", "").split()
