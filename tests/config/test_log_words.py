"""Every verb that is logged has words, so that the audit can be read by people who do not know the code."""

import ast
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings

from eccp.core import audit
from eccp.core.workflow import Workflow
from eccp.organisations.models import Visibility
from eccp.validation.models import Application


def logged() -> Iterator[str]:
    """The verbs that stand in calls of `log`, written out or by the name of a constant of the same file."""
    for file in (settings.BASE_DIR / "eccp").rglob("*.py"):
        tree = ast.parse(file.read_text())
        constants = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "log":
                verb = node.args[1] if len(node.args) > 1 else None
                if isinstance(verb, ast.Constant):
                    yield verb.value
                elif isinstance(verb, ast.Name) and verb.id in constants:
                    yield constants[verb.id]


def made_up() -> Iterator[str]:
    """The verbs that are put together while the program runs."""
    yield from (f"{flow.name}.{verb.name}" for flow in Workflow.known for verb in flow)
    yield from (
        f"organisations.{visibility}" for visibility in (Visibility.PUBLISHED, Visibility.UNPUBLISHED)
    )
    yield from (f"validation.opened_{kind}" for kind in Application.Kind.values)


def test_every_verb_has_words():
    verbs = {verb for verb in (*logged(), *made_up()) if isinstance(verb, str) and "." in verb}

    assert len(verbs) > 30
    assert sorted(verbs - set(audit.verbs)) == []


def test_every_kind_with_words_is_a_model():
    assert [code for code in audit.kinds if apps.get_model(code) is None] == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("organisations.organisation", "Organisation"),
        ("content.homepage", "Home page"),
        ("gone.thing", "Thing"),
    ],
)
def test_kind_is_said_also_where_no_room_names_it(code, words):
    assert str(audit.say_kind(code)) == words


def test_verb_that_no_room_names_is_read_as_it_is_spelled():
    assert audit.say_verb("room.left_for_good") == "Left for good"
