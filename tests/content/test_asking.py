"""Words as people type them: what says something of them, and how else each may be written."""

import pytest

from eccp.content.asking import askable, forms_of


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("how do I join", "join"),
        ("How to join?", "join"),
        ("comment s’inscrire", "inscrire"),
        ("appels à projets", "appels projets"),
        ("l'énergie", "énergie"),
        ("the", "the"),
        ("how to", "how to"),
        ('"hydrogen valleys"', "hydrogen valleys"),
        ("-- hydrogen &", "hydrogen"),
        ("hydrogen hydrogen", "hydrogen"),
        ("R & D", "R"),
        ("the cluster’s members", "cluster members"),
        ("cut-off (2027)", "cut-off 2027"),
        ("", ""),
    ],
)
def test_what_says_nothing_is_left_out_unless_there_is_nothing_else(typed, asked):
    assert askable(typed) == asked


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("deadlines", ["deadlines", "deadline"]),
        ("deadline", ["deadline", "deadlines"]),
        ("policies", ["policies", "policy", "policie"]),
        ("policy", ["policy", "policies"]),
        ("day", ["day"]),
        ("survey", ["survey", "surveys"]),
        ("process", ["process", "processes"]),
        ("processes", ["processes", "process", "processe"]),
        ("réseaux", ["réseaux", "réseau", "réseal"]),
        ("réseau", ["réseau", "réseaux"]),
        ("régional", ["régional", "régionals", "régionaux"]),
        ("Textiles", ["textiles", "textile"]),
        ("status", ["status", "statuses"]),
        ("emc2", ["emc2"]),
        ("news", ["news"]),
    ],
)
def test_a_word_is_asked_for_in_the_singular_and_the_plural(word, forms):
    assert forms_of(word) == forms
