"""What is suggested under the search box while one types: profiles, places, ecosystems and other terms.

The same for everybody. Profiles come from the engine, by the words of their names. Names of places and
terms stand in a small table in the memory of each process; their numbers are counted by the engine, or by
the database for the few towns in question. So an answer costs the same however many profiles there are.
"""

from django.utils.translation import gettext as _

from eccp.core.names import fold
from eccp.directory.engine import Unavailable
from eccp.directory.suggestions import narrowing, profiles
from eccp.directory.suggestions.base import Group
from eccp.directory.suggestions.table import keeper

LETTERS_AT_LEAST = 2


def suggest(q: str) -> list[Group]:
    """What could be meant by the beginning of a question: at most five profiles, three places, three topics.

    Numbers are exact. Asks the database at most three times. Empty for fewer than two letters, and while
    there is no index.
    """
    asked = fold(q)
    if len(asked) < LETTERS_AT_LEAST:
        return []
    try:
        counted = keeper().counted()
        found = profiles.named(q)
    except Unavailable:
        return []
    places, topics = narrowing.places_and_topics(q, keeper().known(counted.version), counted.facets)
    groups = [
        Group(_("Organisations"), found),
        Group(_("Places"), places),
        Group(_("Ecosystems and topics"), topics),
    ]
    return [group for group in groups if group.suggestions]
