"""Uploaded pictures as they are served: nothing but pictures, from nowhere but their folder, and nothing that runs."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents import get_document_model
from wagtail.models import Collection

from tests import factories


@pytest.mark.parametrize(
    "path",
    [
        "../private/held/a.png",
        "../secret.png",
        "../../../../../../etc/passwd",
        "..%2f..%2fsecret.png",
        "%2e%2e/secret.png",
        "..\\secret.png",
        "/etc/passwd.png",
        "//etc/hosts.png",
        "served/../../secret.png",
        "served/./a.html",
        "served/a.png.html",
        "served/a.svg",
        "served/a.png%00.html",
        "served/a.html%00.png",
        "served/a.html/../../../secret.png",
        ".png",
        "a" * 300 + ".png",
        "served/a.png/",
    ],
)
def test_nothing_else_is_served_by_any_spelling(client, path):
    Path(django_settings.DATA_DIR, "secret.png").write_bytes(b"secret")
    storages["private"].save("held/a.png", ContentFile(b"secret"))
    for name in ("a.png", "a.html", "a.svg", "a.png.html"):
        if not default_storage.exists(f"served/{name}"):
            default_storage.save(f"served/{name}", ContentFile(b"public"))

    response = client.get(f"/media/{path}")

    assert response.status_code in {400, 404}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.png", "image/png"),
        ("a.html.png", "image/png"),
        ("a.php.jpg", "image/jpeg"),
        ("a.gif", "image/gif"),
        ("a.PNG", "image/png"),
    ],
)
def test_a_file_of_two_kinds_is_a_picture_and_runs_nothing(client, name, kind):
    default_storage.save(f"two/{name}", ContentFile(b"GIF89a/*<script>alert(1)</script>*/=1"))

    response = client.get(f"/media/two/{name}")

    b"".join(response.streaming_content)
    assert response["Content-Type"] == kind
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "script" not in response["Content-Security-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["a.pdf", "a.txt", "a.zip"])
def test_documents_of_the_back_office_are_kept_never_shown(client, name):
    document = get_document_model().objects.create(title="A", file=ContentFile(b"<script>", name=name))

    response = client.get(document.url)

    b"".join(response.streaming_content)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert client.get(f"/media/{document.file.name}").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("a.pdf", True),
        ("a.html", False),
        ("a.svg", False),
        ("a.js", False),
        ("a.pdf.html", False),
        ("a.exe", False),
    ],
)
def test_back_office_takes_only_documents_of_some_kinds(signed_in, name, taken):
    client = signed_in(factories.AdministratorFactory(is_superuser=True))

    upload = SimpleUploadedFile(name, b"%PDF-1.7")
    folder = Collection.get_first_root_node().pk

    client.post("/backoffice/documents/add/", {"title": "A", "file": upload, "collection": folder})

    assert get_document_model().objects.exists() is taken
