"""Preparing an installation: whatever is missing, and nothing twice."""

import pytest
from wagtail.models import Site

from eccp.config import preparing
from eccp.content.models import HomePage
from eccp.core.clock import beat
from eccp.figures.models import Entry
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_database_that_is_up_to_date_is_left_alone():
    assert preparing.migrate() == ""


def test_reference_data_are_loaded_when_their_files_changed(monkeypatch):
    loaded = []
    monkeypatch.setattr(preparing, "call_command", lambda name, **_options: loaded.append(name))

    assert preparing.reference_data() == "Reference data loaded"
    assert preparing.reference_data() == ""
    beat(preparing.REFERENCE_MARK, files="of last year")
    assert preparing.reference_data() == "Reference data loaded"
    assert loaded == ["load_reference", "load_reference"]


def test_pages_are_made_once():
    preparing.roles_and_pages()
    preparing.roles_and_pages()

    english, french = HomePage.objects.order_by("locale__language_code")
    assert Site.objects.get().root_page.specific == english
    assert french.translation_key == english.translation_key


def test_community_is_made_in_an_empty_demonstration_only(monkeypatch, settings):
    made = []
    monkeypatch.setattr(preparing, "call_command", lambda name, **_options: made.append(name))

    settings.DEMO = False
    assert preparing.community() == ""
    settings.DEMO = True
    assert preparing.community().startswith("Demonstration community made")
    OrganisationFactory()
    assert preparing.community() == ""
    assert made == ["demo"]


def test_static_files_are_collected_when_they_changed(monkeypatch, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"

    def collect(name: str, **_options: object) -> None:
        settings.STATIC_ROOT.mkdir()

    monkeypatch.setattr(preparing, "call_command", collect)

    assert preparing.static_files() == "Static files collected"
    assert preparing.static_files() == ""


def test_fingerprint_tells_contents_and_words_apart(tmp_path):
    file = tmp_path / "a"
    file.write_text("one")
    first = preparing.fingerprint([file])
    file.write_text("two")

    assert len({first, preparing.fingerprint([file]), preparing.fingerprint([file], "more")}) == 3


def test_published_figures_are_loaded_when_their_file_changed():
    assert preparing.published_figures() == "Published figures loaded"
    assert preparing.published_figures() == ""
    beat(preparing.FIGURES_MARK, files="of last year")
    assert preparing.published_figures() == "Published figures loaded"
    assert Entry.objects.filter(counter="cluster_organisations", date="2020-12-14").count() == 1
