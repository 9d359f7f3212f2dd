"""Pages translated by a machine: marked, never published by it, and safe whatever the provider sends back."""

import json

import pytest
from wagtail.models import Locale

from eccp.content.models import ArticlePage, SectionPage
from eccp.core.translators import CannotTranslate, translator

pytestmark = pytest.mark.django_db

BODY = [
    {"type": "text", "value": '<p>Hello <a linktype="page" id="1">there</a></p>'},
    {"type": "questions", "value": {"questions": [{"question": "Why?", "answer": "<p>So.</p>"}]}},
]


class Shouting:
    """Says everything loudly, with a script that nobody asked for."""

    def translate(self, texts, *, source, target):
        return [f"{text.replace('Hello', 'HELLO')} [{source}>{target}]<script>x</script>" for text in texts]


class Away:
    def translate(self, texts, *, source, target):
        raise CannotTranslate("Nobody is there.")


class Losing:
    def translate(self, texts, *, source, target):
        return texts[1:]


@pytest.fixture
def article():
    Locale.objects.get_or_create(language_code="fr")
    written = ArticlePage(title="Hello", lead="Hello all", body=json.dumps(BODY))
    return SectionPage.objects.get(slug="news").add_child(instance=written)


def copied(article):
    return article.copy_for_translation(Locale.objects.get(language_code="fr"), copy_parents=True)


def provider(settings, kind):
    settings.MACHINE_TRANSLATOR = f"{__name__}.{kind.__name__}"


@pytest.fixture(autouse=True)
def found_by_name(monkeypatch):
    """The tests' files are no packages: give the providers a path that can be imported."""
    import sys

    monkeypatch.setitem(sys.modules, __name__, sys.modules.get(__name__) or _this())


def _this():
    import types

    module = types.ModuleType(__name__)
    module.Shouting, module.Away, module.Losing = Shouting, Away, Losing
    return module


def test_none_is_installed(settings):
    assert settings.MACHINE_TRANSLATOR == ""
    assert translator() is None


def test_without_a_provider_a_copy_stays_as_it_is(article, run_tasks):
    copy = copied(article)
    run_tasks()

    latest = copy.get_latest_revision_as_object()
    assert (latest.title, latest.translated_by_machine) == ("Hello", False)


def test_copy_is_translated_marked_and_not_published(article, settings, run_tasks):
    provider(settings, Shouting)
    copy = copied(article)
    run_tasks()

    copy.refresh_from_db()
    latest = copy.get_latest_revision_as_object()
    assert latest.title.startswith("HELLO [en>fr]")
    assert latest.lead.startswith("HELLO all")
    assert (latest.translated_by_machine, copy.live) == (True, False)


def test_links_and_blocks_stay_and_nothing_else_comes_in(article, settings, run_tasks):
    provider(settings, Shouting)
    copy = copied(article)
    run_tasks()
    copy.refresh_from_db()

    text, questions = copy.get_latest_revision_as_object().body.raw_data
    assert '<a linktype="page" id="1">there</a>' in text["value"]
    assert "<script" not in text["value"]
    [asked] = questions["value"]["questions"]
    said = asked.get("value", asked)
    assert said["question"].startswith("Why? [en>fr]")
    assert said["answer"].startswith("<p>So.</p>")


@pytest.mark.parametrize("kind", [Away, Losing])
def test_what_cannot_be_translated_now_is_tried_later(article, settings, run_tasks, kind):
    provider(settings, kind)
    copy = copied(article)
    outcomes = run_tasks(may_fail=True)

    copy.refresh_from_db()
    assert ("content.translate", "later") in outcomes
    assert copy.get_latest_revision_as_object().title == "Hello"


def test_page_that_was_published_meanwhile_is_left_alone(article, settings, run_tasks):
    provider(settings, Shouting)
    copy = copied(article)
    copy.save_revision().publish()
    run_tasks()

    copy.refresh_from_db()
    assert (copy.title, copy.translated_by_machine) == ("Hello", False)
