"""Every text of the platform is translated, and the collecting finds every text there is."""

import json
import subprocess
import sys

import pytest
from django.conf import settings

from eccp.config.languages import INTERFACE_LANGUAGES
from eccp.config.translating import catalogue, fitting
from eccp.config.translating.collecting import Message, Unreadable, collect, of_python, of_template

CODE = settings.BASE_DIR / "eccp"
TRANSLATED = [language for language in INTERFACE_LANGUAGES if language != settings.LANGUAGE_CODE]


@pytest.fixture(scope="module")
def texts():
    return collect(CODE)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated_and_the_translation_fits(language, texts):
    translations = catalogue.read(catalogue.file_of(CODE / "locale", language))

    wrong = {
        (message.id, message.context, *texts[message]): said
        for message in texts
        if (said := list(fitting.complaints(message, translations.get(message, ()))))
    }

    assert wrong == {}


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_translated_that_is_not_said_any_more(language, texts):
    file = catalogue.file_of(CODE / "locale", language)

    assert [message.id for message in catalogue.read(file) if message not in texts] == []
    assert "#~" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from django.utils.translation import gettext as _\n_('One')", [Message("One")]),
        (
            "from django.utils.translation import gettext_lazy\ngettext_lazy('One ' 'two')",
            [Message("One two")],
        ),
        (
            "from django.utils.translation import ngettext as _n\n_n('%(n)s day', '%(n)s days', 3)",
            [Message("%(n)s day", "%(n)s days")],
        ),
        (
            "from django.utils.translation import pgettext_lazy\npgettext_lazy('a month', 'May')",
            [Message("May", context="a month")],
        ),
        (
            "from django.utils.translation import npgettext\nnpgettext('of a page', 'line', 'lines', 1)",
            [Message("line", "lines", "of a page")],
        ),
        ("from django.utils import translation as t\nt.gettext('One')", [Message("One")]),
        (
            "def f():\n    from django.utils.translation import gettext as said\n    said('In')",
            [Message("In")],
        ),
        ("from django.utils.translation import gettext as _\n_(_('One'))", [Message("One")]),
        (
            "from django.utils.translation import gettext, gettext_noop as n\na = n('One')\ngettext(a)\ngettext(b.c)",
            [Message("One")],
        ),
        ("from elsewhere import gettext as _\n_('Not ours')", []),
        ("_ = str\n_('Nothing')", []),
    ],
)
def test_python_is_read_by_the_names_that_it_imports(source, found):
    assert list(of_python(source)) == found


@pytest.mark.parametrize(
    "call",
    [
        "_(f'{name} is here')",
        "_('a' + name)",
        "_('a' if name else 'b')",
        "gettext_lazy(name)",
        "ngettext(one, many, 3)",
        "ngettext('day', many, 3)",
        "gettext_noop(name)",
    ],
)
def test_a_text_that_nobody_can_translate_beforehand_is_refused(call):
    functions = "gettext as _, gettext_lazy, gettext_noop, ngettext"
    with pytest.raises(Unreadable, match="line 2"):
        list(of_python(f"from django.utils.translation import {functions}\n{call}"))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('{% translate "One" %}', [Message("One")]),
        ("{% trans 'One' as word %}", [Message("One")]),
        ('{% translate "It is \\"so\\"" %}', [Message('It is "so"')]),
        ('{% translate "May" context "a month" %}', [Message("May", context="a month")]),
        ('{% translate "50 % of it"|upper %}', [Message("50 %% of it")]),
        ("{% translate word %}", []),
        ("{% blocktranslate %}By {{ name }}{% endblocktranslate %}", [Message("By %(name)s")]),
        (
            "{% blocktranslate trimmed with name=one.name %}\n  By {{ name }},\n  5 %\n{% endblocktranslate %}",
            [Message("By %(name)s, 5 %%")],
        ),
        (
            "{% blocktranslate trimmed count n=3 %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}",
            [Message("%(n)s day", "%(n)s days")],
        ),
        (
            '{% blocktranslate with a=_("x") context "a door" %}Open{% endblocktranslate %}',
            [Message("x"), Message("Open", context="a door")],
        ),
        ("{% crumbs _(\"Home\") url _('Here') %}", [Message("Home"), Message("Here")]),
        ('{{ title|default:_("No title") }}{{ _("Alone") }}', [Message("No title"), Message("Alone")]),
        ('{% comment %}{% translate "Away" %}{% endcomment %}{# {% translate "Too" %} #}', []),
        ('{% verbatim %}{% translate "As it is" %}{% endverbatim %}', []),
    ],
)
def test_templates_are_read_as_django_reads_them(source, found):
    assert list(of_template(source)) == found


def test_one_text_with_a_plural_and_without_is_one(tmp_path):
    folder = tmp_path / "room"
    (folder / "templates").mkdir(parents=True)
    (folder / "migrations").mkdir()
    (folder / "templates" / "a.txt").write_text('{% translate "day" %}')
    (folder / "b.py").write_text("from django.utils.translation import ngettext\nngettext('day', 'days', 2)")
    (folder / "migrations" / "c.py").write_text(
        "from django.utils.translation import gettext\ngettext('old')"
    )

    assert collect(folder) == {Message("day", "days"): ["room/b.py", "room/templates/a.txt"]}

    (folder / "d.py").write_text(
        "from django.utils.translation import ngettext\nngettext('day', 'dayses', 2)"
    )
    with pytest.raises(Unreadable, match="two plurals"):
        collect(folder)


@pytest.mark.parametrize(
    ("message", "forms", "said"),
    [
        (Message("Sign in"), ("Se connecter",), ""),
        (Message("Sign in"), (), "not translated"),
        (Message("Sign in"), ("  ",), "not translated"),
        (Message("By %(name)s"), ("Par %(name)s",), ""),
        (Message("By %(name)s"), ("Par %(nom)s",), "has the blanks %(nom)s, not %(name)s"),
        (Message("%s of %d"), ("%s sur %d",), ""),
        (Message("%s of %d"), ("%d de %s",), "another order"),
        (Message("{count} found"), ("trouvés",), "has the blanks none, not {count}"),
        (Message("5 %% of %(n)s"), ("5 %% de %(n)s",), ""),
        (Message("5 %% of %(n)s"), ("5 % de %(n)s",), "percent sign"),
        (Message('<a href="%(u)s">Go</a>'), ('<a href="%(u)s">Aller</a>',), ""),
        (Message('<a href="%(u)s">Go</a>'), ("%(u)s Aller",), "has the elements none"),
        (Message("one", "%(n)s days"), ("%(n)s jour", "%(n)s jours"), ""),
        (Message("one", "%(n)s days"), ("un jour", "%(n)s jours"), "has the blanks none"),
        (Message("one", "%(n)s days"), ("%(n)s jours",), "1 forms, not 2"),
        (Message("and\n"), ("et",), "other blanks or lines"),
    ],
)
def test_a_translation_fits_or_it_is_said_why_not(message, forms, said):
    complaints = list(fitting.complaints(message, forms))

    assert (said in complaints[0]) if said else complaints == []


def test_the_file_is_read_as_it_was_written_and_compiled_when_it_is_newer(tmp_path):
    file = catalogue.file_of(tmp_path, "fr")
    said = {
        Message("May", context="a month"): ("mai",),
        Message("%(n)s day", "%(n)s days"): ("%(n)s jour", "%(n)s jours"),
        Message("Sign “in”\nhere"): ("Entrez «\xa0ici\xa0»\nmaintenant",),
    }
    where = {message: ["room/b.py"] for message in said} | {Message("New"): ["room/a.py"]}

    catalogue.write(file, {**said, Message("Old"): ("Vieux",)}, where)
    before = file.read_bytes()
    catalogue.write(file, catalogue.read(file), where)

    assert file.read_bytes() == before
    assert catalogue.read(file) == {**said, Message("New"): ()}
    assert catalogue.compile_stale(tmp_path) == ["fr"]
    assert catalogue.compile_stale(tmp_path) == []


def test_what_is_marked_as_doubtful_counts_as_missing(tmp_path):
    file = catalogue.file_of(tmp_path, "fr")
    file.parent.mkdir(parents=True)
    file.write_text('#, fuzzy\nmsgid "One"\nmsgstr "Un"\n\n#~ msgid "Old"\n#~ msgstr "Vieux"\n')

    assert catalogue.read(file) == {Message("One"): ()}


def test_translations_that_do_not_fit_are_not_taken_and_named(tmp_path):
    (tmp_path / "bin").mkdir()
    room = tmp_path / "eccp" / "room.py"
    room.parent.mkdir()
    (tmp_path / "bin" / "messages.py").write_text((settings.BASE_DIR / "bin" / "messages.py").read_text())
    (tmp_path / "eccp" / "config").symlink_to(CODE / "config")
    room.write_text(
        "from django.utils.translation import gettext as _, ngettext\n"
        "_('By %(name)s')\n_('Open')\nngettext('%(n)s day', '%(n)s days', 2)\n"
    )
    given = tmp_path / "given.json"
    given.write_text(
        json.dumps(
            [
                {"id": "By %(name)s", "context": None, "fr": "Par %(nom)s"},
                {"id": "Open", "context": None, "fr": "Ouvrir"},
                {"id": "%(n)s day", "context": None, "fr_plural": ["%(n)s jour", "%(n)s jours"]},
                {"id": "Elsewhere", "context": None, "fr": "Ailleurs"},
            ]
        )
    )

    done = subprocess.run(  # noqa: S603
        [sys.executable, "bin/messages.py", "--take", str(given)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    file = catalogue.file_of(tmp_path / "eccp" / "locale", "fr")
    taken = catalogue.read(file)
    assert done.returncode == 1
    assert [line.split(":")[1].strip() for line in done.stderr.splitlines()] == [
        "'By %(name)s'",
        "'Elsewhere' is no text of the platform",
    ]
    assert taken[Message("Open")] == ("Ouvrir",)
    assert taken[Message("%(n)s day", "%(n)s days")] == ("%(n)s jour", "%(n)s jours")
    assert taken[Message("By %(name)s")] == ()
    assert file.with_suffix(".mo").exists()

    room.write_text("from django.utils.translation import gettext as _\n_('Open')\n")
    subprocess.run([sys.executable, "bin/messages.py"], cwd=tmp_path, check=True)
    assert [message.id for message in catalogue.read(file) if message.id in {"Open", "By %(name)s"}] == [
        "Open"
    ]
