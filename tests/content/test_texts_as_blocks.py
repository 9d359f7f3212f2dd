"""Bodies of plain pages became blocks: nothing of them is lost, there and back."""

import json
from importlib import import_module

import pytest

migration = import_module("eccp.content.migrations.0003_texts_as_blocks")


def test_body_is_one_block_of_text():
    [block] = json.loads(migration.as_blocks("<p>“We” &amp; you</p>"))

    assert (block["type"], block["value"]) == ("text", "<p>“We” &amp; you</p>")


def test_nothing_stays_nothing_and_blocks_stay_blocks():
    assert migration.as_blocks("") == "[]"
    assert migration.as_blocks('[{"type": "text"}]') == '[{"type": "text"}]'


@pytest.mark.parametrize("html", ["", "<p>One</p>", '<h2>[Two]</h2><p>"three"</p>'])
def test_there_and_back_is_the_same(html):
    assert migration.as_text(migration.as_blocks(html)) == html
