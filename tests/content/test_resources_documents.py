"""Documents in the back office: what a file is, its content decides; a file that goes is taken from the disk."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Collection

from eccp.config.demo.files import as_csv, as_odt, as_pdf, as_txt
from eccp.content import document_form
from eccp.core.uploads import kind_of_file
from tests.factories import DocumentFactory, EditorFactory

pytestmark = pytest.mark.django_db
WORDS = ("A title", ["One (1) line \\ with signs", "Élan"])


def archive():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as container:
        container.writestr("sheet.txt", "Hello")
    return made.getvalue()


def upload(signed_in, name, content):
    file = SimpleUploadedFile(name, content)
    address = reverse("wagtaildocs:add_multiple")
    client = signed_in(EditorFactory())
    said = {"title": "A file", "files[]": file, "collection": Collection.get_first_root_node().pk}
    return client.post(address, said, headers={"X-Requested-With": "XMLHttpRequest"})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", as_pdf(*WORDS)),
        ("a.txt", as_txt(*WORDS)),
        ("a.csv", as_csv(*WORDS)),
        ("a.ODT", as_odt(*WORDS)),
        ("a.zip", archive()),
    ],
)
def test_a_file_that_is_what_its_name_says_is_taken(signed_in, name, content):
    answer = upload(signed_in, name, content).json()

    assert answer["success"] is True
    assert Document.objects.get().file_extension.lower() == name[-3:].lower()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"<html><script>alert(1)</script></html>"),
        ("a.pdf", as_txt(*WORDS)),
        ("a.txt", as_pdf(*WORDS)),
        ("a.csv", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.docx", as_odt(*WORDS)),
        ("a.zip", as_pdf(*WORDS)),
        ("a.odt", as_odt(*WORDS)[:200]),
    ],
)
def test_a_file_that_is_something_else_is_refused_in_words(signed_in, name, content):
    answer = upload(signed_in, name, content).json()

    assert answer["success"] is False
    assert "is not what its name says" in answer["error_message"]
    assert "not allowed" not in answer["error_message"]
    assert name in answer["error_message"]
    assert not Document.objects.exists()


def test_an_ending_that_we_do_not_take_is_refused(signed_in):
    answer = upload(signed_in, "a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>").json()

    assert answer["success"] is False
    assert (
        "“a.svg” is not of a kind that readers can be given. These are: csv, docx" in answer["error_message"]
    )
    assert "not allowed" not in answer["error_message"]
    assert not Document.objects.exists()


def test_a_file_may_have_the_largest_size_and_not_a_byte_more(signed_in, monkeypatch):
    content = as_txt(*WORDS)
    monkeypatch.setattr(document_form, "BYTES_AT_MOST", len(content))
    assert upload(signed_in, "a.txt", content).json()["success"] is True

    answer = upload(signed_in, "a.txt", content + b"!").json()

    assert answer["success"] is False
    assert "Keep it below" in answer["error_message"]


def test_only_the_title_can_be_changed_without_the_file_being_sent_again(signed_in):
    document = DocumentFactory()
    client = signed_in(EditorFactory())

    address = reverse("wagtaildocs:edit", args=[document.pk])
    client.post(address, {"title": "Another", "collection": document.collection_id, "tags": ""})

    document.refresh_from_db()
    assert document.title == "Another"


@pytest.mark.django_db(transaction=True)
def test_a_document_that_is_deleted_goes_from_the_disk_too(run_tasks):
    document = DocumentFactory()
    storage, name = document.file.storage, document.file.name
    assert storage.exists(name)
    run_tasks()

    document.delete()
    run_tasks()

    assert not storage.exists(name)


@pytest.mark.parametrize(
    ("write", "kind"), [(as_pdf, "pdf"), (as_txt, "txt"), (as_csv, "txt"), (as_odt, "odt")]
)
def test_the_demonstrations_files_are_real(write, kind):
    assert kind_of_file(io.BytesIO(write(*WORDS))) == kind
