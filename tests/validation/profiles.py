"""Profiles and applications in the states that the tests of this room need."""

from datetime import date
from typing import Any

from eccp.organisations.models import ContactPerson, Organisation, Recognition
from eccp.organisations.services import profiles
from eccp.reference.models import Participation, Programme, Scheme
from eccp.validation import services
from eccp.validation.models import Application
from tests.factories import (
    CountryFactory,
    OrganisationFactory,
    RepresentativeFactory,
    TermFactory,
    ValidatorFactory,
)

CODES = ("team", "website", "size", "industry", "mix", "focus", "services")
MET = {
    "management_fte": "1",
    "members_sme": 14,
    "members_large": 2,
    "members_research": 3,
    "members_public": 1,
}


def programme_country(code: str = "DE") -> Any:
    """A country that takes part in the programme for many years."""
    country = CountryFactory(code=code)
    programme, _made = Programme.objects.get_or_create(
        code="smp",
        defaults={
            "name": "Single Market Programme",
            "runs_from": date(2000, 1, 1),
            "runs_to": date(2099, 12, 31),
        },
    )
    Participation.objects.get_or_create(
        programme=programme,
        country=country,
        starts_on=date(2000, 1, 1),
        defaults={"ends_on": date(2099, 12, 31)},
    )
    return country


def complete(**columns: Any) -> Organisation:
    """A cluster profile in which nothing mandatory is empty and no criterion fails."""
    given = {f"parts__{name}": value for name, value in MET.items()} | {
        "country": programme_country(),
        "city": "München",
        "website": "https://cluster.example.eu",
        "text__description": "We run projects for the blue economy.",
    }
    organisation = OrganisationFactory(**(given | columns))
    if organisation.type == "cluster_organisation":
        organisation.terms.add(
            *[TermFactory(scheme=Scheme.SERVICE, code=code) for code in ("training", "export-support")]
        )
    organisation.terms.add(TermFactory(scheme=Scheme.ECOSYSTEM, code="textile"))
    ContactPerson.objects.create(organisation=organisation, name="Nora Quill", email="nora@example.eu")
    return organisation


def managed(**columns: Any) -> tuple[Organisation, Any]:
    """A complete profile and its manager."""
    organisation = complete(**columns)
    return organisation, RepresentativeFactory(organisation=organisation).person


def member_of(cluster: Organisation) -> tuple[Organisation, Any]:
    """A complete profile of a member that names a cluster, and the member's manager."""
    size = TermFactory(scheme=Scheme.SIZE_CLASS, code="small")
    member = OrganisationFactory(
        type="cluster_member",
        country=programme_country(),
        city="München",
        website="https://member.example.eu",
        text__description="We weave.",
        parts__size_class=size,
    )
    member.terms.add(TermFactory(scheme=Scheme.ECOSYSTEM, code="textile"))
    ContactPerson.objects.create(organisation=member, name="Tadhg Ferrow", email="tadhg@example.eu")
    member.memberships.create(cluster=cluster)
    return member, RepresentativeFactory(organisation=member).person


def recognise(organisation: Organisation) -> Recognition:
    """Give a recognition with evidence, on whose ground criteria may be waived."""
    return Recognition.objects.create(
        organisation=organisation,
        programme="Excellence programme",
        level="national",
        link="https://programme.example.eu",
    )


def edit(organisation: Organisation, by: Any, **values: Any) -> Organisation:
    """Change some values of a profile as its form does."""
    organisation.refresh_from_db()
    return profiles.update(organisation, values, opened_at=organisation.version, by=by)


def submitted(**columns: Any) -> Application:
    """A complete profile before the validators."""
    organisation, manager = managed(**columns)
    return services.submit(organisation, by=manager, consent=True)


def judged_well(application: Application, validator: Any, *, but: tuple[str, ...] = ()) -> None:
    """Say of every criterion but some that it is met."""
    for code in CODES:
        if code not in but:
            services.judge(application, code, "met", by=validator)


def published(**columns: Any) -> tuple[Organisation, Any]:
    """A profile that a validator published, with its manager."""
    application, validator = submitted(**columns), ValidatorFactory()
    judged_well(application, validator)
    services.publish(application, by=validator)
    application.organisation.refresh_from_db()
    return application.organisation, application.submitted_by


def rule(refused: Any) -> str:
    """The rule by which somebody was refused, from what `pytest.raises` caught."""
    return str(refused.value.refusal.rule)
