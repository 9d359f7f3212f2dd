"""Sheets that import others are stored as one, and nothing that they name is lost."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.core.management import call_command

from eccp.core.staticfiles import ANY_IMPORT, IMPORT, Storage, join


def sheets(**texts: str) -> dict:
    """Collected sheets by name: `head` is `css/head.css`, but `main` stands above them."""
    storage = InMemoryStorage()
    names = {name: "main.css" if name == "main" else f"css/{name}.css" for name in texts}
    for name, text in texts.items():
        storage.save(names[name], ContentFile(text.encode()))
    return {name: (storage, name) for name in names.values()}


def test_imports_are_put_in_their_layers_in_their_order():
    paths = sheets(
        main="@layer a, b;\n"
        '@import url("css/one.css") layer(a);\n'
        "@import url('css/two.css') layer(b);\n"
        '@import url("css/three.css");\np{}',
        one="one{}",
        two="two{}",
        three="three{}",
    )

    assert join(paths, "main.css").split() == (
        "@layer a, b; @layer a { one{} } @layer b { two{} } three{} p{}".split()
    )


def test_what_an_imported_sheet_imports_is_joined_too():
    paths = sheets(
        main='@import url("css/one.css") layer(a);', one='@import url("two.css") layer(b);', two="two{}"
    )

    assert join(paths, "main.css").split() == "@layer a { @layer b { two{} } }".split()


@pytest.mark.parametrize(
    ("said", "joined"),
    [
        ("url(dot.png)", 'url("css/dot.png")'),
        ("url('../icons.svg#x')", 'url("icons.svg#x")'),
        ('url("images/a.png")', 'url("css/images/a.png")'),
        ("url(#default#VML)", "url(#default#VML)"),
        ("url(/static/a.png)", "url(/static/a.png)"),
        ('url("data:image/gif;base64,R0lGODlh")', 'url("data:image/gif;base64,R0lGODlh")'),
    ],
)
def test_pictures_of_an_imported_sheet_are_still_found(said, joined):
    paths = sheets(main='@import url("css/one.css") layer(a);', one=f"p{{background:{said}}}")

    assert f"p{{background:{joined}}}" in join(paths, "main.css")


def test_the_word_for_letters_stands_in_no_layer():
    paths = sheets(main='@import url("css/one.css") layer(a);', one='@charset "UTF-8";p{}')

    assert "@charset" not in join(paths, "main.css")


def test_a_sheet_that_is_not_there_is_named():
    with pytest.raises(ValueError, match=r"main\.css imports css/gone\.css"):
        join(sheets(main='@import url("css/gone.css") layer(a);'), "main.css")


def test_an_import_written_in_another_way_is_named():
    with pytest.raises(ValueError, match=r"main\.css has an import"):
        join(sheets(main='@import "css/one.css";', one="p{}"), "main.css")


def test_sheets_that_import_each_other_are_named():
    paths = sheets(main='@import url("css/one.css") layer(a);', one='@import url("../main.css") layer(a);')

    with pytest.raises(ValueError, match="imports itself"):
        join(paths, "main.css")


def own_sheets() -> list[str]:
    """Every sheet of ours that imports others."""
    root = Path(finders.find("platform.css")).parent
    return [
        str(file.relative_to(root)) for file in root.rglob("*.css") if ANY_IMPORT.search(file.read_text())
    ]


def test_every_import_of_our_sheets_is_found():
    named = {
        (name, found["url"])
        for name in own_sheets()
        for found in IMPORT.finditer(Path(finders.find(name)).read_text())
    }

    assert ("platform.css", "ecl/styles/ecl-eu.css") in named
    assert [pair for pair in sorted(named) if not finders.find(str(Path(pair[0]).parent / pair[1]))] == []


def test_the_stored_sheet_holds_all_that_it_imports(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "eccp.core.staticfiles.Storage"},
    }
    settings.STATICFILES_DIRS = [tmp_path / "own"]
    own = tmp_path / "own"
    (own / "css").mkdir(parents=True)
    (own / "platform.css").write_text('@layer a;\n@import url("css/one.css") layer(a);')
    (own / "css" / "one.css").write_text("p{background:url(dot.png)}")
    (own / "css" / "dot.png").write_bytes(b"dot")
    settings.STATIC_ROOT = tmp_path / "stored"

    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["wagtail*", "images*"])

    storage = Storage(location=settings.STATIC_ROOT)
    stored = Path(settings.STATIC_ROOT, storage.stored_name("platform.css")).read_text()
    assert re.fullmatch(
        r'@layer a;\s*@layer a \{\s*p\{background:url\("css/dot\.[0-9a-f]{12}\.png"\)\}\s*\}', stored
    )
