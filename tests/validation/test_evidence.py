"""What is found out for a validator: on a website of this machine, never on the network."""

import http.server
import socket
import threading
from datetime import timedelta

import pytest

from eccp.core.refusals import Refused
from eccp.organisations.models import Claim
from eccp.reference.models import Scheme, TermLabel
from eccp.validation import services
from eccp.validation.models import Evidence
from eccp.validation.web.addresses import Gate
from tests.factories import RepresentativeFactory, TermFactory, UserFactory, ValidatorFactory
from tests.validation.profiles import complete, edit, submitted

pytestmark = pytest.mark.django_db
HERE = "127.0.0.1"
HOME = """<html lang="de"><title>Blaues Cluster</title>
<p>Wir sind das Cluster für die blaue Wirtschaft und bieten unseren Mitgliedern Weiterbildung an.</p>
<a href="/en/services" hreflang="en">Services</a> <a href="/members">Mitglieder</a></html>"""
SERVICES = """<html lang="en"><title>Services</title>
<p>We are the cluster for the blue economy, and this is what we do for our members: help with export support.</p>"""


class Site(http.server.ThreadingHTTPServer):
    """A website whose pages are words."""

    daemon_threads = True

    def __init__(self):
        super().__init__((HERE, 0), Visit)
        self.pages = {"/": HOME, "/en/services": SERVICES}
        self.asked = []

    @property
    def url(self):
        """Where it stands."""
        return f"http://{HERE}:{self.server_address[1]}/"

    @property
    def gate(self):
        """What lets through to it and to nothing else on this machine."""
        return Gate(allowed=[(HERE, self.server_address[1])])


class Visit(http.server.BaseHTTPRequestHandler):
    """One request for a page."""

    def do_GET(self):
        """Give the page of the path, or not found."""
        self.server.asked.append(self.path)
        page = self.server.pages.get(self.path)
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((page or "nothing here").encode())

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def site():
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def nobody(host, port, **hints):
    raise socket.gaierror(socket.EAI_NONAME, "unknown")


def at_home(host, port, **hints):
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (HERE, port))]


DOWN = Gate(resolver=nobody)


def found(application, kind):
    return Evidence.objects.get(application=application, kind=kind).found


def gather(site, **columns):
    application = submitted(website=site.url, **columns)
    services.gather_evidence(application.pk, gate=site.gate)
    return found(application, "website")


def test_site_that_is_up_is_read(site):
    website = gather(site)

    assert (website["status"], website["problem"], website["title"]) == (200, "", "Blaues Cluster")
    assert (website["written_in"], website["languages"], website["english"]) == (
        "de",
        ["de", "en"],
        "written",
    )
    assert [(page["kind"], page["problem"]) for page in website["pages"]] == [
        ("home", ""),
        ("services", ""),
        ("members", "error_status"),
    ]
    assert [link["kind"] for link in website["links"]] == ["services", "members"]


def test_claims_are_looked_for_in_every_language_held(site):
    application = submitted(website=site.url)
    training = TermFactory(scheme=Scheme.SERVICE, code="training", label="Training")
    TermLabel.objects.create(term=training, language="de", label="Weiterbildung")

    services.gather_evidence(application.pk, gate=site.gate)

    spoken = found(application, "website")["mentions"]
    by_code = {row["code"]: row for rows in spoken.values() for row in rows}
    assert "Weiterbildung" in by_code["training"]["snippet"]
    assert "export support" in by_code["export-support"]["snippet"]
    assert by_code["textile"] == {"code": "textile", "label": "Textile", "snippet": None}
    assert set(spoken) == {"services", "ecosystems", "technologies"}


def test_seconds_are_for_the_whole_visit(site, settings):
    settings.EVIDENCE_SECONDS = 0.9

    website = gather(site)

    assert [page["kind"] for page in website["pages"]] == ["home"]


def test_bytes_are_for_the_whole_visit(site, settings):
    settings.EVIDENCE_BYTES = len(HOME.encode())

    gather(site)

    assert site.asked == ["/"]


def test_site_that_is_down_is_evidence():
    application = submitted()

    services.gather_evidence(application.pk, gate=DOWN)

    website = found(application, "website")
    assert (website["problem"], website["status"], website["english"]) == ("not_found_host", None, "")
    assert {row["snippet"] for rows in website["mentions"].values() for row in rows} == {None}


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/", "http://10.0.0.8/", "http://[::1]/", "http://169.254.169.254/"]
)
def test_private_address_is_never_asked(address):
    application = submitted(website=address)

    services.gather_evidence(application.pk)

    assert found(application, "website")["problem"] == "refused_address"


def test_name_that_leads_home_is_never_asked(site):
    port = site.server_address[1]
    application = submitted(website=f"http://cluster.example.eu:{port}/")

    services.gather_evidence(application.pk, gate=Gate(resolver=at_home))

    assert found(application, "website")["problem"] == "refused_address"
    assert site.asked == []


def test_no_website_is_said():
    application = submitted()
    organisation = application.organisation
    organisation.website = ""
    organisation.save()

    services.gather_evidence(application.pk, gate=DOWN)

    assert found(application, "website")["problem"] == "no_website"


def test_similar_profile_is_found_with_its_people():
    twin = complete(name="Kestrel Bay Blue Cluster e.V.", listed=True)
    RepresentativeFactory(organisation=twin)
    application = submitted(name="Kestrel Bay Blue Cluster", website="https://kestrel.example.eu")

    services.gather_evidence(application.pk, gate=DOWN)

    (row,) = found(application, "look_alikes")["profiles"]
    assert (row["id"], row["name"], row["visibility"], row["people"]) == (twin.pk, twin.name, "listed", 1)
    assert row["score"] > 0.9
    assert "a very similar name" in row["reasons"]


def test_claim_lists_them_and_compares_the_address():
    organisation = complete(name="Kestrel Bay", listed=True, website="https://www.kestrel.example.eu")
    twin = complete(name="Kestrel Bay", published=True, website="https://another.example.eu")
    person = UserFactory(email="nora@kestrel.example.eu")
    claim = Claim.objects.create(person=person, organisation=organisation, status=Claim.Status.JUDGED)
    application = services.open_claim(claim, by=person)

    services.gather_evidence(application.pk, gate=DOWN)

    assert [row["id"] for row in found(application, "look_alikes")["profiles"]] == [twin.pk]
    assert found(application, "website")["claimant"] == {
        "domain": "kestrel.example.eu",
        "same_site": True,
    }


def test_first_application_has_none():
    application = submitted()

    services.gather_evidence(application.pk, gate=DOWN)

    assert found(application, "changes") == {"decision": None, "since": None, "changed": {}, "labels": {}}


def test_edits_since_the_decision_are_told_with_labels(freeze):
    first = submitted()
    decided = services.decline(first, by=ValidatorFactory(), reason="Too few members.")
    manager = first.submitted_by
    edit(first.organisation, manager, members_sme=40, contact_name="Tadhg Ferrow", ecosystems=[])
    edit(first.organisation, manager, ecosystems=["textile"])
    again = services.submit(first.organisation, by=manager, consent=True)

    services.gather_evidence(again.pk, gate=DOWN)

    changes = found(again, "changes")
    assert changes["decision"] == decided.pk
    assert changes["changed"] == {"members_sme": [14, 40]}
    assert changes["labels"] == {"members_sme": "Small and medium-sized companies"}


def test_evidence_is_stored_once_a_kind():
    application = submitted()

    services.gather_evidence(application.pk, gate=DOWN)
    services.gather_evidence(application.pk, gate=DOWN)

    assert sorted(Evidence.objects.values_list("kind", flat=True)) == ["changes", "look_alikes", "website"]


def test_failure_of_one_kind_leaves_the_others():
    class Broken(Gate):
        def admit(self, _url, **_more):
            raise RuntimeError("no gate today")

    application = submitted()

    with pytest.raises(RuntimeError):
        services.gather_evidence(application.pk, gate=Broken())

    assert sorted(Evidence.objects.values_list("kind", flat=True)) == ["changes", "look_alikes"]


def test_gathered_again_by_a_worker(run_tasks):
    application = submitted(website="http://10.0.0.8/")
    run_tasks()
    Evidence.objects.update(updated_at=application.submitted_at - timedelta(days=1), found={})

    services.regather(application, by=ValidatorFactory())
    assert ("validation.gather_evidence", "done") in run_tasks()

    assert found(application, "website")["problem"] == "refused_address"


def test_only_validators_gather_again():
    application = submitted()

    with pytest.raises(Refused):
        services.regather(application, by=application.submitted_by)
