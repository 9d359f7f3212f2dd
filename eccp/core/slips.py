"""How many typing errors lie between two words."""


def slips(one: str, other: str) -> int:
    """Count the letters added, left out, changed or swapped with their neighbour between two words.

    Source of the rule: optimal string alignment (Damerau 1964, each part of a word edited once).
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for k, fellow in enumerate(other, 1):
            cost = min(row[-1] + 1, before[k] + 1, before[k - 1] + (letter != fellow))
            if i > 1 and k > 1 and letter == other[k - 2] and one[i - 2] == fellow:
                cost = min(cost, earlier[k - 2] + 1)
            row.append(cost)
    return row[-1]
