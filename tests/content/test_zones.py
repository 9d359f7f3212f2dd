"""What time zones are called where a cut-off is typed; what is stored stays the zone's own name."""

from datetime import date, time

import pytest
from django.urls import reverse
from django.utils import translation

from eccp.content.contributing.forms.cutoffs import CutoffForm
from eccp.content.models import Cutoff
from eccp.content.zones import ZONES, choices, name_of
from tests.factories import CallFactory, EditorFactory


@pytest.mark.parametrize(
    ("zone", "english", "french"),
    [
        ("Europe/Brussels", "Brussels (Central European Time)", "Bruxelles (heure d’Europe centrale)"),
        ("UTC", "UTC", "UTC"),
        ("Europe/Kyiv", "Kyiv (Ukraine)", "Kyiv (Ukraine)"),
        ("Europe/London", "London (United Kingdom)", "Londres (Royaume-Uni)"),
        ("Asia/Singapore", "Singapore", "Singapour"),
    ],
)
def test_zone_is_called_as_people_call_it(zone, english, french):
    assert (name_of(zone, "en"), name_of(zone, "fr")) == (english, french)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_zone_has_a_name_of_its_own_and_brussels_is_first(language):
    with translation.override(language):
        found = choices()

    names = [name for _zone, name in found]
    assert {zone for zone, _name in found} == {zone for zone, _name in ZONES}
    assert len(set(names)) == len(ZONES)
    assert [zone for zone, _name in found[:2]] == ["Europe/Brussels", "UTC"]
    assert not [name for name in names if "/" in name or "_" in name]


def test_what_is_stored_is_not_renamed():
    assert Cutoff._meta.get_field("zone").choices == ZONES
    assert str(dict(ZONES)["America/New_York"]) == "America/New York"


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "Athens (Eastern European Time)"), ("fr", "Athènes (heure d’Europe de l’Est)")],
)
def test_member_chooses_by_name(language, name):
    with translation.override(language):
        shown = str(CutoffForm(stored=[], judged=True)["zone"])

    assert f'<option value="Europe/Athens">{name}</option>' in shown


@pytest.mark.django_db
def test_editor_chooses_by_name(signed_in):
    call = CallFactory(
        cutoffs=[Cutoff(day=date(2040, 3, 1), hour=time(17, 0), zone="Europe/Kyiv")], live=False
    )

    page = signed_in(EditorFactory()).get(reverse("wagtailadmin_pages:edit", args=[call.pk]))

    assert '<option value="Europe/Kyiv" selected>Kyiv (Ukraine)</option>' in page.content.decode()
