"""How the words of a question become a tantivy query.

Each word must be found somewhere: in the name (weighs most), the place, the terms, the texts, or by its
English stem. The last word may be the beginning of a longer one. A word that no document has, or a set
of words that no document has together, is searched again with typing errors forgiven.
"""

import tantivy
from tantivy import Occur

from eccp.directory.engine.tantivy_fields import TEXTS
from eccp.directory.engine.words import PREFIX_FROM, errors_forgiven, stem, telling, words_of

WEIGHTS = {"name": 6.0, "place": 2.5, "terms": 2.0, "text": 1.0}
STEM_WEIGHT = 0.8
BEGINNING = 0.5  # of the field's weight, for a word that only begins like the one asked for
ONE_ERROR, TWO_ERRORS = 0.6, 0.25
NAME_IN_ORDER = 12.0
WHOLE_NAME = 40.0

Query = tantivy.Query


class Text:
    """The words of one question over one state of the index."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher, text: str) -> None:
        self.schema = schema
        self.searcher = searcher
        self.words = words_of(text)
        self.forgiven = False

    def query(self) -> tantivy.Query:
        """The query for these words. It does not depend on filters, so that they never change its meaning."""
        if not self.words:
            return Query.empty_query()
        asked = telling(self.words)
        last = self.words[-1]
        strict = {word: self._exact(word, beginning=word == last) for word in asked}
        chosen = dict(strict)
        for word in asked:
            if not self._found(strict[word]) and errors_forgiven(word):
                chosen[word] = self._forgiving(word, beginning=word == last)
                self.forgiven = True
        if not self._found(self._all(list(chosen.values()))):
            wide = {word: self._forgiving(word, beginning=word == last) for word in asked}
            if self._found(self._all(list(wide.values()))):
                chosen, self.forgiven = wide, True
        self.forgiven = self.forgiven and self._found(self._all(list(chosen.values())))
        return self._with_bonus(list(chosen.values()))

    def _found(self, query: tantivy.Query) -> bool:
        return bool(self.searcher.search(query, 1, count=False).hits)

    def _all(self, queries: list[tantivy.Query]) -> tantivy.Query:
        return Query.boolean_query([(Occur.Must, query) for query in queries])

    def _any(self, queries: list[tantivy.Query]) -> tantivy.Query:
        return Query.boolean_query([(Occur.Should, query) for query in queries])

    def _exact(self, word: str, *, beginning: bool) -> tantivy.Query:
        """A word as it stands, or its stem; the last also as a beginning."""
        found = [self._weighed(Query.term_query(self.schema, name, word), WEIGHTS[name]) for name in TEXTS]
        found.append(self._weighed(Query.term_query(self.schema, "stems", stem(word)), STEM_WEIGHT))
        if beginning and len(word) >= PREFIX_FROM:
            found += [self._close(name, word, 0, WEIGHTS[name] * BEGINNING, beginning=True) for name in TEXTS]
        return self._any(found)

    def _forgiving(self, word: str, *, beginning: bool) -> tantivy.Query:
        """The same with typing errors, the fewer the better."""
        found = [self._exact(word, beginning=beginning)]
        errors = errors_forgiven(word)
        for name in TEXTS:
            if errors >= 1:
                found.append(self._close(name, word, 1, WEIGHTS[name] * ONE_ERROR, beginning=False))
                if beginning and len(word) > 4:
                    found.append(self._close(name, word, 1, WEIGHTS[name] * TWO_ERRORS, beginning=True))
            if errors >= 2:
                found.append(self._close(name, word, 2, WEIGHTS[name] * TWO_ERRORS, beginning=False))
        return self._any(found)

    def _close(self, name: str, word: str, errors: int, weight: float, *, beginning: bool) -> tantivy.Query:
        close = Query.fuzzy_term_query(
            self.schema, name, word, errors, transposition_cost_one=True, prefix=beginning
        )
        return self._weighed(close, weight)

    def _weighed(self, query: tantivy.Query, weight: float) -> tantivy.Query:
        return Query.boost_query(query, weight)

    def _with_bonus(self, musts: list[tantivy.Query]) -> tantivy.Query:
        """Names that have the words in this order, or are these words and nothing else, come first."""
        parts = [(Occur.Must, query) for query in musts]
        whole = Query.term_query(self.schema, "whole_name", " ".join(self.words))
        parts.append((Occur.Should, Query.const_score_query(whole, WHOLE_NAME)))
        if len(self.words) > 1:
            in_order = Query.phrase_query(self.schema, "name", list(self.words), 1)
            parts.append((Occur.Should, Query.const_score_query(in_order, NAME_IN_ORDER)))
        return Query.boolean_query(parts)
