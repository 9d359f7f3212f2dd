"""The words for terms and countries in the reader's language: right, in its order, and read once."""

import pytest
from django.utils.translation import override

from eccp.reference import labels
from eccp.reference.forms import country_choices
from eccp.reference.models import Country, CountryLabel, Term, TermLabel
from tests.factories import CountryFactory, TermFactory

pytestmark = pytest.mark.django_db


def named(code, english, french):
    country = CountryFactory(code=code, name=english)
    CountryLabel.objects.create(country=country, language="fr", label=french)
    return country


def test_a_country_is_named_as_the_reader_knows_it():
    germany = named("DE", "Germany", "Allemagne")
    japan = CountryFactory(code="JP", name="Japan")

    with override("fr"):
        assert (str(germany), str(japan)) == ("Allemagne", "Japan")
        assert germany.label_in("en") == "Germany"
    assert str(germany) == "Germany"
    assert germany.label_in("fr") == "Allemagne"


def test_a_term_has_its_preferred_label():
    steel = TermFactory(label="Steel")
    TermLabel.objects.create(term=steel, language="fr", label="Acier")
    TermLabel.objects.create(term=steel, language="fr", label="Sidérurgie", preferred=False)

    with override("fr"):
        assert str(steel) == "Acier"
    assert (str(steel), steel.label_in("de")) == ("Steel", "Steel")


def test_countries_stand_in_the_order_of_their_names_in_the_language():
    for code, english, french in (
        ("GR", "Greece", "Grèce"),
        ("DE", "Germany", "Allemagne"),
        ("EE", "Estonia", "Estonie"),
        ("EG", "Egypt", "Égypte"),
    ):
        named(code, english, french)
    given = list(Country.objects.filter(code__in=["GR", "DE", "EE", "EG"]))

    with override("fr"):
        assert [country.code for country in labels.in_order(given)] == ["DE", "EG", "EE", "GR"]
        choices = [name for code, name in country_choices() if code in {"GR", "DE", "EE", "EG"}]
        assert choices == ["Allemagne", "Égypte", "Estonie", "Grèce"]
    assert [country.code for country in labels.in_order(given)] == ["EG", "EE", "DE", "GR"]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_in_french_asks_one_question_more_however_long_it_is(rows, django_assert_num_queries):
    for _number in range(rows):
        TermLabel.objects.create(term=TermFactory(), language="fr", label="Acier")
    named("DE", "Germany", "Allemagne")

    def words():
        return [str(row) for row in (*Term.objects.all(), *Country.objects.all())]

    with django_assert_num_queries(2):
        words()
    with override("fr"):
        with django_assert_num_queries(3):
            assert "Acier" in words()
        with django_assert_num_queries(2):
            assert "Allemagne" in words()


def test_a_label_that_is_stored_or_taken_away_counts_at_once():
    germany = named("DE", "Germany", "Allemagne")
    label = CountryLabel.objects.get(country=germany, language="fr")

    assert germany.label_in("fr") == "Allemagne"
    label.label = "République fédérale d'Allemagne"
    label.save()
    assert germany.label_in("fr") == "République fédérale d'Allemagne"
    label.delete()
    assert germany.label_in("fr") == "Germany"
