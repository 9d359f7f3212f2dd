"""The sprite has every icon that a template names, and no other."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
spec = importlib.util.spec_from_file_location("icons", ROOT / "bin" / "icons.py")
icons = importlib.util.module_from_spec(spec)
spec.loader.exec_module(icons)


def test_sprite_has_the_icons_that_templates_name():
    sprite = icons.symbols((ROOT / "eccp/static/icons.svg").read_text(encoding="utf-8"))

    assert set(sprite) == icons.named(), "run bin/icons.py"


def test_named_finds_tags_and_arguments(tmp_path):
    folder = tmp_path / "eccp/templates/room"
    folder.mkdir(parents=True)
    (folder / "page.html").write_text(
        '{% icon "check" "xs" %}{% button "Go" icon="download" %}{% icon name %}'
    )

    assert icons.named(tmp_path) == {"check", "download"}


def test_templates_of_the_back_office_name_icons_of_its_own(tmp_path):
    folder = tmp_path / "eccp/templates/room"
    folder.mkdir(parents=True)
    (folder / "guide.html").write_text(
        '{% include "wagtailadmin/shared/header.html" with icon="help" only %}'
    )

    assert icons.named(tmp_path) == set()


def test_cut_keeps_only_what_is_named():
    sheet = '<svg><symbol id="a" viewBox="0 0 1 1"><path d="M0"/></symbol><symbol id="b"><path d="M1"/></symbol></svg>'

    assert set(icons.symbols(icons.cut(sheet, {"b"}))) == {"b"}
