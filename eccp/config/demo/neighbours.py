"""Two managers with whom the rules of programme access can be tried: one inside the programme, one outside."""

from django.db import transaction

from eccp.accounts.models import User
from eccp.config.demo_accounts import ensure_demo_accounts
from eccp.organisations.models import Organisation, Representative, Role

NEIGHBOURS = {"ani.petrosyan@demo.example": "AM", "nino.beridze@demo.example": "GE"}


@transaction.atomic
def ensure_neighbours() -> None:
    """Have each act for a published cluster organisation of their country; may be run again."""
    if User.objects.filter(email__in=NEIGHBOURS).count() < len(NEIGHBOURS):
        ensure_demo_accounts()
    for email, country in NEIGHBOURS.items():
        person = User.objects.get(email=email)
        clusters = Organisation.objects.published().of_type("cluster_organisation")
        first = clusters.filter(country_id=country).order_by("pk").first()
        if first and not Representative.objects.filter(person=person).exists():
            Representative.objects.create(person=person, organisation=first, role=Role.MANAGER)
            User.objects.filter(pk=person.pk).update(organisation_in_words=first.name)
