"""The text of a contribution: typed with a few marks, kept as a few elements of HTML, and back.

Marks are what people type in mails anyway: an empty line parts paragraphs, `## ` begins a heading and
`### ` a smaller one, `- ` and `1. ` a list, `**important**`, `*stressed*`, `[words](https://…)`. So it works
without a script. Whatever is pasted with tags is read as HTML, and what is not on the short list goes.
"""

import re
from html import escape
from html.parser import HTMLParser
from typing import Any

import nh3

ELEMENTS = {"p", "h2", "h3", "ul", "ol", "li", "strong", "em", "a"}
SCHEMES = {"http", "https", "mailto"}
REL = "noopener nofollow"

# What pasted text may come with before it is made into marks: the like of ours, and what only holds text.
HEADINGS = {"h1": "## ", "h2": "## ", "h3": "### ", "h4": "### ", "h5": "### ", "h6": "### "}
PARTS = {"p", "div", "section", "article", "blockquote", "table", "tr", "pre", "dl", "dt", "dd"}
INLINE = {"b": "**", "strong": "**", "i": "*", "em": "*"}
READ = ELEMENTS | set(HEADINGS) | PARTS | set(INLINE) | {"br", "td", "th"}
DROPPED = {"script", "style", "title", "template", "noscript", "svg", "math", "iframe", "object"}

TAG = re.compile(
    rf"</?(?:{'|'.join(sorted(READ | DROPPED | {'span', 'font', 'img', 'html', 'body'}))})\b[^<]*>",
    re.IGNORECASE,
)
MARKS = re.compile(
    r"\\(?P<escaped>[\\*\[\]#.)•–·▪◦●\-])"
    r"|\[(?P<words>(?:\\.|[^\[\]\\]){1,500})\]\((?P<to>[^()\s]{1,2000})\)"
    r"|(?P<bare>https?://[^\s<>\"]+)"
    r"|\*\*(?=\S)(?P<strong>.{1,2000}?)(?<=\S)\*\*(?!\*)"
    r"|\*(?=[^\s*])(?P<em>(?:\\.|\*\*[^*]{1,500}\*\*|[^*\\]){1,2000}?)(?<=\S)\*"
)
HEADING = re.compile(r"(#{1,3})\s+(.*)")
# Word's bullets come as signs of their own, and the second level as a letter with a tab.
BULLET = re.compile(r"(?:[-*•–·▪◦●]\s|o\t)\s*(.*)")
APART = re.compile(r"(?m)^([•·▪◦●]\s.*)\n\n(?=[•·▪◦●]\s)")
NUMBER = re.compile(r"\d{1,3}[.)]\s+(.*)")
AT_END = ".,;:!?)"
DEEP = 6  # marks within marks that anybody means; what lies deeper is taken as it was typed
SPECIAL = re.compile(r"([\\*\[\]])")
FIRST = re.compile(r"^(\s*)([#•–·▪◦●\-]|\d{1,3}(?=[.)]\s))")


def to_html(typed: str) -> str:
    """The elements that were typed with marks; nothing but those of the short list, whatever was typed."""
    text = typed.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if TAG.search(text):
        text = APART.sub(r"\1\n", _as_marks(_readable(text), typed=True))
    return _clean(_blocks(text))


def to_marks(html: str) -> str:
    """HTML as it is typed."""
    return _as_marks(_readable(html), typed=False)


def plain(html: str) -> str:
    """The words alone."""
    return " ".join(nh3.clean(html.replace("<", " <"), tags=set()).split())


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=ELEMENTS,
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        link_rel=REL,
        clean_content_tags=DROPPED,
    )


def _readable(html: str) -> str:
    return nh3.clean(
        html,
        tags=READ - DROPPED,
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        link_rel=None,
        clean_content_tags=DROPPED,
    )


# --- from marks to elements


class _Lines:
    """Collects lines into headings, lists and paragraphs."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.list, self.items, self.lines = "", list[str](), list[str]()

    def close(self) -> None:
        """End the paragraph or the list that is open."""
        if self.lines:
            self.made.append(f"<p>{_inline(' '.join(self.lines))}</p>")
        if self.items:
            rows = "".join(f"<li>{_inline(one)}</li>" for one in self.items)
            self.made.append(f"<{self.list}>{rows}</{self.list}>")
        self.list, self.items, self.lines = "", [], []

    def add(self, line: str) -> None:
        """Take one more line."""
        stripped = line.strip()
        if not stripped:
            self.close()
        elif found := HEADING.fullmatch(stripped):
            self.close()
            level = "h3" if len(found.group(1)) > 2 else "h2"
            self.made.append(f"<{level}>{_inline(found.group(2))}</{level}>")
        elif found := BULLET.fullmatch(stripped) or NUMBER.fullmatch(stripped):
            self._add_item("ol" if stripped[0].isdigit() else "ul", found.group(1))
        elif self.items and line[:1].isspace():
            self.items[-1] += f" {stripped}"
        else:
            if self.items:
                self.close()
            self.lines.append(stripped)

    def _add_item(self, kind: str, words: str) -> None:
        if kind != self.list:
            self.close()
        self.list = kind
        self.items.append(words)


def _blocks(text: str) -> str:
    """Line by line: headings, lists and paragraphs."""
    lines = _Lines()
    for line in text.split("\n"):
        lines.add(line)
    lines.close()
    return "".join(lines.made)


def _inline(text: str, *, links: bool = True, depth: int = 0) -> str:
    """Marks within a line."""
    if depth > DEEP:
        return escape(text, quote=False)
    made, at = [], 0
    for found in MARKS.finditer(text):
        made.append(escape(text[at : found.start()], quote=False))
        made.append(_marked(found, links, depth + 1))
        at = found.end()
    made.append(escape(text[at:], quote=False))
    return "".join(made)


def _marked(found: re.Match[str], links: bool, depth: int) -> str:
    if found["escaped"]:
        return escape(found["escaped"], quote=False)
    if found["strong"]:
        return f"<strong>{_inline(found['strong'], links=links, depth=depth)}</strong>"
    if found["em"]:
        return f"<em>{_inline(found['em'], links=links, depth=depth)}</em>"
    if not links:
        return escape(found.group(), quote=False)
    if found["words"]:
        words = _inline(found["words"], links=False, depth=depth)
        address = followable(found["to"])
        return f'<a href="{escape(address)}">{words}</a>' if address else words
    bare = found["bare"].rstrip(AT_END)
    rest = escape(found["bare"][len(bare) :], quote=False)
    return f'<a href="{escape(bare)}">{escape(bare, quote=False)}</a>{rest}'


def followable(address: str) -> str:
    """An address that may be followed; `https://` and `mailto:` are added where people leave them out."""
    scheme, colon, _rest = address.partition(":")
    if colon and scheme.lower() in SCHEMES:
        return address
    if "@" in address and "/" not in address and not colon:
        return f"mailto:{address}"
    if re.match(r"[\w-]+(\.[\w-]+)+(/|$)", address) and not colon:
        return f"https://{address}"
    return ""


# --- from elements to marks


class _Marks(HTMLParser):
    """Writes cleaned HTML as marks. Inline elements collect their words first, so that marks touch words."""

    def __init__(self, *, typed: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.typed = typed
        self.open: list[tuple[str, str, list[str]]] = [("", "", [])]
        self.lists: list[list[Any]] = []
        self.inside = 0

    def write(self, text: str) -> None:
        self.open[-1][2].append(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in INLINE or tag == "a":
            self.open.append((tag, dict(attrs).get("href") or "", []))
        elif tag in ("ul", "ol"):
            self.lists.append([tag, 0])
            self.write("\n\n" if len(self.lists) == 1 else "\n")
        elif tag == "li":
            here: list[Any] = self.lists[-1] if self.lists else ["ul", 0]
            here[1] += 1
            self.write(f"\n{here[1]}. " if here[0] == "ol" else "\n- ")
            self.inside += 1
        elif tag in HEADINGS:
            self.write("\n\n" + HEADINGS[tag])
            self.inside += 1
        elif tag == "br":
            self.write("\n" if not self.inside else " ")
        elif tag in ("td", "th") or (tag in PARTS and self.lists):
            self.write(" ")
        elif tag in PARTS:
            self.write("\n\n")
            self.inside += 1

    def handle_endtag(self, tag: str) -> None:
        if (tag in INLINE or tag == "a") and len(self.open) > 1:
            kind, address, parts = self.open.pop()
            self.write(_wrapped(kind, address, "".join(parts)))
        elif tag in ("ul", "ol"):
            if self.lists:
                self.lists.pop()
            self.write("\n\n" if not self.lists else "\n")
        elif tag == "li":
            self.inside -= 1
        elif tag in HEADINGS or (tag in PARTS and not self.lists):
            self.write("\n\n")
            self.inside -= 1

    def handle_data(self, data: str) -> None:
        if self.typed and not self.inside and len(self.open) == 1:
            self.write(data)
            return
        data = re.sub(r"\s+", " ", data)
        if self.typed:
            self.write(data)
            return
        data = SPECIAL.sub(r"\\\1", data)
        begins = "".join(self.open[0][2])[-2:] in ("", "\n\n") and len(self.open) == 1
        self.write(FIRST.sub(_escaped_first, data) if begins else data)


def _escaped_first(found: re.Match[str]) -> str:
    sign = found.group(2)
    return f"{found.group(1)}{sign}\\" if sign.isdigit() else f"{found.group(1)}\\{sign}"


def _wrapped(kind: str, address: str, words: str) -> str:
    """Words with their marks; blanks at the ends stay outside, and empty elements leave nothing."""
    bare = words.strip()
    if not bare:
        return words
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    if kind == "a" and bare == address:
        marked = bare
    elif kind == "a":
        marked = (
            f"[{bare}]({address.replace('(', '%28').replace(')', '%29').replace(' ', '%20')})"
            if address
            else bare
        )
    else:
        marked = f"{INLINE[kind]}{bare}{INLINE[kind]}"
    return f"{before}{marked}{after}"


def _as_marks(html: str, *, typed: bool) -> str:
    reader = _Marks(typed=typed)
    reader.feed(html)
    reader.close()
    text = "".join("".join(parts) for _kind, _address, parts in reader.open)
    lines = [line.rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
