"""One process writes the index, others read it: every answer is one commit's, whole, and never an older one."""

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from eccp.directory.engine import Document, Unavailable, reader, state
from eccp.directory.engine.tantivy_reader import TantivyReader
from eccp.directory.query import Query

# Of the engine alone, which asks no database.
pytestmark = pytest.mark.sqlite_only

PROGRAM = Path(__file__).parent / "programs" / "index_in_use.py"
GENERATIONS = 50
TODAY = date(2026, 3, 3)
SECONDS_AT_MOST = 300  # only to end a test that would never end


@pytest.fixture
def start(index_dir, tmp_path):
    """Start the program with its index here, `start("read")`. What still runs is ended with the test."""
    environment = {
        **os.environ,
        "INDEX_DIR": str(index_dir),
        "TEST_DATA_DIR": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "eccp.config.settings_test",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with ExitStack() as started:

        def start(*words):
            command = [sys.executable, str(PROGRAM), *words]
            process = subprocess.Popen(command, env=environment, text=True, **pipes)  # noqa: S603 - our own program
            started.enter_context(process)
            started.callback(process.kill)
            return process

        yield start


def begin(processes):
    """Let them begin together."""
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * len(processes)
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()


def ended(process):
    """What a process says when its input has ended."""
    said, problems = process.communicate(timeout=SECONDS_AT_MOST)
    assert process.returncode == 0, problems
    return said


def test_every_answer_is_whole_while_another_process_writes_and_rebuilds(start):
    here = reader()
    with pytest.raises(Unavailable):
        here.version()
    writer, *readers = processes = [start("write", str(GENERATIONS)), start("read"), start("read")]

    begin(processes)
    assert ended(writer) == ""
    told = [json.loads(ended(process)) for process in readers]

    assert [one["last"] for one in told] == [GENERATIONS, GENERATIONS]
    answer = here.search(Query("wood"), on=TODAY, facets=["type"])
    assert answer.facets == {"type": {str(GENERATIONS): answer.total}}


@pytest.mark.parametrize("commits", [1, 3])  # after three the columns of the first are forgotten
@pytest.mark.parametrize("moment", [1, 2, 3])
def test_commits_that_come_while_a_reader_opens_the_index_are_followed(
    changing, monkeypatch, moment, commits
):
    def generation(number):
        return [
            Document(pk, {"name": ["wood"]}, {"type": [str(number)]}, newest=pk) for pk in range(number, 7)
        ]

    engine, writer = changing(*generation(0))
    looks, commit_of = [], state.commit_of

    def looked_at(folder):
        """Look at the number of the commit as ever; just then the writer goes on."""
        found = commit_of(folder)
        looks.append(found)
        if len(looks) == moment:
            for number in range(1, commits + 1):
                writer.delete(range(7))
                writer.replace(generation(number))
                writer.commit()
        return found

    monkeypatch.setattr(state, "commit_of", looked_at)
    opened = TantivyReader(engine.root)
    for asked in (opened, opened, engine):
        answer = asked.search(Query("wood", sort="newest"), on=TODAY, facets=["type"])
        (number,) = map(int, answer.facets["type"])
        assert answer.ids == list(range(6, number - 1, -1))
        assert answer.facets == {"type": {str(number): answer.total}}
    assert (number, len(looks) > moment) == (commits, True)
