"""The map: every place, or clusters whose numbers sum; cards of its pins; the map alone on other sites."""

import gzip
import random
from datetime import UTC, datetime

import pytest
from django.utils.html import escape

from eccp.directory import mapping
from eccp.directory.engine import Document
from eccp.directory.query import Query
from tests.factories import CountryFactory, OrganisationFactory, TermFactory, UserFactory

pytestmark = pytest.mark.django_db

HERE = "/en/directory/"
EMBED = f"{HERE}embed/"
EVERYWHERE = Query()


def spain():
    return CountryFactory(code="ES", name="Spain", sort_key="spain")


def documents(number, *, country="DE"):
    """So many documents at random places of Europe, in whole hundredths of a degree."""
    chance = random.Random(number)
    return [
        Document(
            id=pk,
            facets={"country": {country}},
            located=(chance.randint(-1000, 3000) / 100, chance.randint(3500, 6900) / 100),
        )
        for pk in range(1, number + 1)
    ]


def clusters(client, address=""):
    flat = client.get(f"{HERE}points.json{address}").json()["clusters"]
    return [flat[at : at + 4] for at in range(0, len(flat), 4)]


# --- Places


def test_points_are_bound_by_the_filters_and_come_once(client, index):
    one = OrganisationFactory(published=True, longitude=19.46, latitude=51.77)
    OrganisationFactory(published=True, longitude=-0.88, latitude=41.66, country=spain())
    OrganisationFactory(published=True)
    index()

    response = client.get(f"{HERE}points.json?country=DE")
    again = client.get(f"{HERE}points.json?country=DE", headers={"If-None-Match": response["ETag"]})

    assert response.json() == {"points": [1946, 5177, one.pk]}
    assert again.status_code == 304
    assert client.get(f"{HERE}points.json")["ETag"] != response["ETag"]


def test_order_and_page_do_not_matter_to_the_places(client, index):
    OrganisationFactory(published=True, longitude=19.46, latitude=51.77)
    index()

    tags = {
        client.get(f"{HERE}points.json{address}")["ETag"] for address in ("", "?sort=name", "?page=2&zoom=0")
    }

    assert len(tags) == 1


def test_places_follow_the_index(client, index):
    one = OrganisationFactory(published=True, longitude=1, latitude=2)
    index()
    before = client.get(f"{HERE}points.json")
    one.longitude = 3
    one.save()
    index()

    after = client.get(f"{HERE}points.json", headers={"If-None-Match": before["ETag"]})

    assert after.json() == {"points": [300, 200, one.pk]}


def test_places_of_a_whole_register_are_a_small_first_load(client, filled):
    filled(*documents(1445))

    response = client.get(f"{HERE}points.json", headers={"Accept-Encoding": "gzip"})

    assert len(gzip.decompress(response.content).split(b",")) == 3 * 1445
    assert len(response.content) < 12_000


def test_five_thousand_places_are_points_and_one_more_are_clusters(client, filled):
    filled(*documents(mapping.POINTS_AT_MOST))
    few = client.get(f"{HERE}points.json").json()
    filled(*documents(mapping.POINTS_AT_MOST + 1))
    many = client.get(f"{HERE}points.json").json()

    assert len(few["points"]) == 3 * 5000
    assert (many["total"], sum(many["clusters"][2::4])) == (5001, 5001)
    assert mapping.POINTS_AT_MOST == 5000


# --- Clusters


def test_clusters_sum_to_the_matches_in_view_at_every_zoom(client, filled):
    made = documents(5200)
    filled(*made)
    west, south, east, north = view = (5.5, 44.25, 16.75, 52)
    inside = sum(west <= one.located[0] <= east and south <= one.located[1] <= north for one in made)

    for zoom in (0, 3, 6, 9, 14):
        found = clusters(client, f"?zoom={zoom}&view={','.join(map(str, view))}")
        assert sum(count for _lng, _lat, count, _id in found) == inside
        assert sum(count for _lng, _lat, count, _id in clusters(client, f"?zoom={zoom}")) == 5200


def test_clusters_grow_finer_until_each_is_one_place(client, filled):
    made = documents(5200)
    filled(*made)
    view = "view=9,48,10,49"
    there = {
        (round(one.located[0] * 100), round(one.located[1] * 100))
        for one in made
        if 9 <= one.located[0] <= 10 and 48 <= one.located[1] <= 49
    }

    coarse, fine = clusters(client, f"?zoom=5&{view}"), clusters(client, f"?zoom=14&{view}")

    assert len(coarse) < len(fine)
    assert {(lng, lat) for lng, lat, _count, _id in fine} == there
    by_id = {one.id: one for one in made}
    for lng, lat, count, pk in fine:
        assert (count == 1) == bool(pk)
        if pk:
            assert by_id[pk].located == (lng / 100, lat / 100)


def test_more_clusters_than_can_be_sent_come_coarser(client, filled):
    filled(*documents(12_000))

    found = clusters(client, "?zoom=14")

    assert len(found) <= mapping.CELLS_AT_MOST == 5000
    assert sum(count for _lng, _lat, count, _id in found) == 12_000


def test_clusters_say_how_far_the_matches_reach(client, filled):
    filled(*documents(5200), Document(id=9999, located=(-61.5, 16.25)))

    west, south, east, north = client.get(f"{HERE}points.json?zoom=9&view=1,40,2,41").json()["bounds"]

    assert (west, south) == (-61.5, 16.25)
    assert (29 < east <= 30, 68 < north <= 69) == (True, True)


@pytest.mark.parametrize(
    "address",
    ["?zoom=x&view=y", "?zoom=-1&view=10,0,0,5", "?zoom=²&view=1,2,3", "?zoom=99999&view=nan,0,1,1"],
)
def test_part_of_the_map_that_is_none_is_all_of_it(client, filled, address):
    filled(*documents(5200))

    response = client.get(f"{HERE}points.json{address}")

    assert response.json()["total"] == sum(response.json()["clusters"][2::4]) == 5200


def test_filters_bind_the_clusters_and_few_matches_are_points_again(client, filled):
    filled(*documents(5200), Document(id=9001, facets={"country": {"ES"}}, located=(-0.88, 41.66)))

    assert client.get(f"{HERE}points.json?country=DE&zoom=4").json()["total"] == 5200
    assert client.get(f"{HERE}points.json?country=ES&zoom=4").json() == {"points": [-88, 4166, 9001]}


def test_answer_is_kept_for_the_same_question_and_view_only(filled):
    filled(*documents(5200))
    sight = mapping.Sight(4, None)

    first = mapping.places(EVERYWHERE, sight)

    assert mapping.places(Query(sort="name", page=3), sight) is first
    assert mapping.places(EVERYWHERE, mapping.Sight(5, None)) != first
    filled(*documents(5300))
    assert b'"total":5300' in mapping.places(EVERYWHERE, sight)


def test_what_is_kept_has_a_limit_and_what_is_used_stays():
    one = mapping.weight("a", b"x" * 25)
    kept = mapping.Kept(4 * one)
    for key in "abcd":
        kept.put(key, b"x" * 25)
    kept.get("a")
    kept.put("e", b"x" * 25)
    kept.put("f", b"x" * 26)
    kept.put("e", b"y" * 5)

    assert [key for key in "abcde" if kept.get(key)] == ["a", "c", "d", "e"]
    assert (kept.size, kept.get("f"), kept.get("e")) == (4 * one - 20, None, b"y" * 5)


def test_long_questions_with_short_answers_have_the_same_limit():
    kept = mapping.Kept(100_000)
    for n in range(2000):
        kept.put(f"{n} {'?' * 500}", b"{}")

    assert 0 < sum(kept.get(f"{n} {'?' * 500}") is not None for n in range(2000)) < 200
    assert kept.size <= 100_000


def test_places_are_asked_for_again_after_midnight(client, index, freeze):
    OrganisationFactory(published=True, longitude=1, latitude=2)
    index()
    freeze(datetime(2026, 3, 3, 22, 59, tzinfo=UTC))
    tag = client.get(f"{HERE}points.json?label=gold")["ETag"]
    assert client.get(f"{HERE}points.json?label=gold", headers={"If-None-Match": tag}).status_code == 304

    freeze(datetime(2026, 3, 3, 23, 1, tzinfo=UTC))  # the next day in Brussels

    assert client.get(f"{HERE}points.json?label=gold", headers={"If-None-Match": tag}).status_code == 200


# --- Cards


def test_cards_show_public_profiles_in_the_order_asked(client):
    one, other = OrganisationFactory.create_batch(2, published=True)
    draft = OrganisationFactory()

    page = client.get(f"{HERE}cards/?id={other.pk}&id={draft.pk}&id={one.pk}&id=x").content.decode()

    assert page.index(other.get_absolute_url()) < page.index(one.get_absolute_url())
    assert draft.get_absolute_url() not in page


def test_cards_of_a_place_are_the_first_ones_and_lead_to_the_list(client, index):
    OrganisationFactory.create_batch(23, published=True, longitude=10.33, latitude=44.8)
    OrganisationFactory(published=True, longitude=10.34, latitude=44.8, name="Elsewhere")
    index()

    place = "bbox=10.325,44.795,10.335,44.805"
    page = client.get(f"{HERE}cards/?country=DE&{place}").content.decode()

    assert page.count("<h3>") == 20
    assert "Elsewhere" not in page
    assert "See all 23 in this area" in page
    assert escape(f"{HERE}?country=DE&{place}") in page
    assert client.get(f"{HERE}?country=DE&{place}").context["look"].total == 23


def test_cards_of_a_small_place_have_no_way_to_more(client, index):
    OrganisationFactory(published=True, longitude=10.33, latitude=44.8)
    index()

    page = client.get(f"{HERE}cards/?bbox=10,44,11,45").content.decode()

    assert page.count("<h3>") == 1
    assert "See all" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_cards_ask_the_same_however_many(client, index, count, django_assert_num_queries):
    for n in range(count):
        organisation = OrganisationFactory(published=True, longitude=10.33, latitude=44.8)
        organisation.terms.add(TermFactory(code=f"eco-{n}"))
    index()

    with django_assert_num_queries(4):
        page = client.get(f"{HERE}cards/?bbox=10,44,11,45").content.decode()

    assert page.count("<h3>") == count


# --- The map alone, for other sites


def test_only_the_map_alone_may_be_framed(client, index):
    one = OrganisationFactory(published=True, longitude=1, latitude=2)
    index()

    alone = client.get(f"{EMBED}?country=DE")

    assert "frame-ancestors *;" in alone["Content-Security-Policy"] + ";"
    assert "'nonce-" in alone["Content-Security-Policy"]
    assert "X-Frame-Options" not in alone
    for address in (HERE, f"{HERE}cards/?id={one.pk}", f"{HERE}points.json", one.get_absolute_url(), "/en/"):
        page = client.get(address)
        assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
        assert page["X-Frame-Options"] == "DENY"


def test_map_alone_knows_nobody(client, index, signed_in):
    OrganisationFactory(published=True, longitude=1, latitude=2)
    index()
    for visitor in (client, signed_in(UserFactory())):
        for address in (f"{EMBED}?country=DE", f"{HERE}cards/?country=DE", f"{HERE}points.json"):
            response = visitor.get(address)
            assert response.status_code == 200
            assert not response.cookies
            assert not response.wsgi_request.session.accessed
            assert "Cookie" not in response.get("Vary", "")
            assert "csrf" not in response.content.decode()


def test_map_alone_says_what_it_shows_and_leads_to_the_list(client, index):
    OrganisationFactory(published=True, name="Wood", longitude=1, latitude=2, country=spain())
    OrganisationFactory(published=True, name="Wood", country=spain())
    OrganisationFactory(published=True, name="Wood", longitude=1, latitude=2)
    index()

    response = client.get(f"{EMBED}?q=wood&country=ES&sort=name&page=2")
    page = response.content.decode()

    assert "2 organisations" in page
    assert "“wood”, Spain" in page
    assert f'<a class="hit" href="{HERE}?q=wood&amp;country=ES" target="_blank" rel="noopener">' in page
    assert f'data-points="{HERE}points.json?q=wood&amp;country=ES"' in page
    assert "The map shows 1 of the 2 organisations." in page
    assert "Boundaries imply no opinion" in page
    assert '<meta name="robots" content="noindex">' in page
    assert response["X-Robots-Tag"] == "noindex"


def test_map_alone_says_words_in_the_quotation_marks_of_its_language(client, index):
    index()

    page = client.get(EMBED.replace("/en/", "/fr/") + "?q=bois").content.decode()

    assert "«\u00a0bois\u00a0»" in page
    assert "“bois”" not in page


def test_map_alone_keeps_markup_out_and_stands_when_nothing_is_found(client, index):
    index()

    page = client.get(f"{EMBED}?q=%3Cscript%3Ealert(1)&country=%22%3E%3Cb%3E").content.decode()

    assert "No organisation found" in page
    assert "<script>alert" not in page
    assert "<b>" not in page


def test_map_alone_names_the_first_filters_and_counts_the_others(client, index):
    index()
    countries = "&".join(f"country=A{n}" for n in range(27))

    page = client.get(f"{EMBED}?q=wood&{countries}&region=DE21").content.decode()
    one_more = client.get(f"{EMBED}?{countries[: 6 * 11 - 1]}&bbox=1,2,3,4").content.decode()

    assert "“wood”, A0, A1, A10, A11, A12 and 23 more filters</span>" in page
    assert f'data-points="{HERE}points.json?q=wood&amp;country=A0&amp;country=A1' in page
    assert "A0, A1, A2, A3, A4, Area on the map and 1 more filter</span>" in one_more


def test_map_alone_stands_without_an_index(client):
    OrganisationFactory(published=True, longitude=1, latitude=2)

    assert "1 organisation" in client.get(EMBED).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_map_alone_asks_the_same_however_many(client, index, count, django_assert_num_queries):
    for n in range(count):
        OrganisationFactory(published=True).terms.add(TermFactory(code=f"eco-{n}"))
    index()

    with django_assert_num_queries(2):
        client.get(f"{EMBED}?country=DE&ecosystem=eco-0")


# --- The line to copy


def test_line_to_copy_has_the_filters_of_the_page(client, index, settings):
    settings.SITE_URL = "https://eccp.example"
    OrganisationFactory(published=True)
    index()

    whole = client.get(f"{HERE}?country=DE&ecosystem=agri-food&sort=name&page=2")
    part = client.get(f"{HERE}?country=DE&ecosystem=agri-food", headers={"HX-Request": "true"})

    line = (
        '<iframe src="https://eccp.example/en/directory/embed/?country=DE&amp;ecosystem=agri-food" '
        'title="Map of cluster organisations" width="100%" height="480" loading="lazy"></iframe>'
    )
    for response in (whole, part):
        assert f">{escape(line)}</textarea>" in response.content.decode()


def test_line_to_copy_cannot_be_broken_out_of():
    line = mapping.embed_code(Query(q='"></iframe><script>alert(1)'))

    assert line.count("<") == 2
    assert "script" in line
