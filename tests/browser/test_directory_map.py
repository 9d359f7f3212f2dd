"""The map, as people use it: thousands of places, the keyboard, the edge of the world, frames of other sites."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from eccp.directory.engine import Document, open_writer
from eccp.directory.index.build import rebuild_now
from tests.browser.screens import NARROW
from tests.factories import CountryFactory, OrganisationFactory

HERE = "/en/directory/"


@pytest.fixture
def community(base_url: str, settings: Any, tmp_path: Path) -> Callable[..., None]:
    """Two profiles in Parma, one in Helsinki, one in Auckland; if wanted, thousands more in Parma and Lisbon."""
    settings.INDEX_DIR = tmp_path / "index"
    italy = CountryFactory(code="IT", name="Italy", sort_key="italy")
    for country, name, lng, lat in (
        (italy, "Polo Gusto Aperto", 10.33, 44.8),
        (italy, "Parma Packers", 10.33, 44.8),
        (CountryFactory(), "Holzfreunde", 24.94, 60.17),
        (CountryFactory(), "Far Timber", 174.76, -36.85),
    ):
        OrganisationFactory(published=True, name=name, country=country, longitude=lng, latitude=lat)

    def index(*, more: int = 0) -> None:
        rebuild_now()
        if more:
            writer = open_writer()
            places = ((10.33, 44.8), (-9.13, 38.72), (-9.2, 38.7))
            writer.replace(
                Document(id=10_000 + n, facets={"country": {"IT"}}, located=places[n % 3], order_name="zzz")
                for n in range(more)
            )
            writer.commit()
            writer.close()

    return index


def shown_on_map(page: Page, number: int) -> None:
    expect(page.locator("#map")).to_have_attribute("data-shown", str(number))


def numbers(page: Page) -> list[int]:
    return sorted(int(count.replace(",", "") or 1) for count in page.locator(".pin b").all_text_contents())


def drag(page: Page, by: int) -> None:
    """Draw the map to one side with the mouse; at the edge of the world it stays."""
    box = page.locator("#map").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2 - by / 2, box["y"] + 30
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by, y, steps=5)
    page.mouse.up()


def asked_for_places(page: Page) -> list[str]:
    """The addresses under which the page asks for places, as it does so."""
    seen: list[str] = []

    def note(request: Request) -> None:
        if "points.json" in request.url:
            seen.append(request.url)

    page.on("request", note)
    return seen


def test_choice_is_asked_for_once_and_leaves_other_pins_alone(page: Page, community):
    community()
    page.goto(HERE)
    shown_on_map(page, 4)
    page.get_by_role("button", name="2 organisations in this place").evaluate(
        "pin => { pin.stayed = true; pin.focus(); }"
    )
    seen = asked_for_places(page)

    page.get_by_role("checkbox", name="Italy").evaluate("box => box.click()")

    expect(page.get_by_role("heading", name="2 organisations")).to_be_visible()
    shown_on_map(page, 2)
    assert numbers(page) == [2]
    assert [parse_qs(urlsplit(url).query)["country"] for url in seen] == [["IT"]]
    pin = page.get_by_role("button", name="2 organisations in this place")
    assert pin.evaluate("pin => pin.stayed && pin === document.activeElement")

    page.get_by_label("Sort by").select_option("name")
    expect(page).to_have_url(f"{HERE}?country=IT&sort=name")
    assert len(seen) == 1


def test_thousands_are_grouped_by_the_server_and_opened_step_by_step(page: Page, community):
    community(more=6000)
    page.goto(HERE)
    shown_on_map(page, 6004)
    assert numbers(page) == [1, 2002, 4000]
    seen = asked_for_places(page)

    for _step in range(4):
        if page.locator(".leaflet-popup").count():
            break
        pin = page.get_by_role("button", name="2,002 organisations")
        was = pin.get_attribute("aria-label")
        pin.focus()
        page.keyboard.press("Enter")
        if was == "2,002 organisations in this place: show them":
            break
        page.wait_for_function(
            "() => !document.getElementById('map').hasAttribute('aria-busy')"
            " && document.querySelector('[aria-label^=\"2,002 org\"]')"
        )

    card = page.locator(".leaflet-popup")
    expect(card.get_by_role("link", name="Polo Gusto Aperto")).to_be_visible()
    assert len(seen) >= 2
    card.get_by_role("link", name="See all 2,002 in this area").click()
    expect(page.get_by_role("heading", name="2,002 organisations")).to_be_visible()
    expect(page.locator("#chips").get_by_role("link", name="Area on the map")).to_be_visible()


def test_all_of_them_are_shown_and_the_edge_of_the_world_can_be_asked_for(page: Page, community):
    community()
    page.goto(HERE)
    shown_on_map(page, 4)
    assert numbers(page) == [1, 2]

    page.get_by_role("button", name="Show all of them").click()
    expect(page.locator(".pin")).to_have_count(3)
    assert numbers(page) == [1, 1, 2]
    page.get_by_role("button", name="Look closer").click()
    for _step in range(4):
        drag(page, -300)
    page.get_by_role("button", name="Search in this area").click()

    expect(page.get_by_role("heading", name="1 organisation", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Far Timber")).to_be_visible()
    west, _south, east, _north = map(float, parse_qs(urlsplit(page.url).query)["bbox"][0].split(","))
    assert -180 <= west < 179 < east <= 180
    expect(page.get_by_text("We did not understand")).to_have_count(0)


def test_card_that_is_open_does_not_take_the_focus_from_a_filter(page: Page, community):
    community()
    page.goto(HERE)
    page.get_by_role("button", name="1 organisation: show it").click()
    expect(page.locator(".leaflet-popup").get_by_role("link", name="Holzfreunde")).to_be_focused()

    page.get_by_role("checkbox", name="Italy").check()

    expect(page.locator(".leaflet-popup")).to_have_count(0)
    expect(page.get_by_role("heading", name="2 organisations")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Italy")).to_be_focused()


def test_line_to_copy_follows_the_filters_and_says_when_it_is_copied(another, community):
    community()
    page = another(permissions=["clipboard-read", "clipboard-write"])
    page.goto(HERE)
    shown_on_map(page, 4)

    page.get_by_text("Embed this map").click()
    page.get_by_role("checkbox", name="Italy").check()
    line = page.get_by_label("Code to copy")
    expect(line).to_have_value(
        f'<iframe src="{urlsplit(page.url).scheme}://{urlsplit(page.url).netloc}{HERE}embed/?country=IT" '
        'title="Map of cluster organisations" width="100%" height="480" loading="lazy"></iframe>'
    )
    page.get_by_role("button", name="Copy the code").click()

    expect(page.get_by_text("Copied", exact=True)).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == line.input_value()


@pytest.fixture
def portal() -> Iterator[Callable[[str], str]]:
    """Another site, whose page has an address in a frame: `portal(address)` is that page's own address."""

    class Portal(BaseHTTPRequestHandler):
        framed = ""

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f'<!doctype html><iframe src="{self.framed}" width="900" height="480">'.encode())

        def log_message(self, *_said: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def page_with(address: str) -> str:
        Portal.framed = address
        return f"http://127.0.0.1:{server.server_port}/"

    yield page_with
    server.shutdown()
    server.server_close()


@pytest.mark.postgres
def test_other_site_shows_the_map_and_its_cards_lead_here(page: Page, community, base_url, portal, axe):
    community()
    page.goto(portal(f"{base_url}{HERE}embed/?country=IT"))
    frame = page.frame_locator("iframe")

    expect(frame.get_by_role("heading", name="2 organisations: Italy")).to_be_visible()
    expect(frame.locator("#map")).to_have_attribute("data-shown", "2")
    frame.get_by_role("button", name="2 organisations in this place: show them").press("Enter")
    card = frame.get_by_role("link", name="Polo Gusto Aperto")
    expect(card).to_have_attribute("rel", "noopener")
    with page.context.expect_page() as opened:
        card.click()
    expect(opened.value.get_by_role("heading", name="Polo Gusto Aperto")).to_be_visible()
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="See these 2 organisations on the European Cluster").click()
    expect(opened.value).to_have_url(f"{base_url}{HERE}?country=IT")
    page.goto(f"{base_url}{HERE}embed/?country=IT")
    assert page.context.cookies(f"{base_url}{HERE}embed/") == []
    axe(page)


def test_other_pages_stay_out_of_frames(browser, base_url, portal, community):
    community()
    context = browser.new_context()
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))

    page.goto(portal(f"{base_url}{HERE}"))

    expect(page.frame_locator("iframe").get_by_role("heading", name="Directory")).to_have_count(0)
    assert any("frame-ancestors" in text for text in refused)
    context.close()


def test_map_alone_fits_a_small_frame_and_works_without_javascript(another, community):
    community()
    page = another(viewport=NARROW)
    page.goto(f"{HERE}embed/")
    shown_on_map(page, 4)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]

    plain = another(java_script_enabled=False)
    plain.goto(f"{HERE}embed/?country=IT")
    expect(plain.locator("noscript p")).to_be_visible()
    expect(plain.get_by_role("link", name="See these 2 organisations")).to_be_visible()
