"""Every field of every profile type can be asked for, stored and read again."""

import pytest
from django.core.files.base import File
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from eccp.organisations.models import Organisation
from eccp.organisations.services import profiles
from eccp.organisations.snapshot import public_snapshot, snapshot
from eccp.organisations.types import all_types, choices, of_code
from eccp.organisations.types.fields import Need
from tests.factories import OrganisationFactory
from tests.organisations.filling import form_of, reference, typed

pytestmark = pytest.mark.django_db
KINDS = [kind.code for kind in all_types()]


def test_types_are_eight_with_a_label_each():
    assert len(set(KINDS)) == 8
    assert dict(choices()).keys() == set(KINDS)


@pytest.mark.parametrize("code", KINDS)
def test_type_asks_each_thing_once_under_a_label(code):
    kind = of_code(code)
    names = [field.name for field in kind]

    assert len(names) == len(set(names))
    assert all(str(field.label).strip() for field in kind)
    assert {"country", "name", "website", "summary", "contact_email"} <= set(names)


@pytest.mark.parametrize("code", KINDS)
def test_every_field_goes_through_form_store_and_page_again(code):
    reference()
    organisation = OrganisationFactory(type=code, name="Old name")
    kind = of_code(code)
    sent = {}
    for step in kind.steps:
        form = form_of(organisation, step, *typed(organisation, step))
        assert form.is_valid(), (form.errors, [form.errors for form in form.all_forms])
        sent |= form.values()
        organisation = profiles.update(organisation, form.values(), opened_at=organisation.version, by=None)

    stored = snapshot(Organisation.objects.with_everything().get(pk=organisation.pk))

    assert set(sent) == {field.name for field in kind}
    for name, value in sent.items():
        assert kind.field(name).is_filled(stored[name]), name
        if isinstance(value, File):
            assert stored[name].endswith((".png", ".webp"))
        elif name == "recognitions":
            assert [row | {"letter": ""} for row in stored[name]] == [row | {"letter": ""} for row in value]
            assert all(row["letter"].startswith("recognitions/") for row in stored[name])
        else:
            assert stored[name] == value, name


@pytest.mark.parametrize("code", KINDS)
def test_saving_what_the_page_showed_changes_nothing(code):
    reference()
    organisation = OrganisationFactory(type=code)
    for step in of_code(code).steps:
        form = form_of(organisation, step, *typed(organisation, step))
        assert form.is_valid()
        organisation = profiles.update(organisation, form.values(), opened_at=organisation.version, by=None)
    before = organisation.version

    for step in of_code(code).steps:
        shown = form_of(organisation, step)
        again = form_of(organisation, step, *sent_back(shown))
        assert again.is_valid(), again.errors
        organisation = profiles.update(organisation, again.values(), opened_at=before, by=None)

    assert organisation.version == before


@pytest.mark.parametrize("code", KINDS)
def test_missing_counts_down_to_nothing(code):
    reference()
    kind = of_code(code)
    organisation = OrganisationFactory(type=code, text__summary="")
    needed = {field.name for field in kind if field.need is not Need.NEVER}
    values = snapshot(Organisation.objects.with_everything().get(pk=organisation.pk))
    assert {field.name for _step, field in kind.missing(values, programme_country=True)} == needed - {
        "country",
        "name",
    }

    for step in kind.steps:
        values |= form_values(organisation, step)

    assert kind.missing(values, programme_country=True) == []
    assert kind.progress(values, programme_country=True) == (len(needed), len(needed))


def test_third_countries_owe_less():
    kind = of_code("cluster_organisation")

    asked_there = {field.name for field in kind if field.need.holds(programme_country=False)}
    asked_here = {field.name for field in kind if field.need.holds(programme_country=True)}

    assert asked_here - asked_there == {
        "members_sme",
        "members_large",
        "members_research",
        "members_public",
        "management_fte",
        "services",
    }


@pytest.mark.parametrize("code", KINDS)
def test_public_values_have_no_person_and_no_letter(code):
    reference()
    organisation = OrganisationFactory(type=code)
    for step in of_code(code).steps:
        form = form_of(organisation, step, *typed(organisation, step))
        assert form.is_valid()
        organisation = profiles.update(organisation, form.values(), opened_at=organisation.version, by=None)

    shown = public_snapshot(Organisation.objects.with_everything().get(pk=organisation.pk))

    assert not [name for name in shown if name.startswith("contact_")]
    assert "management_fte" not in shown
    assert not any("letter" in row for row in shown.get("recognitions", []))


def form_values(organisation, step):
    form = form_of(organisation, step, *typed(organisation, step))
    assert form.is_valid()
    return form.values()


def sent_back(shown):
    """What a browser sends when somebody saves a page without typing anything."""
    data = QueryDict(mutable=True)
    for form in shown.all_forms:
        for bound in form:
            value = bound.value()
            if isinstance(value, list):
                data.setlist(bound.html_name, [str(one) for one in value])
            elif value not in (None, "") and bound.name not in ("logo", "letter"):
                data[bound.html_name] = str(value)
    for name, several in shown.rows.items():
        data[f"{name}-count"] = str(len(several.forms))
        for form in several.forms:
            if form.letter_now:
                data[f"{form.prefix}-letter-now"] = form.letter_now
    return data, MultiValueDict()
