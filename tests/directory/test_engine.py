"""The contract of every engine, through real files. Written against the interface alone."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest

from eccp.directory.engine import BadCursor, Document, Period, Unavailable, open_writer, reader, start_writer
from eccp.directory.engine.shelf import LAYOUT
from eccp.directory.query import Box, Query

# Of the engine alone, which asks no database.
pytestmark = pytest.mark.sqlite_only

TODAY = date(2026, 3, 3)


def doc(pk, name="Cluster", **parts):
    texts = {"name": [name], **parts.pop("texts", {})}
    return Document(pk, texts, order_name=name.lower(), **parts)


def found(engine, q="", **asked):
    return engine.search(Query(q, **asked), on=TODAY).ids


def test_words_must_all_be_found(filled):
    engine = filled(doc(1, "Wood Network"), doc(2, "Wood"), doc(3, "Network"))

    assert set(found(engine, "wood")) == {1, 2}
    assert found(engine, "wood network") == [1]
    assert found(engine, "network WOOD") == [1]


def test_words_are_found_in_every_text(filled):
    engine = filled(
        *(doc(n, texts={kind: ["quantum"]}) for n, kind in enumerate(["place", "terms", "text"], 1))
    )

    assert set(found(engine, "quantum")) == {1, 2, 3}


def test_name_weighs_more_than_texts_and_the_very_name_most(filled):
    engine = filled(
        doc(1, "Alpha", texts={"text": ["photonics"]}),
        doc(2, "Photonics of the North and of the South"),
        doc(3, "Photonics"),
    )

    assert found(engine, "photonics") == [3, 2, 1]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Łódź", "Lodz"),
        ("Lodz", "łódź"),
        ("Orléans", "orleans"),
        ("Αθήνα", "αθηνα"),
        ("Αθήνα", "athina"),
        ("Київ", "kiiv"),
        ("София", "Sofia"),
        ("Göteborg", "GOTEBORG"),
    ],
)
def test_case_diacritics_and_scripts_are_folded(filled, written, asked):
    engine = filled(doc(1, texts={"place": [written]}), doc(2, texts={"place": ["Paris"]}))

    assert found(engine, asked) == [1]


@pytest.mark.parametrize(
    ("written", "asked", "forgiven"),
    [
        ("packaging", "pack", False),
        ("batteries", "battery", False),
        ("packaging", "pakaging", True),
        ("packaging", "packagnig", True),
        ("photonics", "fotonics", True),
        ("wood", "wodo", True),
    ],
)
def test_beginnings_stems_and_typing_errors_are_found(filled, written, asked, forgiven):
    engine = filled(doc(1, texts={"text": [written]}), doc(2, "Nothing of it"))

    answer = engine.search(Query(asked), on=TODAY)

    assert (answer.ids, answer.forgiven) == ([1], forgiven)


def test_short_words_and_numbers_are_taken_as_they_are(filled):
    engine = filled(doc(1, "EMC2"), doc(2, "ICT"))

    assert found(engine, "emc3") == []
    assert found(engine, "itc") == []
    assert found(engine, "emc2") == [1]


def test_known_word_is_not_forgiven(filled):
    engine = filled(doc(1, "Wine"), doc(2, "Wind"))

    assert found(engine, "wine") == [1]


def test_joining_words_do_not_narrow(filled):
    engine = filled(doc(1, "Cluster Wood"))

    assert found(engine, "the cluster of wood") == [1]
    assert found(engine, "of") == []


def test_facets_are_or_within_and_and_between(filled):
    engine = filled(
        doc(1, facets={"country": ["ES"], "ecosystem": ["food", "wood"]}),
        doc(2, facets={"country": ["IT"], "ecosystem": ["food"]}),
        doc(3, facets={"country": ["FR"], "ecosystem": ["wood"]}),
    )
    query = Query(facets={"country": ("ES", "IT"), "ecosystem": ("wood",)})

    answer = engine.search(query, on=TODAY, facets=["country", "ecosystem", "sector"])

    assert (answer.ids, answer.total) == ([1], 1)
    assert answer.facets == {"country": {"ES": 1, "FR": 1}, "ecosystem": {"food": 2, "wood": 1}, "sector": {}}


def test_unknown_value_finds_nothing(filled):
    assert found(filled(doc(1, facets={"country": ["ES"]})), facets={"country": ("XX",)}) == []


def test_dated_value_ends_at_midnight_without_a_new_index(filled):
    last = TODAY
    engine = filled(doc(1, periods={"label": [Period("gold", TODAY - timedelta(9), last)]}), doc(2))
    query = Query(facets={"label": ("gold",)})

    during = engine.search(query, on=last, facets=["label"])
    after = engine.search(query, on=last + timedelta(1), facets=["label"])
    before = engine.search(query, on=TODAY - timedelta(10), facets=["label"])

    assert (during.total, during.facets["label"]) == (1, {"gold": 1})
    assert (after.total, after.facets["label"]) == (0, {})
    assert before.total == 0


def test_overlapping_periods_count_once(filled):
    periods = [Period("gold", TODAY, TODAY + timedelta(5)), Period("gold", TODAY - timedelta(5), TODAY)]
    engine = filled(doc(1, periods={"label": periods}))

    assert engine.search(Query(), on=TODAY, facets=["label"]).facets["label"] == {"gold": 1}


def test_box_has_its_edges_and_none_without_a_place(filled):
    engine = filled(doc(1, located=(2.0, 41.0)), doc(2, located=(2.01, 41.0)), doc(3))

    assert found(engine, bbox=Box(1.0, 40.0, 2.0, 41.0)) == [1]


def test_points_are_all_that_have_a_place_within_the_filters(filled):
    engine = filled(
        doc(1, located=(-179.99, -89.5), facets={"country": ["ES"]}),
        doc(2, located=(19.46, 51.77), facets={"country": ["PL"]}),
        doc(3, facets={"country": ["PL"]}),
    )

    assert sorted(engine.points(Query(), on=TODAY)) == [(-17999, -8950, 1), (1946, 5177, 2)]
    assert engine.points(Query(facets={"country": ("PL",)}), on=TODAY) == [(1946, 5177, 2)]
    assert engine.search(Query(), on=TODAY).on_map == 2


def test_clusters_hold_every_match_with_a_place_once(filled):
    engine = filled(
        doc(1, located=(2.0, 41.0), facets={"country": ["ES"]}),
        doc(2, located=(2.01, 41.03), facets={"country": ["ES"]}),
        doc(3, located=(19.46, 51.77), facets={"country": ["PL"]}),
        doc(4, facets={"country": ["PL"]}),
    )

    near = engine.clusters(Query(), on=TODAY, zoom=5)
    poland = engine.clusters(Query(facets={"country": ("PL",)}), on=TODAY, zoom=0)
    viewed = engine.clusters(Query(), on=TODAY, zoom=20, view=Box(0.0, 40.0, 2.0, 60.0))

    assert sorted(near) == [(200, 4102, 2, 0), (1946, 5177, 1, 3)]
    assert poland == [(1946, 5177, 1, 3)]
    assert viewed == [(200, 4100, 1, 1)]
    for zoom in (0, 3, 14, 20):
        assert sum(group.size for group in engine.clusters(Query(), on=TODAY, zoom=zoom)) == 3


@pytest.mark.parametrize("sort", ["", "name", "newest", "confirmed"])
def test_cursor_leads_from_page_to_page_and_ends(filled, sort):
    engine = filled(*(doc(n, "Wood" * (n % 3 + 1), newest=n % 4, confirmed=n % 2) for n in range(1, 12)))
    query = Query("wood", sort=sort)

    walked, answer = [], None
    while answer is None or answer.next:
        answer = engine.search(replace(query, cursor=answer.next if answer else ""), on=TODAY, size=4)
        walked.append(answer.ids)

    assert list(map(len, walked)) == [4, 4, 3]
    assert [pk for page in walked for pk in page] == engine.ids(query, on=TODAY)
    with pytest.raises(BadCursor):
        engine.search(replace(query, cursor="made up"), on=TODAY)


def test_order_is_total_and_pages_never_overlap(filled):
    engine = filled(*(doc(n, "Same", newest=100 + n % 2, confirmed=n % 3) for n in range(1, 31)))

    for sort in ("name", "newest", "confirmed"):
        pages = [engine.search(Query(sort=sort, page=n), on=TODAY, size=7).ids for n in range(1, 6)]
        paged = [pk for page in pages for pk in page]
        assert sorted(paged) == list(range(1, 31))
        assert engine.ids(Query(sort=sort), on=TODAY) == paged


def test_sort_by_name_newest_and_confirmed(filled):
    engine = filled(
        doc(1, "Beta", newest=5, confirmed=1), doc(2, "Alpha", newest=6, confirmed=3), doc(3, "Γ", newest=4)
    )

    assert found(engine, sort="name")[:2] == [2, 1]
    assert found(engine, sort="newest") == [2, 1, 3]
    assert found(engine, sort="confirmed") == found(engine) == [2, 1, 3]


def test_smes_are_summed_over_all_matches(filled):
    engine = filled(*(doc(n, smes=n) for n in range(1, 31)))

    assert engine.search(Query(), on=TODAY, size=5).smes == 465


def test_change_is_seen_after_its_commit_only(changing):
    engine, writer = changing(doc(1, "Old"))

    writer.replace([doc(1, "New"), doc(2, "Second")])
    assert found(engine, "old") == [1]
    before = engine.version()
    writer.commit()

    assert (found(engine, "old"), found(engine, "new"), len(found(engine))) == ([], [1], 2)
    assert engine.version() != before


def test_deleted_document_is_gone_from_list_counts_and_map(changing):
    engine, writer = changing(*(doc(n, facets={"country": ["ES"]}, located=(1.0, 1.0)) for n in (1, 2)))

    writer.delete([1, 77])
    writer.commit()

    answer = engine.search(Query(), on=TODAY, facets=["country"])
    assert (answer.ids, answer.facets, answer.on_map) == ([2], {"country": {"ES": 1}}, 1)
    assert engine.points(Query(), on=TODAY) == [(100, 100, 2)]


def test_ids_and_documents_may_be_given_twice(changing):
    engine, writer = changing(doc(1, "Old"), doc(2, "Old"))

    writer.delete([1, 1])
    writer.replace([doc(2, "Middle"), doc(2, "New")])
    writer.replace([doc(2, "Newer")])
    writer.commit()

    assert (found(engine), found(engine, "newer")) == ([2], [2])
    assert (found(engine, "old"), found(engine, "middle")) == ([], [])


def test_uncommitted_change_is_forgotten_with_its_writer(changing):
    engine, writer = changing(doc(1, "Kept"))

    writer.replace([doc(2, "Lost")])
    writer.close()
    again = open_writer()
    again.commit()

    assert found(engine) == [1]


def test_value_that_comes_later_is_counted(changing):
    engine, writer = changing(doc(1, facets={"country": ["ES"]}))
    engine.search(Query(), on=TODAY, facets=["country"])

    writer.replace([doc(2, facets={"country": ["MT"]})])
    writer.commit()

    assert engine.search(Query(), on=TODAY, facets=["country"]).facets["country"] == {"ES": 1, "MT": 1}


def test_new_index_takes_the_place_of_the_old_at_once(filled, index_dir):
    engine = filled(doc(1, "Old"))
    writer = start_writer()
    writer.replace([doc(2, "New")])
    writer.commit()
    assert found(engine) == [1]
    writer.close()
    writer.publish()

    assert found(engine) == [2]
    assert len(list(index_dir.glob("index-*"))) == 1


def test_index_of_nothing_answers_and_is_written_to(changing):
    engine, writer = changing()
    answer = engine.search(Query("wood"), on=TODAY, facets=["country"])

    assert (answer.ids, answer.total, answer.facets) == ([], 0, {"country": {}})
    assert (engine.ids(Query(), on=TODAY), engine.clusters(Query(), on=TODAY, zoom=2)) == ([], [])
    writer.commit()
    writer.replace([doc(1)])
    writer.commit()
    assert found(engine) == [1]
    writer.delete([1])
    writer.commit()
    assert (found(engine), engine.fingerprints()) == ([], {})


def test_missing_and_broken_index_are_told_as_unavailable(filled, index_dir):
    with pytest.raises(Unavailable):
        reader().search(Query(), on=TODAY)
    with pytest.raises(Unavailable):
        open_writer()

    engine = filled(doc(1))
    assert found(engine) == [1]
    folder = next(index_dir.glob("index-*"))
    for file in [*folder.glob("*.store"), *folder.glob("*.fast"), folder / "meta.json"]:
        file.unlink()  # a file that is read through the memory may not be cut short in place
        file.write_bytes(b"broken")

    with pytest.raises(Unavailable):
        engine.search(Query(), on=TODAY)
    with pytest.raises(Unavailable):
        open_writer()


def test_index_of_another_layout_is_unavailable(filled, index_dir):
    engine = filled(doc(1))
    values = next(index_dir.glob("index-*")) / "values.json"
    values.write_text(values.read_text().replace(f'"layout": {LAYOUT}', '"layout": 1'))

    with pytest.raises(Unavailable):
        open_writer()
    os.utime(values.with_name("meta.json"))
    with pytest.raises(Unavailable):
        engine.search(Query(), on=TODAY)


def test_other_process_reads_what_this_one_writes(filled, index_dir):
    filled(doc(1, "Wood"))
    program = (
        "import django; django.setup();"
        "from datetime import date; from eccp.directory.engine import reader; from eccp.directory.query import Query;"
        "print(reader().search(Query('wood'), on=date(2026, 3, 3)).ids)"
    )
    environment = {
        **os.environ,
        "INDEX_DIR": str(index_dir),
        "DJANGO_SETTINGS_MODULE": "eccp.config.settings_test",
    }

    told = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )

    assert told.stdout.strip() == "[1]"


def test_one_word_is_found_as_two_and_two_as_one(filled):
    engine = filled(doc(1, "Agri-Food"), doc(2, "Agrifood"), doc(3, "Food"))

    assert set(found(engine, "agrifood")) == set(found(engine, "agri food")) == {1, 2}


def test_digits_are_never_typing_errors(filled):
    engine = filled(doc(1, "Mobility4Future"), doc(2, "Mobility5Future"))

    assert found(engine, "mobilty4future") == [1]
    assert found(engine, "mobility6future") == []


def test_short_word_is_forgiven_in_company_only(filled):
    engine = filled(doc(1, "Polymer ICT"), doc(2, "Polymer"))

    answer = engine.search(Query("polymer itc"), on=TODAY)

    assert (answer.ids, answer.forgiven) == ([1], True)
    assert found(engine, "itc") == []


def test_meaning_of_words_does_not_depend_on_filters(filled):
    engine = filled(doc(1, "Wine", facets={"country": ["ES"]}), doc(2, "Wind", facets={"country": ["IT"]}))

    answer = engine.search(Query("wine", {"country": ("IT",)}), on=TODAY)

    assert (answer.ids, answer.total, answer.forgiven) == ([], 0, False)


def test_likeliest_are_the_first_of_the_answer(filled):
    engine = filled(
        *(doc(n, "Wood" if n % 2 else "Wood Network of the North") for n in range(1, 9)), doc(9, "Wine")
    )

    for words in ("wood", "wod", "wood netw", "nothing", ""):
        answer = engine.search(Query(words), on=TODAY, size=3)
        expected = ([], False) if not words else (answer.ids, answer.forgiven)
        assert engine.likeliest(words, size=3) == expected
