"""Which texts there are to translate: those that the code and the templates hand to gettext.

Python is read as Python and templates with Django's own lexer, so that what is found here is, letter by letter,
what is looked up when a page is made. A text that cannot be known before that is refused by name.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.template.base import Lexer, Token, TokenType
from django.utils.text import unescape_string_literal
from django.utils.translation import trim_whitespace

TRANSLATION = "django.utils.translation"
# What stands at which place among the arguments.
FUNCTIONS = {
    "gettext": ("id",),
    "gettext_lazy": ("id",),
    "gettext_noop": ("id",),
    "ngettext": ("id", "plural"),
    "ngettext_lazy": ("id", "plural"),
    "pgettext": ("context", "id"),
    "pgettext_lazy": ("context", "id"),
    "npgettext": ("context", "id", "plural"),
    "npgettext_lazy": ("context", "id", "plural"),
}
TEXT = r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
REFERENCES = (ast.Name, ast.Attribute, ast.Subscript, ast.Call)
MARKED = re.compile(rf"\b_\({TEXT}\)")
LITERAL = re.compile(TEXT)


class Unreadable(Exception):
    """A text that gettext is given but that nobody can translate beforehand."""


@dataclass(frozen=True)
class Message:
    """One text to translate: its context tells apart what English says with the same words."""

    id: str
    plural: str = ""
    context: str = ""


def of_python(source: str) -> Iterator[Message]:
    """The texts of a module, by whatever names it imports gettext's functions."""
    tree = ast.parse(source)
    names = _imported(tree)
    for node in ast.walk(tree):
        function = _called(node.func, names) if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and function and not _is_marked_elsewhere(node, function):
            yield _of_call(node, FUNCTIONS[function])


def _is_marked_elsewhere(call: ast.Call, function: str) -> bool:
    """Whether `gettext` looks up what was marked before, under a name or by a call within."""
    return function == "gettext" and bool(call.args) and isinstance(call.args[0], REFERENCES)


def _imported(tree: ast.AST) -> dict[str, str]:
    """The names that a module knows gettext's functions by; a module's own name has a dot behind it."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == TRANSLATION:
            names |= {one.asname or one.name: one.name for one in node.names if one.name in FUNCTIONS}
        elif isinstance(node, ast.ImportFrom) and node.module == "django.utils":
            names |= {f"{one.asname or one.name}.": "" for one in node.names if one.name == "translation"}
    return names


def _called(function: ast.expr, names: dict[str, str]) -> str:
    """Which function of gettext is called; nothing when it is another's."""
    if isinstance(function, ast.Name):
        return names.get(function.id, "")
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return function.attr if f"{function.value.id}." in names and function.attr in FUNCTIONS else ""
    return ""


def _of_call(call: ast.Call, places: tuple[str, ...]) -> Message:
    given = call.args[: len(places)]
    words = [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    if len(words) != len(places):
        raise Unreadable(f"line {call.lineno}: gettext is given no plain text: {ast.unparse(call)}")
    return Message(**dict(zip(places, words, strict=True)))


def of_template(source: str) -> Iterator[Message]:
    """The texts of a template, whatever is made of it: a page, a mail, a feed."""
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type == TokenType.VAR:
            yield from _marked(token)
        elif token.token_type == TokenType.BLOCK:
            yield from _of_tag(token, tokens)


def _of_tag(token: Token, tokens: Iterator[Token]) -> Iterator[Message]:
    """The texts of a tag; of one that has an end, what stands up to there is read too."""
    tag, *bits = token.split_contents()
    if tag == "comment":
        for inside in tokens:
            if inside.token_type == TokenType.BLOCK and inside.contents == "endcomment":
                break
    elif tag in {"blocktranslate", "blocktrans"}:
        yield from _marked(token)
        yield _of_block(bits, tag, tokens)
    elif tag in {"translate", "trans"} and (text := LITERAL.match(bits[0])):
        yield Message(_as_looked_up(text[1]), context=_context(bits))
    else:
        yield from _marked(token)


def _of_block(bits: list[str], tag: str, tokens: Iterator[Token]) -> Message:
    forms = [""]
    for token in tokens:
        if token.token_type == TokenType.TEXT:
            forms[-1] += token.contents.replace("%", "%%")
        elif token.token_type == TokenType.VAR:
            forms[-1] += f"%({token.contents})s"
        elif token.contents == f"end{tag}":
            break
        elif token.contents == "plural":
            forms.append("")
    if "trimmed" in bits:
        forms = [trim_whitespace(form) for form in forms]
    return Message(forms[0], "".join(forms[1:]), _context(bits))


def _marked(token: Token) -> Iterator[Message]:
    """The texts in `_("…")` inside a tag or a variable."""
    for found in MARKED.finditer(token.contents):
        yield Message(_as_looked_up(found[1]))


def _as_looked_up(quoted: str) -> str:
    return unescape_string_literal(quoted).replace("%", "%%")


def _context(bits: list[str]) -> str:
    if "context" not in bits:
        return ""
    return unescape_string_literal(bits[bits.index("context") + 1])


READERS = {".py": of_python, ".html": of_template, ".txt": of_template, ".xml": of_template}


def collect(folder: Path) -> dict[Message, list[str]]:
    """Every text below a folder, with the files that say it."""
    found: dict[Message, list[str]] = {}
    for file in sorted(_files(folder)):
        name = file.relative_to(folder.parent).as_posix()
        try:
            messages = list(READERS[file.suffix](file.read_text(encoding="utf-8")))
        except (Unreadable, SyntaxError) as wrong:
            raise Unreadable(f"{name}: {wrong}") from wrong
        for message in messages:
            if name not in (files := found.setdefault(message, [])):
                files.append(name)
    return _together(found)


def _together(found: dict[Message, list[str]]) -> dict[Message, list[str]]:
    """What is said both with a plural and without one is one text to gettext: the one with the plural."""
    plurals: dict[tuple[str, str], Message] = {}
    for message, files in found.items():
        if message.plural and plurals.setdefault((message.id, message.context), message) != message:
            raise Unreadable(f"“{message.id}” has two plurals: {', '.join(files)}")
    together: dict[Message, list[str]] = {}
    for message, files in found.items():
        whole = plurals.get((message.id, message.context), message)
        together[whole] = sorted({*together.get(whole, []), *files})
    return together


def _files(folder: Path) -> Iterable[Path]:
    """Code, and whatever is a template; migrations repeat what the models say."""
    for file in folder.rglob("*"):
        inside = file.relative_to(folder).parts
        is_code = file.suffix == ".py" and "migrations" not in inside
        if is_code or ("templates" in inside and file.suffix in READERS):
            yield file
