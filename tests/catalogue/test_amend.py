"""Adding to the file: nothing else changes, and what can't be added safely is refused."""

import contextlib
import os
import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from metrics.catalogue import yaml_insert, yaml_write
from metrics.catalogue.amend import Addition, Amended, ByHand, Change, TargetEnd, amended
from metrics.catalogue.load import parse
from metrics.catalogue.models import Catalogue, Comparator, Indicator, Observation, OwnFigure, Source, Target
from metrics.catalogue.period import parse as period
from metrics.catalogue.problems import Refused
from metrics.catalogue.yaml_insert import Piece
from metrics.catalogue.yaml_reader import read_data
from tests.support.yaml_styles import handwritten

ROOT = Path(__file__).parents[2]
STYLES = int(os.environ.get("STYLES", "300"))
LEAST_EXACT = 0.97
DATA = ROOT / "data" / "indicators.yaml"
MODELS = {"observations": Observation, "comparators": Comparator, "targets": Target, "own_series": OwnFigure}
FIGURE = {"period": "2014/15 Q4", "value": Decimal("31.0"), "source": "hub", "at": "return: April 2015"}
INDICATOR = {
    "id": "fresh",
    "name": "Fresh: a new one",
    "theme": "health",
    "unit": "percent",
    "polarity": "neutral",
    "frequency": "quarter",
    "definition": "What is counted, of whom, and when. " * 8 + "End.",
    "targets": [{"value": 5, "kind": "council target", "from": date(2014, 4, 1), "source": "hub", "at": "plan"}],
    "observations": [FIGURE],
}
SOURCE = {"title": "Plan: 2014", "publisher": "Medway Council", "kind": "internal", "published": date(2014, 4, 1)}
BLANK = Counter({" ": 10**6, "\n": 10**6, "\r": 10**6})
HOSTILE = [
    *(
        "a: b",
        "a #b",
        "#",
        "'",
        '"',
        'it\'s "so"',
        "- x",
        "-",
        "?",
        "? a",
        ":",
        "a:",
        "😀",
        "👩‍👩‍👧",
        "{}",
        "[a, b]",
        "*a",
        "&a",
    ),
    *(
        "!tag",
        '"it\'s": so',
        "a?",
        "a? b",
        "!!python/object:x",
        "%YAML",
        "@a",
        "`a`",
        "|",
        ">-",
        "~",
        "null",
        "no",
        "Yes",
        "ON",
        "y",
        "true",
        "1",
        "1.0",
    ),
    *(
        "1e3",
        "0x1F",
        "0o17",
        "1_000",
        ".5",
        ".inf",
        "12:30:45",
        "2013-08-23",
        "<<",
        "=",
        "---",
        "...",
        "a\\b",
        "C:\\new",
    ),
    *(
        " lead",
        "trail ",
        "  ",
        "a  b",
        "a\nb",
        "a\r\nb\n",
        "\ta\tb",
        "a\u00a0b",
        "\u00a0",
        "a\u0085b",
        "a\u2028b",
        "\ufeffa",
    ),
    *(
        "=1+1",
        "+1",
        "../../x",
        "<script>alert(1)</script>",
        "a,b",
        "e\u0301",
        "\u202eabc",
        "x" * 2000,
        "word " * 400 + "end",
    ),
    *(
        "a" * 1500 + ": b",
        "'quoted'",
        '"quoted"',
        "''",
        "$",
        "£5",
        "(a)",
        "½",
        "٣",
        "http://a.b/c?d=e#f",
        "key: {a: [b",
    ),
]


def addition(kind: str = "observations", indicator: str = "indicator-0", **entry: object) -> Addition:
    return Addition(indicator, kind, FIGURE | entry)


def figures(*lines: str, head: str = "", tail: str = "") -> str:
    """A small file whose one indicator has these lines as its figures."""
    return (
        head + "organisation: {name: Medway, area: Medway, contact: hub}\n"
        "sources:\n  hub: {title: Return, publisher: Medway, kind: internal}\n"
        "themes: [{id: health, name: Health}]\nindicators:\n  - id: indicator-0\n    name: One\n    theme: health\n"
        "    unit: percent\n    polarity: neutral\n    frequency: quarter\n    definition: Words.\n"
        "    observations:" + "".join(lines) + tail
    )


def dashed(*periods: str, **more: str) -> str:
    keys = "".join(f", {key}: {value}" for key, value in more.items())
    return "".join(f"\n      - {{period: {one}, value: 9, source: hub, at: p{keys}}}" for one in periods) + "\n"


def only_added(old: str, new: str) -> bool:
    """Whether every character of the old text stands in the new one, in its order."""
    rest = iter(new)
    return all(one in rest for one in old)


def without(catalogue: Catalogue, change: Change) -> dict:
    """The catalogue as data, less what the change brought."""
    data = catalogue.model_dump()
    for id in change.sources:
        del data["sources"][id]
    fresh = {one["id"] for one in change.indicators}
    data["indicators"] = [one for one in data["indicators"] if one["id"] not in fresh]
    for one in change.additions:
        entries = next(an_indicator for an_indicator in data["indicators"] if an_indicator["id"] == one.indicator)[
            one.kind
        ]
        entries.remove(MODELS[one.kind].model_validate(yaml_write.plain_value(one.entry)).model_dump())
    for end in change.ends:
        an_indicator = next(one for one in data["indicators"] if one["id"] == end.indicator)
        assert an_indicator["targets"][end.number]["until"] == end.until
        an_indicator["targets"][end.number]["until"] = None
    return data


def check(old: str, change: Change) -> Amended:
    """Add, and hold the result against the promise by means that ``amend`` doesn't use."""
    result = amended(old, change)
    assert only_added(old, result.text)
    assert without(parse(result.text), change) == parse(old).model_dump()
    assert result.catalogue == parse(result.text)
    lines = re.split("\r\n|\r|\n", result.text)
    assert all(part in lines[number - 1] for number, part in result.lines_added)
    added = "".join(part for _, part in result.lines_added)
    assert Counter(result.text) - Counter(old) - BLANK == Counter(added) - BLANK
    return result


# Any style.


@st.composite
def changes(draw: st.DrawFn, catalogue: Catalogue) -> Change:
    """A change that the contract allows for this catalogue."""
    additions: list[Addition] = []
    for an_indicator in catalogue.indicators:
        taken = {one.period for one in an_indicator.observations}
        some = draw(
            st.lists(st.sampled_from(["late", "revised", "predicted", "newest", "first"]), max_size=2, unique=True)
        )
        for what in some:
            when = {"late": "2012/13 Q3", "newest": "2016/17 Q1", "first": "2009/10 Q1"}.get(what)
            more: dict[str, object] = {"note": draw(st.sampled_from(HOSTILE[:40]))} if draw(st.booleans()) else {}
            if what == "revised" and taken:
                when = str(draw(st.sampled_from(an_indicator.observations)).period)
                more |= {"status": "revised", "by": "hub", "on": date(2015, 1, 1), "reason": "a count: corrected"}
            elif what == "predicted":
                when, more = "2015/16 Q1", more | {"status": "predicted", "predicted_by": "hub"}
            if when and (what == "revised" or period(when) not in taken):
                additions.append(addition(indicator=an_indicator.id, period=when, **more))
        for kind in draw(st.lists(st.sampled_from(["comparators", "targets", "own_series"]), max_size=2)):
            more = {"value": len(additions) + 1}
            if kind == "comparators":
                more |= {"area": f"Area {len(additions)}", "group": "all"}
            if kind == "own_series":
                more |= {"group": f"group {len(additions)}"}
            entry = FIGURE | more
            if kind == "targets":
                entry = {
                    "value": more["value"],
                    "kind": "council target",
                    "from": date(2014, 4, 1),
                    "source": "hub",
                    "at": "p",
                }
            additions.append(Addition(an_indicator.id, kind, entry))
    sources = draw(st.sampled_from([{}, {}, {"plan-2014": SOURCE}, {"plan-2014": SOURCE, "no": SOURCE}]))
    open_targets = [
        TargetEnd(one.id, number, max(date(2014, 3, 31), target.from_ or date(2014, 3, 31)))
        for one in catalogue.indicators
        for number, target in enumerate(one.targets)
        if target.until is None
    ]
    ends = draw(st.lists(st.sampled_from(open_targets), max_size=2, unique=True)) if open_targets else []
    return Change(tuple(additions), draw(st.sampled_from([(), (), (INDICATOR,)])), sources, tuple(ends))


@pytest.mark.slow
def test_any_style_of_hand_is_added_to_exactly_or_left_alone():
    counted: Counter[str] = Counter()

    @settings(max_examples=STYLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(handwritten(), st.data())
    def every_style(old: str, data: st.DataObject) -> None:
        try:
            catalogue = parse(old)
        except Refused:
            counted["no catalogue"] += 1
            return
        change = data.draw(changes(catalogue))
        assume(change != Change())
        try:
            check(old, change)
            counted["exact"] += 1
        except ByHand:
            counted["by hand"] += 1

    every_style()
    print(f"\nstyles: {dict(counted)}")
    assert counted["exact"] >= LEAST_EXACT * (counted["exact"] + counted["by hand"])
    assert counted["no catalogue"] <= 0.1 * STYLES


@settings(max_examples=max(100, STYLES // 10), deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(handwritten(), st.data())
def test_text_put_in_a_wrong_place_never_gets_past_the_proof(old: str, data: st.DataObject):
    def anywhere(text: str, *_: object) -> list[Piece]:
        return [Piece(data.draw(st.integers(0, len(text))), data.draw(st.sampled_from(wrong)))]

    wrong = ["", "\n", " ", "#", ",", "0", f"\n      - {LINE}", f", {LINE}", "\n    note: more\n", "...\n", "'"]
    try:
        change = data.draw(changes(parse(old)))
    except Refused:
        return
    with pytest.MonkeyPatch.context() as patch, contextlib.suppress(ByHand):
        patch.setattr("metrics.catalogue.yaml_insert.insert", anywhere)
        check(old, change)


# The real file.


@pytest.fixture(scope="module")
def real() -> str:
    return DATA.read_bytes().decode()


def test_every_indicator_of_the_real_file_takes_a_figure(real: str):
    change = Change(
        tuple(addition(indicator=one.id, value=None, code="x", period="2031") for one in parse(real).indicators)
    )
    assert len(check(real, change).catalogue.indicators) == len(change.additions) > 50


def test_every_indicator_of_the_real_file_takes_a_comparator_and_a_target(real: str):
    words = {"words": "well below", "source": "hub", "at": "return"}
    more = {"area": "South East", "group": "all", "period": "2031"}
    ids = [one.id for one in parse(real).indicators]
    additions = [Addition(id, "targets", words) for id in ids] + [
        Addition(id, "comparators", words | more) for id in ids
    ]
    check(real, Change(tuple(additions)))


def test_new_indicator_and_source_stand_in_the_style_of_the_real_file(real: str):
    result = check(real, Change((), (INDICATOR,), {"plan": SOURCE}))
    plan = '  plan: {title: "Plan: 2014", publisher: Medway Council, published: 2014-04-01, kind: internal}'
    assert result.lines_added[0][1] == plan
    first = result.lines_added[1][0]
    new = result.text.splitlines()
    assert new[first - 2] == ""
    assert "\n".join(new[first - 1 : first + 13]) == NEW_INDICATOR
    assert new[first + 13] == ""
    assert [number for number, _ in result.lines_added[1:]] == list(range(first, first + 14))


NEW_INDICATOR = """\
  - id: fresh
    name: "Fresh: a new one"
    theme: health
    unit: percent
    polarity: neutral
    frequency: quarter
    definition: >-
      What is counted, of whom, and when. What is counted, of whom, and when. What is counted, of whom, and
      when. What is counted, of whom, and when. What is counted, of whom, and when. What is counted, of whom,
      and when. What is counted, of whom, and when. What is counted, of whom, and when. End.
    targets:
      - {value: 5, kind: council target, from: 2014-04-01, source: hub, at: plan}
    observations:
      - {period: 2014/15 Q4, value: 31.0, source: hub, at: "return: April 2015"}"""


# Where a target ends.

TARGET = "value: 95, kind: council target, from: 2013-10-01, source: hub, at: p"
ENDS = TARGET.replace("-01,", "-01, until: 2014-03-31,")
BLOCK, ENDS_BLOCK = (one.replace(", ", "\n        ") for one in (TARGET, ENDS))
ENDED = TargetEnd("indicator-0", 0, date(2014, 3, 31))
TARGETS = {
    "on a line": (f"\n      - {{{TARGET}}}\n", f"\n      - {{{ENDS}}}\n"),
    "with a comment": (
        f"\n      - {{{TARGET}}}  # of 2013\n",
        f"\n      - {{{ENDS}}}  # of 2013\n",
    ),
    "in brackets": (f" [{{{TARGET}}}]\n", f" [{{{ENDS}}}]\n"),
    "of several lines": (
        f"\n      - {BLOCK}\n",
        f"\n      - {ENDS_BLOCK}\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), TARGETS.values(), ids=TARGETS)
def test_target_that_stands_open_gets_its_last_day_in_its_own_entry(before: str, after: str):
    def file(targets: str) -> str:
        return figures(" []", tail=f"{AWAITS}    targets:{targets}")

    result = check(file(before), Change(ends=(ENDED,)))
    assert result.text == file(after)
    assert [part.strip(" ,") for _, part in result.lines_added] == ["until: 2014-03-31"]


def test_one_target_may_end_and_another_follow_it_in_one_change():
    text = figures(" []", tail=f"{AWAITS}    targets:\n      - {{{TARGET}}}\n")
    follows = Addition(
        "indicator-0",
        "targets",
        {"value": 97, "kind": "council target", "from": date(2014, 4, 1), "source": "hub", "at": "p"},
    )
    result = check(text, Change((follows,), ends=(ENDED,)))
    assert [(one.value, one.until) for one in result.catalogue.indicators[0].targets] == [
        (95, date(2014, 3, 31)),
        (97, None),
    ]


def test_two_targets_of_one_indicator_end_in_one_change():
    duty = TARGET.replace("95", "100").replace("council target", "statutory duty")
    text = figures(" []", tail=f"{AWAITS}    targets:\n      - {{{TARGET}}}\n      - {{{duty}}}\n")
    result = check(text, Change(ends=(ENDED, replace(ENDED, number=1))))
    assert [one.until for one in result.catalogue.indicators[0].targets] == [date(2014, 3, 31)] * 2


def test_target_that_would_end_before_it_begins_is_refused_and_told():
    text = figures(" []", tail=f"{AWAITS}    targets:\n      - {{{TARGET}}}\n")
    with pytest.raises(Refused, match="until"):
        amended(text, Change(ends=(replace(ENDED, until=date(2013, 3, 31)),)))


# Where a figure goes.


def periods_after(old: str, *new: Addition) -> list[str]:
    """The periods of the first indicator, with what tells lines of one period apart."""
    an_indicator = check(old, Change(new)).catalogue.indicators[0]
    return [f"{one.period} {one.status}".removesuffix(" final") for one in an_indicator.observations]


REVISED = {"status": "revised", "by": "hub", "on": date(2015, 1, 1), "reason": "recounted"}


def test_late_figure_goes_to_its_place():
    old = figures(dashed("2012/13 Q1", "2012/13 Q4", "2013/14 Q1"))
    assert periods_after(old, addition(period="2012/13 Q2"))[:3] == ["2012/13 Q1", "2012/13 Q2", "2012/13 Q4"]


def test_figure_earlier_than_all_goes_above_the_first():
    old = figures("  # oldest first", "\n      # the pilot", dashed("2012/13 Q1", "2012/13 Q4"))
    assert periods_after(old, addition(period="2011/12 Q1"), addition(period="2011/12 Q2"))[:3] == [
        *("2011/12 Q1", "2011/12 Q2", "2012/13 Q1")
    ]


def test_revision_goes_directly_below_the_line_that_it_revises():
    old = figures(dashed("2012/13 Q1", '"undated: early"', "2012/13 Q2"))
    found = periods_after(
        old, addition(period="2012/13 Q1", **REVISED), addition(period="undated: early", **REVISED),
        addition(period="2012/13 Q1", **REVISED),
    )  # fmt: skip
    assert found == [
        *("2012/13 Q1", "2012/13 Q1 revised", "2012/13 Q1 revised"),
        *("undated: early", "undated: early revised", "2012/13 Q2"),
    ]


def test_prediction_stands_beside_its_outcome():
    old = figures(dashed("2012/13 Q1", "2012/13 Q2"))
    foretold = addition(period="2012/13 Q1", status="predicted", predicted_by="hub")
    assert periods_after(old, foretold) == ["2012/13 Q1", "2012/13 Q1 predicted", "2012/13 Q2"]


def test_longer_period_with_the_same_last_day_goes_below_the_shorter():
    old = figures(dashed("March 2013", "2012/13 financial year", "2013/14 Q1"))
    assert periods_after(old, addition(period="2012/13 Q4"))[:3] == [
        "March 2013",
        "2012/13 Q4",
        "2012/13 financial year",
    ]


def test_undated_figure_goes_to_the_end_and_dated_ones_stand_above_none_that_is_undated():
    old = figures(dashed('"undated: early"', "2012/13 Q2", '"undated: late"'))
    found = periods_after(old, addition(period="undated: new"), addition(period="2012/13 Q1"))
    assert found == ["undated: early", "2012/13 Q1", "2012/13 Q2", "undated: late", "undated: new"]


def test_figures_given_out_of_order_are_put_in_order():
    found = periods_after(figures(" []\n    why_missing: a\n    source: hub\n    at: b\n"), *map(quarter, (3, 1, 4, 2)))
    assert found == ["2012/13 Q1", "2012/13 Q2", "2012/13 Q3", "2012/13 Q4"]


def quarter(number: int) -> Addition:
    return addition(period=f"2012/13 Q{number}")


# The traps of styles, each by name: (what stands after "observations:", what stands there afterwards).

LINE = '{period: 2014/15 Q4, value: 31.0, source: hub, at: "return: April 2015"}'
AWAITS = "\n    why_missing: a\n    source: hub\n    at: b\n"
EARLIER = LINE.replace("2014/15 Q4", "2011/12 Q4")
ONE = "{period: 2012/13 Q1, value: 9, source: hub, at: p}"
TRAPS = {
    "one a line": (f"\n      - {ONE}\n", f"\n      - {ONE}\n      - {LINE}\n"),
    "no final newline": (f"\n      - {ONE}", f"\n      - {ONE}\n      - {LINE}"),
    "Windows line ends": (f"\r\n      - {ONE}\r\n", f"\r\n      - {ONE}\r\n      - {LINE}\r\n"),
    "dashes not indented": (f"\n    - {ONE}\n", f"\n    - {ONE}\n    - {LINE}\n"),
    "comment at the line and below": (
        f"\n      - {ONE}  # a\tb\n      # end\n# -- Education\n",
        f"\n      - {ONE}  # a\tb\n      - {LINE}\n      # end\n# -- Education\n",
    ),
    "block keys": (
        "\n      -   period: 2012/13 Q1\n          value: 9\n          source: hub\n          at: p\n\n\n",
        "\n      -   period: 2012/13 Q1\n          value: 9\n          source: hub\n          at: p\n"
        f"      - {LINE}\n\n\n",
    ),
    "folded text last": (
        "\n      - period: 2012/13 Q1\n        value: 9\n        source: hub\n        at: >-\n         p\n\n",
        "\n      - period: 2012/13 Q1\n        value: 9\n        source: hub\n        at: >-\n         p\n"
        f"      - {LINE}\n\n",
    ),
    "text that keeps its blank lines last": (
        "\n      - period: 2012/13 Q1\n        value: 9\n        source: hub\n        at: |+\n          p\n\n\n",
        "\n      - period: 2012/13 Q1\n        value: 9\n        source: hub\n        at: |+\n          p\n\n\n"
        f"      - {LINE}\n",
    ),
    "document end": (f"\n      - {ONE}\n...\n", f"\n      - {ONE}\n      - {LINE}\n...\n"),
    "empty brackets": (f" []{AWAITS}", f" [\n      {LINE},\n      ]{AWAITS}"),
    "empty brackets with comment": (f" []  # awaits{AWAITS}", f" [\n      {LINE},\n      ]  # awaits{AWAITS}"),
    "brackets on one line": (f" [{ONE}]\n", f" [{ONE}, {LINE}]\n"),
    "brackets on one line with trailing comma": (f" [{ONE}, ]\n", f" [{ONE}, {LINE}, ]\n"),
    "brackets over lines": (f" [\n      {ONE}\n    ]\n", f" [\n      {ONE},\n      {LINE}\n    ]\n"),
    "brackets over lines with comment": (
        f" [\n      {ONE} # a\n    ]\n",
        f" [\n      {ONE}, # a\n      {LINE}\n    ]\n",
    ),
    "brackets over lines with trailing comma and comment": (
        f" [\n      {ONE}, # a\n    ]\n",
        f" [\n      {ONE}, # a\n      {LINE},\n    ]\n",
    ),
    "comma on a line of its own": (f" [\n      {ONE}\n      ,]\n", f" [\n      {ONE}\n      , {LINE}\n      ,]\n"),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_line_is_put_in_exactly(trap: str):
    old, new = TRAPS[trap]
    ends = "\r\n" if "\r" in old else "\n"
    before = figures(old).replace("\r\n", "\n").replace("\n", ends)
    result = check(before, Change((addition(),)))
    assert result.text == figures(new).replace("\r\n", "\n").replace("\n", ends)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f" [{ONE}]\n", f" [{EARLIER}, {ONE}]\n"),
        (f" [\n      {ONE}, # a\n    ]\n", f" [\n      {EARLIER},\n      {ONE}, # a\n    ]\n"),
        (f"\n      # a\n      - {ONE}\n", f"\n      # a\n      - {EARLIER}\n      - {ONE}\n"),
    ],
)
def test_line_above_the_first_is_put_in_exactly(old: str, new: str):
    assert check(figures(old), Change((addition(period="2011/12 Q4"),))).text == figures(new)


def test_second_figure_after_empty_brackets_is_one_whole_line():
    first = check(figures(" []" + AWAITS), Change((addition(),))).text
    second = check(first, Change((addition(period="2015/16 Q1"),)))
    assert second.lines_added == ((15, "      " + LINE.replace("2014/15 Q4", "2015/16 Q1") + ","),)


def test_list_that_is_not_there_yet_is_added_above_the_figures():
    old = figures(dashed("2012/13 Q1"))
    result = check(old, Change((Addition("indicator-0", "targets", INDICATOR["targets"][0]),)))
    assert result.lines_added == (
        (13, "    targets:"),
        (14, "      - {value: 5, kind: council target, from: 2014-04-01, source: hub, at: plan}"),
    )


def test_indicator_in_braces_stays_on_its_line():
    written = (
        "{id: indicator-0, name: One, theme: health, unit: percent, polarity: neutral, frequency: quarter, "
        "definition: Words, why_missing: a, source: hub, at: b, observations: []}"
    )
    old = figures(dashed("2012/13 Q1")).partition("  - id")[0] + f"  - {written}\n"
    target = Addition("indicator-0", "targets", INDICATOR["targets"][0])
    new = check(old, Change((addition(), target))).text.splitlines()[-1]
    bound = "targets: [{value: 5, kind: council target, from: 2014-04-01, source: hub, at: plan}]"
    assert new == f"  - {written}".replace("[]", f"[{LINE}]").replace("Words,", f"Words, {bound},")


@pytest.mark.parametrize(
    ("between", "blank"), [("\n", True), ("", False), ("\n  # ---- Health\n", True), ("  #\n", False)]
)
def test_new_indicator_is_set_off_by_a_blank_line_where_the_others_are(between: str, blank: bool):
    old = figures(dashed("2012/13 Q1"))
    second = between + "  - id: indicator-1" + old.partition("  - id: indicator-0")[2]
    result = check(old + second, Change(indicators=(INDICATOR,)))
    assert result.text.startswith(old + second + "\n" * blank + "  - id: fresh\n")


def test_new_indicator_below_the_only_one_is_set_off_by_a_blank_line():
    old = figures(dashed("2012/13 Q1"))
    assert check(old, Change(indicators=(INDICATOR,))).text.startswith(old + "\n  - id: fresh\n")


@pytest.mark.parametrize("dash", ["    - ", "       - "])
def test_new_lists_are_indented_as_the_figures_are_and_stand_in_the_usual_order(dash: str):
    old = figures(f"\n{dash}{ONE}\n")
    other = {"area": "England", "group": "all", "period": "2012/13 Q1", "words": "higher", "source": "hub", "at": "p"}
    added = Addition("indicator-0", "targets", INDICATOR["targets"][0]), Addition("indicator-0", "comparators", other)
    assert [line.partition("{")[0] for _, line in check(old, Change(added)).lines_added] == [
        *("    comparators:", dash, "    targets:", dash)
    ]


def test_new_list_beside_figures_in_brackets_is_indented_by_two():
    result = check(figures(f" [{ONE}]\n"), Change((Addition("indicator-0", "targets", INDICATOR["targets"][0]),)))
    assert result.lines_added[1][1].startswith("      - {value")


def test_byte_order_mark_stays_and_lines_are_counted_past_it():
    result = check("\ufeff" + figures(dashed("2012/13 Q1")), Change((addition(),)))
    assert result.text.startswith("\ufefforganisation")
    assert result.lines_added == ((15, f"      - {LINE}"),)


def test_nothing_to_add_leaves_the_text_as_it_is(real: str):
    assert amended(real, Change()).text == real


# What is written.


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:20])
def test_hostile_text_comes_back_exactly(text: str, real: str):
    entry = FIGURE | {"note": text, "commentary": text, "value": Decimal(1), "period": "2031"}
    if not text.strip():
        with pytest.raises(Refused):
            amended(real, Change((addition(indicator="five-good-gcses", **entry),)))
        return
    change = Change(
        (addition(indicator="five-good-gcses", **entry),), (INDICATOR | {"definition": text, "name": text},)
    )
    data, _ = read_data(check(real, change).text.removeprefix("\ufeff"))
    added = next(one for one in data["indicators"] if one["id"] == "five-good-gcses")["observations"][-1]
    fresh = data["indicators"][-1]
    assert [added["note"], added["commentary"], fresh["definition"], fresh["name"]] == [text] * 4


@settings(max_examples=500, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_is_the_same_to_our_reader_and_to_a_reader_of_yaml_1_1(text: str):
    one_line = yaml_write.flow({"a": text, "b": [text]})
    assert "\n" not in one_line
    assert read_data(f"x: {one_line}")[0] == {"x": {"a": text, "b": [text]}}
    assert yaml.safe_load(one_line) == {"a": text, "b": [text]}


@pytest.mark.parametrize(
    "text", ["1e3", "0o17", "0x1F", "1_0", "12e03", "+1", "no", "Y", "NULL", "~", "2013-08-23", ".5"]
)
def test_text_that_some_reader_takes_for_something_else_is_quoted(text: str):
    assert yaml_write.scalar(text) == f'"{text}"'


@pytest.mark.parametrize(
    "text", ["2013/14 Q2", "return of October 2013", "paragraph 31", "26% (of 40)", "it's", "£5", "E06"]
)
def test_text_that_needs_no_quotes_has_none(text: str):
    assert yaml_write.scalar(text) == text


@pytest.mark.parametrize("digits", ["15.0", "0.10", "-3", "0", "100", "14.6", "999999999999999.123456789012"])
def test_digits_stay_as_written(digits: str):
    assert yaml_write.flow(yaml_write.plain_value({"value": Decimal(digits)})) == f"{{value: {digits}}}"


@pytest.mark.parametrize(
    "value", [26.5, datetime(2013, 1, 1), {1, 2}, b"x", object()], ids=lambda value: type(value).__name__
)
def test_value_without_a_form_in_the_file_is_an_error_of_the_program(value: object):
    with pytest.raises(TypeError, match="no form in the data file"):
        yaml_write.plain_value({"value": value})


def test_every_key_of_the_contract_has_its_place_in_the_line():
    def keys(*models: type) -> set[str]:
        return {one.alias or name for model in models for name, one in model.model_fields.items()}

    assert keys(Observation, Comparator, OwnFigure, Target) <= set(yaml_write.ENTRY)
    assert keys(Indicator) == set(yaml_write.INDICATOR)
    assert keys(Source) == set(yaml_write.SOURCE)


def test_lines_are_written_as_those_of_the_real_file_are(real: str):
    """What we would write of the file's own entries is what stands there, but for quotes that it could do without."""
    data, _ = read_data(real)
    lines = real.replace('"', "").splitlines()
    entries = [one for an_indicator in data["indicators"] for kind in MODELS for one in an_indicator.get(kind, [])]
    same = [
        entry
        for entry in entries
        if "      - " + yaml_write.flow(yaml_write.plain_value(entry)).replace('"', "") in lines
    ]
    assert len(same) > 0.9 * len(entries) > 50


# What is refused.


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            {"period": "2012/13 Q1"},
            "line 15: indicator-0 > observations > period: '2012/13 Q1' has a figure",
        ),
        ({"value": Decimal(101)}, "line 15: indicator-0 > observations > 2014/15 Q4 > value: 101 is not between"),
        ({"value": "26%"}, "line 15: indicator-0 > observations > 2014/15 Q4 > value: '26%' is not a number; write 26"),
        ({"value": Decimal("NaN")}, "line 15: indicator-0 > observations > 2014/15 Q4 > value: 'NaN' is not a number"),
        (
            {"value": Decimal("1E+999999999")},
            "line 15: indicator-0 > observations > 2014/15 Q4 > value: '1E+999999999' is not",
        ),
        ({"value": 10**20}, "line 15: indicator-0 > observations > 2014/15 Q4 > value: '1000"),
        ({"value": True}, "line 15: indicator-0 > observations > 2014/15 Q4 > value: 'true' is not a number"),
        ({"value": None}, "line 15: indicator-0 > observations > 2014/15 Q4: has no value or code"),
        ({"period": "2014/15"}, "line 15: indicator-0 > observations > period: '2014/15' could be"),
        ({"period": None}, "line 15: indicator-0 > observations > "),
        ({"source": "hubb"}, "line 15: indicator-0 > observations > 2014/15 Q4 > source: 'hubb' is not in the list"),
        ({"pg": 4}, "line 15: indicator-0 > observations > 2014/15 Q4 > pg: unknown key 'pg'"),
        (
            {"note": "a\x07b"},
            "line 15: indicator-0 > observations > 2014/15 Q4 > note: holds a character that can't be seen",
        ),
        ({"note": "a\ud83db"}, "line 15: indicator-0 > observations > 2014/15 Q4 > note: holds a character that can't"),
        ({"a: b": 4}, "line 15: indicator-0 > observations > 2014/15 Q4 > a: b: unknown key 'a: b'"),
        ({"note": " \n "}, "line 15: indicator-0 > observations > 2014/15 Q4 > note: is empty"),
    ],
    ids=str,
)
def test_entry_that_breaks_the_contract_is_refused_at_its_line_of_the_new_text(entry: dict, said: str):
    with pytest.raises(Refused) as refused:
        amended(figures(dashed("2012/13 Q1")), Change((addition(**entry),)))
    assert said in str(refused.value)


def test_unknown_indicator_is_refused_with_the_nearest():
    with pytest.raises(Refused, match="'indicatro-0' is not in the list of indicators; did you mean 'indicator-0'"):
        amended(figures(dashed("2012/13 Q1")), Change((addition(indicator="indicatro-0"),)))


@pytest.mark.parametrize(
    "change", [Change(sources={"hub": SOURCE}), Change(indicators=(INDICATOR | {"id": "indicator-0"},))]
)
def test_id_that_is_there_already_is_refused(change: Change):
    with pytest.raises(Refused, match="twice"):
        amended(figures(dashed("2012/13 Q1")), change)


def test_broken_file_is_refused_as_it_stands():
    with pytest.raises(Refused, match="week"):
        amended(figures(dashed("2012/13 Q1")).replace("unit: percent", "unit: week"), Change((addition(),)))


def test_style_that_can_not_be_added_to_says_what_to_write_by_hand_and_where(monkeypatch: pytest.MonkeyPatch):
    """No style is known that is refused, so a wrong place is made up to see the proof at work."""
    monkeypatch.setattr("metrics.catalogue.yaml_insert._line_end", lambda _, at: at - 1)
    old = figures(dashed("2012/13 Q1"))
    with pytest.raises(ByHand) as refused:
        amended(
            old,
            Change((addition(), Addition("indicator-0", "targets", INDICATOR["targets"][0])), sources={"p": SOURCE}),
        )
    assert (14, f"      - {LINE}") in refused.value.lines
    assert "indicators.yaml line 14: nothing can be put safely" in str(refused.value)
    assert len(refused.value.lines) == 3


def test_of_a_change_in_parts_only_the_part_at_fault_is_to_be_written_by_hand(monkeypatch: pytest.MonkeyPatch):
    def astray(text: str, *others: Any) -> list[Piece]:
        pieces = insert(text, *others)
        return [replace(one, offset=0) if "Q3" in one.text else one for one in pieces]

    insert = yaml_insert.insert
    monkeypatch.setattr("metrics.catalogue.yaml_insert.insert", astray)
    with pytest.raises(ByHand) as refused:
        amended(figures(dashed("2012/13 Q1")), Change((quarter(2), quarter(3), quarter(4)), sources={"p": SOURCE}))
    assert [text.strip() for _, text in refused.value.lines] == ["- " + LINE.replace("2014/15 Q4", "2012/13 Q3")]


# Size


def test_a_quarter_goes_into_a_large_file():
    """25 figures into 100 indicators of 40 quarters; ``python -m benchmarks.saving`` says how fast."""
    quarters = [f"{year}/{(year + 1) % 100:02d} Q{number}" for year in range(2004, 2014) for number in (1, 2, 3, 4)]
    one = figures(dashed(*quarters)).partition("indicators:\n")
    text = "".join(one[:2]) + "".join(one[2].replace("indicator-0", f"indicator-{number}") for number in range(100))
    known = parse(text)
    change = Change(tuple(addition(indicator=f"indicator-{number * 4}") for number in range(25)))
    result = amended(text, change, catalogue=known)
    assert len(result.lines_added) == 25
