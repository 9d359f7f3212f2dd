"""The numbers and addresses that help's texts are filled with when they are made, so that they are the code's own."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from eccp.conversations import forms as conversing
from eccp.conversations import policies as talking
from eccp.conversations.personal import YEARS
from eccp.organisations.criteria import cluster, shared
from eccp.organisations.services.inviting import WAITING_AT_MOST
from eccp.organisations.types import of_code

ADDRESSES = {
    "sign_up": "account_signup",
    "sign_in": "account_login",
    "new_password": "account_reset_password",
    "mine": "organisations:home",
    "register": "organisations:start",
    "directory": "directory:index",
    "access": "reference:access",
    "my_data": "accounts:data",
    "account": "accounts:account",
    "register_of_processing": "accounts:register",
    "mails": "notices:settings",
    "conversations": "conversations:inbox",
    "contributions": "content:contributions",
    "reminders": "content:reminders",
    "figures": "figures:index",
}


def facts() -> dict[str, Any]:
    """What `{…}` in a text stands for."""
    api, seconds = settings.LIMITS["api"]
    with override("en"):
        home = reverse("home")
        addresses = {name: reverse(view) for name, view in ADDRESSES.items()}
    return addresses | {
        "home": home,
        "hours": settings.VALIDATION_HOURS,
        "members": cluster.MEMBERS_AT_LEAST,
        "posts": cluster.plain(cluster.FTE_AT_LEAST),
        "kinds": cluster.KINDS_AT_LEAST,
        "services": cluster.SERVICES_AT_LEAST,
        "clusters": shared.CLUSTERS_AT_LEAST,
        "minutes": sum(step.minutes for step in of_code("cluster_organisation").steps),
        "new_a_day": talking.NEW_A_DAY,
        "files": conversing.FILES_AT_MOST,
        "megabytes": conversing.BYTES_AT_MOST // 2**20,
        "years": YEARS,
        "invitations": WAITING_AT_MOST,
        "requests": api,
        "seconds": seconds,
    }
