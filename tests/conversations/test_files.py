"""Attachments: what is taken, who gets it, and that the disk may fail."""

import io
import os
import resource
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from eccp.conversations import forms, services
from eccp.conversations.models import Attachment, Message
from eccp.conversations.services.files import delete_orphans
from eccp.core.models import LogEntry
from tests.conversations.people import between_two, chosen, from_a_person, office, picture, upload
from tests.factories import RepresentativeFactory, UserFactory, ValidatorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    """A private storage of one's own."""
    storages_of_test = settings.STORAGES | {
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "private", "base_url": None},
        }
    }
    settings.STORAGES = storages_of_test
    return tmp_path / "private"


def on_disk(private):
    return sorted(str(path.relative_to(private)) for path in private.rglob("*") if path.is_file())


def page_of(thread):
    return f"/en/my/conversations/{thread.pk}/"


def send(client, thread, *files, text="With files"):
    return client.post(page_of(thread), {"text": text, "attachments": list(files)})


def test_files_go_with_a_message_and_come_back_as_they_were(signed_in, private):
    thread, sender, manager = between_two()
    docx = office("word/document.xml", "openxmlformats-officedocument.wordprocessingml.document.main+xml")
    response = send(signed_in(sender), thread, chosen("Plan.docx", docx), chosen("täble.csv", b"a;b\n1;2\n"))

    assert response.status_code == 302
    rows = list(Attachment.objects.all())
    assert [(row.name, row.kind, row.size) for row in rows] == [
        ("Plan.docx", "docx", len(docx)),
        ("täble.csv", "txt", 8),
    ]
    assert on_disk(private) == sorted(row.file.name for row in rows)
    answer = signed_in(manager).get(f"/en/my/conversations/files/{rows[0].pk}/")
    assert b"".join(answer.streaming_content) == docx
    assert {
        name: answer[name] for name in ("Content-Type", "Content-Disposition", "X-Content-Type-Options")
    } == {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": 'attachment; filename="Plan.docx"',
        "X-Content-Type-Options": "nosniff",
    }
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"


def test_only_those_who_take_part_get_files(signed_in):
    thread, sender, manager = between_two()
    services.send(thread, by=sender, text="A", files=[upload()])
    path = f"/en/my/conversations/files/{Attachment.objects.get().pk}/"

    def answer(person):
        response = signed_in(person).get(path)
        return response.status_code, response.streaming and b"".join(response.streaming_content)

    assert [answer(person) for person in (sender, manager, UserFactory(), ValidatorFactory())] == [
        (200, b"A plan."),
        (200, b"A plan."),
        (404, False),
        (404, False),
    ]


def test_file_that_is_gone_from_the_disk_is_not_found(signed_in, private):
    thread, sender, _manager = between_two()
    services.send(thread, by=sender, text="A", files=[upload()])
    row = Attachment.objects.get()
    (private / row.file.name).unlink()
    assert signed_in(sender).get(f"/en/my/conversations/files/{row.pk}/").status_code == 404


def test_pictures_are_drawn_anew(signed_in, private):
    exif = Image.Exif()
    exif[0x0110] = "Camera of Nora"
    thread, sender, _manager = between_two()
    send(signed_in(sender), thread, chosen("photo.png", picture("JPEG", (30, 20), exif=exif)))

    row = Attachment.objects.get()
    stored = (private / row.file.name).read_bytes()
    assert (row.name, row.kind) == ("photo.png.jpg", "jpeg")
    assert b"Camera of Nora" not in stored
    assert Image.open(io.BytesIO(stored)).size == (30, 20)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([chosen("plan.pdf", b"MZ\x90\x00\x03")], "“plan.pdf” is not a file that can be sent here."),
        ([chosen("page.txt", b"<html><script>")], "“page.txt” is not a file that can be sent here."),
        ([chosen(f"{n}.txt", b"x") for n in range(6)], "You chose 6 files. Choose at most 5."),
        ([chosen("empty.txt", b"")], "“empty.txt” is not a file that can be sent here."),
    ],
)
def test_what_is_not_taken_is_named_and_the_words_stay(signed_in, private, files, said):
    thread, sender, _manager = between_two()
    response = send(signed_in(sender), thread, *files, text="My words")
    page = response.content.decode()

    assert response.status_code == 422
    assert said in page
    assert ">\nMy words</textarea>" in page
    assert (Attachment.objects.count(), on_disk(private), thread.messages.count()) == (0, [], 1)


@pytest.mark.parametrize(("more", "status"), [(0, 302), (1, 422)])
def test_files_are_ten_megabytes_at_most(signed_in, more, status):
    thread, sender, _manager = between_two()
    big = chosen("big.txt", b"a" * (forms.BYTES_AT_MOST + more))
    response = send(signed_in(sender), thread, big)

    assert response.status_code == status
    assert ("is larger than 10.0" in response.content.decode()) == bool(more)


def test_five_files_are_taken(signed_in):
    thread, sender, _manager = between_two()
    assert send(signed_in(sender), thread, *[chosen(f"{n}.txt", b"x") for n in range(5)]).status_code == 302
    assert Attachment.objects.count() == 5


def full_disk():
    """Let no file of this process grow beyond two megabytes, as a full quota does: the write breaks off."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 * 1024 * 1024, hard))


@pytest.fixture
def room_again():
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_disk_that_is_full_half_way_leaves_nothing(private, room_again):
    thread, sender, _manager = between_two()
    files = [upload("small.txt"), upload("big.txt", b"a" * (3 * 1024 * 1024))]
    full_disk()

    with pytest.raises(services.NotStored):
        services.send(thread, by=sender, text="With files", files=files)

    assert (on_disk(private), Attachment.objects.count(), thread.messages.count()) == ([], 0, 1)


def test_folder_that_takes_nothing_keeps_the_words(signed_in, private):
    thread, sender, _manager = from_a_person()
    private.mkdir()
    (private / "conversations").write_text("a file where the folder should be")
    response = send(signed_in(sender), thread, chosen("plan.txt", b"A plan."), text="My words")
    page = response.content.decode()

    assert response.status_code == 503
    assert "Your files could not be stored just now." in page
    assert ">\nMy words</textarea>" in page
    assert thread.messages.count() == 1


def test_file_whose_message_is_not_said_goes(private):
    thread, sender, _manager = between_two()
    services.send(thread, by=sender, text="Once", token="a" * 32, files=[upload()])
    before = on_disk(private)
    services.send(thread, by=sender, text="Once", token="a" * 32, files=[upload()])
    assert on_disk(private) == before


def test_database_that_fails_leaves_no_file(private):
    thread, sender, _manager = between_two()
    nameless = upload(name=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        services.send(thread, by=sender, text="B", files=[upload(), nameless])

    assert (on_disk(private), thread.messages.count()) == ([], 1)


def test_orphans_go_after_a_day_and_files_of_messages_stay(private):
    thread, sender, _manager = between_two()
    assert delete_orphans() == 0
    services.send(thread, by=sender, text="A", files=[upload()])
    kept = on_disk(private)
    paths = [Path(private, "conversations", name) for name in ("young", "old")]
    for path in paths:
        path.write_text("left by a process that died")
    day = timezone.now() - timedelta(days=1)
    for path, age in zip(paths, (timedelta(minutes=1), timedelta(minutes=-1)), strict=True):
        moment = (day + age).timestamp()
        os.utime(path, (moment, moment))
    os.utime(private / kept[0], (0, 0))

    assert delete_orphans() == 1
    assert on_disk(private) == sorted([*kept, "conversations/young"])


def test_lasting_message_has_its_file_after_the_request(signed_in, private):
    thread, sender, _manager = between_two()
    send(signed_in(sender), thread, chosen("plan.pdf", b"%PDF-1.7\n%%EOF"))
    said = Message.objects.latest("pk")
    assert [row.name for row in said.attachments.all()] == ["plan.pdf"]
    assert len(on_disk(private)) == 1


def test_validator_who_opens_a_file_of_an_own_conversation_leaves_no_trace(signed_in):
    thread, _sender, manager = from_a_person()
    said = services.send(thread, by=manager, text="Here it is.", files=[upload()])
    validator = ValidatorFactory()
    RepresentativeFactory(person=validator, organisation=thread.organisation)

    page = signed_in(validator).get(f"/en/my/conversations/files/{said.attachments.get().pk}/")

    assert b"".join(page.streaming_content) == b"A plan."
    assert not LogEntry.objects.filter(verb="conversations.file_opened").exists()
