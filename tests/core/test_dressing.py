"""How fields are shown: kinds, words, and what ties an input to its help and error."""

import pytest
from django import forms

from eccp.core import dressing
from eccp.core.templatetags.face import grouped, member_bar

FEW = [(number, f"Choice {number}") for number in range(7)]
MANY = [("Making", [(number, f"Craft {number}") for number in range(8)])]


class Form(forms.Form):
    name = forms.CharField(help_text="As in your statutes.")
    nickname = forms.CharField(required=False)
    needed_later = forms.CharField(required=False)
    staff = forms.DecimalField(min_value=0)
    year = forms.IntegerField()
    day = forms.DateField(initial="2027-03-04")
    site = forms.URLField(assume_scheme="https")
    few = forms.MultipleChoiceField(choices=FEW, widget=forms.CheckboxSelectMultiple)
    many = forms.MultipleChoiceField(choices=MANY, widget=forms.CheckboxSelectMultiple)
    one = forms.ChoiceField(choices=FEW, widget=forms.RadioSelect)
    logo = forms.ImageField()


Form.base_fields["needed_later"].mandatory = True
Form.base_fields["staff"].unit = "full-time posts"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("name", "text"),
        ("site", "text"),
        ("staff", "number"),
        ("day", "date"),
        ("few", "choices"),
        ("one", "choices"),
        ("logo", "image"),
    ],
)
def test_kind_follows_the_widget(name, kind):
    assert dressing.kind_of(Form()[name]) == kind


@pytest.mark.parametrize(("name", "optional"), [("name", False), ("nickname", True), ("needed_later", False)])
def test_optional_is_what_is_neither_required_nor_mandatory(name, optional):
    assert dressing.dress(Form()[name]).optional is optional


@pytest.mark.parametrize(("name", "searchable"), [("few", False), ("many", True)])
def test_more_than_seven_choices_are_searchable(name, searchable):
    assert dressing.dress(Form()[name]).searchable is searchable


def test_choices_keep_headings_and_know_what_is_chosen():
    look = dressing.dress(Form({"many": ["3"]})["many"])

    assert [group.label for group in look.groups] == ["Making"]
    assert look.chosen == ["Craft 3"]


def test_radio_rows_allow_one_and_boxes_many():
    assert [dressing.dress(Form()[name]).multiple for name in ("one", "few")] == [False, True]


def test_input_is_tied_to_help_and_error():
    shown = dressing.input_of(Form({})["name"], dressing.described_by(Form({})["name"]))

    assert 'aria-describedby="id_name_helptext id_name_error"' in shown
    assert 'aria-invalid="true"' in shown


def test_unit_describes_the_input():
    assert dressing.described_by(Form()["staff"], "full-time posts") == "id_staff_unit"


@pytest.mark.parametrize(("name", "keys"), [("staff", "decimal"), ("year", "numeric")])
def test_numbers_are_text_with_a_number_keyboard_and_keep_what_was_typed(name, keys):
    shown = dressing.input_of(Form({name: "about ten"})[name])

    assert 'type="text"' in shown
    assert f'inputmode="{keys}"' in shown
    assert 'value="about ten"' in shown
    assert "min=" not in shown


def test_date_is_given_as_browsers_want_it():
    assert 'value="2027-03-04"' in dressing.input_of(Form()["day"])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("name", "Fill this in."),
        ("few", "Choose at least one."),
        ("one", "Choose one."),
        ("logo", "Choose a picture."),
    ],
)
def test_empty_fields_say_how_to_mend(name, words):
    assert dressing.errors(Form({})[name]) == [words]


def test_own_words_of_a_form_win():
    class Own(forms.Form):
        name = forms.CharField(error_messages={"required": "Say who you are."})

    assert dressing.errors(Own({})["name"]) == ["Say who you are."]


def test_member_bar_leaves_out_zeros_and_fills_the_whole():
    pieces = member_bar([(3, "SMEs"), (0, "others"), (1, "research")])["pieces"]

    assert [(piece["x"], piece["width"], piece["words"]) for piece in pieces] == [
        ("0.00%", "75.00%", "SMEs"),
        ("75.00%", "25.00%", "research"),
    ]


def test_member_bar_of_nothing_is_empty():
    assert member_bar([(0, "SMEs")]) == {"pieces": []}


@pytest.mark.parametrize(("value", "shown"), [(173900, "173,900"), ("19 h", "19 h"), (7, "7")])
def test_grouped_sets_thousands_apart(value, shown):
    assert grouped(value) == shown
