"""By what entries of the log are found. All of it is answered from indexes, however long the log is."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models

from eccp.accounts.models import User
from eccp.core import audit
from eccp.core.log import ROLES
from eccp.core.models import LogEntry
from eccp.core.names import sort_key
from eccp.organisations.audit import about
from eccp.organisations.models import Organisation

AT_MOST = 20  # people or organisations that some words may mean


def verbs() -> list[tuple[str, Any]]:
    """The verbs that rooms name, by room."""
    return [(code, f"{code.partition('.')[0]}: {words}") for code, words in sorted(audit.verbs.items())]


def kinds() -> list[tuple[str, str]]:
    """The kinds of objects that rooms name, and those that the back office edits."""
    edited = {model._meta.label_lower for model in (*get_page_models(), *get_snippet_models())}
    named = {code: str(audit.say_kind(code)) for code in edited | set(audit.kinds)}
    return sorted(named.items(), key=lambda one: (one[1], one[0]))


class EntryFilters(WagtailFilterSet):
    """The filters of the report."""

    at = django_filters.DateFromToRangeFilter(label=_("When"), widget=DateRangePickerWidget)
    verb = django_filters.ChoiceFilter(label=_("What"), choices=verbs)
    role = django_filters.ChoiceFilter(label=_("In which role"), choices=list(ROLES.items()))
    person = django_filters.CharFilter(label=_("Who: name, address or number"), method="by_person")
    organisation = django_filters.CharFilter(
        label=_("About which organisation: name or number"), method="by_organisation"
    )
    kind = django_filters.ChoiceFilter(label=_("Kind of object"), choices=kinds)
    number = django_filters.NumberFilter(label=_("Number of the object"), field_name="object_id")

    class Meta:
        model = LogEntry
        fields: list[str] = []

    def by_person(self, queryset: QuerySet[LogEntry], _name: str, value: str) -> QuerySet[LogEntry]:
        """What these people did."""
        return queryset.filter(by__in=people(value))

    def by_organisation(self, queryset: QuerySet[LogEntry], _name: str, value: str) -> QuerySet[LogEntry]:
        """What was done with these organisations, and with what belongs to them."""
        return queryset.filter(about_any(organisations(value)))


def people(words: str) -> list[int]:
    """The people of this number, address or part of a name."""
    words = words.strip()
    wanted = Q(pk=int(words)) if words.isdecimal() else Q(email=words.lower()) | Q(name__icontains=words)
    return list(User.objects.filter(wanted).order_by("pk").values_list("pk", flat=True)[:AT_MOST])


def organisations(words: str) -> list[int]:
    """The organisations of this number, or with these words in their name."""
    words = words.strip()
    wanted = Q(pk=int(words)) if words.isdecimal() else Q(sort_key__contains=sort_key(words))
    return list(Organisation.objects.filter(wanted).order_by("pk").values_list("pk", flat=True)[:AT_MOST])


def about_any(numbers: list[int]) -> Q:
    """The entries about any of these organisations; about none where there is none."""
    found = Q(pk__in=[])
    for number in numbers:
        found |= about(number)
    return found


def search(queryset: QuerySet[LogEntry], words: str) -> QuerySet[LogEntry]:
    """Entries by the words of what was done, by who did it, and by what organisation it was about."""
    said = [code for code, name in audit.verbs.items() if words.strip().lower() in str(name).lower()]
    return queryset.filter(Q(verb__in=said) | Q(by__in=people(words)) | about_any(organisations(words)))
