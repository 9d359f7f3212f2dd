"""How many typing errors lie between two words."""


class Typed:
    """A word as it was typed, ready to be compared with many others.

    Counts the letters added, left out, changed or swapped with their neighbour. Source of the rule: optimal
    string alignment (Damerau 1964, each part of a word edited once), all letters of the word at once in the
    bits of a number (Hyyrö 2003), so that a comparison costs one step for each letter of the other word.
    """

    def __init__(self, word: str) -> None:
        self.word = word
        self._all = (1 << len(word)) - 1
        self._top = (1 << len(word)) >> 1
        self._places: dict[str, int] = {}
        for place, letter in enumerate(word):
            self._places[letter] = self._places.get(letter, 0) | 1 << place

    def slips(self, other: str) -> tuple[int, int]:
        """The slips to the whole of another word, and the fewest to any beginning of it."""
        every, top, places = self._all, self._top, self._places
        up, down, same, before = every, 0, 0, 0
        score = fewest = len(self.word)
        if not top:
            return len(other), 0
        for letter in other:
            here = places.get(letter, 0)
            swapped = ((~same & here) << 1) & before
            same = ((((here & up) + up) ^ up) | here | down | swapped) & every
            rising = down | (every & ~(same | up))
            falling = same & up
            if rising & top:
                score += 1
            elif falling & top:
                score -= 1
                fewest = min(fewest, score)
            rising = (rising << 1) | 1
            up = ((falling << 1) | ~(same | rising)) & every
            down = rising & same
            before = here
        return score, fewest


def slips(one: str, other: str) -> int:
    """Count the letters added, left out, changed or swapped with their neighbour between two words."""
    return Typed(one).slips(other)[0]
