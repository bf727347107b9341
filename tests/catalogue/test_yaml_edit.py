"""Editing a field of the file: its bytes change and no others, or the change is left to be made by hand."""

from __future__ import annotations

import os
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics.catalogue.amend import Addition, Amended, ByHand, Change, amended
from metrics.catalogue.load import parse
from metrics.catalogue.problems import Loc, Refused
from metrics.catalogue.yaml_edit import REMOVED, Edit
from metrics.catalogue.yaml_reader import read_data
from tests.support.yaml_styles import handwritten

DATA = Path(__file__).parents[2] / "data" / "indicators.yaml"
STYLES = int(os.environ.get("STYLES", "300"))
LEAST_EXACT = 0.9
HEAD = (
    "organisation: {name: Medway, area: Medway, contact: hub}\n"
    "sources:\n  hub: {title: Return, publisher: Medway, kind: internal}\n"
    "themes: [{id: health, name: Health}]\nindicators:\n"
)
FIELDS = (
    "  - id: one\n    name: One\n    theme: health\n    unit: percent\n    polarity: neutral\n    frequency: quarter\n"
)
FIGURES = "    observations:\n      - {period: 2013/14 Q1, value: 9, source: hub, at: p}\n"
HOSTILE = [
    "a: b",
    "a #b",
    "# no",
    'it\'s "so"',
    "- x",
    "*a",
    "&a",
    "no",
    "1",
    "2013-08-23",
    "{a}",
    "a\nb",
    "é😀",
    "a " * 300,
]


def file(fields: str, figures: str = FIGURES) -> str:
    """A file whose one indicator has these lines below its first ones."""
    return HEAD + FIELDS + ("" if "definition:" in fields else "    definition: Words.\n") + fields + figures


def stripped(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: stripped(value) for key, value in data.items()}
    if isinstance(data, list):
        return [stripped(item) for item in data]
    return data.strip() if isinstance(data, str) else data


def put(data: Any, loc: Loc, value: object) -> None:
    for step in loc[:-1]:
        data = data[step]
    if value is REMOVED:
        del data[loc[-1]]
    else:
        data[loc[-1]] = value


def check(old: str, *edits: Edit) -> Amended:
    """Edit, and hold the result against the promise by means that ``amend`` doesn't use."""
    result = amended(old, Change(edits=edits))
    expected, _ = read_data(old.removeprefix("\ufeff"))
    for edit in edits:
        put(expected, edit.loc, edit.value)
    assert stripped(read_data(result.text.removeprefix("\ufeff"))[0]) == stripped(expected)
    assert result.catalogue == parse(result.text)
    before, after = (re.split("\r\n|\r|\n", text.removeprefix("\ufeff")) for text in (old, result.text))
    for number, line in result.lines_gone:
        assert before[number - 1] == line
        before[number - 1] = ""
    pieces = {number for number, part in result.lines_added if part != after[number - 1]}
    for number, part in result.lines_added:
        assert part in after[number - 1]
    whole = {number for number, part in result.lines_added} - pieces
    kept = [line for line in before if line.strip()]
    now = [(number in pieces, line) for number, line in enumerate(after, 1) if line.strip() and number not in whole]
    for was, (pieced, line) in zip(kept, now, strict=True):
        assert only_added(was, line) if pieced else was == line
    assert comments(old) == comments(result.text)
    return result


def only_added(old: str, new: str) -> bool:
    """Whether every character of the old text stands in the new one, in its order."""
    rest = iter(new)
    return all(one in rest for one in old)


def comments(text: str) -> int:
    """How many of the signs that begin a comment stand in no value."""
    return text.count("#") - _signs(read_data(text.removeprefix("\ufeff"))[0])


def _signs(data: Any) -> int:
    if isinstance(data, dict):
        return sum(map(_signs, data.values()))
    return sum(map(_signs, data)) if isinstance(data, list) else str(data).count("#")


ONE = ("indicators", 0)
STYLED = {
    "bare": ("    owner: Head of A  # kept\n", "owner", "Head of B", "    owner: Head of B  # kept\n"),
    "double quotes": ('    owner: "Head: A"\n', "owner", "Head of B", "    owner: Head of B\n"),
    "single quotes": ("    owner: 'it''s A' # kept\n", "owner", "B: C", '    owner: "B: C" # kept\n'),
    "number": ("    number: 7 # kept\n", "number", Decimal(8), "    number: 8 # kept\n"),
    "several lines": ("    owner: Head\n      of A\n    # kept\n", "owner", "B", "    owner: B\n    # kept\n"),
    "quotes of several lines": ('    owner: "Head\n      of A"\n', "owner", "B", "    owner: B\n"),
    "on the line below": ("    owner:\n      Head of A\n", "owner", "B", "    owner:\n      B\n"),
    "folded": (
        "    definition: >-  # kept\n        What is\n        counted.\n\n    # and this\n",
        "definition",
        "Words " * 30 + "end",
        f"    definition: >-  # kept\n        {'Words ' * 16}Words\n        {'Words ' * 13}end\n\n    # and this\n",
    ),
    "line by line": (
        "    definition: |\n      What is\n      counted.\n",
        "definition",
        "Of\nwhom",
        "    definition: |\n      Of\n      whom\n",
    ),
    "folded, and the new text can't be": (
        "    definition: >  # kept\n      What is\n      counted.\n    # and this\n",
        "definition",
        "a  b: c",
        '    definition: "a  b: c"  # kept\n    # and this\n',
    ),
    "blank lines kept": ("    definition: |+\n      a\n\n\n", "definition", "b", "    definition: b\n"),
    "no value": ("    owner:\n", "owner", "B", "    owner: B\n"),
    "key that is not there": ("    owner: A\n", "ask", "Why", "    owner: A\n    ask: Why\n"),
    "key that is the first of its kind": ("", "owner", "B", "    owner: B\n"),
    "long text that is not there": (
        "",
        "caution",
        "Words " * 20 + "end",
        f"    caution: >-\n      {'Words ' * 16}Words\n      Words Words Words end\n",
    ),
    "taken out": ("    owner: A\n    ask: Why?\n", "owner", REMOVED, "    ask: Why?\n"),
    "taken out beside a remark": (
        "    owner: A # kept\n    ask: Why?\n",
        "owner",
        REMOVED,
        "    # kept\n    ask: Why?\n",
    ),
    "folded, taken out": ("    caution: >-\n      a\n      b\n\n    # kept\n", "caution", REMOVED, "\n    # kept\n"),
    "list of lines": (
        "    said:\n      - {words: a, about: level, direction: better, source: hub, at: p}\n    # kept\n",
        "said",
        REMOVED,
        "    # kept\n",
    ),
    "group of lines": (
        "    standard:\n        words: a\n        source: hub\n        at: p\n",
        "standard",
        {"words": "b", "source": "hub", "at": "p"},
        "    standard: {words: b, source: hub, at: p}\n",
    ),
}


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(("before", "key", "value", "after"), STYLED.values(), ids=STYLED)
def test_field_is_changed_in_its_place(before: str, key: str, value: object, after: str, ends: str):
    if key in ("owner",) and not before:  # it stands before the definition
        after = after + "    definition: Words.\n"
        old, new = file("    definition: Words.\n"), file(after)
    elif key in ("owner", "number"):
        old, new = (file(text + "    definition: Words.\n") for text in (before, after))
    else:
        old, new = file(before), file(after)
    result = check(old.replace("\n", ends), Edit((*ONE, key), value))
    assert result.text == new.replace("\n", ends)


FIGURE_LOC = (*ONE, "observations", 0)
FLOW = {
    "value": ("{period: 2013/14 Q1, value: 9, source: hub, at: p}", "value", Decimal(10), "value: 9", "value: 10"),
    "last": ("{period: 2013/14 Q1, value: 9, source: hub, at: p} # kept", "at", "a, b", "at: p", 'at: "a, b"'),
    "new, last": ("{period: 2013/14 Q1, value: 9, source: hub, at: p}", "note", "more", "at: p", "at: p, note: more"),
    "new, between": ("{period: 2013/14 Q1, value: 9, source: hub, at: p}", "reason", "more", "9,", "9, reason: more,"),
    "taken out": ("{period: 2013/14 Q1, value: 9, note: n, source: hub, at: p}", "note", REMOVED, ", note: n", ""),
    "taken out, last": (
        "{period: 2013/14 Q1, value: 9, source: hub, at: p, note: n}",
        "note",
        REMOVED,
        ", note: n",
        "",
    ),
    "taken out, first": (
        "{note: n, period: 2013/14 Q1, value: 9, source: hub, at: p}",
        "note",
        REMOVED,
        "note: n, ",
        "",
    ),
    "several lines": (
        "{period: 2013/14 Q1, # kept\n         value: 9,\n         source: hub, at: p}",
        "value",
        Decimal(10),
        "9",
        "10",
    ),
    "quoted keys without a space": (
        '{"period":"2013/14 Q1","value":9,"source":hub,"at":p}',
        "value",
        Decimal(10),
        "9",
        " 10",
    ),
}


@pytest.mark.parametrize(("row", "key", "value", "was", "now"), FLOW.values(), ids=FLOW)
def test_field_in_braces_is_changed_in_its_place(row: str, key: str, value: object, was: str, now: str):
    old = file("", f"    observations:\n      - {row}\n")
    head, _, tail = old.rpartition(row)
    assert check(old, Edit((*FIGURE_LOC, key), value)).text == head + row.replace(was, now, 1) + tail


def test_number_becomes_a_code_in_one_change():
    result = check(file(""), Edit((*FIGURE_LOC, "value"), REMOVED), Edit((*FIGURE_LOC, "code"), "x"))
    assert "{period: 2013/14 Q1, code: x, source: hub, at: p}" in result.text
    assert result.lines_gone[0][1].strip() == "- {period: 2013/14 Q1, value: 9, source: hub, at: p}"
    assert result.lines_added[0][1].strip() == "- {period: 2013/14 Q1, code: x, source: hub, at: p}"


def test_number_of_several_lines_becomes_a_code_in_one_change():
    rows = "    observations:\n      - period: 2013/14 Q1\n        value: 9\n        source: hub\n        at: p\n"
    result = check(file("", rows), Edit((*FIGURE_LOC, "value"), REMOVED), Edit((*FIGURE_LOC, "code"), "x"))
    assert result.text == file("", rows.replace("value: 9", "code: x"))


def test_source_organisation_and_theme_are_edited_and_a_theme_is_put_in():
    edits = (
        Edit(("organisation", "contact"), "the hub: children's services"),
        Edit(("organisation", "due_days"), Decimal(40)),
        Edit(("sources", "hub", "title"), "Returns"),
        Edit(("themes", 0, "name"), "Health and wellbeing"),
    )
    check(file(""), *edits)
    new = amended(file(""), Change(edits=(Edit(("themes", 1), {"id": "work", "name": "Work"}),)))
    assert "themes: [{id: health, name: Health}, {id: work, name: Work}]\n" in new.text


def test_figure_is_added_in_the_change_that_edits_the_one_before():
    addition = Addition("one", "observations", {"period": "2013/14 Q2", "value": 8, "source": "hub", "at": "q"})
    result = amended(file(""), Change((addition,), edits=(Edit((*FIGURE_LOC, "at"), "p: 2"),)))
    assert [str(one.value) for one in result.catalogue.indicators[0].observations] == ["9", "8"]
    assert len(result.lines_gone) == 1
    assert len(result.lines_added) == 2


def test_value_that_stands_already_changes_nothing():
    assert amended(file(""), Change(edits=(Edit((*ONE, "name"), "One"), Edit((*ONE, "owner"), REMOVED)))).text == file(
        ""
    )


def test_edit_that_the_contract_refuses_is_told_at_its_place():
    with pytest.raises(Refused, match=r"line 8: .*theme"):
        amended(file(""), Change(edits=(Edit((*ONE, "theme"), "none"),)))


def test_edit_beside_an_alias_is_refused_with_its_line():
    for read_before in (None, parse(file(""))):
        with pytest.raises(Refused, match=r"line 13: .*anchor or alias"):
            amended(file("    owner: &a Head\n"), Change(edits=(Edit((*ONE, "name"), "Two"),)), catalogue=read_before)


BY_HAND = {
    "a comment inside": (
        "    standard: {words: a,  # kept\n      source: hub, at: p}\n",
        Edit((*ONE, "standard"), {"words": "b", "source": "hub", "at": "p"}),
        r"line 13: .*\nstandard: {words: b, source: hub, at: p}",
    ),
    "a list's item taken out": ("", Edit(FIGURE_LOC, REMOVED), r"line 14: .*\ntake out '0'"),
}


@pytest.mark.parametrize(("before", "edit", "told"), BY_HAND.values(), ids=BY_HAND)
def test_what_cannot_be_changed_safely_is_told_with_its_line(before: str, edit: Edit, told: str):
    with pytest.raises(ByHand, match=told):
        amended(file(before), Change(edits=(edit,)))


@pytest.mark.parametrize("loc", [(*ONE, "targets", 0, "until"), ("indicators", 7, "owner"), (*ONE, "name", "x")])
def test_edit_of_what_does_not_stand_is_a_fault_of_the_caller(loc: Loc):
    with pytest.raises(ValueError, match="stand"):
        amended(file(""), Change(edits=(Edit(loc, "a"),)))


# Any style, and the shipped file.


def texts(data: dict[str, Any]) -> list[Loc]:
    """The places of free text and of figures' numbers that may be edited in any catalogue."""
    free = ("name", "definition", "caution", "note", "owner", "ask")
    found: list[Loc] = [("organisation", "contact"), *((("themes", n, "name")) for n in range(len(data["themes"])))]
    found += [("sources", one, "title") for one in data["sources"]]
    for number, indicator in enumerate(data["indicators"]):
        found += [("indicators", number, key) for key in free]
        for kind in ("observations", "comparators", "targets"):
            found += [
                ("indicators", number, kind, place, key)
                for place, entry in enumerate(indicator.get(kind) or ())
                for key in ("at", "note", "commentary")
                if key != "commentary" or kind == "observations"
            ]
    return found


@pytest.mark.slow
def test_any_style_of_hand_is_edited_exactly_or_left_alone():
    counted: Counter[str] = Counter()

    @settings(max_examples=STYLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(handwritten(), st.data())
    def every_style(old: str, draw: st.DataObject) -> None:
        try:
            parse(old)
        except Refused:
            counted["no catalogue"] += 1
            return
        data, _ = read_data(old.removeprefix("\ufeff"))
        places = draw.draw(st.lists(st.sampled_from(texts(data)), min_size=1, max_size=3, unique=True))
        edits = []
        for loc in places:
            gone = loc[-1] in ("caution", "note", "ask", "commentary") and draw.draw(st.booleans())
            edits.append(Edit(loc, REMOVED if gone else draw.draw(st.sampled_from(HOSTILE))))
        holders = {edit.loc[:-1]: read(data, edit.loc[:-1]) for edit in edits}
        edits = [edit for edit in edits if edit.value is not REMOVED or edit.loc[-1] in holders[edit.loc[:-1]]]
        try:
            check(old, *edits)
            counted["exact"] += 1
        except ByHand:
            counted["by hand"] += 1
        except Refused:
            counted["refused"] += 1

    every_style()
    print(f"\nstyles: {dict(counted)}")
    assert counted["exact"] >= LEAST_EXACT * (counted["exact"] + counted["by hand"])
    assert counted["no catalogue"] + counted["refused"] <= 0.2 * STYLES


def read(data: Any, loc: Loc) -> Any:
    for step in loc:
        data = data[step]
    return data


def test_each_text_of_the_shipped_file_is_edited_and_only_its_lines_change() -> None:
    old = DATA.read_bytes().decode()
    data, _ = read_data(old)
    edits = tuple(Edit(loc, f"{HOSTILE[number % 6]} {number}") for number, loc in enumerate(texts(data)))
    assert len(edits) > 500
    check(old, *edits)


def test_each_indicator_of_the_shipped_file_ends_its_targets_and_gets_an_owner_alone() -> None:
    old = DATA.read_bytes().decode()
    catalogue = parse(old)
    for number, indicator in enumerate(catalogue.indicators):
        edits = [Edit(("indicators", number, "owner"), f"Head of Children's Services: care {number}")]
        edits += [
            Edit(("indicators", number, "targets", place, "until"), date(2030, 3, 31))
            for place, target in enumerate(indicator.targets)
            if target.until is None
        ]
        result = amended(old, Change(edits=tuple(edits)), catalogue=catalogue)
        assert len(result.lines_gone) <= len(edits)
        gone = Counter(old.splitlines()) - Counter(result.text.splitlines())
        assert {line for _, line in result.lines_gone} <= set(gone)
        assert gone.total() <= len(edits)
