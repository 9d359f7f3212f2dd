"""What an editor gets wrong in the form of a page of any kind: it is said at its field, kept, and nothing is stored."""

from datetime import date, time, timedelta
from html import unescape

import pytest
from django import forms
from django.urls import reverse
from django.utils import timezone
from wagtail.blocks.base import BlockField
from wagtail.models import Page, Revision, get_page_models
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from eccp.content.addresses import AddressField
from eccp.content.models import (
    ArticlePage,
    CallPage,
    ContentPage,
    Cutoff,
    Generation,
    ProgrammePage,
    ResourceFile,
    ResourcePage,
    TextPage,
)
from tests.content.test_editors_schedule import one_of_each
from tests.factories import (
    ArticleFactory,
    CallFactory,
    DocumentFactory,
    EditorFactory,
    ResourceFactory,
)

pytestmark = pytest.mark.django_db
KINDS = [kind for kind in get_page_models() if kind not in (Page, ContentPage)]
NUMBERS = ["a lot", "-5", "1e400", "NaN", "1" * 40]
# What is typed wrongly, by the kind of field; the first kind that a field is of counts.
WRONG = [
    (forms.DateTimeField, ["2027-02-31T10:00", "2027-13-01T10:00", "next Tuesday", "0001-01-01T00:00"]),
    (forms.DateField, ["31/02/2027", "2027-13-01", "on the first of May", "0001-01-01", "20270-01-01"]),
    (forms.TimeField, ["25:00", "at noon", "12:60"]),
    (forms.IntegerField, NUMBERS),
    (forms.DecimalField, NUMBERS),
    (AddressField, ["nowhere", "/en/nowhere/", "javascript:alert(1)", "http://", "ftp://files.example/"]),
    (forms.ModelMultipleChoiceField, [["999999"], ["nonsense"]]),
    (forms.ModelChoiceField, ["999999"]),  # chosen, and deleted meanwhile
    (forms.ChoiceField, ["nonsense"]),
    (forms.SlugField, ["two words", "a/b", "x" * 300]),
]
ROUNDS = max(len(values) for _kind, values in WRONG)


@pytest.fixture
def desk(signed_in):
    return signed_in(EditorFactory())


def page_of(kind):
    """A page of a kind, with a row of each sort that it can have."""
    one_of_each()
    page = kind.objects.live().first()
    if kind is CallPage:
        page.cutoffs = [Cutoff(day=date(2040, 3, 1), hour=time(17, 0))]
    if kind is ResourcePage:
        page.files = [ResourceFile(document=DocumentFactory(), language="en")]
    if kind is ProgrammePage:
        page.generations = [Generation(number=1, starts=2020, ends=2021)]
    page.save_revision().publish()
    return kind.objects.get(pk=page.pk)


def form_of(page):
    """The form of a page's editor as it is opened."""
    return page.get_edit_handler().get_form_class()(instance=page, parent_page=page.get_parent())


def several(form):
    """The sorts of rows of a page."""
    return {name: rows for name, rows in form.formsets.items() if name != "comments"}


def fields(form):
    """The fields of a page and of its rows; the numbers of rows are nobody's to type."""
    for part in (form, *(row for rows in several(form).values() for row in rows.forms)):
        for bound in part:
            if not isinstance(bound.field, BlockField) and bound.name not in ("id", "ORDER", "DELETE"):
                yield bound


def sent(page):
    """What a browser sends when everything stays as it is."""
    form, answers = form_of(page), {}
    for name, rows in several(form).items():
        answers |= {f"{name}-{number}-id": row.instance.pk for number, row in enumerate(rows.forms)}
    for bound in fields(form):
        value = bound.value()
        if isinstance(bound.field, forms.BooleanField):
            value = "on" if value else None
        elif not isinstance(value, list):
            value = bound.field.widget.format_value(value)
        if value is not None:
            answers[bound.html_name] = value
    for name, rows in form.formsets.items():
        for count in ("TOTAL_FORMS", "INITIAL_FORMS"):
            answers[f"{name}-{count}"] = 0 if name == "comments" else len(rows.forms)
    if "body" in form.fields:
        answers |= nested_form_data({"body": streamfield([("text", rich_text("<p>Words.</p>"))])})
    return answers


def edit(desk, page, answers, do="action-publish"):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return desk.post(address, answers | ({do: "on"} if do else {}))


def state(page):
    """All that could be changed by an answer that was not taken."""
    return (
        list(Page.objects.filter(pk=page.pk).values()),
        list(type(page).objects.filter(pk=page.pk).values()),
        list(Revision.objects.order_by("pk").values_list("pk", "created_at")),
    )


def wrong_for(field, number):
    """What is typed wrongly into a field in a round; None where nothing can be wrong."""
    values = next((values for kind, values in WRONG if isinstance(field, kind)), None)
    if values is None and isinstance(field, forms.CharField) and field.max_length:
        values = ["x" * (field.max_length + 1)]
    return values and values[number % len(values)]


def errors_of(answer):
    """What is said at each field, of rows too, by the name under which a browser sends it."""
    form = answer.context["form"]
    return {bound.html_name: bound.errors for bound in fields(form) if bound.errors}


def shows(answer, value):
    return value in unescape(answer.content.decode())


@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_in_the_form_is_taken(desk, kind):
    page = page_of(kind)

    answer = edit(desk, page, sent(page))

    assert answer.status_code == 302


@pytest.mark.parametrize("do", ["action-publish", ""])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_typed_wrongly_is_said_at_its_field_and_kept(desk, kind, do):
    page = page_of(kind)
    right, before, form = sent(page), state(page), form_of(page)

    for number in range(ROUNDS):
        typed = {bound.html_name: wrong_for(bound.field, number) for bound in fields(form)}
        typed = {name: value for name, value in typed.items() if value is not None}
        answer = edit(desk, page, right | typed, do)

        assert answer.status_code == 200
        assert sorted(errors_of(answer)) == sorted(typed)
        kept = {name: value for name, value in typed.items() if _is_typed(form, name)}
        assert [name for name, value in kept.items() if not shows(answer, value)] == []
        assert state(page) == before


def _is_typed(form, name):
    """Whether something is typed into a field, and not chosen."""
    [bound] = [bound for bound in fields(form) if bound.html_name == name]
    return not isinstance(bound.field, forms.ChoiceField) and not hasattr(bound.field.widget, "choices")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_missing_is_said_at_its_field(desk, kind):
    page = page_of(kind)
    right, before = sent(page), state(page)
    needed = {bound.html_name for bound in fields(form_of(page)) if bound.field.required}

    answer = edit(desk, page, {name: "" if name in needed else value for name, value in right.items()})

    assert answer.status_code == 200
    said = errors_of(answer)
    assert {"title"} <= needed
    assert set(said) == needed
    assert {str(error) for errors in said.values() for error in errors} <= {"Fill this in.", "Choose one."}
    assert state(page) == before


# --- what does not fit together


def said(answer, name):
    return " ".join(str(error) for error in errors_of(answer)[name])


def moment(days):
    return f"{timezone.localtime() + timedelta(days=days):%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize("do", ["action-publish", ""])
@pytest.mark.parametrize(
    ("comes", "goes", "wrong"),
    [(3, 2, ["expire_at", "go_live_at"]), (2, 2, []), (2, 3, []), (None, -1, ["expire_at"]), (-1, None, [])],
)
def test_page_comes_before_it_goes(desk, do, comes, goes, wrong):
    page = ArticleFactory()
    before = state(page)
    days = {"go_live_at": comes, "expire_at": goes}

    answer = edit(
        desk,
        page,
        sent(page) | {name: "" if day is None else moment(day) for name, day in days.items()},
        do,
    )

    assert answer.status_code == (200 if wrong else 302)
    if wrong:
        assert sorted(errors_of(answer)) == wrong
        assert state(page) == before


def call_with(*rows, **facts):
    """A stored call, and what a browser sends of it with these rows."""
    page = CallFactory(cutoffs=[])
    answers = sent(page) | facts | {"cutoffs-TOTAL_FORMS": len(rows)}
    for number, (day, hour, zone) in enumerate(rows):
        row = {"label": "", "day": day, "hour": hour, "zone": zone, "id": "", "ORDER": number + 1}
        answers |= {f"cutoffs-{number}-{name}": value for name, value in row.items()}
    return page, answers


B, K = "Europe/Brussels", "Europe/Kyiv"


@pytest.mark.parametrize(
    ("opens", "rows", "wrong"),
    [
        ("2040-03-02", [("2040-03-01", "17:00", B)], {"opens_on": "open after its last cut-off"}),
        ("2040-03-01", [("2040-03-01", "17:00", B)], {}),
        ("2040-03-02", [("2040-03-01", "17:00", B), ("2040-05-01", "17:00", B)], {}),
        ("", [("2040-03-01", "17:00", B), ("2040-03-01", "18:00", K)], {"cutoffs-1-day": "stands above"}),
        ("", [("2040-03-01", "17:00", B), ("2040-03-01", "17:00", K)], {}),
        ("", [("2027-03-28", "02:30", B)], {"cutoffs-0-hour": "The clocks jump over this hour"}),
        ("", [("2027-03-28", "03:00", B)], {}),
        ("", [("1999-12-31", "17:00", B)], {"cutoffs-0-day": "Look at the year"}),
        ("", [("2000-01-01", "00:00", B), ("2099-12-31", "23:59", B)], {}),
        ("", [("", "", B)], {"cutoffs-0-day": "Fill this in.", "cutoffs-0-hour": "Fill this in."}),
    ],
)
def test_days_of_a_call_fit_together(desk, opens, rows, wrong):
    page, answers = call_with(*rows, opens_on=opens)
    before = state(page)

    answer = edit(desk, page, answers)

    assert answer.status_code == (200 if wrong else 302)
    if wrong:
        assert set(errors_of(answer)) == set(wrong)
        assert all(words in said(answer, name) for name, words in wrong.items())
        assert state(page) == before


def test_cutoff_that_is_taken_away_is_compared_with_nothing(desk):
    page, answers = call_with(("2040-03-01", "17:00", B), ("2040-03-01", "17:00", B), opens_on="2040-01-01")

    assert edit(desk, page, answers | {"cutoffs-1-DELETE": "1"}).status_code == 302
    [kept] = CallPage.objects.get(pk=page.pk).cutoffs.all()
    assert str(kept) == f"2040-03-01 17:00 {B}"


@pytest.mark.parametrize(("grant", "taken"), [("1000", True), ("1001", False), ("0", False)])
def test_largest_grant_is_at_most_the_budget(desk, grant, taken):
    page, answers = call_with(budget="1000", grant=grant)

    answer = edit(desk, page, answers)

    assert answer.status_code == (302 if taken else 200)
    assert taken or set(errors_of(answer)) == {"grant"}


def test_address_of_a_page_beside_is_refused_in_words(desk):
    ArticleFactory(slug="taken")
    page = ArticleFactory(slug="free")

    answer = edit(desk, page, sent(page) | {"slug": "taken"})

    assert said(answer, "slug") == "A page beside this one has this address. Change it a little."
    assert edit(desk, page, sent(page) | {"slug": "free"}).status_code == 302


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"starts": "2021", "ends": "2020"}, {"ends"}),
        ({"starts": "1989", "ends": ""}, {"starts"}),
        ({"starts": "1990", "ends": "2100"}, {"ends"}),
        ({"starts": "1990", "ends": "2099"}, set()),
        ({"approximate": ["budget", "countries"]}, set()),
    ],
)
def test_generation_of_a_programme_is_of_our_time(desk, facts, wrong):
    page = page_of(ProgrammePage)

    answer = edit(desk, page, sent(page) | {f"generations-0-{name}": value for name, value in facts.items()})

    assert answer.status_code == (200 if wrong else 302)
    if wrong:
        assert set(errors_of(answer)) == {f"generations-0-{name}" for name in wrong}
    elif "approximate" in facts:
        assert Generation.objects.get(page=page).approximate == "budget,countries"


def test_year_of_a_resource_is_no_later_than_this_one(desk):
    page, year = ResourceFactory(), timezone.localdate().year

    assert said(edit(desk, page, sent(page) | {"year": year + 1}), "year") == "This year is still to come."
    assert edit(desk, page, sent(page) | {"year": year}).status_code == 302


# --- text


LONG = "x" * 601
WRONG_BLOCKS = [
    ("picture", {"image": {"image": "", "alt_text": "", "decorative": ""}, "caption": "Kept words"}),
    ("quote", {"text": "Kept words" + LONG, "who": "Somebody"}),
    ("quote", {"text": "Kept words", "who": ""}),
    ("note", {"title": "", "text": rich_text("<p>Kept words</p>")}),
    ("table", {"title": "Kept words", "rows": "A | B\n1 | 2 | 3"}),
    ("file", {"file": "", "text": "Kept words"}),
    ("file", {"file": "99999", "text": "Kept words"}),
    ("button", {"label": "Kept words", "page": "", "url": ""}),
    ("button", {"label": "Kept words", "page": "", "url": "nowhere"}),
    ("button", {"label": "Kept words", "page": "", "url": "/en/nowhere/"}),
    ("button", {"label": "Kept words", "page": "99999", "url": ""}),
]


@pytest.mark.parametrize("block", WRONG_BLOCKS)
def test_block_with_a_mistake_stays_as_it_was_typed(desk, block):
    page = ArticleFactory()
    before = state(page)

    answer = edit(desk, page, sent(page) | nested_form_data({"body": streamfield([block])}))

    assert answer.status_code == 200
    assert "body" in answer.context["form"].errors
    assert shows(answer, "Kept words")
    assert state(page) == before


def test_text_of_a_page_of_words_is_needed(desk):
    page = TextPage.objects.first()
    answers = {name: value for name, value in sent(page).items() if not name.startswith("body")}

    answer = edit(desk, page, answers | {"body-count": "0"})

    assert answer.status_code == 200
    assert answer.context["form"].errors["body"]


def test_browser_cuts_nothing(desk):
    page = desk.get(reverse("wagtailadmin_pages:edit", args=[ArticleFactory().pk]))

    named = {bound.name: bound.field.widget.attrs for bound in page.context["form"]}
    assert [name for name, attrs in named.items() if "maxlength" in attrs] == []
    assert "maxlength" not in page.content.decode()


def test_too_long_says_how_long_it_may_be(desk):
    page = ArticleFactory()

    answer = edit(desk, page, sent(page) | {"lead": "x" * 401})

    assert said(answer, "lead") == "At most 400 letters fit here; these are 401."
    assert edit(desk, page, sent(page) | {"lead": "x" * 400}).status_code == 302


# --- addresses


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://one.eu/page?a=1#b", "https://one.eu/page?a=1#b"),
        ("www.one.eu", "https://www.one.eu"),
        ("/en/directory/", "{site}/en/directory/"),
        ("{site}/en/news/", "{site}/en/news/"),
        ("/en/directory/?q=x#results", "{site}/en/directory/?q=x#results"),
    ],
)
def test_address_is_read_as_people_type_it(desk, settings, typed, kept):
    page = ArticleFactory()

    answer = edit(desk, page, sent(page) | {"source_url": typed.format(site=settings.SITE_URL)})

    assert answer.status_code == 302
    assert ArticlePage.objects.get(pk=page.pk).source_url == kept.format(site=settings.SITE_URL)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("/en/nowhere/", "There is nothing at “/en/nowhere/”."),
        ("{site}/en/nowhere/", "There is nothing at “/en/nowhere/”."),
        ("nowhere", "Give a whole address"),
        ("//one.eu/", "Give a whole address"),
        ("mailto:ana@one.eu", "Give a whole address"),
        ("javascript:alert(1)", "Give a whole address"),
        ("https://[one", "Give a whole address"),
        ("https://one.eu/a b", "Give a whole address"),
        ("https://10.0.0.1/", "Give a whole address"),
        ("https://one.eu/" + "x" * 486, "At most 500 letters fit here"),
    ],
)
def test_address_that_leads_nowhere_is_refused_in_words(desk, settings, typed, words):
    page = ArticleFactory()

    answer = edit(desk, page, sent(page) | {"source_url": typed.format(site=settings.SITE_URL)})

    assert words in said(answer, "source_url")
    assert shows(answer, typed.format(site=settings.SITE_URL))
