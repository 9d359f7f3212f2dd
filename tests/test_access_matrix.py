"""Who gets what at every address: compared with the tables in `access_matrix/`, which are written by hand.

In the table: a status, or "in" where one is asked to sign in first, or "no" where the back office leads
back to its first page. `given` names what the address is about, see `tests/access.py`. A new address
without its rows fails here; of the back office's, those about one object need none, but the important
ones have theirs.
"""

import csv
from pathlib import Path

import pytest
from django.db import transaction

from eccp.directory.index.build import rebuild_now
from tests.access import PEOPLE, World, addresses

TABLES = {
    table.stem: list(csv.DictReader(table.read_text().splitlines()))
    for table in sorted(Path(__file__).with_name("access_matrix").glob("*.csv"))
}
ROWS = [row for rows in TABLES.values() for row in rows]
METHODS = ("GET", "POST")
# Two of Wagtail's: its test of the page for what is not found, and that page itself.
UNNAMED = {"backoffice/test404/", "backoffice/^.*/$"}


# Wagtail leaves the file open in which it would have made the small copy of a picture that is away.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.django_db
@pytest.mark.sqlite_only
@pytest.mark.parametrize("table", TABLES)
def test_everybody_gets_what_the_table_says(table, settings, tmp_path):
    settings.INDEX_DIR = tmp_path
    world = World()
    rebuild_now()

    differs = {}
    for row in TABLES[table]:
        path = world.path(row["name"], row["given"])
        for person in PEOPLE:
            with transaction.atomic():
                answer = world.answer(person, row["method"], path)
                transaction.set_rollback(True)
            if answer != row[person]:
                differs[row["method"], path, person] = f"{answer}, not {row[person]}"

    assert differs == {}


def test_every_address_is_in_the_table():
    said = {(row["name"], row["method"]) for row in ROWS}
    known = [address for address in addresses() if address.route not in UNNAMED]
    owed = {
        (address.name, method)
        for address in known
        for method in METHODS
        if address.is_owed and (method == "GET" or address.ours)
    }

    assert sorted(owed - said) == []
    assert sorted({name for name, _method in said} - {address.name for address in known}) == []


def test_every_address_has_a_name():
    assert {address.route for address in addresses() if "(no name)" in address.name} == UNNAMED
