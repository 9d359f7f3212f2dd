"""What happens to people's accounts beyond sign-in, which is allauth's."""

from eccp.accounts.services.archiving import archive_of, ask_for_archive, make_archive, token_of
from eccp.accounts.services.consenting import agree, take_note, withdraw
from eccp.accounts.services.erasing import complete_list, erase, erase_again
from eccp.accounts.services.forgetting import ensure_periods, forget_what_is_old, period, set_period
from eccp.accounts.services.people import update_account, update_person
from eccp.accounts.services.renewing import renew_secrets
from eccp.accounts.services.resetting import reset_second_factor

__all__ = [
    "agree",
    "archive_of",
    "ask_for_archive",
    "complete_list",
    "ensure_periods",
    "erase",
    "erase_again",
    "forget_what_is_old",
    "make_archive",
    "period",
    "renew_secrets",
    "reset_second_factor",
    "set_period",
    "take_note",
    "token_of",
    "update_account",
    "update_person",
    "withdraw",
]
