"""Answers for every question of every profile type, as a browser sends them."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from PIL import Image

from eccp.organisations.forms import StepForm, questions
from eccp.organisations.models import Organisation
from eccp.organisations.snapshot import snapshot
from eccp.organisations.types import all_types, fields
from eccp.organisations.types.base import ProfileType, Step
from eccp.reference.models import Scheme
from tests.factories import CountryFactory, OrganisationFactory, PlaceFactory, RegionFactory, TermFactory


def picture(size: tuple[int, int] = (20, 10), kind: str = "PNG", **more: Any) -> bytes:
    """A small picture as a file's content."""
    file = io.BytesIO()
    Image.new("RGB", size, "navy").save(file, kind, **more)
    return file.getvalue()


def reference() -> None:
    """Two countries, a region, a town, and three terms of every list that a type chooses from."""
    for code in ("DE", "FR"):
        CountryFactory(code=code)
    RegionFactory()
    place = PlaceFactory()
    place.names.create(key="munchen", name="München")
    schemes = {
        scheme for kind in all_types() for field in kind for scheme in questions.schemes_of(kind, field)
    }
    for scheme in schemes - {Scheme.LANGUAGE}:
        for number in range(3):
            TermFactory(scheme=scheme, code=f"{scheme.replace('_', '-')}-{number}", order=number)
    for code in ("en", "de", "fr"):
        TermFactory(scheme=Scheme.LANGUAGE, code=code)


def typed(organisation: Organisation, step: Step) -> tuple[QueryDict, MultiValueDict]:
    """What somebody sends who answers every question of a step."""
    data, files = QueryDict(mutable=True), MultiValueDict()
    data["version"] = str(organisation.version)
    for field in step.fields:
        if isinstance(field, fields.Rows):
            _rows(field, data, files)
        elif isinstance(field, fields.Clusters):
            data[field.name] = str(OrganisationFactory(published=True).pk)
        elif isinstance(field, fields.Terms):
            codes = [f"{field.scheme.replace('_', '-')}-{number}" for number in (0, 2)]
            data.setlist(field.name, ["de", "fr"] if field.scheme == Scheme.LANGUAGE else codes)
        elif isinstance(field, fields.Countries):
            data.setlist(field.name, ["DE", "FR"])
        elif field.name == "logo":
            files["logo"] = SimpleUploadedFile("logo.png", picture())
        else:
            data[field.name] = _word(field.name, questions.column_of(organisation.kind, field))
    return data, files


def _rows(field: fields.Rows, data: QueryDict, files: MultiValueDict) -> None:
    data[f"{field.name}-count"] = "2"
    model = questions.rows_model(field)
    for number in range(2):
        for name in field.columns:
            key = f"{field.name}-{number}-{name}"
            column = model._meta.get_field(name)
            if name == "letter":
                files[key] = SimpleUploadedFile("letter.pdf", b"%PDF-1.7 a letter")
            elif name == "profile":
                continue  # typed by name; the link is found
            elif name == "language":
                data[key] = ["de", "fr"][number]
            else:
                data[key] = _word(name, column, number)


def _word(name: str, column: Any, number: int = 0) -> str:
    """One answer that fits a column."""
    known = {
        "country": "DE",
        "region": "DE21",
        "city": "München",
        "founded": "2009",
        "starts": f"202{number}",
        "ends": "2026",
        "issued_on": "2025-02-01",
        "expires_on": f"2027-02-0{2 - number}",
        "starts_on": "2025-01-01",
        "ends_on": "2027-12-31",
        "management_fte": "1,50",
    }
    if name in known:
        return known[name]
    if column.related_model:
        return f"{questions.scheme_of(column).replace('_', '-')}-{number}"
    if column.choices:
        return str(column.choices[number][0])
    kind = type(column).__name__
    if kind == "URLField":
        return f"www.example{number}.eu/{name}"
    if kind == "EmailField":
        return "ana@example.eu"
    return {"DateField": "2024-05-06", "PositiveIntegerField": "7"}.get(kind, f"Words about {name} {number}")


def form_of(
    organisation: Organisation, step: Step, data: Any = None, files: Any = None, **more: Any
) -> StepForm:
    """The form of a step as a person in a programme country gets it."""
    organisation = Organisation.objects.with_everything().get(pk=organisation.pk)
    return StepForm(
        organisation,
        step,
        stored=snapshot(organisation),
        programme_country=True,
        data=data,
        files=files,
        **more,
    )


def step_of(kind: ProfileType, code: str) -> Step:
    """One step of a type."""
    return kind.step(code)
