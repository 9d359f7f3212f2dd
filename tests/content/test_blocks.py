"""Each block alone: valid HTML, pictures with their words, links that run nothing, tables that fit."""

import gc
import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.images import ImageFile
from django.template.loader import render_to_string
from django.utils import translation
from PIL import Image
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.blocks import StructBlockValidationError

from eccp.content.blocks import INLINE, NUMBER, WORDS, Body
from eccp.content.models import Picture
from eccp.content.tree import ensure_pages
from tests.factories import ArticleFactory, DocumentFactory, section_of

# Wagtail leaves the files open in which it makes the small copies of a picture.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")]
CHECKER = Path(settings.NODE_MODULES, "vnu-jar", "build", "dist", "vnu.jar")


def body(*blocks):
    return Body().to_python([{"type": kind, "value": value} for kind, value in blocks])


def rendered(*blocks):
    return render_to_string("content/body.html", {"body": body(*blocks)})


@pytest.fixture
def picture():
    file = io.BytesIO()
    Image.new("RGB", (1600, 900), "teal").save(file, "JPEG")
    file.seek(0)
    words = {"title": "A press", "description": "A press with its cover open", "credit": "Ida Ek"}
    yield Picture.objects.create(file=ImageFile(file, name="press.jpg"), **words)
    gc.collect()


def shown(picture, **more):
    return (
        "picture",
        {"image": {"image": picture.pk, "decorative": False, "alt_text": ""}, "caption": "", **more},
    )


def every_block(picture):
    document = DocumentFactory(title="Sheet")
    questions = [
        {"question": "Who <may>?", "answer": "<p>You.</p>"},
        {"question": "Who may?", "answer": "<p>All.</p>"},
    ]
    return [
        (
            "text",
            '<h2>Heading</h2><p>Words with <a href="https://a.example">a link</a>.</p><ol><li>One</li></ol><hr/>',
        ),
        shown(picture, caption="At work"),
        ("quote", {"text": "It pays.", "who": "A member"}),
        (
            "numbers",
            {"numbers": [{"value": "15", "unit": "members", "definition": "On the day.", "source": ""}]},
        ),
        ("note", {"title": "Mind this", "text": "<p>It <b>matters</b>.</p>"}),
        ("table", {"title": "Prices", "rows": "What | Euro\nA day | 120\nA week | 500"}),
        ("table", {"title": "Wide", "rows": "A | B | C | D\n1 | 2 | 3 | 4"}),
        ("questions", {"questions": questions}),
        ("definitions", {"definitions": [{"word": "Member", "meaning": "<p>Committed.</p>"}]}),
        ("file", {"file": document.pk, "text": ""}),
        ("button", {"label": "Apply", "url": "https://a.example/apply"}),
        ("button", {"label": "Search", "page": None, "url": "/en/directory/"}),
    ]


def test_every_block_is_tried():
    made = {kind for kind, _value in every_block(Picture(pk=1))}

    assert made == set(Body().child_blocks)


def test_every_block_is_valid_html(picture, tmp_path):
    for number, block in enumerate(every_block(picture)):
        head = '<!doctype html><html lang="en"><head><title>A block</title></head><body><main><h1>A</h1>'
        (tmp_path / f"{number}-{block[0]}.html").write_text(f"{head}{rendered(block)}</main></body></html>")

    command = [str(shutil.which("java")), "-jar", str(CHECKER), "--errors-only", "--format", "gnu"]
    told = subprocess.run(  # noqa: S603 - our own command
        [*command, *map(str, tmp_path.iterdir())], capture_output=True, text=True, check=False
    )

    assert told.stderr == ""
    assert told.returncode == 0


def test_a_picture_comes_in_modern_formats_and_sizes_with_its_place_kept(picture):
    html = rendered(shown(picture))

    assert html.count("<source") == 1
    assert 'type="image/webp"' in html
    assert html.count(" 480w") == html.count(" 960w") == html.count(" 1440w") == 2
    assert 'width="1440"' in html or 'width="480"' in html
    assert 'height="' in html
    assert "Picture: Ida Ek" in html


def test_only_a_picture_that_begins_the_text_is_loaded_at_once(picture):
    assert 'loading="eager"' in rendered(shown(picture))
    later = rendered(("quote", {"text": "It pays.", "who": "A member"}), shown(picture))
    assert 'loading="lazy"' in later
    assert "eager" not in later


@pytest.mark.parametrize(
    ("chosen", "alt"),
    [
        ({"decorative": False, "alt_text": "Where the cover opens"}, "Where the cover opens"),
        ({"decorative": False, "alt_text": ""}, "A press with its cover open"),
        ({"decorative": True, "alt_text": "Left over"}, ""),
    ],
)
def test_a_picture_is_read_as_its_place_asks(picture, chosen, alt):
    html = rendered(("picture", {"image": {"image": picture.pk, **chosen}, "caption": ""}))

    assert f'alt="{alt}"' in html


def from_editor(html, features):
    """What the editor's program would store of some HTML that somebody pastes in."""
    converter = ContentstateConverter(features=features)
    state = json.loads(converter.from_database_format(html))
    return converter.to_database_format(json.dumps(state))


@pytest.mark.parametrize("features", [WORDS, INLINE])
@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " JaVaScript:alert(1)", "data:text/html,x", "vbscript:x"]
)
def test_a_link_runs_nothing(address, features):
    stored = from_editor(f'<p><a href="{address}">here</a></p>', features)

    assert "here" in stored
    assert "script:" not in stored.lower()
    assert "data:" not in stored


def test_a_posted_link_runs_nothing_either():
    entity = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}}
    words = {"key": "a", "text": "here", "type": "unstyled", "depth": 0, "inlineStyleRanges": []}
    ranges = {"entityRanges": [{"offset": 0, "length": 4, "key": 0}]}
    state = {"blocks": [words | ranges], "entityMap": {"0": entity}}

    stored = ContentstateConverter(features=WORDS).to_database_format(json.dumps(state))

    assert "javascript" not in stored


# --- buttons


@pytest.fixture
def pages():
    ensure_pages()


def button(**value):
    """A button as an editor leaves it, judged."""
    block = Body().child_blocks["button"]
    return block.clean(block.to_python({"label": "Apply", **value}))


def refused(**value):
    """At which part of a button something is said, and what."""
    with pytest.raises(StructBlockValidationError) as wrong:
        button(**value)
    return {name: " ".join(error.messages) for name, error in wrong.value.block_errors.items()}


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/", "https://a.example/"),
        ("a.example/page", "https://a.example/page"),
        ("/en/directory/", "/en/directory/"),
        ("/en/directory/?q=steel#results", "/en/directory/?q=steel#results"),
        ("/", "/"),
    ],
)
def test_a_button_leads_to_an_address_or_a_path_of_the_platform(pages, url, kept):
    assert button(url=url)["url"] == kept


def test_own_address_in_full_is_kept_as_a_path(pages, settings):
    assert button(url=f"{settings.SITE_URL}/en/news/")["url"] == "/en/news/"


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "nowhere", "//a.example/", "/\\a.example", "https://", "a b"],
)
def test_a_button_leads_to_an_address_and_nowhere_else(pages, url):
    assert refused(url=url)["url"].startswith("Give a whole address, for example https://www.example.org")


def test_a_path_at_which_nothing_stands_is_refused(pages):
    assert refused(url="/en/nowhere/")["url"].startswith("There is nothing at “/en/nowhere/”.")


def test_a_button_leads_to_one_place(pages):
    page = ArticleFactory()

    assert button(page=page.pk)["page"].pk == page.pk
    assert refused(page=page.pk, url="/en/news/") == {"url": "You chose a page too. Keep one of the two."}
    assert refused() == {"page": "Choose the page that the button leads to, or give an address."}


def test_a_draft_may_have_a_button_that_leads_nowhere_yet(pages):
    block = Body().child_blocks["button"]

    assert block.clean_deferred(block.to_python({"label": "Apply"}))["url"] == ""


def test_a_button_follows_its_page(pages):
    page = ArticleFactory(slug="before")
    block = ("button", {"label": "Read on", "page": page.pk, "url": ""})
    assert 'href="/en/news/before/"' in rendered(block)

    page.slug = "after"
    page.save_revision().publish()
    assert 'href="/en/news/after/"' in rendered(block)

    page.move(section_of("calls"), pos="last-child")
    assert 'href="/en/calls/after/"' in rendered(block)


@pytest.mark.parametrize(("language", "address"), [("fr", "/fr/news/here/"), ("en", "/en/news/here/")])
def test_a_button_keeps_the_language_of_its_reader(pages, language, address):
    page = ArticleFactory(slug="here")

    with translation.override(language):
        assert f'href="{address}"' in rendered(("button", {"label": "Go", "page": page.pk, "url": ""}))
        assert f'href="{address}"' in rendered(("button", {"label": "Go", "url": "/en/news/here/"}))
        assert 'href="https://a.example/en/"' in rendered(
            ("button", {"label": "Go", "url": "https://a.example/en/"})
        )


def test_a_button_whose_page_is_not_there_for_readers_is_not_shown(pages):
    page = ArticleFactory()
    block = ("button", {"label": "Read on", "page": page.pk, "url": ""})
    page.unpublish()
    assert "Read on" not in rendered(block)

    page.delete()
    assert "Read on" not in rendered(block)


def test_buttons_that_were_made_before_pages_could_be_chosen_go_on_working():
    assert 'href="https://a.example/apply"' in rendered(
        ("button", {"label": "Apply", "url": "https://a.example/apply"})
    )


@pytest.mark.parametrize("number", [1, 3])
def test_buttons_ask_the_database_together(pages, number, django_assert_num_queries):
    found = [("button", {"label": "Go", "page": ArticleFactory().pk, "url": ""}) for _ in range(number)]
    rendered(*found)

    with django_assert_num_queries(QUERIES_OF_BUTTONS):
        rendered(*found)


QUERIES_OF_BUTTONS = 1


def test_a_table_scrolls_in_itself_only_from_four_columns_on():
    three = rendered(("table", {"title": "T", "rows": "A|B|C\n1|2|3"}))
    four = rendered(("table", {"title": "T", "rows": "A|B|C|D\n1|2|3|4"}))

    assert "tabindex" not in three
    assert 'role="region" tabindex="0" aria-label="T"' in four


def test_a_table_is_as_wide_as_its_head_and_its_numbers_stand_to_the_right():
    html = rendered(
        (
            "table",
            {"title": "T", "rows": "| What | Euro |\n| A <b> | 1,200 |\n| B |\n\n| C | 3 € | too many |"},
        )
    )

    assert html.count("<tr>") == 4
    assert html.count('class="n"') == 4
    assert "A &lt;b&gt;" in html
    assert "too many" not in html
    assert rendered(("table", {"title": "T", "rows": " \n "})).count("<table") == 0


@pytest.mark.parametrize(
    ("cell", "is_number"),
    [
        ("12", True),
        ("1 200,50", True),
        ("-3%", True),
        ("3 €", True),
        ("–", True),
        ("", True),
        ("2a", False),
        ("n/a", False),
    ],
)
def test_what_counts_as_a_number(cell, is_number):
    assert bool(NUMBER.fullmatch(cell)) is is_number


def test_questions_have_names_of_their_own_inside_what_opens():
    block = ("questions", {"questions": [{"question": "Why?", "answer": "<p>So.</p>"}] * 2})

    html = rendered(block)

    assert "<details><summary>" in html
    assert 'id="why"' in html
    assert 'id="why-2"' in html
    assert html.index("<details>") < html.index('id="why"') < html.index("</details>")


def test_a_file_that_is_gone_leaves_nothing_behind():
    document = DocumentFactory(title="Sheet")
    block = ("file", {"file": document.pk, "text": ""})
    assert "TXT, 5\xa0bytes" in rendered(block)
    document.delete()

    assert "<a" not in rendered(block)


def table(rows):
    block = Body().child_blocks["table"]
    return block.clean(block.to_python({"title": "T", "rows": rows}))


@pytest.mark.parametrize("rows", ["A | B\n1 | 2", "A | B\n1", "| A | B |\n| 1 | 2 |", "A | B\n| 2", "A"])
def test_a_table_that_fits_is_taken(rows):
    assert table(rows)["rows"] == rows


def test_a_line_with_more_cells_than_the_head_is_refused_by_its_number():
    with pytest.raises(StructBlockValidationError) as refused:
        table("A | B\n1 | 2\n\n1 | 2 | 3")

    said = str(refused.value.block_errors["rows"].message)
    assert said.startswith("Line 3 has 3 cells, the head has 2.")


def test_an_empty_first_cell_stays_empty():
    html = rendered(("table", {"title": "T", "rows": "Country | Firms | Share\n|7|20 %"}))

    assert re.search(r"<th[^>]*>\s*</th>\s*<td[^>]*>7</td>\s*<td[^>]*>20 %</td>", html)
