"""The questions and answers in the blocks of a page, for those that list or search them."""

from collections.abc import Iterable
from typing import Any


def questions_of(body: Iterable[Any]) -> list[tuple[str, str]]:
    """Each question with its answer as HTML, in the order of the page."""
    return [
        (one["question"], str(one["answer"].source))
        for block in body
        if block.block_type == "questions"
        for one in block.value["questions"]
    ]
