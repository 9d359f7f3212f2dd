"""The report of links and descriptions: what it lists, how it is filtered and taken along, and looking again."""

import pytest
from django.urls import reverse

from eccp.content.models import PageCheck
from eccp.content.models.checks import digest_of
from tests.content.test_links import body
from tests.factories import ArticleFactory, EditorFactory, UserFactory, ValidatorFactory

pytestmark = pytest.mark.django_db
REPORT = "/backoffice/reports/links/"
NOTHING = "All links answer, and every picture has its description."


@pytest.fixture
def desk(signed_in):
    return signed_in(EditorFactory())


def row_of(target="https://gone.eu/", kind="site", state="broken", page=None, **facts):
    return PageCheck.objects.create(
        page=page or ArticleFactory(),
        kind=kind,
        target=target,
        digest=digest_of(kind, target),
        state=state,
        **{"detail": "error_status:404", **facts},
    )


def read(desk, query=""):
    return desk.get(REPORT + query).content.decode()


def test_report_says_that_nothing_is_wrong(desk):
    assert NOTHING in read(desk)
    assert "Nobody has looked yet." in read(desk)


def test_report_lists_what_is_wrong_under_its_headings(desk):
    page = ArticleFactory(title="My page")
    row_of("away (3)", "picture", "wordless", page, detail="file_name")
    row_of("/en/gone/", "own", "broken", page, detail="nothing_there")
    row_of("https://slow.eu/", "site", "unreachable", page, detail="timed_out")
    row_of("https://fine.eu/", "site", "fine", page, detail="")
    row_of("https://once.eu/", "site", "doubtful", page)

    shown = read(desk)

    assert f'href="/backoffice/pages/{page.pk}/edit/"' in shown
    order = ["Links to other sites", "https://slow.eu/", "Links within the platform", "/en/gone/"]
    order += ["Descriptions of pictures", "away (3)"]
    places = [shown.index(text) for text in order]
    assert places == sorted(places)
    assert "The site did not answer in time." in shown
    assert "The site cannot be reached" in shown
    assert "https://fine.eu/" not in shown
    assert "https://once.eu/" not in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?state=fine", ["fine"]),
        ("?state=doubtful", ["once"]),
        ("?kind=own", ["own"]),
        ("?q=gone.eu", ["gone"]),
        ("?q=another", ["own"]),
        ("?state=nonsense", []),
    ],
)
def test_report_is_filtered(desk, query, found):
    rows = {
        "gone": row_of("https://gone.eu/"),
        "fine": row_of("https://fine.eu/", state="fine"),
        "once": row_of("https://once.eu/", state="doubtful"),
        "own": row_of("/en/nowhere/", "own", page=ArticleFactory(title="Another page")),
    }

    shown = read(desk, query)

    assert [name for name, row in rows.items() if f"{row.pk}/again/" in shown] == found


def test_page_that_is_not_live_any_more_is_not_listed(desk):
    row = row_of()
    row.page.specific.unpublish()

    assert NOTHING in read(desk)


def test_report_has_pages(desk):
    page = ArticleFactory()
    for count in range(51):
        row_of(f"https://gone.eu/{count}", page=page)

    assert read(desk).count("Check again now") == 50
    assert read(desk, "?p=2").count("Check again now") == 1


def test_report_is_taken_along(desk):
    row_of("=1+1", page=ArticleFactory(title="My page"))

    answer = desk.get(f"{REPORT}?export=csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()

    assert lines[0] == "Page,Address of the page,What,Where it leads,State,What was found,Since,Looked at"
    assert lines[1].startswith("My page,http")
    assert ",'=1+1,broken,The site answers with the error 404.," in lines[1]
    assert desk.get(f"{REPORT}?export=xlsx").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_report_asks_the_database_no_more_for_more(desk, number, django_assert_num_queries):
    for count in range(number):
        row_of(f"https://gone.eu/{count}")
    read(desk)

    with django_assert_num_queries(QUERIES):
        read(desk)


QUERIES = 13


def test_site_is_asked_again_in_the_background(desk, run_tasks):
    row = row_of("https://127.0.0.1/", detail="")

    answer = desk.post(reverse("page_check_again", args=[row.pk]))

    assert answer.url == REPORT
    assert ("content.ask_link", "done") in run_tasks()
    row.refresh_from_db()
    assert row.detail == "refused_address"


def test_link_that_is_gone_meanwhile_is_not_asked(desk, run_tasks):
    row = row_of("https://127.0.0.1/")
    desk.post(reverse("page_check_again", args=[row.pk]))
    row.delete()

    assert ("content.ask_link", "done") in run_tasks()


def test_page_is_looked_through_again_at_once(desk):
    page = ArticleFactory(title="My page", body=body(("text", '<a href="/en/news/">x</a>')))
    row = row_of("/en/nowhere/", "own", page=page)

    shown = desk.post(reverse("page_check_again", args=[row.pk]), follow=True).content.decode()

    assert "The page “My page” was looked through." in shown
    assert NOTHING in shown


def test_all_pages_are_looked_through_when_an_editor_asks(desk, run_tasks):
    ArticleFactory(body=body(("text", '<a href="/en/nowhere/">x</a>')))

    desk.post(reverse("page_checks_all"))

    assert ("content.look_through_pages", "done") in run_tasks()
    assert PageCheck.objects.wrong().count() == 1


@pytest.mark.parametrize("factory", [UserFactory, ValidatorFactory])
def test_only_editors_ask(signed_in, factory, run_tasks):
    row = row_of()
    client = signed_in(factory())

    client.post(reverse("page_checks_all"))
    client.post(reverse("page_check_again", args=[row.pk]))

    assert [name for name, _done in run_tasks() if name.startswith("content.")] == []
