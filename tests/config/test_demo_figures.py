"""The demonstration's invented figures: plainly marked, made once, and never outside it."""

import pytest

from eccp.config.demo.figures import ensure_figures
from eccp.figures.models import Entry
from eccp.reference.models import today
from tests.factories import EntryFactory

pytestmark = pytest.mark.django_db


def test_each_says_that_it_is_invented_and_is_made_once():
    assert ensure_figures() == 12
    assert ensure_figures() == 0

    assert set(Entry.objects.values_list("source", "kind")) == {("Invented for the demonstration", "by_hand")}
    for entry in Entry.objects.all():
        entry.full_clean()
    assert Entry.objects.latest("date").date <= today()


def test_numbers_that_somebody_noted_are_left_alone():
    EntryFactory()

    assert ensure_figures() == 0


def test_production_gets_none(settings):
    settings.DEMO = False

    with pytest.raises(RuntimeError):
        ensure_figures()
    assert not Entry.objects.exists()
