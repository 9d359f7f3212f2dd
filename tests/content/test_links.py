"""Links and descriptions of live pages: what is collected, what the database says, how other sites are asked.

Other sites are served on this machine; nothing is asked of the network.
"""

import http.server
import json
import threading
from datetime import UTC, datetime, timedelta

import pytest
from wagtail.contrib.redirects.models import Redirect

from eccp.content.checking import asking, own
from eccp.content.checking.collecting import FILE_NAME, NO_WORDS, collect_all, collect_new, wordless
from eccp.content.checking.reading import Shown, on_page
from eccp.content.models import HelpPage, HomePage, PageCheck, Picture, SectionPage, TextPage
from eccp.content.models.checks import digest_of
from eccp.core.clock import run_due
from eccp.validation.web.addresses import Gate
from tests.factories import ArticleFactory, DocumentFactory, ImageFactory, OrganisationFactory
from tests.validation.test_web_fetch import HELLO, HERE, Site, html, redirect

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 10, tzinfo=UTC)
DAY = timedelta(days=1)
S = PageCheck.State


class Asked(http.server.BaseHTTPRequestHandler):
    """A visit that notes how a page is asked for; a page may be a function of the visit."""

    def do_GET(self):
        self.server.asked.append((self.command, self.path))
        page = self.server.pages[self.path]
        if callable(page):
            page(self)
        else:
            self.wfile.write(page)
        self.close_connection = True

    def do_HEAD(self):
        self.do_GET()

    def log_message(self, *args):
        pass


@pytest.fixture
def site():
    served = Site()
    served.RequestHandlerClass = Asked
    thread = threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield served
    served.over.set()
    served.shutdown()
    served.server_close()
    thread.join()


@pytest.fixture
def gate(site):
    return Gate(allowed={(HERE, site.port)})


class Clock:
    """A clock that moves when somebody sleeps."""

    def __init__(self):
        self.now, self.slept = 0.0, []

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds

    def pace(self):
        return asking.Pace(sleep=self.sleep, clock=lambda: self.now)


def body(*blocks):
    return json.dumps([{"type": kind, "value": value} for kind, value in blocks])


def article(*blocks, **facts):
    return ArticleFactory(body=body(*blocks), **facts)


def checks(page):
    return {
        (row.kind, row.target): (row.state, row.detail) for row in PageCheck.objects.filter(page_id=page.pk)
    }


def link_check(url, page=None, **facts):
    page = page or ArticleFactory()
    return PageCheck.objects.create(
        page=page, kind="site", target=url, digest=digest_of("site", url), **{"due_at": NOW, **facts}
    )


# --- what stands on a page


def test_links_are_read_from_every_block():
    page = article(
        ("text", '<p><a linktype="page" id="5">a</a> <a href="https://one.eu/#part">b</a></p>'),
        ("note", {"title": "N", "text": '<p><a linktype="document" id="7">c</a></p>'}),
        ("button", {"label": "Go", "url": "https://two.eu/?a=1"}),
        ("button", {"label": "Go", "page": 6, "url": ""}),
        ("button", {"label": "Go", "page": None, "url": "/en/help/?q=x#part"}),
        ("file", {"file": 9, "text": ""}),
        ("numbers", {"numbers": [{"type": "item", "value": {"source": "https://three.eu/"}}]}),
        ("questions", {"questions": [{"question": "Q", "answer": '<a href="/en/news/">d</a>'}]}),
        ("gone", {"of": "a kind that there was once"}),
        source_url="https://four.eu/",
    )

    assert on_page(page).links == {
        "page:5",
        "page:6",
        "/en/help/",
        "document:7",
        "document:9",
        "https://one.eu/",
        "https://two.eu/?a=1",
        "https://three.eu/",
        "https://four.eu/",
        "/en/news/",
    }


@pytest.mark.parametrize("href", ["mailto:a@b.eu", "tel:+321234", "#below", "", "javascript:alert(1)"])
def test_what_leads_to_no_page_is_left_out(href):
    assert on_page(article(("text", f'<a href="{href}">x</a>'))).links == set()


def test_our_own_address_is_a_path(settings):
    settings.SITE_URL = "https://platform.eu"

    found = on_page(article(("text", '<a href="https://platform.eu/en/news/#x">x</a>')))

    assert found.links == {"/en/news/"}


def test_pictures_are_read_with_the_words_in_their_place():
    page = article(
        ("picture", {"image": {"image": 3, "decorative": False, "alt_text": " Words "}, "caption": ""}),
        ("picture", {"image": {"image": 4, "decorative": True, "alt_text": ""}, "caption": ""}),
        ("text", '<embed embedtype="image" id="5" format="left" alt=""/>'),
        picture=ImageFactory(),
    )

    assert on_page(page).pictures == {Shown(3, "Words"), Shown(5, ""), Shown(page.picture_id, "")}


# --- what lies within the platform


def problem(link):
    return own.Own().problem(link)


def test_link_to_a_page_needs_the_page_to_be_live():
    live, draft = ArticleFactory(), ArticleFactory(live=False)

    assert problem(f"page:{live.pk}") == ""
    assert problem(f"page:{draft.pk}") == own.PAGE_NOT_LIVE
    assert problem("page:99999") == own.PAGE_GONE
    assert problem("page:x") == own.PAGE_GONE


def test_link_to_a_document_needs_the_document():
    document = DocumentFactory()

    assert problem(f"document:{document.pk}") == ""
    assert problem(f"/documents/{document.pk}/document.txt") == ""
    document.delete()
    assert problem(f"document:{document.pk}") == own.FILE_GONE
    assert problem(f"/documents/{document.pk}/document.txt") == own.NOTHING_THERE


def test_path_needs_something_to_stand_there():
    article = ArticleFactory(slug="here")
    profile = OrganisationFactory(published=True)
    draft = OrganisationFactory()

    for path in ("/en/", "/en/news/", f"/en/news/{article.slug}/", "/fr/news/here/", "/en/directory/"):
        assert problem(path) == "", path
    assert problem(profile.get_absolute_url()) == ""
    for path in ("/en/news/gone/", "/en/nowhere/", draft.get_absolute_url(), "/de/news/gone/"):
        assert problem(path) == own.NOTHING_THERE, path


def test_profile_that_was_merged_is_followed():
    kept = OrganisationFactory(published=True)
    gone = OrganisationFactory(visibility="archived", merged_into=kept)

    assert problem(gone.get_absolute_url()) == ""


def test_old_address_of_a_page_that_moved_is_no_problem():
    Redirect.objects.create(old_path="/en/news/before", redirect_link="/en/news/")

    assert problem("/en/news/before/") == ""
    assert problem("/en/news/other/") == own.NOTHING_THERE


# --- collecting


def test_pages_are_looked_through_and_what_is_gone_is_forgotten():
    page = article(("text", '<a href="/en/nowhere/">a</a> <a href="https://one.eu/">b</a>'))

    collect_all()
    assert checks(page) == {
        ("own", "/en/nowhere/"): (S.BROKEN, own.NOTHING_THERE),
        ("site", "https://one.eu/"): (S.WAITING, ""),
    }

    page.body = body(("text", '<a href="/en/news/">a</a>'))
    page.save_revision().publish()
    collect_all()
    assert checks(page) == {("own", "/en/news/"): (S.FINE, "")}

    page.unpublish()
    collect_all()
    assert checks(page) == {}


def test_button_whose_page_is_taken_down_is_reported():
    page = ArticleFactory()
    leads = article(("button", {"label": "Go", "page": page.pk, "url": ""}))
    collect_all()
    assert checks(leads) == {("own", f"page:{page.pk}"): (S.FINE, "")}

    page.unpublish()
    collect_all()
    assert checks(leads) == {("own", f"page:{page.pk}"): (S.BROKEN, own.PAGE_NOT_LIVE)}

    page.delete()
    collect_all()
    assert checks(leads) == {("own", f"page:{page.pk}"): (S.BROKEN, own.PAGE_GONE)}


def test_link_that_is_mended_is_fine_since_then(freeze):
    freeze(NOW)
    page = article(("text", '<a href="/en/news/later/">a</a>'))
    collect_all()
    freeze(NOW + DAY)
    collect_all()
    row = PageCheck.objects.get(page=page)
    assert (row.state, row.since, row.checked_at) == (S.BROKEN, NOW, NOW + DAY)

    ArticleFactory(slug="later")
    freeze(NOW + 2 * DAY)
    collect_all()
    row.refresh_from_db()
    assert (row.state, row.since) == (S.FINE, NOW + 2 * DAY)


def test_only_what_was_published_lately_is_looked_through_between_nights(freeze):
    freeze(NOW)
    article(("text", '<a href="/en/nowhere/">a</a>'))

    assert collect_new(NOW + timedelta(hours=2), within=timedelta(hours=2)) >= 1
    assert collect_new(NOW + timedelta(hours=2, seconds=1), within=timedelta(hours=2)) == 0


def test_pages_of_every_kind_are_looked_through():
    home = HomePage.objects.get()
    home.add_child(instance=TextPage(title="T", body=body(("text", '<a href="/en/nowhere/">a</a>'))))
    SectionPage.objects.get(slug="help").add_child(
        instance=HelpPage(title="H", body=body(("text", '<a href="/en/nowhere/">a</a>')))
    )

    collect_all()

    kinds = {row.page.specific_class for row in PageCheck.objects.filter(target="/en/nowhere/")}
    assert kinds == {TextPage, HelpPage}


@pytest.mark.parametrize(("demo", "found"), [(True, False), (False, True)])
def test_addresses_that_a_demonstration_made_up_are_not_asked(settings, demo, found):
    settings.DEMO = demo
    page = article(("text", '<a href="https://cluster.example/">a</a>'))

    collect_all()

    assert bool(checks(page)) is found


def test_what_is_known_of_an_address_is_taken_over_from_another_page():
    link = '<a href="https://one.eu/">a</a>'
    known = link_check("https://one.eu/", article(("text", link)))
    asking.note(known.target, GONE, NOW)
    page = article(("text", link))

    collect_all()

    row = PageCheck.objects.get(page=page)
    assert (row.state, row.detail, row.due_at) == (S.DOUBTFUL, GONE.problem, NOW + DAY)


@pytest.mark.parametrize("number", [1, 3])
def test_collecting_asks_the_database_for_many_pages_together(number, django_assert_max_num_queries):
    for _ in range(number):
        article(("text", "<p>Words.</p>"))

    with django_assert_max_num_queries(200):
        collect_all()


# --- descriptions of pictures


@pytest.mark.parametrize(
    ("description", "words", "said"),
    [
        ("Two people at a machine", "", ""),
        ("DSC 0001", "", FILE_NAME),
        ("dsc_0001.JPG", "", FILE_NAME),
        ("DSC 0001", "Two people at a machine", ""),
        ("Two people at a machine", "DSC_0001", FILE_NAME),
        (" ", "", NO_WORDS),
        ("DSC 0001 shows a machine", "", ""),
    ],
)
def test_description_says_more_than_the_name_of_the_file(description, words, said):
    picture = Picture(width=4, height=4, file="original_images/DSC_0001.jpg", description=description)

    assert wordless(picture, words) == said


def test_picture_that_says_nothing_is_found_on_its_page():
    picture = ImageFactory(description="away", title="A title")
    page = article(picture=picture)

    collect_all()

    assert checks(page) == {("picture", f"A title ({picture.pk})"): (S.WORDLESS, FILE_NAME)}


# --- asking other sites


def ask(url, gate):
    return asking.ask(url, gate=gate, pace=Clock().pace())


def test_page_that_is_there_is_asked_for_its_head_only(site, gate):
    site.pages["/"] = html(HELLO)

    assert ask(f"{site.url}/", gate) == asking.Answer("")
    assert site.asked == [("HEAD", "/")]


@pytest.mark.parametrize("status", [401, 403, 405, 429])
def test_page_that_is_shown_to_browsers_only_is_there(site, gate, status):
    site.pages["/"] = f"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n\r\n".encode()

    assert ask(f"{site.url}/", gate).problem == ""


@pytest.mark.parametrize(
    ("status", "broken"), [(400, True), (404, True), (410, True), (499, True), (500, False), (503, False)]
)
def test_errors_of_the_page_and_of_the_site_are_told_apart(site, gate, status, broken):
    site.pages["/"] = f"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n\r\n".encode()

    assert ask(f"{site.url}/", gate) == asking.Answer(f"error_status:{status}", broken)


def test_site_that_does_not_understand_the_question_is_asked_for_the_page(site, gate):
    def page(visit):
        words = b"501 No" if visit.command == "HEAD" else b"200 OK"
        visit.wfile.write(b"HTTP/1.1 " + words + b"\r\nContent-Length: 0\r\n\r\n")

    site.pages["/"] = page

    assert ask(f"{site.url}/", gate).problem == ""


def test_redirects_are_followed_and_circles_are_not(site, gate):
    site.pages["/old"] = redirect("/new")
    site.pages["/new"] = html(HELLO)
    site.pages["/round"] = redirect("/round")

    assert ask(f"{site.url}/old", gate).problem == ""
    assert ask(f"{site.url}/round", gate) == asking.Answer("too_many_redirects")


def test_redirect_into_a_private_network_is_refused(site, gate):
    site.pages["/"] = redirect("http://169.254.169.254/")

    assert ask(f"{site.url}/", gate) == asking.Answer("refused_address", broken=True)


def test_huge_body_is_not_read(site, gate):
    written = []

    def page(visit):
        if visit.command == "HEAD":
            visit.wfile.write(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")
            return
        visit.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        try:
            for _ in range(1000):
                visit.wfile.write(b"x" * 1_000_000)
                written.append(1)
        except OSError:
            return

    site.pages["/"] = page

    assert ask(f"{site.url}/", gate).problem == ""
    assert len(written) < 1000


def test_site_that_hangs_up_does_not_answer(site, gate):
    site.pages["/"] = lambda visit: visit.connection.close()

    assert ask(f"{site.url}/", gate).problem in {"connection", "unreadable"}
    assert not ask(f"{site.url}/", gate).broken


def test_site_that_is_too_slow_is_given_up(site, gate, monkeypatch):
    monkeypatch.setattr(asking, "ANSWER_SECONDS", 0.2)
    site.pages["/"] = lambda visit: visit.server.over.wait(10)

    assert ask(f"{site.url}/", gate) == asking.Answer("timed_out")


def test_name_that_is_not_known_is_asked_once():
    asked = []

    def resolver(*args, **kwargs):
        asked.append(args)
        raise OSError("no such name")

    answer = ask("https://gone.eu/", Gate(resolver=resolver))

    assert answer == asking.Answer("not_found_host")
    assert len(asked) == 1


@pytest.mark.parametrize("url", ["https://127.0.0.1/", "http://10.0.0.1/", "https://u:p@one.eu/", "http://["])
def test_address_that_nobody_may_reach_is_broken(url):
    assert ask(url, Gate()).broken


def test_host_is_asked_once_a_second():
    clock = Clock()
    pace = clock.pace()

    pace.wait("https://one.eu/a")
    pace.wait("https://two.eu/")
    assert clock.slept == []

    pace.wait("https://one.eu/b")
    assert clock.slept == [asking.PAUSE]

    clock.now += 0.75
    pace.wait("https://one.eu/c")
    assert clock.slept == [asking.PAUSE, 0.25]

    clock.now += 1
    pace.wait("https://one.eu/d")
    assert len(clock.slept) == 2


# --- what follows from the answers

GONE = asking.Answer("error_status:404", broken=True)
AWAY = asking.Answer("timed_out")
THERE = asking.Answer("")


@pytest.mark.parametrize(("answer", "state"), [(GONE, S.BROKEN), (AWAY, S.UNREACHABLE)])
def test_two_failures_a_day_apart_make_a_link_broken(answer, state):
    row = link_check("https://one.eu/")

    asking.note(row.target, answer, NOW)
    row.refresh_from_db()
    assert (row.state, row.due_at) == (S.DOUBTFUL, NOW + DAY)

    asking.note(row.target, answer, NOW + DAY - timedelta(seconds=1))
    row.refresh_from_db()
    assert row.state == S.DOUBTFUL

    asking.note(row.target, answer, NOW + DAY)
    row.refresh_from_db()
    assert (row.state, row.since, row.due_at) == (state, NOW, NOW + 8 * DAY)


def test_answer_between_two_failures_begins_anew():
    row = link_check("https://one.eu/")
    asking.note(row.target, GONE, NOW)
    asking.note(row.target, THERE, NOW + DAY)
    row.refresh_from_db()
    assert (row.state, row.failed_at, row.due_at) == (S.FINE, None, NOW + 8 * DAY)

    asking.note(row.target, GONE, NOW + 8 * DAY)
    row.refresh_from_db()
    assert row.state == S.DOUBTFUL


def test_link_is_asked_when_it_is_due_and_once_for_all_pages(site, gate):
    site.pages["/"] = html(HELLO)
    first, second = (link_check(f"{site.url}/", ArticleFactory()) for _ in range(2))
    later = link_check(f"{site.url}/later", due_at=NOW + timedelta(seconds=1))

    assert asking.ask_due(NOW, gate=gate, pace=Clock().pace()) == 1
    for row in (first, second, later):
        row.refresh_from_db()
    assert [first.state, second.state, later.state] == [S.FINE, S.FINE, S.WAITING]
    assert site.asked == [("HEAD", "/")]

    assert asking.ask_due(NOW + 7 * DAY - timedelta(seconds=1), gate=gate, pace=Clock().pace()) == 1
    assert asking.ask_due(NOW + 7 * DAY, gate=gate, pace=Clock().pace()) == 1


def test_run_has_an_end(site, gate):
    for count in range(3):
        link_check(f"{site.url}/{count}")
    clock = Clock()

    assert asking.ask_due(NOW, gate=gate, pace=clock.pace(), at_most=2) == 2
    assert asking.ask_due(NOW, gate=gate, pace=clock.pace(), seconds=0) == 0
    assert PageCheck.objects.filter(state=S.WAITING).count() == 1


def test_clock_starts_the_work(run_tasks):
    article(("text", '<a href="/en/nowhere/">a</a>'))
    run_due(NOW)
    done = run_tasks()

    assert ("content.look_through_pages", "done") in done
    assert ("content.ask_links", "done") in done
    assert PageCheck.objects.filter(target="/en/nowhere/", state=S.BROKEN).count() == 1
