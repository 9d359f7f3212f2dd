"""What a step's form takes, what it mends by itself, and what it says where it cannot."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from eccp.organisations.types import of_code
from eccp.reference.models import Scheme, today
from tests.factories import CountryFactory, OrganisationFactory, RegionFactory, TermFactory
from tests.organisations.filling import form_of, picture, reference

pytestmark = pytest.mark.django_db
CLUSTER = of_code("cluster_organisation")


def form(step, kind="cluster_organisation", organisation=None, files=None, **typed):
    organisation = organisation or OrganisationFactory(type=kind)
    data = QueryDict(mutable=True)
    for name, value in typed.items():
        if isinstance(value, list):
            data.setlist(name.replace("__", "-"), value)
        else:
            data[name.replace("__", "-")] = value
    return form_of(organisation, of_code(kind).step(step), data, MultiValueDict(files or {}))


def value(step, field, typed, kind="cluster_organisation", **more):
    made = form(step, kind, **{field: typed}, **more)
    assert field not in made.errors, made.errors
    return made.values()[field]


def error(step, field, typed, kind="cluster_organisation", **more):
    made = form(step, kind, **{field: typed}, **more)
    return [str(words) for words in made.errors.get(field, [])]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("www.brannoch.eu", "https://www.brannoch.eu"),
        (" brannoch.eu/en ", "https://brannoch.eu/en"),
        ("http://brannoch.eu", "http://brannoch.eu"),
        ("https://münchen.example/ä", "https://münchen.example/ä"),
        ("", ""),
    ],
)
def test_website_gets_its_beginning(typed, kept):
    assert value("identity", "website", typed, name="X") == kept


@pytest.mark.parametrize(
    "typed", ["brannoch", "javascript:alert(1)", "ftp://brannoch.eu", "http://", "a b.eu", "ana@brannoch.eu"]
)
def test_website_that_is_none_is_told_how_one_looks(typed):
    assert error("identity", "website", typed, name="X") == [
        "Give the whole address, for example https://www.example.org."
    ]


@pytest.mark.parametrize(("typed", "kept"), [("12", 12), (" 1 200 ", 1200), ("0", 0), ("", None)])
def test_counts_are_read_as_people_type_them(typed, kept):
    assert value("members", "members_sme", typed) == kept


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("-1", "A number cannot be below nought."),
        ("many", "Give a whole number, without words."),
        ("1.5", "Give a whole number, without words."),
    ],
)
def test_counts_that_are_none_say_how_to_mend(typed, words):
    assert error("members", "members_sme", typed) == [words]


def test_counts_end_where_nobody_believes_them():
    assert value("members", "members_sme", "100000") == 100_000
    assert error("members", "members_sme", "100001") == ["That is more than we can believe: at most 100000."]


@pytest.mark.parametrize(
    ("typed", "kept"), [("1,5", "1.5"), ("1.50", "1.5"), ("2", "2"), ("0", "0"), ("", None)]
)
def test_posts_take_point_and_comma(typed, kept):
    assert value("members", "management_fte", typed) == kept


def test_posts_below_nought_or_too_fine_are_told():
    assert error("members", "management_fte", "-0.5") == ["A number cannot be below nought."]
    assert len(error("members", "management_fte", "0.555")) == 1


def test_year_may_be_this_one_and_not_the_next():
    this = today().year

    assert value("identity", "founded", str(this), name="X") == this
    assert error("identity", "founded", str(this + 1), name="X") == [
        f"This year is still to come: give {this} at the latest."
    ]
    assert error("identity", "founded", "1199", name="X") == ["Give a year from 1200 on."]
    assert error("identity", "founded", "long ago", name="X") == [
        "Give the year with four digits, for example 2009."
    ]


def test_text_too_long_says_how_long_and_loses_nothing():
    made = form("about", summary="x" * 201)

    assert made.errors["summary"] == ["At most 200 letters fit here; you have 201."]
    assert made["summary"].value() == "x" * 201
    assert "maxlength" not in str(made["summary"])


def test_a_line_end_counts_as_one_letter():
    assert value("about", "objectives", "a\r\n" * 1000) == ("a\n" * 1000).strip()


def test_only_name_and_country_must_be_given_to_save():
    for step in CLUSTER.steps:
        made = form(step.code)
        made.is_valid()
        assert set(made.errors) <= {"country", "name"}

    assert set(form("identity").errors) == {"name"}
    assert set(form("place").errors) == {"country"}


def test_mandatory_answers_are_marked_by_country():
    organisation = OrganisationFactory()
    step = CLUSTER.step("members")
    here = form_of(organisation, step)
    there = form_of(organisation, step)
    there.programme_country = False

    assert here.fields["members_sme"].mandatory is True
    assert here.fields["members_other"].mandatory is False
    assert not any(field.required for field in here.fields.values())


def test_retired_terms_stay_with_those_who_have_them():
    retired = TermFactory(scheme=Scheme.SECTOR, code="steam", valid_to=date(2020, 1, 1))
    had, has_not = OrganisationFactory(), OrganisationFactory()
    had.terms.add(retired)

    assert form("focus", organisation=had, sectors=["steam"]).values()["sectors"] == []  # not judged yet
    kept, other = (
        form("focus", organisation=had, sectors=["steam"]),
        form("focus", organisation=has_not, sectors=["steam"]),
    )

    assert kept.is_valid()
    assert kept.values()["sectors"] == ["steam"]
    assert other.errors["sectors"] == ["Choose one of the list."]


def test_region_of_another_country_is_dropped_without_a_word():
    RegionFactory()
    RegionFactory(code="FR10", name="Île-de-France", country=CountryFactory(code="FR"))

    moved = form("place", country="FR", region="DE21", city="Paris")

    assert moved.is_valid(), moved.errors
    assert moved.values() == {"country": "FR", "region": None, "city": "Paris"}


def test_region_is_not_asked_where_there_are_none():
    CountryFactory(code="US")
    made = form("place", organisation=OrganisationFactory(country_id="US"), country="US")

    assert "region" not in made.fields
    assert made.is_valid()
    assert "region" not in made.values()


def test_dates_in_order_are_asked_for():
    TermFactory(scheme=Scheme.PARTNERSHIP_STRAND, code="other")
    made = form("project", "eu_partnership", starts_on="2026-05-02", ends_on="2026-05-01")

    assert made.errors["ends_on"] == ["This comes before the beginning. Mend one of the two."]
    assert form("project", "eu_partnership", starts_on="2026-05-01", ends_on="2026-05-01").is_valid()


def test_logo_is_drawn_anew_and_may_be_taken_away():
    organisation = OrganisationFactory()
    made = form(
        "identity",
        organisation=organisation,
        name="X",
        files={"logo": [SimpleUploadedFile("a.svg", picture())]},
    )
    assert made.is_valid()
    assert made.values()["logo"].name.endswith(".png")
    organisation.logo.save("a.png", made.values()["logo"])

    assert form("identity", organisation=organisation, name="X").values()["logo"] == organisation.logo.name
    gone = form("identity", organisation=organisation, name="X", logo__clear="on")
    assert gone.is_valid()
    assert gone.values()["logo"] == ""


def test_logo_that_is_none_is_told():
    made = form("identity", name="X", files={"logo": [SimpleUploadedFile("a.png", b"<svg/>")]})

    assert made.errors["logo"] == [
        "This is no picture that we can read. Save it as PNG or JPEG and choose it again."
    ]


def test_mail_address_is_told_how_one_looks():
    reference()

    assert error("contact", "contact_email", "ana") == [
        "Give a whole e-mail address, for example ana@example.org."
    ]
    assert value("contact", "contact_email", "ana@example.eu") == "ana@example.eu"
