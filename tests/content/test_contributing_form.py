"""The form of a contribution: what it refuses and how it says so, and that nothing typed is ever lost."""

import html
import io
import os
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from eccp.content.contributing import services
from eccp.content.contributing.services import latest
from eccp.content.models import Contribution, Picture
from eccp.organisations.forms.held import hold
from tests.content.contributing import (
    NEWS_VALUES,
    SMALL_COPIES,
    call,
    cluster_of,
    contributor,
    decide,
    news,
    picture,
    sent,
    typed,
    typed_call,
    url,
)
from tests.factories import EditorFactory, OrganisationFactory, RepresentativeFactory, TermFactory

pytestmark = [pytest.mark.django_db, SMALL_COPIES]
S = Contribution.Status
NEW = "/en/my/contributions/new/news/"
NEW_CALL = "/en/my/contributions/new/call/"


@pytest.fixture
def person():
    return contributor()


@pytest.fixture
def client(person, signed_in):
    return signed_in(person)


def photograph(kind="JPEG", exif=None):
    """A picture of which each drawing loses a little, with what a camera writes into it."""
    drawn = Image.linear_gradient("L").resize((64, 48)).convert("RGB")
    drawn.paste((200, 30, 30), (0, 0, 20, 20))
    file = io.BytesIO()
    drawn.save(file, kind, **({"exif": exif} if exif else {}))
    return SimpleUploadedFile("p.jpg", file.getvalue())


def text(response):
    return html.unescape(response.content.decode())


def errors(response):
    return [
        error
        for form in response.context["form"].all_forms
        for errors in form.errors.values()
        for error in errors
    ]


def mistakes(response):
    """The ids to which the list of mistakes leads, in its order."""
    box = re.search(r'<div class="error-summary.*?</div>', text(response), re.DOTALL).group()
    assert box.count("<li>") == box.count('<li><a href="#')
    return re.findall(r'<li><a href="#([^"]+)"', box)


def title_of(response):
    return re.search(r"<title>(.*?) – ", text(response)).group(1)


# --- writing


@pytest.mark.parametrize(
    ("kind", "words"),
    [("news", "a piece of news"), ("achievement", "an achievement"), ("call", "an open call")],
)
def test_page_is_titled_as_its_heading(client, kind, words):
    response = client.get(f"/en/my/contributions/new/{kind}/")

    assert title_of(response) == f"Share {words}"
    assert f"<h1>Share {words}</h1>" in text(response)


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ("save", "Give it a title, so that you find your draft again."),
        ("send", "Give it a title: it is what people read first."),
    ],
)
def test_missing_title_is_asked_for_by_what_is_done(client, button, words):
    assert errors(client.post(NEW, typed(do=button, title=""))) == [words]


def test_description_is_not_called_optional(client):
    label = re.search(
        r'<label[^>]*for="id_description">.*?</label>', text(client.get(NEW)), re.DOTALL
    ).group()

    assert "(optional)" not in label
    assert "Needed with a picture." in text(client.get(NEW))


def test_what_opens_looks_so(client, person):
    page = text(client.get(url(news(person))))

    for words in ("Delete it", "Headings, lists and links: how to type them"):
        assert re.search(rf"<summary>\s*<svg[^>]*>(?:(?!</svg>).)*</svg>{words}</summary>", page, re.DOTALL)


def test_draft_needs_a_title_only(client):
    response = client.post(NEW, typed(lead="", text=""))

    row = Contribution.objects.get()
    assert response.url == url(row)
    assert (row.title, row.status) == ("A title", S.DRAFT)


def test_send_stores_and_sends(client):
    client.post(NEW, typed(do="send"))

    assert Contribution.objects.get().status == S.SUBMITTED


@pytest.mark.parametrize(
    ("gap", "address"), [("title", NEW), ("lead", NEW), ("text", NEW), ("lead", NEW_CALL)]
)
def test_send_says_what_is_missing_and_keeps_the_rest(client, gap, address):
    form = typed if address == NEW else typed_call
    TermFactory(scheme="applicant", code="smes")
    response = client.post(address, form(**{"do": "send", "applicant": "smes", "title": "Kept", gap: ""}))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [gap]
    assert gap == "title" or 'value="Kept"' in text(response)
    assert Contribution.objects.count() == 0


def test_scripts_and_styles_go_and_the_words_stay(client):
    client.post(
        NEW, typed(text="<script>alert(1)</script><p style='color:red' onclick='x()'>Hello <b>you</b></p>")
    )

    page = latest(Contribution.objects.get())
    assert page.body[0].value.source == "<p>Hello <strong>you</strong></p>"


@pytest.mark.parametrize("length", [20_000, 20_001])
def test_text_has_a_limit_that_is_said(client, length):
    response = client.post(NEW, typed(text="a" * length))

    assert (response.status_code, Contribution.objects.count()) == (
        (302, 1) if length == 20_000 else (422, 0)
    )
    if length > 20_000:
        assert errors(response) == ["At most 20000 letters fit here; you have 20001."]


def test_what_a_word_processor_adds_around_the_text_does_not_count(client):
    styles = f"<style>{'p.MsoNormal {margin: 0}' * 2000}</style>"

    client.post(NEW, typed(text=f"{styles}<p class=MsoNormal>Short</p>"))

    assert latest(Contribution.objects.get()).body[0].value.source == "<p>Short</p>"


@pytest.mark.parametrize("length", [500_000, 500_001])
def test_paste_without_end_is_refused_and_kept(client, length):
    response = client.post(NEW, typed(text="<p>" + "a" * (length - 3)))

    assert errors(response)[0].startswith("At most 20000 letters fit here;")
    assert "a" * 1000 in text(response)


@pytest.mark.parametrize(
    ("address", "stored"),
    [
        ("https://a.example/b", "https://a.example/b"),
        ("a.example/b", "https://a.example/b"),
        ("nowhere", None),
        ("http://localhost/", None),
        ("http://10.0.0.1/", None),
        ("javascript:alert(1)", None),
        ("ftp://a.example/", None),
        ("https://me@a.example/", None),
    ],
)
def test_link_to_nowhere_is_refused_at_once(client, address, stored):
    response = client.post(NEW, typed(source_url=address))

    if stored:
        assert latest(Contribution.objects.get()).source_url == stored
    else:
        assert errors(response) == ["Give the whole address, for example https://www.example.org."]
        assert address in text(response)


def test_form_sent_twice_makes_one_draft(client):
    token = re.search(r'name="token" value="(\w+)"', text(client.get(NEW))).group(1)

    for _time in range(2):
        client.post(NEW, typed(token=token))

    assert Contribution.objects.count() == 1


def test_form_that_was_sent_twice_to_the_editors_shows_how_it_stands(client):
    for _time in range(2):
        response = client.post(NEW, typed(do="send", token="pressed-twice"))

    row = Contribution.objects.get()
    assert row.status == S.SUBMITTED
    assert (response.status_code, response.url) == (302, url(row))


def test_other_words_for_what_is_with_the_editors_are_shown_again_and_not_stored(client):
    client.post(NEW, typed(do="send", token="pressed-twice"))

    response = client.post(NEW, typed(do="send", token="pressed-twice", lead="Another lead."))

    assert response.status_code == 409
    assert "Another lead." in text(response)
    assert latest(Contribution.objects.get()).lead == "A lead."


@pytest.mark.parametrize(
    ("address", "answers"), [(NEW, typed(do="send")), (NEW_CALL, typed_call(do="send", applicant="smes"))]
)
def test_same_words_from_a_form_that_was_opened_anew_make_no_second_contribution(client, address, answers):
    TermFactory(scheme="applicant", code="smes")
    client.post(address, answers | {"token": "first"})

    response = client.post(address, answers | {"token": "after-back"}, follow=True)

    row = Contribution.objects.get()
    assert row.status == S.SUBMITTED
    assert response.redirect_chain == [(url(row), 302)]
    assert "You sent this already." in text(response)


def test_same_draft_from_a_form_that_was_opened_anew_is_sent_and_not_made_again(client):
    client.post(NEW, typed(do="save", token="first"))
    client.post(NEW, typed(do="send", token="after-back"))

    assert Contribution.objects.get().status == S.SUBMITTED


@pytest.mark.parametrize("differs", [{"title": "B title"}, {"lead": "B lead."}, {"text": "More **words**."}])
def test_other_words_make_a_second_contribution(client, differs):
    client.post(NEW, typed(do="send"))
    client.post(NEW, typed(do="send", **differs))

    assert Contribution.objects.count() == 2


def test_same_words_of_somebody_else_are_their_own(client, signed_in):
    client.post(NEW, typed(do="send"))
    signed_in(contributor()).post(NEW, typed(do="send"))

    assert Contribution.objects.count() == 2


RED, BLUE = (200, 30, 30), (14, 71, 203)


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [(BLUE, BLUE, 1), (BLUE, RED, 2), (None, BLUE, 2), ((30, 30, 31), (30, 30, 30), 2)],
)
def test_same_words_with_another_picture_of_the_same_size_are_not_the_same(client, first, second, count):
    for colour in (first, second):
        more = {"picture": picture(colour=colour), "description": "A valve"} if colour else {}
        client.post(NEW, typed(do="send", **more))

    assert Contribution.objects.count() == count


def test_same_words_whose_file_the_browser_lost_on_the_way_back_are_the_same(client):
    client.post(NEW, typed(do="send", picture=picture(), description="A valve"))
    client.post(NEW, typed(do="send", description="A valve", token="after-back"))

    assert (Contribution.objects.count(), Picture.objects.count()) == (1, 1)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_picture_that_waited_is_the_same_as_the_file_itself(client, kind):
    upload = {"picture": photograph(kind), "description": ""}
    first = client.post(NEW, typed(do="send", **upload))
    held = {"picture-held": first.context["form"].held, "description": "A valve"}
    client.post(NEW, typed(do="send", token="after-mending", **held))

    client.post(NEW, typed(do="send", token="late", picture=photograph(kind), description="A valve"))

    assert Contribution.objects.count() == 1


@pytest.mark.parametrize(("colour", "status"), [(BLUE, 302), (RED, 409)])
def test_what_was_sent_twice_is_known_by_its_picture_too(client, colour, status):
    answers = {"do": "send", "token": "pressed-twice", "description": "A valve"}
    client.post(NEW, typed(picture=picture(colour=BLUE), **answers))

    assert client.post(NEW, typed(picture=picture(colour=colour), **answers)).status_code == status


def test_stored_picture_that_lost_its_file_is_not_taken_for_the_same(client):
    answers = {"do": "send", "description": "A valve"}
    client.post(NEW, typed(picture=picture(), **answers))
    found = Picture.objects.get()
    found.file.storage.delete(found.file.name)
    Picture.objects.update(file_hash="")

    client.post(NEW, typed(picture=picture(), **answers))

    assert Contribution.objects.count() == 2


def test_title_is_one_line_without_signs_that_nobody_sees(client):
    client.post(NEW, typed(title="A title\r\nBcc: evil@x.example\x0b!", lead="One.\x0b\r\nTwo."))

    page = latest(Contribution.objects.get())
    assert (page.title, page.lead) == ("A title Bcc: evil@x.example !", "One. \nTwo.")


# --- pictures


def test_picture_is_stored_with_its_description(client):
    client.post(NEW, typed(picture=picture(), description="A valve", credit="Ana"))

    found = Picture.objects.get()
    assert (found.description, found.credit, found.uploaded_by_user) == (
        "A valve",
        "Ana",
        Contribution.objects.get().by,
    )


def test_picture_without_description_is_refused_and_kept(client):
    first = client.post(NEW, typed(picture=picture(), description=" "))

    assert first.status_code == 422
    assert errors(first) == ["Say what the picture shows: people who do not see it depend on these words."]
    word = first.context["form"].held
    assert client.get(first.context["held_url"])["Content-Type"] == "image/png"

    client.post(NEW, {**typed(description="A valve"), "picture-held": word})
    assert Picture.objects.get().width == 40


def test_picture_that_waits_goes_on_waiting_when_the_one_chosen_instead_is_broken(client):
    held = client.post(NEW, typed(picture=picture())).context["form"].held
    broken = {"picture": SimpleUploadedFile("a.png", b"no picture"), "picture-held": held}

    response = client.post(NEW, typed(description="A valve", **broken))

    assert (response.status_code, response.context["form"].held) == (422, held)
    client.post(NEW, typed(description="A valve", **{"picture-held": held}))
    assert Picture.objects.get().width == 40


def test_picture_that_waits_can_be_dropped_again(client):
    first = client.post(NEW, typed(picture=picture()))
    client.post(NEW, {**typed(), "picture-held": first.context["form"].held, "picture-clear": "on"})

    assert Contribution.objects.get().page.specific.picture is None


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (lambda: SimpleUploadedFile("a.png", b"not a picture at all"), "no picture that we can read"),
        (lambda: SimpleUploadedFile("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), "no picture"),
        (lambda: SimpleUploadedFile("a.png", picture(400, 300).read()[:600]), "no picture that we can read"),
        (lambda: SimpleUploadedFile("a.png", picture().read() + b"0" * 5 * 1024 * 1024), "larger than 5.0\xa0MB"),
        (lambda: picture(8000, 5001), "more than 40 million pixels"),
        (lambda: picture(kind="GIF", name="a.gif"), "no picture that we can read"),
    ],
)  # fmt: skip
def test_pictures_that_cannot_be_taken_say_why_and_the_words_stay(client, upload, words):
    response = client.post(NEW, typed(picture=upload(), description="A valve"))

    assert response.status_code == 422
    assert words in errors(response)[0]
    assert "A valve" in text(response)
    assert Picture.objects.count() == 0


def test_picture_is_turned_as_the_camera_says_and_says_no_place(client):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "A camera"  # lies on its side
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 50.0, 30.0), 3: "E", 4: (4.0, 20.0, 0.0)})
    upload = photograph(exif=exif)
    assert Image.open(upload).getexif().get_ifd(0x8825)
    upload.seek(0)

    first = client.post(NEW, typed(picture=upload))
    waits = client.get(first.context["held_url"]).content
    client.post(NEW, typed(description="A valve", **{"picture-held": first.context["form"].held}))

    found = Picture.objects.get()
    assert (found.width, found.height) == (48, 64)
    for stored in (io.BytesIO(waits), found.file.open()):
        with Image.open(stored) as drawn:
            assert (drawn.size, dict(drawn.getexif())) == ((48, 64), {})


def test_picture_waits_for_a_day_and_then_is_asked_for_again(person, signed_in, freeze):
    begin = datetime(2027, 2, 26, 11, tzinfo=UTC)
    freeze(begin)
    word = signed_in(person).post(NEW, typed(picture=picture())).context["form"].held
    answers = typed(description="A valve", **{"picture-held": word})
    freeze(begin + timedelta(days=1, seconds=1))

    late = signed_in(person).post(NEW, answers)

    assert errors(late) == ["A picture waits for a day, and this one is gone. Choose it again."]
    assert "A valve" in text(late)
    assert Contribution.objects.count() == 0
    freeze(begin + timedelta(days=1))
    assert signed_in(person).post(NEW, answers).status_code == 302


def test_word_for_a_file_of_another_form_is_no_picture(client):
    word = hold(SimpleUploadedFile("a.png", b"<script>alert(1)</script>"))

    response = client.post(NEW, typed(description="A valve", **{"picture-held": word}))

    assert errors(response) == ["A picture waits for a day, and this one is gone. Choose it again."]
    assert client.get(reverse("content:held_picture"), {"word": word}).status_code == 404


def test_picture_of_40_million_pixels_is_taken_and_made_smaller(client):
    client.post(NEW, typed(picture=picture(8000, 5000), description="A valve"))

    assert (Picture.objects.get().width, Picture.objects.get().height) == (2400, 1500)


def test_picture_that_grew_when_it_was_drawn_anew_waits_too(client):
    drawn = Image.frombytes("RGB", (1240, 1240), os.urandom(3 * 1240 * 1240))
    file = io.BytesIO()
    drawn.save(file, "PNG")
    assert 4 * 1024**2 < len(file.getvalue()) < 5 * 1024**2
    upload = SimpleUploadedFile("p.png", file.getvalue())

    page = text(client.post(NEW, typed(do="preview", picture=upload, description="A valve")))
    word = re.search(r'name="picture-held" value="([^"]+)"', page).group(1)
    client.post(NEW, typed(description="A valve", **{"picture-held": word}))

    assert latest(Contribution.objects.get()).picture.width == 1240


def test_disk_that_fails_loses_nothing_that_was_typed(client, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("No space left on device")

    monkeypatch.setattr(storages["default"], "save", fail)
    response = client.post(NEW, typed(picture=picture(), description="A valve"))

    assert response.status_code == 503
    assert "Nothing is lost: try again in a minute." in text(response)
    assert "A valve" in text(response)
    assert Contribution.objects.count() == 0


def test_held_pictures_are_shown_to_nobody_without_the_word(client):
    page = reverse("content:held_picture")

    assert client.get(page).status_code == 404
    assert client.get(page, {"word": "abc"}).status_code == 404


# --- cut-offs


@pytest.mark.parametrize(
    ("day", "hour", "words"),
    [
        ("2027-02-26", "12:00", "This is over already. Give a day and an hour that are still to come."),
        ("2027-02-26", "12:01", None),
        ("2027-02-25", "23:59", "This is over already. Give a day and an hour that are still to come."),
        ("2027-03-28", "02:30", "The clocks jump over this hour on that night. Choose another hour."),
        ("2027-03-28", "03:00", None),
        ("2027-05-01", "", "Give the hour until which one can apply."),
        ("1999-12-31", "17:00", "Look at the year: give one from 2000 to 2099."),
        ("2000-01-01", "17:00", "This is over already. Give a day and an hour that are still to come."),
        ("2099-12-31", "23:59", None),
        ("2100-01-01", "00:00", "Look at the year: give one from 2000 to 2099."),
        ("9999-12-31", "23:59", "Look at the year: give one from 2000 to 2099."),
        ("0001-01-01", "00:00", "Look at the year: give one from 2000 to 2099."),
        ("31.13.2027", "17:00", "Give the date as day, month and year, for example 31/01/2026."),
    ],
)
def test_cutoffs_are_days_and_hours_to_come(signed_in, person, freeze, *, day, hour, words):
    freeze(datetime(2027, 2, 26, 11, tzinfo=UTC))  # 12:00 in Brussels
    response = signed_in(person).post(NEW_CALL, typed_call(**{"cutoffs-0-day": day, "cutoffs-0-hour": hour}))

    if words is None:
        assert latest(Contribution.objects.get()).cutoffs.count() == 1
    else:
        assert errors(response) == [words]
        assert day in text(response)


def test_cutoff_that_passed_meanwhile_does_not_hold_up_the_rest(signed_in, person, freeze):
    freeze(datetime(2029, 1, 1, tzinfo=UTC))
    row = call(person)
    freeze(datetime(2030, 6, 1, tzinfo=UTC))

    response = signed_in(person).post(
        url(row), typed_call(title="Changed", opened=row.page.latest_revision_id)
    )

    assert response.status_code == 302
    assert Contribution.objects.get().title == "Changed"


@pytest.mark.parametrize(
    ("count", "rows"), [("1", 1), ("9" * 5000, 1), ("-1", 0), ("x", 0), ("", 0), ("\u0663", 1)]
)
def test_number_of_rows_that_no_form_sends_is_no_error(signed_in, person, count, rows):
    response = signed_in(person).post(NEW_CALL, typed_call(**{"cutoffs-count": count}))

    assert response.status_code == 302
    assert latest(Contribution.objects.get()).cutoffs.count() == rows


def test_new_row_has_the_hour_and_the_zone_of_the_row_above(client):
    typed_so_far = {"add": "cutoffs", "cutoffs-0-hour": "12:30", "cutoffs-0-zone": "Europe/Athens"}

    page = text(client.post(NEW_CALL, typed_call(**typed_so_far)))

    assert re.search(r'<input type="time" name="cutoffs-1-hour" value="12:30"', page)
    zones = re.search(r'<select name="cutoffs-1-zone".*?</select>', page, re.DOTALL).group()
    assert re.findall(r'value="([^"]+)" selected', zones) == ["Europe/Athens"]
    assert page.count("<strong>Cut-off") == 2


def test_row_below_none_has_the_hour_that_most_calls_have(client):
    page = text(client.post(NEW_CALL, typed(add="cutoffs")))

    assert re.search(r'<input type="time" name="cutoffs-0-hour" value="17:00"', page)
    assert page.count("<strong>Cut-off") == 0


def test_rows_are_added_and_removed_without_a_script(client):
    first = client.post(NEW_CALL, {**typed_call(title="Kept"), "add": "cutoffs"})
    assert [form["day"].value() for form in first.context["form"].cutoffs.forms] == ["2030-03-01", None]
    assert 'value="Kept"' in text(first)

    second = client.post(
        NEW_CALL,
        {**typed_call(), "cutoffs-count": "2", "cutoffs-1-day": "2031-01-01", "remove": "cutoffs-0"},
    )
    assert [form["day"].value() for form in second.context["form"].cutoffs.forms] == ["2031-01-01"]
    assert Contribution.objects.count() == 0


@pytest.mark.parametrize("count", ["1", "0"])
def test_call_says_until_when_at_the_day_of_its_first_cutoff(client, count):
    TermFactory(scheme="applicant", code="smes")
    gap = {"cutoffs-0-day": "", "cutoffs-count": count}
    response = client.post(NEW_CALL, typed_call(do="send", applicant="smes", **gap))

    assert errors(response) == ["Say until when one can apply: add a cut-off."]
    assert mistakes(response) == ["id_cutoffs-0-day"]
    assert 'id="id_cutoffs-0-day_error"' in text(response)


def test_mistakes_stand_in_the_order_of_the_form(client):
    empty = {"title": "", "lead": "", "who": "", "link": "", "cutoffs-0-day": "", "budget": "0"}
    response = client.post(NEW_CALL, typed_call(do="send", picture=picture(), **empty))

    asked = [name for name in mistakes(response) if not name.startswith("id_cutoffs")]
    assert mistakes(response) == [
        "id_title",
        "id_lead",
        "id_cutoffs-0-day",
        "id_applicant",
        "id_who",
        "id_budget",
        "id_link",
        "id_description",
    ]
    assert asked == sorted(asked, key=lambda name: text(response).index(f'id="{name}"'))


@pytest.mark.parametrize(
    ("second", "refused"),
    [
        ({"day": "2030-03-01", "hour": "17:00", "zone": "Europe/Brussels"}, True),
        ({"day": "2030-03-01", "hour": "16:00", "zone": "Europe/London"}, True),
        ({"day": "2030-03-01", "hour": "17:01", "zone": "Europe/Brussels"}, False),
        ({"day": "2030-03-02", "hour": "17:00", "zone": "Europe/Brussels"}, False),
        ({"day": "2030-03-01", "hour": "17:00", "zone": "Europe/London"}, False),
    ],
)
def test_no_cutoff_stands_twice(client, second, refused):
    rows = {f"cutoffs-1-{name}": value for name, value in second.items()} | {"cutoffs-count": "2"}
    response = client.post(NEW_CALL, typed_call(**rows))

    if refused:
        assert [error.split(".")[0] for error in errors(response)] == ["This cut-off stands above already"]
        assert mistakes(response) == ["id_cutoffs-1-day"]
    else:
        assert latest(Contribution.objects.get()).cutoffs.count() == 2


@pytest.mark.parametrize(
    ("sums", "words"),
    [
        ({"budget": "100", "grant": "100"}, None),
        ({"budget": "100", "grant": "101"}, "One grant cannot be larger than the whole budget."),
        ({"budget": "0"}, "Give a sum of at least one euro, or leave it empty."),
        ({"opens_on": "2030-03-02"}, "The call would open after its last cut-off. Mend one of the two."),
        ({"opens_on": "2030-03-01"}, None),
    ],
)
def test_sums_and_days_fit_each_other(client, sums, words):
    response = client.post(NEW_CALL, typed_call(**sums))

    assert (response.status_code == 302) == (words is None)
    if words:
        assert errors(response) == [words]


# --- two tabs


def test_second_tab_sees_both_values_and_saving_again_keeps_mine(client, person):
    row = news(person)
    opened = row.page.latest_revision_id
    services.change(row, NEWS_VALUES | {"title": "Theirs"}, opened=opened, by=person)
    answers = typed(title="Mine", lead=NEWS_VALUES["lead"], text=NEWS_VALUES["text"])

    met = client.post(url(row), {**answers, "opened": opened})

    assert met.status_code == 409
    assert "You saved this in another window while you were typing here." in text(met)
    assert "Theirs" in text(met)
    assert 'value="Mine"' in text(met)
    assert Contribution.objects.get().title == "Theirs"

    again = re.search(r'name="opened" value="(\d+)"', text(met)).group(1)
    client.post(url(row), {**answers, "opened": again})
    assert Contribution.objects.get().title == "Mine"


@pytest.mark.parametrize("button", ["save", "send", "preview", "back"])
def test_second_tab_keeps_its_words_when_the_first_one_sent(client, person, button):
    row = news(person)
    opened = row.page.latest_revision_id
    services.submit(row, by=person)

    met = client.post(
        url(row), typed(do=button, title="Late", text="Late words", opened=opened, picture=picture())
    )

    assert met.status_code == 409
    assert "This was sent to the editors meanwhile" in text(met)
    assert 'value="Late"' in text(met)
    assert "Late words" in text(met)
    assert met.context["form"].held
    assert Contribution.objects.get().title == NEWS_VALUES["title"]


def test_what_was_typed_too_late_is_saved_by_taking_the_contribution_back(client, person):
    row = news(person)
    answers = typed(title="Late", opened=row.page.latest_revision_id)
    services.submit(row, by=person)

    client.post(url(row), answers | {"do": "take_back"})

    row.refresh_from_db()
    assert (row.title, row.status) == ("Late", S.WITHDRAWN)
    assert latest(row).title == "Late"


def test_taking_back_what_the_other_tab_changed_shows_both(client, person):
    row = news(person)
    opened = row.page.latest_revision_id
    services.change(row, NEWS_VALUES | {"title": "Theirs"}, opened=opened, by=person)
    services.submit(row, by=person)

    met = client.post(url(row), typed(do="take_back", title="Mine", opened=opened))

    assert (met.status_code, Contribution.objects.get().status) == (409, S.WITHDRAWN)
    assert "Theirs" in text(met)
    assert 'value="Mine"' in text(met)


@pytest.mark.parametrize("action", ["approve", "decline"])
@pytest.mark.parametrize("button", ["save", "take_back"])
def test_what_an_editor_decided_meanwhile_stays_and_the_words_can_be_copied(client, person, action, button):
    row = sent(person)
    decide(row, EditorFactory(), action, "No.")
    status = Contribution.objects.get().status

    met = client.post(url(row), typed(do=button, text="Late words"))

    assert met.status_code == 409
    assert "This cannot be changed any more" in text(met)
    assert "Late words" in text(met)
    assert 'value="take_back"' not in text(met)
    assert Contribution.objects.get().status == status


def test_words_for_a_contribution_whose_page_an_editor_deleted_are_shown_again(client, person):
    row = sent(person)
    row.page.specific.delete()

    met = client.post(url(row), typed(text="Late words"))

    assert met.status_code == 409
    assert "Late words" in text(met)


def test_rows_can_still_be_put_in_order_when_it_is_too_late(client, person):
    row = services.submit(
        call(person, applicant=[TermFactory(scheme="applicant", code="smes").code]), by=person
    )

    met = client.post(url(row), {**typed_call(title="Late"), "add": "cutoffs"})

    assert met.status_code == 409
    assert [form["day"].value() for form in met.context["form"].cutoffs.forms] == ["2030-03-01", None]


def test_stored_draft_that_was_sent_twice_shows_how_it_stands(client, person):
    row = news(person)
    answers = typed(do="send", opened=row.page.latest_revision_id)
    client.post(url(row), answers)

    response = client.post(url(row), answers, follow=True)

    assert response.redirect_chain == [(url(row), 302)]
    assert "You sent this already." in text(response)


# --- preview


def test_preview_shows_the_real_page_and_stores_nothing(client):
    response = client.post(
        NEW,
        typed(do="preview", title="A <b>title</b>", text="## Head", picture=picture(), description="A valve"),
    )
    page = text(response)

    assert response.templates[0].name == "content/article.html"
    assert "<h2>Head</h2>" in page
    assert 'alt="A valve"' in page
    assert "Nothing is stored yet" in page
    assert (Contribution.objects.count(), Picture.objects.count()) == (0, 0)


@pytest.mark.parametrize("button", ["back", "save", "send"])
def test_all_that_was_typed_comes_through_the_preview(client, button):
    shown = client.post(
        NEW, typed(do="preview", text="One\n\n- two", picture=picture(), description="A valve")
    )
    fields = re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', shown.content.decode())
    answers = {name: html.unescape(value) for name, value in fields if name != "csrfmiddlewaretoken"}

    response = client.post(NEW, {**answers, "do": button})

    if button == "back":
        assert response.context["form"]["text"].value() == "One\n\n- two"
        assert response.context["form"].held
    else:
        row = Contribution.objects.get()
        assert row.status == (S.SUBMITTED if button == "send" else S.DRAFT)
        assert row.page.specific.picture.description == "A valve"
        assert row.page.specific.body[0].value.source == "<p>One</p><ul><li>two</li></ul>"


def test_preview_of_a_saved_draft_does_not_say_that_nothing_is_stored(client, person):
    row = news(person)
    page = text(client.post(url(row), typed(do="preview", opened=row.page.latest_revision_id)))

    assert "Nothing is stored yet" not in page
    assert "It is not sent yet. What you changed since you saved it last is not stored." in page


@pytest.mark.parametrize(("address", "answers"), [(NEW, typed()), (NEW_CALL, typed_call())])
def test_page_says_who_made_the_picture(client, address, answers):
    shown = {"picture": picture(), "description": "A valve", "credit": "Ana Amaral"}

    assert "Picture: Ana Amaral" in text(client.post(address, answers | shown | {"do": "preview"}))


def test_preview_of_a_call_and_of_what_is_stored(client, person):
    shown = client.post(NEW_CALL, typed_call(do="preview"))
    assert shown.templates[0].name == "content/call.html"

    row = call(person)
    stored = client.get(url(row, "contribution_preview"))
    assert stored.templates[0].name == "content/call.html"
    assert row.title in text(stored)
    assert stored["Cache-Control"] == "private, no-store"


# --- the list, and each state


def test_list_shows_my_organisations_only(client, person):
    mine = news(person, title="Mine")
    news(contributor(), title="Of others")

    page = text(client.get(reverse("content:contributions")))
    assert mine.title in page
    assert "Of others" not in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", {"Draft", "Waits", "Public"}),
        ("?state=yours", {"Draft"}),
        ("?state=editors", {"Waits"}),
        ("?state=published", {"Public"}),
        ("?state=over", set()),
        ("?state=junk", {"Draft", "Waits", "Public"}),
    ],
)
def test_list_is_filtered_by_state(client, person, asked, found):
    news(person, title="Draft")
    sent(person, title="Waits")
    decide(sent(person, title="Public"), EditorFactory(), "approve")

    response = client.get(reverse("content:contributions") + asked)
    assert {row["contribution"].title for row in response.context["rows"]} == found
    assert found or "Nothing fits" in text(response)


def test_list_is_filtered_by_organisation_when_there_are_several(client, person):
    first = news(person, title="First")
    second = OrganisationFactory(published=True)
    alone = client.get(reverse("content:contributions"))
    assert [group["name"] for group in alone.context["filters"]] == ["state"]
    RepresentativeFactory(person=person, organisation=second)

    both = client.get(reverse("content:contributions"))
    assert [group["name"] for group in both.context["filters"]] == ["state", "organisation"]
    own = client.get(f"{reverse('content:contributions')}?organisation={second.pk}")
    assert [row["contribution"] for row in own.context["rows"]] == []
    own = client.get(f"{reverse('content:contributions')}?organisation={first.organisation_id}")
    assert [row["contribution"] for row in own.context["rows"]] == [first]


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_however_many(client, person, count, django_assert_num_queries):
    for _number in range(count):
        news(person)
    address = reverse("content:contributions")
    client.get(address)

    with django_assert_num_queries(10):
        client.get(address)


def test_who_acts_for_several_chooses_for_whom(client, person):
    second = OrganisationFactory(name="A second one", published=True)
    RepresentativeFactory(person=person, organisation=second)

    client.post(NEW, typed(organisation=second.pk))

    assert Contribution.objects.get().organisation == second


def test_nobody_writes_for_an_organisation_of_others(client):
    RepresentativeFactory(person=contributor(), organisation=OrganisationFactory(published=True))
    other = OrganisationFactory(published=True)

    client.post(NEW, typed(organisation=other.pk))

    assert {row.organisation for row in Contribution.objects.all()}.isdisjoint({other})


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("", "An editor will look at it."),
        ("approve", "It was published on"),
        ("reject", "An editor asks you to change something"),
        ("decline", "An editor decided not to publish it"),
    ],
)
def test_page_says_how_it_stands(client, person, action, words):
    row = sent(person)
    if action:
        decide(row, EditorFactory(), action, "Because of this.")

    page = text(client.get(url(row)))
    assert words in page
    assert ("Because of this." in page) == (action in ("reject", "decline"))


@pytest.mark.parametrize("verb", ["withdraw_contribution", "delete_contribution"])
def test_address_of_a_verb_leads_to_how_it_stands_and_says_nothing(client, signed_in, person, verb):
    row = sent(person)
    response = client.get(url(row, verb))

    assert (response.status_code, response.url) == (302, url(row))
    assert Contribution.objects.get().status == S.SUBMITTED
    assert signed_in(contributor()).get(url(row, verb)).status_code == 404


def test_withdraw_and_delete_from_the_page(client, person):
    row = sent(person)
    client.post(url(row, "withdraw_contribution"))
    assert Contribution.objects.get().status == S.WITHDRAWN

    again = client.post(url(row, "withdraw_contribution"), follow=True)
    assert "This does not wait for an editor any more." in text(again)

    client.post(url(row, "delete_contribution"))
    assert Contribution.objects.count() == 0


def test_contributions_of_others_are_not_found(signed_in, person):
    row = news(person)
    other = signed_in(contributor())

    assert other.get(url(row)).status_code == 404
    assert other.post(url(row), typed()).status_code == 404
    assert other.get(url(row, "contribution_preview")).status_code == 404
    assert other.post(url(row, "delete_contribution")).status_code == 404


def test_who_loses_the_session_is_asked_to_sign_in_and_comes_back(person):
    response = Client().post(NEW, typed())

    assert response.status_code == 302
    assert response.url.endswith(f"?next={NEW}")


def test_who_loses_the_session_while_writing_reads_where_the_words_are(person):
    for address in (NEW, url(news(person))):
        browser = Client()
        assert "You were signed out" not in text(browser.get(address, follow=True))
        assert "You were signed out while you wrote, so nothing was sent." in text(
            browser.post(address, typed(), follow=True)
        )


def test_organisation_that_is_not_published_any_more_keeps_its_draft_and_reads_the_rule(client, person):
    row = news(person)
    cluster = cluster_of(person)
    cluster.visibility = "unpublished"
    cluster.save()

    response = client.post(
        url(row), typed(do="send", title="Changed", opened=row.page.latest_revision_id), follow=True
    )

    assert "Your draft is saved, but it was not sent." in text(response)
    assert (Contribution.objects.get().title, Contribution.objects.get().status) == ("Changed", S.DRAFT)
