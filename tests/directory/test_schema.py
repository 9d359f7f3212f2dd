"""The interface keeps what its description says, whatever is asked: schemathesis asks, with all its checks on."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error

from eccp.config.wsgi import application
from eccp.core.limits import API
from tests.factories import AccessExceptionFactory, OrganisationFactory, ParticipationFactory, TermFactory

EXAMPLES = 40
interface = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture
def cursor(db: None, client: Client, index: Any) -> str:
    """A small index: profiles of both kinds, with and without a place. A cursor into it."""
    for n in range(3):
        organisation = OrganisationFactory(published=True, name=f"Wood {n}", longitude=11.58, latitude=48.14)
        organisation.terms.add(TermFactory(code="textiles"))
    OrganisationFactory(listed=True)
    index()
    return str(client.get("/api/v1/profiles?limit=1").json()["next"])


@pytest.fixture
def one_connection(cursor: str) -> Iterator[None]:
    """Keep the connection after a request, as Django's own client does: the test's transaction is in it."""
    around = (request_started, request_finished)
    for signal in around:
        signal.disconnect(close_old_connections)
    yield
    for signal in around:
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("one_connection")
@interface.parametrize()
@settings(
    derandomize=True,
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # nothing is changed by asking
)
def test_every_answer_is_as_described(case: Any, cursor: str) -> None:
    cache.clear()  # all these questions come from one address
    if case.meta.generation.mode.is_positive:
        make_sense(case.query, cursor)
    case.call_and_validate(headers={"Accept-Encoding": "identity"})


def make_sense(query: dict[str, Any], cursor: str) -> None:
    """Put right what OpenAPI has no words for: which cursors there are, and which edge comes first."""
    if query.get("cursor"):
        query["cursor"] = cursor
    if query.get("bbox"):
        edges = [float(edge) for edge in query["bbox"].split(",")]
        (west, east), (south, north) = sorted(edges[::2]), sorted(edges[1::2])
        query["bbox"] = f"{west:f},{south:f},{east:f},{north:f}"


def test_description_is_valid():
    interface.validate()


def ask(address: str, pk: int | None = None, **headers: str) -> Any:
    """The answer to one question, when it is as described."""
    case = interface[address]["GET"].Case(path_parameters={"pk": pk} if pk else {})
    response = case.call(headers={"Accept-Encoding": "identity", **headers})
    # That there is no index now is an answer that the description foresees.
    case.validate_response(response, excluded_checks=[not_a_server_error] * (response.status_code == 503))
    return response


@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("kind", ["published", "listed"])
def test_one_profile_is_as_described(kind: str) -> None:
    organisation = OrganisationFactory(**{kind: True}, city="München", longitude=11.58, latitude=48.14)
    organisation.terms.add(TermFactory(code="textiles"))

    assert ask("/api/v1/profiles/{pk}", organisation.pk).status_code == 200


@pytest.mark.usefixtures("one_connection")
def test_what_is_open_is_as_described() -> None:
    AccessExceptionFactory(country__code="NO", event="fair")
    ParticipationFactory(country__code="AM", confirmed=False)

    for country in ("NO", "AM"):
        case = interface["/api/v1/access"]["GET"].Case(query={"country": country})
        assert case.call_and_validate(headers={"Accept-Encoding": "identity"}).status_code == 200


@pytest.mark.usefixtures("one_connection")
def test_rare_answers_are_as_described(index_dir: Path) -> None:
    (tag,) = ask("/api/v1/profiles").headers["etag"]
    assert ask("/api/v1/profiles", **{"If-None-Match": tag}).status_code == 304

    shutil.rmtree(index_dir)
    assert ask("/api/v1/profiles").status_code == 503

    answers = (ask("/api/v1/profiles").status_code for _ in range(2 * API.most))  # of two minutes at most
    assert 429 in answers
