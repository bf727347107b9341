"""Names that files use: what the file may hold, which line counts, and lines that are put into it."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.catalogue import file_names
from metrics.catalogue.file_names import NONE, FileNames, NameLine, NamesDocument
from metrics.catalogue.problems import Refused

SIGNED = "by: Ann, on: 2013-10-20, reason: Return"
ONE = f"names:\n  - {{name: LAC number, indicator: neet, {SIGNED}}}\n"


def line(name: str, indicator: str | None = "neet") -> NameLine:
    keys = {"indicator": indicator} if indicator else {"taken_back": True}
    return NameLine.model_validate({"name": name, **keys, "by": "Ann", "on": date(2013, 10, 20), "reason": "Return"})


def problems(text: str) -> list[str]:
    with pytest.raises(Refused) as refused:
        file_names.parse(text)
    return [str(one) for one in refused.value.problems]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "\ufeff\n"])
def test_blank_file_has_no_names(text):
    assert file_names.parse(text) == NONE


def test_last_line_of_a_name_counts_however_it_is_punctuated():
    names = FileNames(names=[line("LAC number"), line("NEET %"), line("lac  Number.", "care"), line("NEET%", None)])
    assert {key: one.indicator for key, one in names.standing().items()} == {file_names.name_key("LAC number"): "care"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            f"names:\n  - {{name: LAC, {SIGNED}}}\n",
            "file_names.yaml line 2: names > entry 1: names no indicator; add 'indicator: ...', or 'taken_back: true'",
        ),
        (
            f"names:\n  - {{name: LAC, taken_back: true, {SIGNED}}}\n",
            "file_names.yaml line 2: names > entry 1: takes back 'LAC', which no line above matches; take it out",
        ),
        (
            f"names:\n  - {{name: LAC, indicator: neet, taken_back: true, {SIGNED}}}\n",
            "file_names.yaml line 2: names > neet: names an indicator and is taken back; keep one of the two",
        ),
        (
            "names:\n\n  - {name: LAC, indicator: neet, by: Ann, on: 2013-10-20}\n",
            "file_names.yaml line 3: names > neet > reason: this key is missing; add 'reason: ...'",
        ),
    ],
    ids=["no indicator", "nothing to take back", "both", "no reason"],
)
def test_broken_line_is_told_at_its_place(text, told):
    assert problems(text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# ours\n",
        ONE,
        "names: []\n",
        f"# before\nnames: [{{name: LAC number, indicator: neet, {SIGNED}}}]  # behind\n",
        f"names:\n- {{name: LAC number, indicator: neet, {SIGNED}}}\n# the end",
        ONE.replace("\n", "\r\n"),
    ],
    ids=["none", "notes", "one", "empty", "brackets", "in step", "Windows"],
)
@pytest.mark.parametrize("name", ["NEET %", "a: b # c", "'quoted' \"twice\"", "- dash", "{x}"])
def test_new_line_stands_below_and_no_character_is_touched(text, name):
    before = file_names.parse(text)
    made = NamesDocument(text, before).amended([line(name)])
    assert file_names.parse(made.text).names == [*before.names, line(name)]
    left = iter(made.text)
    assert all(sign in left for sign in text)


def test_lines_that_vanish_by_hand_are_named():
    before, after = FileNames(names=[line("LAC"), line("NEET %")]), FileNames(names=[line("LAC", "care")])
    assert [str(one) for one in file_names.name_losses(before, after)] == [
        "the match of the name “LAC” is gone or was changed",
        "the match of the name “NEET %” is gone or was changed",
    ]
    assert file_names.name_losses(after, FileNames(names=[*after.names, line("X")])) == ()
