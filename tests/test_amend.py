"""Adding to the file: nothing else changes, and what can't be added safely is refused."""

import os
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from styles import handwritten

from metrics import written
from metrics.amend import Addition, Amended, ByHand, Change, amended
from metrics.catalogue import Refused, parse
from metrics.indicator import Catalogue, Comparator, Observation, OwnFigure, Target
from metrics.period import parse as period

ROOT = Path(__file__).parent.parent
STYLES = int(os.environ.get("STYLES", "1000"))
LEAST_EXACT = 0.97
FIGURE = {"period": "2014/15 Q4", "value": Decimal("31.0"), "source": "hub", "at": "return: April 2015"}
MEASURE = {
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


def addition(kind: str = "observations", indicator: str = "measure-0", **entry: object) -> Addition:
    return Addition(indicator, kind, FIGURE | entry)


def figures(*lines: str, head: str = "", tail: str = "") -> str:
    """A small file whose one measure has these lines as its figures."""
    return (
        head + "organisation: {name: Medway, area: Medway, contact: hub}\n"
        "sources:\n  hub: {title: Return, publisher: Medway, kind: internal}\n"
        "themes: [{id: health, name: Health}]\nindicators:\n  - id: measure-0\n    name: One\n    theme: health\n"
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
        entries = next(measure for measure in data["indicators"] if measure["id"] == one.indicator)[one.kind]
        model = {"observations": Observation, "comparators": Comparator, "targets": Target, "own_series": OwnFigure}
        entries.remove(model[one.kind].model_validate(written.plain(one.entry)).model_dump())
    return data


def check(old: str, change: Change) -> Amended:
    """Add, and hold the result against the promise by means that ``amend`` doesn't use."""
    result = amended(old, change)
    assert only_added(old, result.text)
    assert without(parse(result.text), change) == parse(old).model_dump()
    assert result.catalogue == parse(result.text)
    lines = result.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, part in result.lines_added:
        assert part in lines[number - 1]
        lines[number - 1] = lines[number - 1].replace(part, "", 1)
    assert "".join("".join(lines).split()) == "".join(old.split())
    return result


# Any style.


@st.composite
def changes(draw: st.DrawFn, catalogue: Catalogue) -> Change:
    """A change that the contract allows for this catalogue."""
    additions: list[Addition] = []
    for measure in catalogue.indicators:
        taken = {one.period for one in measure.observations}
        some = draw(
            st.lists(st.sampled_from(["late", "revised", "predicted", "newest", "first"]), max_size=2, unique=True)
        )
        for what in some:
            when = {"late": "2012/13 Q3", "newest": "2016/17 Q1", "first": "2009/10 Q1"}.get(what)
            more: dict[str, object] = {"note": draw(st.sampled_from(HOSTILE[:40]))} if draw(st.booleans()) else {}
            if what == "revised" and taken:
                when = str(draw(st.sampled_from(measure.observations)).period)
                more |= {"status": "revised", "by": "hub", "on": date(2015, 1, 1), "reason": "a count: corrected"}
            elif what == "predicted":
                when, more = "2015/16 Q1", more | {"status": "predicted", "predicted_by": "hub"}
            if when and (what == "revised" or period(when) not in taken):
                additions.append(addition(indicator=measure.id, period=when, **more))
        for kind in draw(st.lists(st.sampled_from(["comparators", "targets", "own_series"]), max_size=2)):
            more = {"value": len(additions) + 1}
            if kind == "comparators":
                more |= {"area": f"Area {len(additions)}", "group": "all"}
            entry = FIGURE | more
            if kind == "targets":
                entry = {
                    "value": more["value"],
                    "kind": "council target",
                    "from": date(2014, 4, 1),
                    "source": "hub",
                    "at": "p",
                }
            additions.append(Addition(measure.id, kind, entry))
    sources = draw(st.sampled_from([{}, {}, {"plan-2014": SOURCE}, {"plan-2014": SOURCE, "no": SOURCE}]))
    return Change(tuple(additions), draw(st.sampled_from([(), (), (MEASURE,)])), sources)


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
        except ByHand as refused:
            assert refused.lines
            counted["by hand"] += 1
            if os.environ.get("SHOW"):
                Path(os.environ["SHOW"], f"{counted['by hand']}.yaml").write_bytes(
                    (old + "\n=====\n" + str(refused)).encode()
                )

    every_style()
    print(f"\nstyles: {dict(counted)}")
    assert counted["exact"] >= LEAST_EXACT * (counted["exact"] + counted["by hand"])
    assert counted["no catalogue"] <= 0.1 * STYLES
