"""The settings of signing in: what allauth asks, how many tries there are, and sign-in with other sites."""

import os

from eccp.config.openid_connect import origins, providers

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["eccp.accounts.backend.Backend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "organisations:home"
LOGOUT_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

ACCOUNT_ADAPTER = "eccp.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "eccp.accounts.forms.AboutYouForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_USER_DISPLAY = "eccp.accounts.policies.display_name"
# One address each: a new one takes the place of the old one when it is confirmed.
ACCOUNT_CHANGE_EMAIL = True
# Whoever sits down at an open browser cannot make the account theirs: address, second factor and
# connected accounts change only within minutes of a password or code.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
# How often, in how long, by whom: an internet address, an account that is tried, a person signed in.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",  # counts second factors too, by account
    "signup": "20/m/ip",
    "reset_password": "20/m/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "confirm_email": "1/3m/key",
    "manage_email": "10/h/user",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}

MFA_ADAPTER = "eccp.accounts.mfa_adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "ECCP"
MFA_TOTP_TOLERANCE = 1  # clocks differ and fingers are slow; no code is good twice all the same
MFA_FORMS = {
    "authenticate": "eccp.accounts.mfa_forms.CodeForm",
    "reauthenticate": "eccp.accounts.mfa_forms.CodeAgainForm",
    "add_webauthn": "eccp.accounts.mfa_forms.AddKeyForm",
    "edit_webauthn": "eccp.accounts.mfa_forms.NameKeyForm",
}
MFA_RATE_LIMITS = {"webauthn_login": "10/m/ip"}
# Nobody is signed in here without a confirmed address, so a second one that waits for its
# confirmation need not keep anybody from a second factor.
MFA_ALLOW_UNVERIFIED_EMAIL = True

# --- Sign-in with another site: never joined to an account here without proof (see social_adapter.py).
SOCIALACCOUNT_ADAPTER = "eccp.accounts.social_adapter.SocialAdapter"
SOCIALACCOUNT_PROVIDERS = providers(os.environ)
SOCIALACCOUNT_FORMS = {"signup": "eccp.accounts.social_forms.FirstTimeForm"}
SOCIALACCOUNT_AUTO_SIGNUP = False  # one sees the name and says where one works first
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
OIDC_ORIGINS = origins(os.environ)
