"""What was asked by the figures: the state of each follows from them by one rule, and so does which gaps are closed."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.analysis.recommendations import RecommendationReading
from metrics.catalogue.load import parse
from metrics.catalogue.models import Catalogue
from tests.support import make, recommended
from tests.support.make import DATA, Entry, counted, figure, hub, indicator, predicted, target
from tests.support.recommended import asked, gap

Q4, Q1, Q2 = "2012/13 Q4", "2013/14 Q1", "2013/14 Q2"
BETTER = (counted(Q4, 80, 200), counted(Q1, 20, 200))
WORSE = (counted(Q4, 20, 200), counted(Q1, 80, 200))
UNTESTED = (figure(Q4, 40), figure(Q1, 39))


def catalogue(**figures: tuple[Entry, ...]) -> Catalogue:
    return make.catalogue(*(indicator(*lines, id=id, name=id) for id, lines in figures.items()))


def one(made: Catalogue, *ids: str, today: date = make.TODAY) -> RecommendationReading:
    return recommended.read(made, asked(*ids), today=today).recommendations[0]


@pytest.mark.parametrize(
    ("figures", "state"),
    [
        ({"a": WORSE, "b": BETTER, "c": ()}, "wrong way"),
        ({"a": BETTER, "b": BETTER}, "right way"),
        ({"a": BETTER, "b": ()}, "figures"),
        ({"a": BETTER, "b": UNTESTED}, "figures"),
        ({"a": UNTESTED}, "figures"),
        ({"a": (), "b": ()}, "awaiting"),
        ({"a": (predicted(Q2, 30),)}, "awaiting"),
    ],
)
def test_the_first_line_of_the_rule_that_holds_is_the_state(figures: dict[str, tuple[Entry, ...]], state: str) -> None:
    assert one(catalogue(**figures), *figures).state == state


def test_without_an_indicator_that_is_said() -> None:
    assert one(catalogue(a=())).state == "no indicator"


def test_a_changed_figure_changes_the_state() -> None:
    text = DATA.read_text(encoding="utf-8")
    new = "      - {period: 2013/14 Q2, value: VALUE, numerator: VALUE, denominator: 100, source: hub, at: page 1}\n"
    first = new.replace("Q2", "Q1", 1).replace("VALUE", "40")
    states = []
    for value in ("40", "80", "10", "3"):
        lines = first + new.replace("VALUE", value)
        made = parse(_with(text, "nurse-notifications-in-time", lines))
        found = recommended.shipped(made=made)
        states.append(
            next(each.state for each in found.recommendations if each.recommendation.id == "nurse-notification")
        )
    assert states == ["figures", "right way", "wrong way", "figures"], "a suppressed number decides nothing"


def _with(text: str, indicator_id: str, lines: str) -> str:
    """The shipped text with first figures of an indicator that awaits one."""
    head, _, rest = text.partition(f"  - id: {indicator_id}\n")
    mine, rest = rest.split("    observations: []\n", 1)
    kept = "".join(
        line
        for line in mine.splitlines(keepends=True)
        if not line.startswith(("    why_missing:", "    source:", "    at:"))
    )
    return f"{head}  - id: {indicator_id}\n{kept}    observations:\n{lines}{rest}"


def published(period: str, count: int, **keys: object) -> Entry:
    given = {"comparable": "partly", "why": "Other ages.", "group": "looked-after children"}
    return counted(period, count, 200, **{**given, **keys})


YEARS = ("2010/11 financial year", "2011/12 financial year")


def test_a_department_s_figures_decide_too_unless_they_are_of_another_indicator() -> None:
    worse = [published(YEARS[0], 20), published(YEARS[1], 80)]
    other = [{**line, "comparable": "no"} for line in worse]
    for series, state, moved in ((worse, "wrong way", True), (other, "figures", False)):
        made = make.catalogue(indicator(id="a", own_series=series))
        found = one(made, "a")
        assert (found.state, found.own, len(found.published)) == (state, (), 1)
        assert bool(found.moved and found.moved.published) is moved


def test_last_moved_is_the_newest_change_of_any_figure_and_not_the_newest_figure() -> None:
    made = catalogue(
        a=(figure(Q4, 40), figure(Q1, 38), figure(Q2, 38)), b=(figure("2012/13 Q2", 9), figure(Q4, 8)), c=()
    )
    found = one(made, "a", "b", "c", today=date(2013, 12, 1))
    assert found.moved is not None
    assert (found.moved.reading.indicator.id, found.moved.period.label) == ("a", Q1)
    assert str(found.moved.change.size) == "-2"


def test_a_code_a_break_and_another_kind_of_period_are_no_move() -> None:
    quiet = (
        (figure(Q4, 40), hub(Q1, code="x", note="None.")),
        (figure(Q4, 40), figure(Q1, 30, break_before="Counted anew.")),
        (figure("March 2013", 40), figure(Q1, 30)),
    )
    for lines in quiet:
        assert one(catalogue(a=lines), "a").moved is None


def test_what_has_not_moved_for_a_year_once_its_day_is_past_is_not_moving() -> None:
    made = catalogue(a=(figure(Q4, 40), figure(Q1, 38)), b=())
    days = (date(2013, 11, 23), date(2013, 11, 24), date(2014, 7, 1), date(2014, 7, 2))
    assert [one(made, "a", today=day).still(day) for day in days] == [False, False, False, True]
    assert [one(made, "b", today=day).still(day) for day in days[:2]] == [False, True]
    found = recommended.read(made, asked("b"), asked("a", id="other"), today=days[3])
    assert [each.recommendation.id for each in found.still(days[3])] == ["other", "plans"], "worst state first"


@pytest.mark.parametrize(
    ("figures", "kind", "state"),
    [
        ({"a": (), "b": ()}, "no figure", "open"),
        ({"a": (figure(Q1, 3),), "b": ()}, "no figure", "partly"),
        ({"a": (figure(Q1, 3),), "b": (hub(Q1, 3, numerator=3, denominator=100),)}, "words only", "closed"),
        ({"a": (hub(Q1, code="x", note="None."),)}, "no figure", "open"),
        ({"a": (hub(Q1, code="z", note="None."),)}, "no figure", "open"),
        ({"a": (predicted(Q2, 30),)}, "no figure", "open"),
        ({"a": (figure(Q1, 3),)}, "no target", "partly"),
    ],
)
def test_a_gap_is_closed_by_first_figures_of_all_that_is_proposed(
    figures: dict[str, tuple[Entry, ...]], kind: str, state: str
) -> None:
    found = recommended.read(catalogue(**figures), gaps=[gap(*figures, kind=kind)])
    assert found.gaps[0].state == state
    assert [len(found.gaps_of(each)) for each in ("closed", "partly", "open")].index(1) >= 0


def test_a_target_that_was_lacking_closes_its_gap_with_a_figure_only() -> None:
    for lines, state in (((), "open"), ((figure(Q1, 3),), "closed")):
        made = make.catalogue(indicator(*lines, id="a", targets=[target(5)]))
        assert recommended.read(made, gaps=[gap("a", kind="no target")]).gaps[0].state == state


def test_a_published_series_alone_closes_nothing() -> None:
    made = make.catalogue(indicator(id="a", own_series=[published(YEARS[0], 20)]))
    (found,) = recommended.read(made, gaps=[gap("a")]).gaps
    assert found.state == "published only"
    assert [each.id for each in found.to_measure] == ["a"]


def test_a_gap_without_an_indicator_stays_open() -> None:
    assert recommended.read(catalogue(a=()), gaps=[gap()]).gaps[0].state == "open"


def test_a_retired_indicator_counts_for_nothing_and_closes_no_gap() -> None:
    retired = {"on": date(2013, 11, 1), "reason": "Counted elsewhere."}
    made = make.catalogue(
        indicator(*WORSE, id="old", name="Old", retired=retired), indicator(*BETTER, id="new", name="New")
    )
    found = recommended.read(made, asked("old", "new"), asked("old", id="b"), gaps=[gap("old"), gap("new", id="b")])
    both, alone = found.recommendations
    assert (both.state, [each.indicator.id for each in both.retired]) == ("right way", ["old"])
    assert (alone.state, alone.moved, alone.owners) == ("no indicator", None, ())
    assert [each.state for each in found.gaps] == ["open", "closed"]
    assert found.gaps[0].to_measure == (), "nobody is asked for its first figure"
