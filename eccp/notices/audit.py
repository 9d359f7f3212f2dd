"""What the log says of mails."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from eccp.core.audit import Kind, Seen, names_kind, names_verbs
from eccp.core.models import kind_of
from eccp.notices.models import AddressTrouble, OutgoingMail

names_verbs(
    {
        "notices.choose": _("Chose which mails to get"),
        "notices.send_again": _("Mail sent again"),
        "notices.try_again": _("Asked to try the address again"),
        "notices.address_fails": _("Mails to the address come back"),
        "notices.complaint": _("Mail marked as unwanted by its reader"),
    }
)


def look(numbers: Collection[int], reader: Any) -> Mapping[int, Seen]:
    """Mails by number: whom they were to and what about is for their readers."""
    return {number: Seen(str(_("Mail %(number)d") % {"number": number})) for number in numbers}


names_kind(kind_of(OutgoingMail), Kind(_("Mail"), look))
names_kind(kind_of(AddressTrouble), Kind(_("Address")))
