"""Who talks with whom in the tests of this folder."""

import io
import zipfile

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from eccp.conversations import services
from eccp.conversations.services import Upload
from eccp.organisations.models import Role
from tests.factories import OrganisationFactory, RepresentativeFactory, UserFactory

WORDS = "Shall we meet in May?"


def staffed(name="Heron Hills", **more):
    """A published organisation with its manager."""
    organisation = OrganisationFactory(name=name, **{"published": True} | more)
    return organisation, RepresentativeFactory(organisation=organisation).person


def colleague_of(organisation):
    """One more person who acts for it."""
    return RepresentativeFactory(organisation=organisation, role=Role.COLLEAGUE).person


def between_two():
    """Kestrel Bay wrote to Heron Hills: the thread, the sender, the receiving manager."""
    kestrel, sender = staffed("Kestrel Bay")
    heron, manager = staffed("Heron Hills")
    begun = services.begin(heron, by=sender, starter_for=kestrel, subject="Hydrogen", text=WORDS)
    return begun.thread, sender, manager


def from_a_person():
    """Somebody who acts for nobody wrote to Heron Hills."""
    heron, manager = staffed("Heron Hills")
    sender = UserFactory(name="Nora Holm")
    return services.begin(heron, by=sender, subject="Hydrogen", text=WORDS).thread, sender, manager


def upload(name="plan.txt", content=b"A plan.", kind="txt"):
    """A file that was looked at."""
    return Upload(name, kind, ContentFile(content))


def chosen(name, content):
    """A file as a browser sends it, with a lie about what it is."""
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def picture(kind="PNG", size=(8, 8), **more):
    """A picture's bytes."""
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, kind, **more)
    return file.getvalue()


def packed(**parts):
    """The bytes of a container with these parts: `packed(**{"word/document.xml": b"…"})`."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return file.getvalue()


def office(main, type_, **more):
    """The bytes of an OOXML file."""
    types = f'<Types><Override ContentType="application/vnd.{type_}"/></Types>'.encode()
    return packed(**{"[Content_Types].xml": types, main: b"<x/>", **more})
