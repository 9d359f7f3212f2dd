"""The words of the reference data in the reader's language."""

import csv

import pytest
from django.conf import settings
from django.utils.translation import override

from eccp.reference import shipped
from eccp.reference.access import may_use
from tests.factories import CountryFactory, ParticipationFactory, ProgrammeFactory, ServiceFactory

FOLDER = settings.BASE_DIR / "eccp/reference/data"


def rows(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_what_the_files_say_can_be_translated_and_nothing_else():
    taking_part = rows("programme_participation.csv")

    assert set(shipped.SERVICES) == {
        row[one] for row in rows("services.csv") for one in ("name", "description")
    }
    assert set(shipped.PROGRAMMES) == {row["name"] for row in rows("programmes.csv")}
    assert set(shipped.BASES) == {row["basis"] for row in taking_part}
    assert set(shipped.INSTRUMENTS) == {row["excluded_instruments"] for row in taking_part} - {""}


@pytest.mark.parametrize(
    ("words", "french"),
    [("Partner search", "Recherche de partenaires"), ("Save", "Save"), ("", ""), ("Our own", "Our own")],
)
def test_only_what_the_platform_brought_is_translated(words, french):
    with override("fr"):
        assert shipped.said(words) == french
    with override("en"):
        assert shipped.said(words) == words


def test_several_are_said_each():
    with override("fr"):
        assert shipped.said_each("financial instruments; travel") == "instruments financiers, travel"


@pytest.mark.django_db
def test_a_french_reader_reads_the_rule_in_french():
    country = CountryFactory(name="Testland")
    programme = ProgrammeFactory(name="Single Market Programme", code="SMP")
    ParticipationFactory(
        programme=programme,
        country=country,
        excluded_instruments="financial instruments",
        basis="Member State",
        confirmed=True,
    )
    service = ServiceFactory(
        name="Financial instruments", restriction="programme", instrument="financial instruments"
    )

    with override("fr"):
        answer = may_use(service, country)
        assert str(service) == "Instruments financiers"

    assert "« Programme en faveur du marché unique (SMP) »" in answer.text.replace("\u00a0", " ")
    assert "mais sans instruments financiers." in answer.text
    assert answer.text.endswith("État membre.")
