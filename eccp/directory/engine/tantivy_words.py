"""How the words of a question become a tantivy query.

Each word must be found somewhere, by itself or by its English stem; the last word may be the beginning of
a longer one; two words may be one ("agri food", "agrifood") and one may be two. A word that no document
has, or a set of words that no document has together, is searched again with typing errors forgiven.

Which words are meant is looked up in the index's own dictionary first. So the index is asked for words
that exist, and a misspelt word costs little more than a right one.
"""

from collections.abc import Iterable, Iterator, Sequence

import tantivy
from tantivy import Occur

from eccp.directory.engine.meanings import BEGINNING, FEW, Meant, joined, nearly, strictly
from eccp.directory.engine.tantivy_terms import EVERY, Terms
from eccp.directory.engine.words import PREFIX_FROM, stem, telling, words_of

WEIGHTS = {"name": 6.0, "place": 5.0, "terms": 2.0}
TIE = 0.1  # of what is found in a second place: a town in the name says little more than in the address
TEXT_WEIGHT = 0.7
WHOLE_NAME = 40.0
NAME_BEGINS = 25.0
NAME_IN_ORDER = 12.0
LETTER = 12.0  # for a last word of which only one letter is typed

Query = tantivy.Query


class Text:
    """The words of one question over one state of the index."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher, text: str) -> None:
        self.schema = schema
        self.searcher = searcher
        self.terms = Terms(schema, searcher)
        self.words = words_of(text)
        self.asked = telling(self.words)
        self.joins = joined(self.terms, self.words, self.asked)
        self.meant: Sequence[Meant] = ()
        self.forgiven = False
        self.number = 0  # of documents that match
        self._matching = Query.empty_query()
        if self.words:
            self._understand()

    def matching(self) -> tantivy.Query:
        """What matches, for counting. It does not depend on filters, so that they never change its meaning."""
        return self._matching

    def query(self) -> tantivy.Query:
        """What matches, in order of relevance."""
        must = (Occur.Must, Query.const_score_query(self._matching, 0.0))
        return Query.boolean_query([must, *((Occur.Should, part) for part in self._weighed())])

    def _understand(self) -> None:
        """Take the first meaning under which anything is found, from the strictest to the most forgiving."""
        strict = [self._strictly(word) for word in self.asked]
        known = [meant or self._nearly(meant.word) for meant in strict]
        if self._take(known):
            self.forgiven = not all(strict)
            return
        self.forgiven = any(self._take(meant) for meant in self._wider(known)) or (
            len(self.asked) > 2 and self._take(self.meant, missing=1)
        )

    def _wider(self, known: Sequence[Meant]) -> Iterator[Sequence[Meant]]:
        """Ever more forgiving meanings: first of the words that alone keep the others from being found."""
        if len(known) > 2:
            alone = [
                n for n in range(len(known)) if self._found(self._every_of([*known[:n], *known[n + 1 :]]))
            ]
            for at_last in (False, True) if alone else ():
                yield [
                    self._nearly(meant.word, at_last=at_last) if n in alone else meant
                    for n, meant in enumerate(known)
                ]
        for at_last in (False, True):
            yield [self._nearly(word, at_last=at_last) for word in self.asked]

    def _strictly(self, word: str) -> Meant:
        return strictly(self.terms, word, last=word == self.words[-1])

    def _nearly(self, word: str, *, at_last: bool = False) -> Meant:
        alone = len(self.asked) == 1
        return nearly(self.terms, word, last=word == self.words[-1], alone=alone, at_last=at_last)

    def _take(self, meant: Sequence[Meant], missing: int = 0) -> bool:
        """Take this meaning, and say whether anything is found under it."""
        self.meant = meant
        self._matching = self._every_of(meant, missing)
        self.number = self.searcher.search(self._matching, 1, count=True).count or 0
        return bool(self.number)

    # What must be found

    def _every_of(self, meant: Sequence[Meant], missing: int = 0) -> tantivy.Query:
        """All the words (but so many), those that are one word somewhere as two or as one."""
        musts = {one.word: self._somewhere(one) for one in meant}
        parts = []
        for pair, join in self.joins.items():
            if both := [musts.pop(word) for word in pair if word in musts]:
                parts.append(self._any([self._every(both), self._somewhere(join)]))
        parts += musts.values()
        if missing:
            return Query.boolean_query([(Occur.Should, part) for part in parts], len(parts) - missing or 1)
        return self._every(parts)

    def _somewhere(self, meant: Meant) -> tantivy.Query:
        """One word, in any text."""
        found = [self._phrase(EVERY, phrase) for phrase in meant.phrases]
        if meant.by_stem:
            found.append(self._term("stems", stem(meant.word)))
        if meant.by_beginning:
            found.append(self._begun(EVERY, meant.word))
        if meant.loosely:
            found.append(self._close(EVERY, meant))
        others = [term for term in meant.worth if not (meant.by_beginning and term.startswith(meant.word))]
        if others and not (meant.by_stem and others == [meant.word]):
            found.append(Query.term_set_query(self.schema, EVERY, others))
        return self._any(found)

    # What it is worth where

    def _weighed(self) -> Iterator[tantivy.Query]:
        """Where the words are found, the more telling the place the more it is worth."""
        for meant in (*self.meant, *self.joins.values()):
            places = []
            for name, weight in WEIGHTS.items():
                if found := [*self._in(name, meant)]:
                    best = found[0] if len(found) == 1 else Query.disjunction_max_query(found)
                    places.append(self._times(best, weight))
            if places:
                yield places[0] if len(places) == 1 else Query.disjunction_max_query(places, TIE)
            if meant.by_stem:
                yield self._times(self._term("stems", stem(meant.word)), TEXT_WEIGHT)
        for word in self.words:
            if word not in self.asked and self.terms.count(word, "name"):
                yield self._term("name", word)
        yield from self._as_a_whole()

    def _as_a_whole(self) -> Iterator[tantivy.Query]:
        """Names that are these words and nothing else, begin with them, or have them in this order."""
        best = {meant.word: meant.best for meant in self.meant}
        words = [best.get(word, word) for word in self.words]
        if not words:
            return
        whole = " ".join(words)
        yield Query.const_score_query(self._term("whole_name", whole), WHOLE_NAME)
        if len(whole) >= PREFIX_FROM:
            yield Query.const_score_query(self._begun("whole_name", whole), NAME_BEGINS)
        if len(words) > 1:
            yield Query.const_score_query(self._phrase("name", words, 1), NAME_IN_ORDER)
            if len(words[-1]) < PREFIX_FROM:
                yield self._times(self._begun("name", words[-1]), LETTER)

    def _in(self, name: str, meant: Meant) -> Iterator[tantivy.Query]:
        """A word in one field. A rare word says no more than a frequent one that comes as close or closer."""
        counts = {term: n for term in meant.worth if (n := self.terms.count(term, name))}
        most = 0
        for term in sorted(counts, key=lambda term: (-meant.worth[term], -counts[term])):
            most = max(most, counts[term])
            fair = self.terms.telling(most) / self.terms.telling(counts[term])
            yield self._times(self._term(name, term), meant.worth[term] * fair)
        if name != "name":
            return
        for phrase in meant.phrases:
            said = self.terms.telling(self.terms.count(meant.word))
            yield Query.const_score_query(self._phrase(name, phrase), said)
        if meant.by_beginning and len(meant.worth) >= FEW:
            yield self._times(self._begun(name, meant.word), BEGINNING)
        if meant.loosely:
            yield self._close(name, meant)

    # Tantivy's queries

    def _found(self, query: tantivy.Query) -> bool:
        return bool(self.searcher.search(query, 1, count=False).hits)

    def _term(self, name: str, word: str) -> tantivy.Query:
        return Query.term_query(self.schema, name, word)

    def _begun(self, name: str, beginning: str) -> tantivy.Query:
        return Query.fuzzy_term_query(self.schema, name, beginning, 0, prefix=True)

    def _close(self, name: str, meant: Meant) -> tantivy.Query:
        return Query.fuzzy_term_query(self.schema, name, meant.word, meant.loosely)

    def _phrase(self, name: str, words: Sequence[str], slop: int = 0) -> tantivy.Query:
        return Query.phrase_query(self.schema, name, list(words), slop)

    def _times(self, query: tantivy.Query, weight: float) -> tantivy.Query:
        return Query.boost_query(query, weight)

    def _every(self, queries: Sequence[tantivy.Query]) -> tantivy.Query:
        if len(queries) == 1:
            return queries[0]
        return Query.boolean_query([(Occur.Must, query) for query in queries])

    def _any(self, queries: Iterable[tantivy.Query]) -> tantivy.Query:
        return Query.boolean_query([(Occur.Should, query) for query in queries])
