"""The first pages of help, for editors to make their own. What is there is never changed."""

import json
from pathlib import Path
from typing import Any

from eccp.content.help.facts import facts
from eccp.content.models import HelpPage, SectionPage

# What stands in `{…}` in the texts comes from `facts`.
TEXTS = Path(__file__).parent.parent / "data" / "help.json"
Block = dict[str, Any]


def ensure_help(section: SectionPage) -> None:
    """Make the pages that are missing below the section of help; may be run again."""
    there = set(section.get_children().values_list("slug", flat=True))
    for page in first_pages():
        if page["slug"] not in there:
            section.add_child(instance=HelpPage(show_in_menus=True, **page))


def first_pages() -> list[dict[str, Any]]:
    """The pages in their order, with the numbers and addresses of this installation."""
    texts, filled = json.loads(TEXTS.read_text()), facts()
    return [
        {
            "slug": "getting-started",
            "title": "Getting started",
            "lead": "From an account to a validated profile, in five steps.",
            "body": _body(_text(texts["guide"].format(**filled))),
        },
        {
            "slug": "criteria",
            "title": "The criteria",
            "lead": texts["criteria"]["lead"],
            "body": _body(_text(texts["criteria"]["text"].format(**filled))),
            "adds": HelpPage.Adds.CRITERIA,
        },
        {
            "slug": "words",
            "title": "What our words mean",
            "lead": "From cluster to cut-off: what the platform means by its words.",
            "body": _body(_definitions([(word, said.format(**filled)) for word, said in texts["words"]])),
        },
        *(
            {key: page[key] for key in ("slug", "title", "lead")}
            | {
                "body": _body(
                    _questions([(asked, said.format(**filled)) for asked, said in page["questions"]])
                )
            }
            for page in texts["questions"]
        ),
    ]


def _body(*blocks: Block) -> str:
    return json.dumps(blocks)


def _text(html: str) -> Block:
    return {"type": "text", "value": html}


def _definitions(pairs: list[tuple[str, str]]) -> Block:
    rows = [{"word": word, "meaning": f"<p>{meaning}</p>"} for word, meaning in pairs]
    return {"type": "definitions", "value": {"definitions": rows}}


def _questions(pairs: list[tuple[str, str]]) -> Block:
    rows = [{"question": asked, "answer": f"<p>{said}</p>"} for asked, said in pairs]
    return {"type": "questions", "value": {"questions": rows}}
