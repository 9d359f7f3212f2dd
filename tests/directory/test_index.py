"""The index is a true copy: changes reach it, nothing is lost, nothing private is in it, it mends itself."""

from datetime import UTC, date, datetime, timedelta
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from eccp.core import outbox
from eccp.core.models import Beat, Change
from eccp.directory import search
from eccp.directory.engine import open_writer, reader
from eccp.directory.index import drain as draining
from eccp.directory.index.documents import documents
from eccp.directory.index.indexer import Indexer
from eccp.directory.index.turn import Busy, ask_for_rebuild, rebuild_is_asked, turn
from eccp.directory.query import Query
from eccp.organisations.models import ContactPerson, CountryLink, EuProject, Label, Organisation
from eccp.organisations.services import profiles
from eccp.organisations.tasks import read_again
from eccp.organisations.types import all_types
from eccp.reference.models import CountryLabel, PlaceName, TermLabel
from tests.factories import (
    CountryFactory,
    OrganisationFactory,
    PartnerFactory,
    PlaceFactory,
    RegionFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db


def ids(q="", **asked):
    return search.find(Query(q, **asked)).answer.ids


def rich(**more):
    """A published cluster with something in every kind of field."""
    place = PlaceFactory()
    PlaceName.objects.get_or_create(place=place, key="munich", name="Munich")
    organisation = OrganisationFactory(
        published=True,
        name="Holzfreunde",
        short_name="HFX",
        city="München",
        place=place,
        latitude=48.14,
        longitude=11.58,
        region=RegionFactory(),
        text__summary="Makers of timber houses.",
        text__description="They saw and plane.",
        text__seeks="Partners with forests.",
        parts__members_sme=40,
        **more,
    )
    term = TermFactory(code="construction-works", label="Construction")
    TermLabel.objects.get_or_create(term=term, language="de", label="Bauwesen")
    organisation.terms.add(term)
    EuProject.objects.create(organisation=organisation, acronym="TIMBERLINK")
    CountryLink.objects.create(organisation=organisation, link="seeks", country=CountryFactory(code="FR"))
    CountryLabel.objects.get_or_create(country_id="DE", language="de", label="Deutschland")
    ContactPerson.objects.create(
        organisation=organisation,
        name="Privata Person",
        position="Directrix",
        email="privata@secret.example",
        phone="0471100",
    )
    return organisation


@pytest.mark.parametrize(
    "words",
    [
        "holzfreunde",
        "hfx",
        "munich",
        "munchen",
        "Oberbayern",
        "Germany",
        "deutschland",
        "bauwesen",
        "construction",
        "timber",
        "plane",
        "forests",
        "timberlink",
        "cluster organisation",
    ],
)
def test_profile_is_found_by_all_its_public_words(index, words):
    organisation = rich()
    index()

    assert ids(words) == [organisation.pk]


@pytest.mark.parametrize("words", ["privata", "directrix", "secret", "0471100", "privata@secret.example"])
def test_contact_person_is_nowhere_in_the_index(index, words):
    rich()
    index()

    assert ids(words) == []


def test_document_holds_nothing_private():
    rich(parts__management_fte="7.77")

    (document,) = documents(list(Organisation.objects.with_everything()))

    held = repr(document)
    assert "TIMBERLINK" in held
    assert [word for word in ("Privata", "Directrix", "secret", "0471100", "7.77") if word in held] == []


@pytest.mark.parametrize("kind", [kind.code for kind in all_types()])
def test_every_type_has_a_document(kind):
    OrganisationFactory(published=True, type=kind)

    (document,) = documents(list(Organisation.objects.with_everything()))

    assert document.facets["type"] == [kind]
    assert str(Organisation.objects.get().kind.label) in document.texts["terms"]


def test_facets_of_a_profile(index):
    organisation = rich()
    Label.objects.create(
        organisation=organisation,
        level=TermFactory(scheme="label", code="gold"),
        issued_on=date(2020, 1, 1),
        expires_on=date(2100, 1, 1),
    )
    index()

    answer = search.find(Query()).answer

    assert answer.facets == {
        "type": {"cluster_organisation": 1},
        "country": {"DE": 1},
        "region": {"DE21": 1},
        "ecosystem": {"construction-works": 1},
        "technology": {},
        "service": {},
        "sector": {},
        "emerging_industry": {},
        "partnership_strand": {},
        "label": {"gold": 1},
        "trust": {"validated": 1},
        "language": {},
        "sought": {"FR": 1},
        "members": {"30-59": 1},
        "founded": {},
        "access": {"third": 1},
    }
    assert (answer.smes, answer.on_map) == (40, 1)


def test_partnership_is_found_by_its_programme_and_by_its_partners(index):
    strand = TermFactory(scheme="partnership_strand", code="going-far")
    partnership = OrganisationFactory(type="eu_partnership", published=True, parts__strand=strand)
    OrganisationFactory(type="eu_partnership", published=True)
    PartnerFactory(organisation=partnership, name="Zwickau Weavers")
    index()

    assert search.find(Query()).answer.facets["partnership_strand"] == {"going-far": 1}
    assert ids(facets={"partnership_strand": ("going-far",)}) == [partnership.pk]
    assert search.find(Query(q="weavers")).answer.ids == [partnership.pk]


def test_drafts_and_unpublished_profiles_are_not_in_it(index):
    OrganisationFactory()
    OrganisationFactory(visibility="unpublished")
    listed, published = OrganisationFactory(listed=True), OrganisationFactory(published=True)
    index()

    assert set(ids()) == {listed.pk, published.pk}
    assert ids(facets={"trust": ("listed",)}) == [listed.pk]


def test_label_leaves_the_facet_at_midnight_in_brussels(index, freeze):
    organisation = OrganisationFactory(published=True)
    last = date(2026, 3, 3)
    gold = TermFactory(scheme="label", code="gold")
    Label.objects.create(
        organisation=organisation, level=gold, issued_on=last - timedelta(30), expires_on=last
    )
    index()
    query = Query(facets={"label": ("gold",)})

    freeze(datetime(2026, 3, 3, 22, 59, tzinfo=UTC))
    assert search.find(query).answer.total == 1
    freeze(datetime(2026, 3, 3, 23, 1, tzinfo=UTC))
    assert search.find(query).answer.total == 0


def test_change_reaches_the_index_and_leaves_the_outbox(index):
    organisation = OrganisationFactory(published=True, name="Before")
    index()
    profiles.update(organisation, {"name": "Afterwards"}, opened_at=1, by=None)

    writer = open_writer()
    assert draining.drain(writer) == 1

    assert (ids("before"), ids("afterwards")) == ([], [organisation.pk])
    assert not Change.objects.exists()


def test_publishing_puts_in_and_unpublishing_takes_out(index):
    organisation = OrganisationFactory()
    index()
    writer = open_writer()

    profiles.publish(organisation, by=None)
    draining.drain(writer)
    assert ids() == [organisation.pk]

    profiles.unpublish(organisation, by=None)
    draining.drain(writer)
    assert ids() == []


def test_rolled_back_change_leaves_nothing(index):
    organisation = OrganisationFactory(published=True, name="Steady")
    index()

    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012 - the error comes after the change
        profiles.update(organisation, {"name": "Gone"}, opened_at=1, by=None)
        raise RuntimeError

    assert draining.drain(open_writer()) == 0
    assert ids("steady") == [organisation.pk]


def test_change_stays_when_the_indexer_dies_before_its_commit(index, monkeypatch):
    organisation = OrganisationFactory(published=True, name="Before")
    index()
    profiles.update(organisation, {"name": "Afterwards"}, opened_at=1, by=None)
    writer = open_writer()
    monkeypatch.setattr(writer, "commit", lambda: (_ for _ in ()).throw(KeyboardInterrupt))

    with pytest.raises(KeyboardInterrupt):
        draining.drain(writer)
    writer.close()

    assert (Change.objects.count(), ids("before")) == (1, [organisation.pk])
    draining.drain(open_writer())
    assert ids("afterwards") == [organisation.pk]


def test_change_that_comes_while_indexing_is_not_deleted_with_the_others(index, monkeypatch):
    one, other = OrganisationFactory.create_batch(2, published=True)
    index()
    outbox.changed(one)
    apply = draining.apply
    monkeypatch.setattr(draining, "apply", lambda *args: (apply(*args), outbox.changed(other)))

    draining.drain(open_writer())

    assert list(Change.objects.values_list("object_id", flat=True)) == [other.pk]


def test_changed_term_and_country_reach_their_profiles(index):
    organisation = rich()
    index()
    term = organisation.terms.get()
    type(term).objects.filter(pk=term.pk).update(label="Housing")
    read_again("reference.term", str(term.pk))
    CountryLabel.objects.create(country_id="DE", language="xx", label="Teutonia")
    read_again("reference.country", "DE")

    draining.drain(open_writer())

    assert ids("housing") == ids("teutonia") == [organisation.pk]


def test_change_of_something_else_is_only_taken_away(index):
    index()
    Change.objects.create(kind="elsewhere.thing", object_id=1)

    draining.drain(open_writer())

    assert not Change.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_indexing_asks_the_same_however_many(index, count, django_assert_num_queries):
    index()
    made = [rich() for _ in range(count)]
    writer = open_writer()

    with django_assert_num_queries(16):
        draining.apply(writer, [organisation.pk for organisation in made])


def test_check_says_every_difference(index, capsys):
    _same, missing, different, gone = OrganisationFactory.create_batch(4, published=True)
    Organisation.objects.filter(pk=missing.pk).update(visibility="draft")
    index()
    Organisation.objects.filter(pk=missing.pk).update(visibility="published")
    Organisation.objects.filter(pk=different.pk).update(name="Otherwise")
    Organisation.objects.filter(pk=gone.pk).update(visibility="draft")

    with pytest.raises(CommandError):
        call_command("index", "check")

    assert capsys.readouterr().out.splitlines() == [
        f"profile {missing.pk}: not in the index",
        f"profile {gone.pk}: in the index, but not public",
        f"profile {different.pk}: different in the index",
        "1 profiles are the same; 0 changes wait for the indexer.",
    ]


def test_rebuild_makes_it_true(capsys):
    OrganisationFactory.create_batch(2, published=True)

    call_command("index", "rebuild")
    call_command("index", "check")

    assert "2 profiles are the same" in capsys.readouterr().out


def test_check_without_an_index_says_what_to_run():
    with pytest.raises(CommandError, match="index rebuild"):
        call_command("index", "check")


def test_second_writer_is_refused(index):
    with turn(), pytest.raises(Busy):
        index()
    with turn(), pytest.raises(CommandError):
        call_command("indexer")


def test_indexer_builds_what_is_missing_and_gives_a_sign_of_life():
    organisation = OrganisationFactory(published=True)
    indexer = Indexer()

    indexer.work()

    assert ids() == [organisation.pk]
    assert timezone.now() - Beat.objects.get(name="indexer").at < timedelta(minutes=1)


def test_indexer_mends_a_broken_index(index, index_dir):
    organisation = OrganisationFactory(published=True)
    index()
    for file in [*index_dir.rglob("*.fast"), *index_dir.rglob("meta.json")]:
        file.unlink()
        file.write_bytes(b"broken")
    assert search.find(Query()).plain

    Indexer().work()

    found = search.find(Query())
    assert (found.plain, found.answer.ids) == (False, [organisation.pk])


def test_indexer_mends_an_index_that_vanishes_while_it_runs(index_dir):
    organisation = OrganisationFactory(published=True)
    indexer = Indexer()
    indexer.work()
    (index_dir / "current").unlink()

    indexer.work()

    assert (search.find(Query()).plain, ids()) == (False, [organisation.pk])


def test_indexer_sees_that_profiles_are_missing():
    indexer = Indexer()
    indexer.work()
    organisation = OrganisationFactory(published=True)  # without its row in the outbox
    indexer.beaten = float("-inf")

    indexer.work()

    assert ids() == [organisation.pk]


def test_index_without_profiles_is_sound_and_takes_the_first_one():
    indexer = Indexer()
    indexer.work()
    before = reader().version()
    indexer.beaten = float("-inf")
    indexer.work()
    assert (search.find(Query()).plain, reader().version()) == (False, before)

    organisation = OrganisationFactory()
    profiles.publish(organisation, by=None)
    indexer.work()

    assert ids() == [organisation.pk]


def test_running_indexer_rebuilds_when_asked():
    indexer = Indexer()
    indexer.work()
    before = reader().version()
    ask_for_rebuild()

    indexer.work()

    assert reader().version() != before
    assert not rebuild_is_asked()


def test_indexer_goes_on_after_an_error_and_stops_when_told(monkeypatch):
    stop, turns = Event(), []
    indexer = Indexer()

    def work():
        turns.append(1)
        if len(turns) == 1:
            raise OSError("No space left on device")
        stop.set()

    monkeypatch.setattr(indexer, "work", work)
    monkeypatch.setattr("eccp.directory.index.indexer.PAUSE", 0)
    indexer.run(stop)

    assert len(turns) == 2
    assert connection.is_usable()
