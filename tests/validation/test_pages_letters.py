"""The letters of recognition: for the validator who judges, as a file, from the private storage."""

import pytest
from django.core.files.base import ContentFile

from eccp.validation import services
from tests.factories import ApplicationFactory, RepresentativeFactory, UserFactory, ValidatorFactory
from tests.validation.profiles import managed, recognise

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    organisation, manager = managed()
    recognition = recognise(organisation)
    recognition.letter.save("letter.html", ContentFile(b"<script>alert(1)</script>"))
    return services.submit(organisation, by=manager, consent=True)


def letter_of(application, recognition=None):
    recognition = recognition or application.organisation.recognitions.get()
    return f"/en/validation/{application.pk}/letters/{recognition.pk}/"


def test_validator_gets_the_letter_as_a_file_to_keep(signed_in, application):
    response = signed_in(ValidatorFactory()).get(letter_of(application))

    assert b"".join(response.streaming_content) == b"<script>alert(1)</script>"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Cache-Control"] == "private, no-store"


def test_letter_is_for_validators_only(signed_in, client, application):
    assert signed_in(UserFactory()).get(letter_of(application)).status_code == 403
    assert signed_in(application.submitted_by).get(letter_of(application)).status_code == 403
    assert client.get(letter_of(application)).status_code == 302


def test_letter_of_ones_own_organisation_is_refused(signed_in, application):
    validator = ValidatorFactory()
    RepresentativeFactory(organisation=application.organisation, person=validator)

    assert signed_in(validator).get(letter_of(application)).status_code == 403


def test_letter_of_another_organisation_is_not_found(signed_in, application):
    other = ApplicationFactory()

    assert (
        signed_in(ValidatorFactory())
        .get(letter_of(other, application.organisation.recognitions.get()))
        .status_code
        == 404
    )


def test_letter_that_is_not_there_is_not_found(signed_in, application):
    recognition = application.organisation.recognitions.get()
    recognition.letter.delete()

    assert signed_in(ValidatorFactory()).get(letter_of(application)).status_code == 404
