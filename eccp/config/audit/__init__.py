"""The log of all rooms in the back office: found by who, what, when and in which role, and taken away as a file.

It stands in the assembly, since it puts into words what every room does; the words are the rooms' own
(`core.audit`).
"""

from django.utils.translation import gettext_lazy as _

from eccp.config.audit import editing
from eccp.core.audit import names_verbs

__all__ = ["editing"]

names_verbs({"audit.export": _("Audit downloaded")})
