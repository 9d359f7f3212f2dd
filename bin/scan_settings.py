"""The demonstration as the scanner meets it: by https as in production, and without limits on how often it asks."""

from eccp.config.encrypted import *  # noqa: F403
from eccp.config.policy import content_security_policy
from eccp.config.settings import *  # noqa: F403
from eccp.config.settings import LIMITS, OIDC_ORIGINS

SECURE_PROXY_SSL_HEADER = None  # the web server of the scan encrypts by itself
ALLAUTH_TRUSTED_PROXY_COUNT = 0
CONTENT_SECURITY_POLICY = content_security_policy(OIDC_ORIGINS, encrypted=True)
LIMITS = {name: (10**9, seconds) for name, (_most, seconds) in LIMITS.items()}
ACCOUNT_RATE_LIMITS = False
