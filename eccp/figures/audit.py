"""What the log says of dated figures: the same as of reference data, whose verbs they are stored by."""

from django.utils.text import capfirst

from eccp.core.audit import Kind, names_kind
from eccp.core.models import kind_of
from eccp.figures.models import Entry
from eccp.reference.audit import tell

names_kind(kind_of(Entry), Kind(capfirst(Entry._meta.verbose_name), tell=tell))
