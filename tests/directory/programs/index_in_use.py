"""A writer that never rests, and readers that hold every answer against itself.

`index_in_use.py write GENERATIONS` changes every document in each generation, in one commit, and now and then
builds the index anew. `index_in_use.py read` asks until its input ends, and tells as JSON what it saw.
Both say "ready" and begin when they are told to.
"""

import json
import select
import sys
from datetime import date

from eccp.directory.engine import Document, Unavailable, open_writer, reader, start_writer
from eccp.directory.query import Query

DAY = date(2026, 3, 3)
ANEW_EVERY = 8
SINGLE = ("country", "trust", "type")  # facets of which every document has one value
QUESTIONS = (Query(), Query("wood", sort="newest"), Query("wood"), Query(facets={"country": ("ES",)}))
SIZE = 25


def size_of(generation):
    """How many documents a generation has: fewer and more than one block of rows."""
    return 20 + generation * 13 % 60


def documents(generation):
    """The documents of a generation: each says which one it is of, in its words, facets and sums."""
    return [
        Document(
            pk,
            {"name": ["wood"], "text": [f"gen{generation:04}"]},
            {"country": ["ES" if pk % 3 else "FR"], "trust": [str(pk % 2)], "type": [str(generation)]},
            located=(pk % 7, pk % 5),
            newest=pk,
            smes=generation,
        )
        for pk in range(1, size_of(generation) + 1)
    ]


def write(generations):
    """Bring in one generation after the other."""
    writer = None
    for generation in range(1, generations + 1):
        anew = writer is None or generation % ANEW_EVERY == 0
        if anew:
            if writer:
                writer.close()
            writer = start_writer()
        else:
            writer.delete(range(1, 100))
        writer.replace(documents(generation))
        writer.commit()
        if anew:
            writer.close()
            writer.publish()
            writer = open_writer()
    writer.close()


def consistent(answer, query):
    """Hold the parts of one answer against each other and return its generation."""
    (generation,) = map(int, answer.facets["type"])
    size = size_of(generation)
    spain = size - size // 3
    assert answer.total == (spain if query.facets else size), answer
    assert answer.facets["country"] == {"ES": spain, "FR": size - spain}, answer
    assert sum(answer.facets["trust"].values()) == answer.total, answer
    assert answer.facets["type"] == {str(generation): answer.total}, answer
    assert (answer.on_map, answer.smes) == (answer.total, answer.total * generation), answer
    assert len(set(answer.ids)) == min(SIZE, answer.total), answer
    assert bool(answer.next) == (answer.total > SIZE), answer
    if query.order == "newest":
        assert answer.ids == list(range(size, size - len(answer.ids), -1)), answer
    return generation


def look(engine):
    """Ask several questions and return the generation of each answer."""
    ids = [pk for _lng, _lat, pk in engine.points(Query("wood"), on=DAY)]
    assert sorted(ids) == list(range(1, len(ids) + 1)), ids
    assert all((one.size == 1) == bool(one.id) for one in engine.clusters(Query(), on=DAY, zoom=20))
    return [consistent(engine.search(query, on=DAY, facets=SINGLE, size=SIZE), query) for query in QUESTIONS]


def read(engine):
    """Ask until the input ends, and once more; fail where an answer is older than one before."""
    seen, versions, over = 0, set(), False
    while not over:
        over = bool(select.select([sys.stdin], [], [], 0)[0])
        try:
            generations = look(engine)
        except Unavailable:
            assert not seen, "It was there before."
            continue
        versions.add(engine.version())
        assert [seen, *generations] == sorted([seen, *generations]), (seen, generations)
        seen = generations[-1]
    return {"last": seen, "versions": len(versions)}


def say(words):
    """Tell whoever started this."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    say("ready")
    sys.stdin.readline()
    if sys.argv[1] == "write":
        write(int(sys.argv[2]))
    else:
        say(json.dumps(read(reader())))
