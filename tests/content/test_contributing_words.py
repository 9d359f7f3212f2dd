"""The text of a contribution: marks become a few elements, whatever is pasted is cleaned, and back again."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eccp.content.contributing.words import plain, to_html, to_marks

ALLOWED = {"p", "h2", "h3", "ul", "ol", "li", "strong", "em", "a"}
REL = 'rel="noopener nofollow"'


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("Hello", "<p>Hello</p>"),
        ("One\ntwo\n\nthree", "<p>One two</p><p>three</p>"),
        ("# One\n## Two\n### Three", "<h2>One</h2><h2>Two</h2><h3>Three</h3>"),
        ("- a\n- b\n\nend", "<ul><li>a</li><li>b</li></ul><p>end</p>"),
        ("•\tOne\no\ttwo\n▪\tthree\n· four", "<ul><li>One</li><li>two</li><li>three</li><li>four</li></ul>"),
        ("o my", "<p>o my</p>"),
        ("1. a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
        ("- a\n  more of it\n1. b", "<ul><li>a more of it</li></ul><ol><li>b</li></ol>"),
        ("**b** and *i*", "<p><strong>b</strong> and <em>i</em></p>"),
        ("5 * 3 < 4 & 2", "<p>5 * 3 &lt; 4 &amp; 2</p>"),
        (r"\*not stressed\*", "<p>*not stressed*</p>"),
        ("[words](https://a.example/b)", f'<p><a href="https://a.example/b" {REL}>words</a></p>'),
        ("[words](a.example/b)", f'<p><a href="https://a.example/b" {REL}>words</a></p>'),
        ("[me](me@a.example)", f'<p><a href="mailto:me@a.example" {REL}>me</a></p>'),
        (
            "See https://a.example/b.",
            f'<p>See <a href="https://a.example/b" {REL}>https://a.example/b</a>.</p>',
        ),
        ("", ""),
        ("  \r\n ", ""),
    ],
)
def test_marks_become_elements(typed, html):
    assert to_html(typed) == html


@pytest.mark.parametrize(
    ("pasted", "html"),
    [
        ("<script>alert(1)</script>Hello", "<p>Hello</p>"),
        ("<style>p { color: red }</style><p style='color:red' onclick='x()'>Hello</p>", "<p>Hello</p>"),
        ("<img src=x onerror=alert(1)>Hello", "<p>Hello</p>"),
        ("<iframe src='https://a.example'></iframe><p>Hello</p>", "<p>Hello</p>"),
        ('<a href="javascript:alert(1)">Hello</a>', "<p>Hello</p>"),
        ('<a href="data:text/html,x">Hello</a>', "<p>Hello</p>"),
        ("<h1>One</h1><h5>Two</h5><div>Three</div>", "<h2>One</h2><h3>Two</h3><p>Three</p>"),
        ("<ul><li><p>a</p></li><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("A <b>bold </b>word", "<p>A <strong>bold</strong> word</p>"),
        (
            "<p class=MsoListParagraph>·&nbsp;&nbsp; One</p><p class=MsoListParagraph>· Two</p><p>End</p>",
            "<ul><li>One</li><li>Two</li></ul><p>End</p>",
        ),
        (
            "<head><title>Doc</title><!--[if gte mso 9]><xml>x</xml><![endif]--></head><p>Hello<o:p></o:p></p>",
            "<p>Hello</p>",
        ),
        ("## Typed\n\nand <i>pasted</i>", "<h2>Typed</h2><p>and <em>pasted</em></p>"),
    ],
)
def test_what_is_pasted_is_cleaned(pasted, html):
    assert to_html(pasted) == html


@given(st.text(max_size=300))
def test_nothing_but_the_short_list_comes_out(typed):
    html = to_html(typed)

    assert set(re.findall(r"<([a-z0-9]+)", html)) <= ALLOWED
    assert re.findall(r"<a (?!href=\"(?:https?:|mailto:)[^\"]*\" rel=\"noopener nofollow\">)", html) == []
    assert re.findall(r"<(?!/?(?:p|h2|h3|ul|ol|li|strong|em|a)\b)", html) == []


WORD = st.sampled_from(
    ["cluster", "5 * 3", "[x]", "a_b", "2. first", "- dash", "# hash", "ünï", "x & y < z", "back\\slash"]
)
INLINE = st.one_of(
    WORD.map(lambda word: word.replace("&", "&amp;").replace("<", "&lt;")),
    st.sampled_from(
        [
            "<strong>bold</strong>",
            "<em>em</em>",
            '<a href="https://a.example/(x)">words</a>',
            "<strong>a <em>b</em></strong>",
        ]
    ),
)
LINE = st.lists(INLINE, min_size=1, max_size=3).map(" ".join)
BLOCK = st.one_of(
    LINE.map(lambda line: f"<p>{line}</p>"),
    st.sampled_from(["<h2>Head</h2>", "<h3>Smaller</h3>"]),
    st.lists(LINE, min_size=1, max_size=2).map(
        lambda rows: f"<ul>{''.join(f'<li>{row}</li>' for row in rows)}</ul>"
    ),
)


@given(st.lists(BLOCK, min_size=1, max_size=4).map("".join))
def test_html_that_an_editor_wrote_comes_back_the_same(html):
    first = to_html(to_marks(html))

    assert to_html(to_marks(first)) == first
    assert plain(first).replace(" ", "") == plain(html).replace(" ", "")


def test_a_long_text_of_open_marks_is_read_in_no_time():
    assert to_html("**a " * 2500).count("**a") == 2500
    assert to_html("[a](" * 2500).startswith("<p>")


@pytest.mark.parametrize(
    "typed", ["*" * 20_000, "** a" * 5_000, "<b>a" * 5_000, "*a **b" * 3_000, "<div>" * 4_000]
)
def test_marks_within_marks_without_end_are_words(typed):
    html = to_html(typed)

    assert set(re.findall(r"<(\w+)", html)) <= ALLOWED
    assert not re.search(r"(<(strong|em)>){9}", html)


def test_marks_that_anybody_means_lie_within_each_other():
    assert to_html("*a **b** c*") == "<p><em>a <strong>b</strong> c</em></p>"
