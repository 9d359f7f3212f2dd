"""The command: what it asks, what it says, and how it ends."""

import csv
import shutil
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from eccp.organisations.models import Organisation
from eccp.organisations.services.importing.columns import ALIASES, BESIDE, NEEDED
from eccp.organisations.types import all_types
from tests.organisations.register import world

pytestmark = pytest.mark.django_db
FILE = """name,country,city,ecosystem,colour,website
Alpenglas Verbund,DE,München,agri-food,red,
=Sum Cluster,AL,Albania,digital,blue,
Broken Row,DE,München,magic,red,nowhere
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    file = tmp_path / "a register.csv"
    file.write_text(FILE, encoding="utf-8")
    return file


def said(*args: object, **more: object) -> str:
    out = StringIO()
    call_command("import_profiles", *map(str, args), stdout=out, **more)
    return out.getvalue()


def test_command_says_what_came_of_the_rows(register):
    world()

    text = said(register, "--map", "ecosystem=ecosystems", "--source", "The register")

    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert {
        "3 rows read from “The register”",
        "2 made",
        "0 changed",
        "0 same as before",
        "0 left alone",
        "0 there already from elsewhere",
        "1 refused",
        "1 on the map",
        "1 without a place: only the country is named",
        "Columns that mean nothing here, ignored: colour",
    } <= set(lines)
    assert any(
        line.startswith("line 4, Broken Row: ") and "website: " in line and "ecosystems: " in line
        for line in lines
    )
    assert lines[-1].startswith("ATTENTION: 1 row was refused.")
    assert "Only a look" not in text
    assert set(Organisation.objects.values_list("source", flat=True)) == {"The register"}


class Terminal(StringIO):
    """Where somebody watches."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_command_counts_on_where_somebody_watches(register):
    world()
    terminal = Terminal()

    call_command("import_profiles", str(register), "--map", "ecosystem=ecosystems", stdout=terminal)

    assert terminal.getvalue().startswith("\r3 of 3 rows\n")
    assert "\r" not in said(register, "--map", "ecosystem=ecosystems")


def test_command_only_looks(register):
    world()

    text = said(register, "--map", "ecosystem=ecosystems", "--dry-run")

    assert "Only a look: nothing was stored." in text
    assert Organisation.objects.count() == 0


def test_source_is_the_name_of_the_file_unless_said(register):
    world()

    said(register, "--map", "ecosystem=ecosystems")

    assert set(Organisation.objects.values_list("source", flat=True)) == {"a register"}


def test_command_writes_the_rows_that_are_not_clean(register, tmp_path):
    world()
    report = tmp_path / "report.csv"

    said(register, "--map", "ecosystem=ecosystems", "--report", report)

    rows = list(csv.DictReader(StringIO(report.read_text(encoding="utf-8-sig"))))
    assert [(row["line"], row["name"], row["outcome"]) for row in rows] == [
        ("3", "'=Sum Cluster", "made"),
        ("4", "Broken Row", "refused"),
    ]
    assert rows[0]["reasons"] == "only the country is named"
    assert "ecosystems: " in rows[1]["reasons"]


def test_command_is_for_every_type(tmp_path):
    world()
    file = tmp_path / "academies.csv"
    file.write_text("name,country,subjects\nSalt Academy,DE,How to run a cluster\n", encoding="utf-8")

    said(file, "--type", "training_provider")

    row = Organisation.objects.get()
    assert (row.type, row.details.subjects) == ("training_provider", "How to run a cluster")


@pytest.mark.parametrize("kind", all_types(), ids=lambda kind: kind.code)
def test_columns_are_listed_without_a_file(kind):
    text = said("--columns", "--type", kind.code)

    listed = [line.split()[0] for line in text.splitlines()]
    assert listed == [column.name for column in BESIDE] + [
        field.name for field in kind if field.name != "logo"
    ]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ([], "Which file"),
        (["missing.csv"], "missing.csv cannot be read"),
        (["{register}", "--map", "ecosystem"], "write theirs=ours"),
        (["{register}", "--map", "ecosystem=colours"], "no column “colours”"),
        (["{register}", "--report", "/no/such/folder/out.csv"], "the report"),
    ],
)
def test_command_fails_with_what_to_do(register, args, says):
    world()

    with pytest.raises(CommandError, match=says):
        said(*(arg.format(register=register) for arg in args))


def test_command_asks_for_reference_data_first(register):
    with pytest.raises(CommandError, match="make run"):
        said(register)


def test_documentation_names_all_that_registers_know_besides():
    text = (settings.BASE_DIR / "docs" / "importing.md").read_text(encoding="utf-8")

    missing = [
        name for name in (*NEEDED, *ALIASES, *(column.name for column in BESIDE)) if f"`{name}`" not in text
    ]
    assert missing == []


def test_make_hands_file_and_arguments_on():
    make = shutil.which("make") or ""
    done = subprocess.run(  # noqa: S603 - our own command, and only its words
        [make, "-n", "import", "FILE=a register.csv", "ARGS=--dry-run --source 'The register'"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )

    assert "manage.py import_profiles \"a register.csv\" --dry-run --source 'The register'" in " ".join(
        done.stdout.split()
    )
