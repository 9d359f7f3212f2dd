"""Programmes of partnerships: published figures, what profiles report, calls; the same few queries for many."""

from datetime import date, timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone, translation

from eccp.content.lists.programmes import shown
from eccp.content.models import CallPage, Generation, ProgrammePage, SectionPage
from eccp.content.programme_pages import ensure_programmes
from eccp.content.programmes import known_of, years
from eccp.content.tree import ensure_pages
from eccp.reference.models import Term
from eccp.reference.services.loading import load
from tests.factories import CountryFactory, OrganisationFactory, PartnerFactory, TermFactory

pytestmark = pytest.mark.django_db

FOUR = {"escp-4i", "excellence", "escp-s3", "innosup"}


@pytest.fixture
def strand():
    return TermFactory(scheme="partnership_strand", code="escp-4i", label="ESCP-4i")


@pytest.fixture
def programme(strand):
    ensure_pages()
    return ProgrammePage.objects.get(strand=strand)


def partnership(strand, generation=1, **results):
    details = {f"parts__{name}": value for name, value in results.items()}
    return OrganisationFactory(
        type="eu_partnership", published=True, parts__strand=strand, parts__generation=generation, **details
    )


def call(title, strand, **facts):
    section = SectionPage.objects.get(shows="calls")
    made = section.add_child(instance=CallPage(title=title, **facts))
    made.terms.add(strand)
    made.save()
    return made


def read(client, programme):
    return client.get(programme.url).content.decode()


# --- the pages of an installation


def test_the_programmes_of_the_platform_get_their_pages(db):
    load(places=False)
    ensure_pages()

    pages = {page.strand.code: page for page in ProgrammePage.objects.select_related("strand")}
    assert set(pages) == FOUR | {"euroclusters"}
    first, second = pages["escp-4i"].generations.order_by("number")
    assert (first.starts, first.ends, first.partnerships, first.organisations) == (2016, 2017, 25, 140)
    assert (first.smes_involved, first.c2c_meetings, first.b2b_meetings) == (2700, 370, 3010)
    assert (first.agreements, first.projects, second.partnerships) == (39, 45, 23)
    every = [one for page in pages.values() for one in page.generations.all()]
    assert all(one.source_url.startswith("https://") for one in every)
    assert {page.get_parent().slug for page in pages.values()} == {"partnerships"}


def test_pages_are_made_once_and_left_as_editors_wrote_them(programme, strand):
    programme.title = "Ours"
    programme.generations.all().delete()
    programme.save()
    assert ensure_programmes() == []
    assert (ProgrammePage.objects.get().title, Generation.objects.count()) == ("Ours", 0)

    ProgrammePage.objects.get().unpublish()
    assert ensure_programmes() == []

    ProgrammePage.objects.get().delete()
    assert [one.strand for one in ensure_programmes()] == [strand]


def test_no_page_without_its_term_or_without_the_section(programme):
    SectionPage.objects.get(shows="programmes").delete()

    assert Term.objects.filter(code="escp-4i").exists()
    assert ensure_programmes() == []


# --- what a page shows


def test_published_figures_say_what_they_count_and_where_they_stand(programme, client):
    text = read(client, programme)

    assert "Generation 1, 2016–2017" in text
    assert '<span class="small quiet">about</span> 140</dd>' in text
    assert "3,010<span" in text
    assert "Meetings held between two companies." in text
    assert 'href="https://clustercollaboration.eu/eu-cluster-partnerships/escp-4i/first-generation"' in text
    assert "Source of the figures of generation 1: clustercollaboration.eu</a>" in text
    assert text.index("Generation 2") < text.index("Generation 1")


def test_partnerships_stand_by_generation_with_partners_and_countries(programme, strand, client):
    first = partnership(strand, starts_on=date(2016, 1, 1), ends_on=date(2017, 12, 31))
    third, none = partnership(strand, 3), partnership(strand, None)
    cluster = OrganisationFactory(published=True, country=CountryFactory(code="FR"))
    PartnerFactory(organisation=first, profile=cluster, country=CountryFactory(code="DE"))
    PartnerFactory(organisation=first, country=CountryFactory(code="DE"))
    PartnerFactory(organisation=third, profile=cluster)

    known = known_of(programme)

    assert [(one.number, [line.organisation for line in one.lines]) for one in known.rounds] == [
        (3, [third]),
        (2, []),
        (1, [first]),
        (None, [none]),
    ]
    line = known.rounds[2].lines[0]
    assert (line.partners, [country.pk for country in line.countries], line.years) == (
        2,
        ["FR", "DE"],
        "2016–2017",
    )
    assert (known.partnerships, known.partners, [one.pk for one in known.countries]) == (3, 2, ["FR", "DE"])
    text = read(client, programme)
    assert "2016–2017 · 2 partners: France, Germany" in text
    assert "Partnerships that name no generation" in text
    assert f'href="{third.get_absolute_url()}"' in text


@pytest.mark.parametrize("visibility", ["draft", "listed", "unpublished", "archived"])
def test_only_published_partnerships_of_this_programme_count(programme, strand, visibility):
    other = TermFactory(scheme="partnership_strand", code="other")
    partnership(other, smes_involved=5)
    hidden = partnership(strand, smes_involved=7)
    type(hidden).objects.filter(pk=hidden.pk).update(visibility=visibility)

    known = known_of(programme)

    assert (known.partnerships, known.totals) == (0, [])


def test_results_are_added_up_over_those_that_report_them(programme, strand, client):
    partnership(strand, smes_involved=10, agreements=0)
    partnership(strand, smes_involved=5)
    partnership(strand)

    totals = known_of(programme).totals

    assert [(str(one.figure.label), one.figure.value, str(one.figure.unit)) for one in totals] == [
        ("Small and medium-sized companies involved", 15, "companies"),
        ("Agreements signed", 0, "agreements"),
    ]
    assert [(one.reported, one.among) for one in totals] == [(2, 3), (1, 3)]
    text = read(client, programme)
    assert "Reported by 2 of 3 partnerships." in text


def test_page_says_where_there_is_nothing_yet(programme, strand, client):
    programme.generations.all().delete()
    nothing = read(client, programme)
    partnership(strand)
    unreported = read(client, programme)

    assert "None of its partnerships has a validated profile here yet." in nothing
    assert "No published figures of this programme" in nothing
    assert "trust=validated&amp;type=eu_partnership" in nothing
    assert "No call of this programme is open or announced here." in nothing
    assert "What the partnerships here report" not in nothing
    assert "None of them has reported results yet." in unreported
    assert "No published figures of this programme" in unreported


def test_without_published_figures_the_reported_ones_are_led_to(programme, strand, client):
    published = read(client, programme)
    programme.generations.all().delete()
    partnership(strand, smes_involved=3)

    text = read(client, programme)

    assert "No published figures of this programme" not in published
    assert "No published figures of this programme" in text
    assert 'href="#h-results"' in text
    assert 'id="h-results"' in text
    assert "Source: the profiles of the partnerships on this page, as they stand today." in text


def test_calls_of_the_programme_stand_with_their_state(programme, strand, client):
    tomorrow = timezone.localdate() + timedelta(days=1)
    call("Ours", strand)
    call("Later", strand, opens_on=tomorrow)
    call("Not public", strand, live=False)
    call("Another", TermFactory(scheme="partnership_strand", code="other"))

    assert [row.page.title for row in known_of(programme).calls] == ["Ours", "Later"]
    text = read(client, programme)
    assert "Another" not in text
    assert "Opens later" in text


def test_many_partnerships_of_one_generation_open_on_demand(programme, strand, client):
    for _number in range(13):
        partnership(strand, 2)

    generation = known_of(programme).rounds[0]

    assert (len(generation.shown), len(generation.more)) == (12, 1)
    assert "Show 1 more" in read(client, programme)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [(2016, 2017, "2016–2017"), (2016, 2016, "2016"), (2018, None, "since 2018"), (None, 2018, "")],
)
def test_years_in_words(first, last, said):
    assert years(first, last) == said


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("count", [1, 3])
def test_what_is_known_asks_the_same_however_many(
    programme, strand, count, language, django_assert_num_queries
):
    for number in range(count):
        row = partnership(strand, number, smes_involved=number)
        profile = OrganisationFactory(published=True, country=CountryFactory(code=f"X{number}"))
        PartnerFactory(organisation=row, profile=profile, country=CountryFactory(code=f"Y{number}"))
        PartnerFactory(organisation=row)
        call(f"Call {number}", strand)
    page = ProgrammePage.objects.get()

    with translation.override(language):
        str(strand)  # the labels of a language are read once for all pages
        with django_assert_num_queries(7):
            known = known_of(page)
            said = [str(country) for country in known.countries]

    assert (len(known.calls), known.partnerships, len(said)) == (count, count, count)


# --- the list, and the way from a partnership


def test_section_lists_the_programmes_with_their_numbers(programme, strand, client):
    partnership(strand)
    text = client.get("/en/knowledge/partnerships/").content.decode()

    assert "2016–2019 · 2 generations · 48 partnerships selected · 1 with a profile here" in " ".join(
        text.replace("<span>", "").replace("</span>", "").split()
    )


def listed(section=None):
    return shown(section or SectionPage.objects.get(shows="programmes"), RequestFactory().get("/"))


def test_partnerships_of_no_programme_stand_below_so_that_the_sums_agree(programme, strand, client):
    inside = [partnership(strand), partnership(strand, 2)]
    elsewhere = partnership(TermFactory(scheme="partnership_strand", code="interreg", label="INTERREG"), None)
    none = partnership(None, None, starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1))
    partnership(strand).delete()
    OrganisationFactory(type="eu_partnership", listed=True, parts__strand=None)

    found = listed()

    assert [(one.organisation, str(one.programme)) for one in found["others"]] == [
        (none, ""),
        (elsewhere, "INTERREG"),
    ]
    assert (found["here"], found["here_in_programmes"], found["others_total"]) == (4, len(inside), 2)
    assert sum(one["here"] for one in found["programmes"]) == found["here_in_programmes"]
    text = " ".join(client.get("/en/knowledge/partnerships/").content.decode().split())
    assert "Other partnerships (2)" in text
    assert "4 partnerships in all" in text
    assert "2 in the programmes above and 2 in none of them" in text
    assert 'href="/en/figures/#count-partnerships"' in text
    figures = client.get("/api/v1/figures").json()["counters"]
    assert next(one["value"] for one in figures if one["counter"] == "partnerships") == found["here"]


def test_partnership_of_a_programme_without_a_page_is_not_lost(programme, strand):
    row = partnership(strand)
    assert listed()["others"] == []

    programme.unpublish()

    found = listed()
    assert [one.organisation for one in found["others"]] == [row]
    assert (found["here"], found["here_in_programmes"]) == (1, 0)


def test_many_other_partnerships_open_on_demand(programme, client):
    for _number in range(13):
        partnership(None)

    found = listed()

    assert (len(found["others"]), len(found["more_others"]), found["others_total"]) == (12, 1, 13)
    text = client.get("/en/knowledge/partnerships/").content.decode()
    assert "Show 1 more" in text
    assert text.count('<li class="stack item"><h3>') == 13


def test_section_without_others_says_so(programme, strand, client):
    nobody = client.get("/en/knowledge/partnerships/").content.decode()
    partnership(strand)
    one = client.get("/en/knowledge/partnerships/").content.decode()

    assert "No partnership has a validated profile here yet." in nobody
    assert "belongs to one of the programmes above" in one


def test_section_says_of_which_programme_no_figures_were_published(programme, strand, client):
    partnership(strand)
    programme.generations.all().delete()

    text = client.get("/en/knowledge/partnerships/").content.decode()

    assert "no published figures · 1 partnership with a profile here" in text


@pytest.mark.parametrize("count", [1, 3])
def test_section_asks_the_same_however_many(count, django_assert_num_queries):
    for code in ["escp-4i", "excellence", "escp-s3"][:count]:
        partnership(TermFactory(scheme="partnership_strand", code=code))
        PartnerFactory(organisation=partnership(TermFactory(scheme="partnership_strand", code=f"{code}-x")))
    ensure_pages()
    section = SectionPage.objects.get(shows="programmes")

    with django_assert_num_queries(6):
        found = listed(section)

    assert [one["here"] for one in found["programmes"]] == [1] * count
    assert [one.partners for one in found["others"]] == [1] * count


def test_partnership_leads_to_the_page_of_its_programme(programme, strand, client):
    row = partnership(strand)
    PartnerFactory(organisation=row)
    stranger = OrganisationFactory(type="eu_partnership", published=True)
    PartnerFactory(organisation=stranger)

    def leads(one):
        return f'href="{programme.url}"' in client.get(one.get_absolute_url()).content.decode()

    assert [leads(row), leads(stranger)] == [True, False]
    programme.unpublish()
    assert not leads(row)
