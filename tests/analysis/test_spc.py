"""Variation: never from too few figures, and nothing across a gap; a level that has shifted; assurance."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.analysis.reading import rated_target, read
from metrics.analysis.spc import Variation, cause_verdict, clipped, variation_of
from metrics.analysis.xmr import HIGH, Cause, limits, special_causes
from metrics.catalogue.field_types import Polarity, Unit
from metrics.catalogue.models import Catalogue, Indicator, Observation
from metrics.catalogue.period import Period, parse
from metrics.exports.reading_json import as_json
from tests.support.make import figure, reading
from tests.support.quarterly import FIGURES, SERIES, STEADY, periods
from tests.support.spc_vectors import ASSURANCE, CAUSES, COMPARED, DIFFERENCES, MIRRORED, POLARITY, VECTORS


def observation(period: Period | str, value: Any, **others: Any) -> Observation:
    held = {"code": "x"} if value is None else {"value": value}
    return Observation.model_validate({"period": period, "source": "hub", "at": "row 1", **held, **others})


def line(values: Any, first: str = "2010/11 Q1", rebased: Any = ()) -> list[Observation]:
    rebase = {"rebase_before": {"reason": "new team", "by": "head of service", "on": date(2013, 9, 1)}}
    named = enumerate(zip(periods(len(values), first), values, strict=True))
    return [observation(period, value, **(rebase if at in rebased else {})) for at, (period, value) in named]


def indicator(polarity: Polarity = "higher_is_better", **others: Any) -> Indicator:
    held = {"id": "reviews", "name": "Reviews", "theme": "care", "unit": "percentage points", "definition": "All."}
    return Indicator.model_validate(
        {**held, "polarity": polarity, "frequency": "quarter", "observations": [], **others}
    )


def varied(outcomes: list[Observation], target: Any = None) -> Variation:
    return variation_of(outcomes, indicator(), target)


def nothing_said(variation: Variation) -> bool:
    numbers = (variation.mean, variation.lower, variation.upper, variation.assurance)
    return not variation.enough and numbers == (None,) * 4 and not any(variation.special_causes)


# Worked cases


def worked(case: dict[str, Any]) -> Variation:
    given = case["input"]
    outcomes = line(given["values"], rebased=given["rebase_at_index0"] or ())
    return variation_of(outcomes, indicator(POLARITY[given["improvement_direction"]]), given["target"])


@pytest.mark.parametrize("case", VECTORS, ids=[case["id"] for case in VECTORS])
def test_worked_case_gives_the_same_limits_causes_and_assurance(case: dict[str, Any]) -> None:
    expected, variation = case["expected"], worked(case)
    bounds = [one.limits for one in variation.stretches for _ in one.figures if one.limits]
    values = case["input"]["values"]
    assert [float(one.mean) for one in bounds] == pytest.approx([float(one) for one in expected["mean"]])
    assert [float(one.lower) for one in bounds] == pytest.approx([float(one) for one in expected["lpl"]])
    assert [float(one.upper) for one in bounds] == pytest.approx([float(one) for one in expected["upl"]])
    above = [(value > one.mean) - (value < one.mean) for value, one in zip(values, bounds, strict=True)]
    assert above == expected["relative_to_mean"]
    outside = [not one.lower <= value <= one.upper for value, one in zip(values, bounds, strict=True)]
    assert outside == expected["outside_limits"]
    assert list(variation.special_causes) == [CAUSES[name] for name in expected["special_cause_type"]]
    assert variation.assurance == ASSURANCE[expected["assurance"]]
    assert variation.enough
    assert variation.why == ""
    assert variation.points == len(values)


@pytest.mark.parametrize("case", VECTORS, ids=[case["id"] for case in VECTORS])
def test_every_column_of_a_worked_case_is_compared_or_a_recorded_difference(case: dict[str, Any]) -> None:
    assert set(case["expected"]) - COMPARED <= set(DIFFERENCES)
    assert case["input"]["fix_after_n_points"] is None


@pytest.mark.parametrize("name", ["point_type", "latest_variation", "close_to_limits"])
def test_column_that_is_not_given_is_a_recorded_difference(name: str) -> None:
    assert DIFFERENCES[name]
    assert not hasattr(worked(VECTORS[0]), name)


def test_short_series_has_no_limits_unlike_theirs() -> None:
    assert DIFFERENCES["short series"]
    assert varied(line(STEADY[:11])).why == "few"


def test_nothing_is_worked_out_across_a_missing_period_unlike_theirs() -> None:
    assert DIFFERENCES["missing period"]
    apart = varied(line(STEADY) + line([value + 20 for value in STEADY], "2013/14 Q2"))
    bounds = apart.latest.limits
    assert bounds is not None
    assert bounds.moving_range == limits(STEADY).moving_range
    assert bounds.mean == limits(STEADY).mean + 10
    assert varied(line(STEADY) + line(STEADY, "2013/14 Q1")).latest.moving_ranges == 23


# Limits


@settings(deadline=None)
@given(FIGURES, st.integers(12, 40))
def test_series_that_never_varies_has_limits_equal_to_its_mean_and_no_causes(value: Decimal, count: int) -> None:
    variation = varied(line([value] * count), value)
    assert variation.mean == variation.lower == variation.upper == value
    assert not any(variation.special_causes)
    assert variation.assurance == "sometimes meets"


def test_limits_are_reported_beyond_the_range_of_the_unit() -> None:
    variation = varied(line([0, 100] * 6))
    assert variation.lower == Decimal(-216)
    assert variation.upper == Decimal(316)


# How much may be said


@settings(deadline=None)
@given(st.lists(FIGURES, max_size=11), FIGURES)
def test_eleven_figures_are_never_enough(values: list[Decimal], target: Decimal) -> None:
    variation = varied(line(values) if values else [], target)
    assert (variation.points, variation.enough, variation.assurance) == (len(values), False, None)
    assert (variation.mean, variation.lower, variation.upper) == (None, None, None)
    assert set(variation.special_causes) <= {None, "seven rising", "seven falling"}
    assert len(variation.special_causes) == variation.points
    assert variation.why == ("few" if values else "no figure")


@settings(deadline=None)
@given(SERIES, st.sampled_from(["2010/11 Q3", "November 2010"]))
def test_twelve_quarters_or_months_are_enough(values: list[Decimal], first: str) -> None:
    variation = varied(line(values, first))
    bounds = limits(values)
    assert variation.enough
    assert variation.mean is not None
    assert abs(variation.mean - Decimal(float(bounds.mean))) < Decimal("1e-9")
    assert list(variation.special_causes) == special_causes(values, bounds)


@pytest.mark.parametrize("count", [6, 7, 11])
def test_seven_rising_may_be_said_from_seven_figures(count: int) -> None:
    variation = varied(line(range(count)))
    assert variation.special_causes == (("seven rising",) * count if count >= 7 else (None,) * count)


@pytest.mark.parametrize(
    "first", ["2001/02 academic year", "2001/02 financial year", "2001", "31 March 2001", "year to 30 June 2001"]
)
def test_yearly_figures_are_never_enough(first: str) -> None:
    variation = varied(line(range(20), first))
    assert nothing_said(variation)
    assert (variation.why, variation.points) == ("kind", 20)


def test_undated_figures_are_never_enough() -> None:
    variation = varied([observation(f"undated: report {number}", number) for number in range(20)])
    assert nothing_said(variation)
    assert variation.why == "kind"


@settings(deadline=None)
@given(st.lists(FIGURES, min_size=14, max_size=40), st.data())
def test_missing_period_gives_no_moving_range_and_is_named(values: list[Decimal], data: st.DataObject) -> None:
    outcomes = line(values)
    at = data.draw(st.integers(1, len(values) - 2))
    missing = outcomes.pop(at).period
    variation = varied(outcomes)
    left = values[:at] + values[at + 1 :]
    moves = [abs(after - one) for part in (values[:at], values[at + 1 :]) for one, after in pairwise(part)]
    bounds = variation.latest.limits
    assert bounds is not None
    assert (bounds.mean, bounds.moving_range) == (
        sum(map(Fraction, left)) / len(left),
        sum(map(Fraction, moves)) / len(moves),
    )
    assert (variation.points, variation.latest.moving_ranges) == (len(values) - 1, len(values) - 3)
    assert variation.latest.without_number == variation.latest.missing == (missing,)
    assert list(variation.special_causes) == [
        cause
        for place, cause in enumerate(special_causes([*values[:at], None, *values[at + 1 :]], bounds))
        if place != at
    ]


@settings(deadline=None)
@given(st.lists(FIGURES, min_size=14, max_size=40), st.data())
def test_code_is_as_if_its_period_were_missing_and_takes_assurance_away(
    values: list[Decimal], data: st.DataObject
) -> None:
    at = data.draw(st.integers(1, len(values) - 2))
    coded = line([None if index == at else value for index, value in enumerate(values)])
    found, gap = varied(coded, 50), varied([*coded[:at], *coded[at + 1 :]], 50)
    assert (found.latest.limits, found.special_causes, found.points) == (
        gap.latest.limits,
        gap.special_causes,
        gap.points,
    )
    assert found.assurance is None
    assert (gap.assurance is None) == gap.shifted
    assert found.latest.without_number == (coded[at].period,)


def test_twelve_figures_need_eight_moving_ranges() -> None:
    quarters = line([*STEADY, *STEADY])
    pairs = [one for place, one in enumerate(quarters) if place % 3 != 2][:12]
    found = varied(pairs, 60)
    assert nothing_said(found)
    assert (found.why, found.latest.moving_ranges, found.points) == ("few moving ranges", 6, 12)
    threes = [one for place, one in enumerate(quarters) if place % 4 != 3][:12]
    assert (varied(threes, 60).why, varied(threes, 60).latest.moving_ranges) == ("", 8)
    assert varied(threes, 60).assurance == "consistently misses"
    assert varied(threes[:11]).why == "few"


@pytest.mark.parametrize("coded", [True, False])
@pytest.mark.parametrize(
    ("values", "cause"),
    [
        ([*STEADY, 40, 42, 44, 46, 48, 50, 51], "seven rising"),
        ([*([50, 54] * 8), 50, 53, 54, 53, 54, 53, 54, 53], "seven above the mean"),
        ([*([50, 51] * 6), 53, 52, 53], "two of three near the upper limit"),
    ],
)
def test_no_rule_looks_across_a_gap(values: list[Any], cause: Cause, coded: bool) -> None:
    outcomes = line([*values[:-1], None, values[-1]])
    apart = varied(outcomes if coded else [*outcomes[:-2], outcomes[-1]])
    assert varied(line(values)).latest_cause == cause
    assert apart.enough
    assert apart.latest_cause is None


def test_lone_figure_and_a_gap_before_thirteen_do_not_take_the_limits_away() -> None:
    found = varied(line([80]) + line([*STEADY, 50], "2010/11 Q3"))
    assert (found.enough, found.points) == (True, 14)
    assert found.latest.missing == (parse("2010/11 Q2"),)


def test_suppressed_latest_figure_has_no_cause_of_the_one_before() -> None:
    found = varied(line([*STEADY, 80, None]))
    assert found.special_causes[-1] == "unusually high"
    assert (found.latest_cause, found.shown_cause, found.cause_since) == (None, None, None)


def test_every_target_has_an_assurance_of_its_own() -> None:
    found = varied(line(STEADY), 60)
    assert [found.assurance_for(target) for target in (60, 50, 40, None)] == [
        *("consistently misses", "sometimes meets", "consistently meets"),
        None,
    ]
    assert found.assurance == found.assurance_for(found.target)


# A level that has shifted

LEVELS = [*[20, 21, 20, 22, 21, 20, 21], *[60, 61, 60, 62, 61, 60, 61]]


def test_level_has_shifted_where_half_of_the_figures_are_special_causes() -> None:
    found = varied(line(LEVELS), 90)
    assert found.shifted
    assert (found.latest.limits, found.latest.shown_limits) == (limits(LEVELS), None)
    assert found.enough
    assert found.mean == Decimal("40.71428571428571428571428571")
    assert found.assurance is None
    assert found.latest_cause == found.special_causes[-1] == "unusually high"
    assert (found.shown_cause, found.causes, found.latest.spells) == (None, {}, ())


def test_only_runs_are_shown_where_the_level_has_shifted() -> None:
    found = varied(line([*LEVELS, *range(62, 69)]))
    assert found.shifted
    assert found.latest.special_causes[-1] == "unusually high"
    assert (found.latest_cause, found.shown_cause) == ("unusually high", "seven rising")
    assert set(found.causes.values()) == {"seven rising"}
    assert len(found.causes) == 9


@pytest.mark.parametrize(
    ("before", "special", "shifted"),
    [([50, 52] * 4, 8, True), ([*[50, 52] * 3, 50], 7, True), ([*[50, 52] * 4, 50], 7, False)],
)
def test_level_has_not_shifted_before_half_is_reached(before: list[int], special: int, shifted: bool) -> None:
    found = varied(line([*before, *[Decimal("51.5")] * 7]))
    assert sum(1 for cause in found.special_causes if cause) == special
    assert found.shifted is shifted


def test_shifted_segment_before_a_rebase_leaves_the_later_limits_alone() -> None:
    found = varied(line([*LEVELS, *STEADY], rebased=[14]), 60)
    assert [part.shifted for part in found.stretches] == [True, False]
    assert found.assurance == "consistently misses"


# Since when


def test_spell_of_the_latest_cause_begins_with_its_first_period_on_that_side() -> None:
    found = varied(line([*([50, 53] * 12), *[53] * 5, 70]))
    assert found.special_causes[-8:] == (None, *["seven above the mean"] * 6, "unusually high")
    assert found.cause_since == parse("2015/16 Q4")


def test_spell_ends_at_a_figure_of_the_other_side_and_at_a_gap() -> None:
    assert varied(line([*STEADY * 2, 20, 80])).cause_since == parse("2016/17 Q2")
    together = varied(line([*STEADY * 2, 80, 80]))
    assert together.cause_since == parse("2016/17 Q1")
    outcomes = line([*STEADY * 2, 80, None, 80])
    assert varied(outcomes).cause_since == varied([*outcomes[:-2], outcomes[-1]]).cause_since == parse("2016/17 Q3")
    assert varied(line(STEADY)).cause_since is None


def test_run_is_not_said_across_a_missing_quarter() -> None:
    outcomes = line(range(11))
    assert nothing_said(varied(outcomes[:4] + outcomes[5:]))


def test_break_starts_the_count_anew() -> None:
    outcomes = [*line(STEADY), observation("2013/14 Q1", 51, break_before="new definition")]
    variation = varied(outcomes)
    assert nothing_said(variation)
    assert (variation.points, variation.why) == (1, "few")


def test_gap_before_a_break_does_not_matter() -> None:
    outcomes = line(STEADY[:3]) + line(STEADY, "2014/15 Q1")
    assert len(varied(outcomes).latest.missing) == 13
    outcomes[3] = observation("2014/15 Q1", STEADY[0], break_before="new definition")
    assert varied(outcomes).enough
    assert varied(outcomes).latest.missing == ()


def test_only_figures_since_the_latest_break_count() -> None:
    outcomes = line([*STEADY, 51, 52])
    outcomes[1] = observation(outcomes[1].period, 52, break_before="new form")
    outcomes[4] = observation(outcomes[4].period, 50, break_before="new definition")
    assert varied(outcomes).points == 10


def test_figures_of_another_kind_are_left_out() -> None:
    quarters = line(STEADY)
    mixed = [*quarters[:8], observation("2011/12 financial year", 90), *quarters[8:]]
    assert varied(mixed) == varied(quarters)


# Rebase


def test_rebase_starts_new_limits_and_assurance_is_of_the_latest() -> None:
    lower = [value - 20 for value in STEADY]
    variation = varied(line([*lower, *STEADY], rebased=[12]), 60)
    assert [one.limits for one in variation.stretches] == [limits(lower), limits(STEADY)]
    assert (variation.mean, variation.points, variation.since_rebase) == (Decimal("50.5"), 24, 12)
    assert variation.assurance == "consistently misses"
    assert not any(variation.special_causes)
    assert any(varied(line([*lower, *STEADY])).special_causes)


def test_run_is_not_said_across_a_rebase() -> None:
    assert "seven rising" in varied(line([*STEADY[:8], *range(60, 72)])).special_causes
    assert not any(varied(line(range(11), rebased=[5])).special_causes)


def test_too_few_figures_after_a_rebase_keep_the_limits_before_it() -> None:
    variation = varied(line([*STEADY, 70, 71], rebased=[12]), 60)
    assert (variation.enough, variation.why, variation.since_rebase) == (False, "few", 2)
    assert (variation.mean, variation.assurance) == (None, None)
    assert [one.limits for one in variation.stretches] == [limits(STEADY), None]
    assert len(variation.special_causes) == variation.points == 14


def test_rebase_on_a_code_or_on_the_first_figure_loses_no_figure() -> None:
    variation = varied(line([*STEADY, None, 70], rebased=[0, 12]))
    assert [len(one.figures) for one in variation.stretches] == [12, 1]
    assert variation.why == "few"
    assert variation.latest.without_number == (parse("2013/14 Q1"),)
    assert varied(line([*STEADY, None], rebased=[12])).why == "no figure"


def test_code_that_starts_a_stretch_keeps_who_started_it() -> None:
    variation = varied(line([*STEADY, None, *STEADY], rebased=[12]))
    assert variation.latest.rebase is not None
    assert variation.latest.rebase.by == "head of service"
    assert (variation.why, variation.latest.limits) == ("", limits(STEADY))


@settings(deadline=None)
@given(SERIES, st.lists(FIGURES, max_size=20), FIGURES, st.sampled_from(["rebase", "break"]))
def test_another_figure_never_changes_limits_or_causes_of_an_older_segment(
    older: list[Decimal], newer: list[Decimal], added: Decimal, how: str
) -> None:
    def outcomes(values: list[Decimal]) -> list[Observation]:
        found = line([*older, *values], rebased=[len(older)] if how == "rebase" else ())
        if how == "break" and values:
            found[len(older)] = found[len(older)].model_copy(update={"break_before": "new definition"})
        return found

    alone = varied(outcomes([])).every[0]
    before, after = varied(outcomes([*newer, added])).every[0], varied(outcomes([*newer, added, added])).every[0]
    assert before == after
    assert (before.figures, before.limits, before.special_causes) == (
        alone.figures,
        alone.limits,
        alone.special_causes,
    )
    assert before.limits == limits(older)


def test_stretches_before_a_break_are_kept_apart_and_count_for_nothing() -> None:
    outcomes = line([*STEADY, 80, *([81, 82] * 6)], rebased=[3])
    outcomes[12] = outcomes[12].model_copy(update={"break_before": "new definition"})
    variation = varied(outcomes, 60)
    assert [len(one.figures) for one in variation.earlier] == [3, 9]
    assert variation.points == len(variation.special_causes) == 13
    assert variation.mean is not None
    assert variation.mean > 80
    assert variation.every == variation.earlier + variation.stretches


@settings(deadline=None)
@given(st.lists(FIGURES, min_size=1, max_size=40), st.data())
def test_every_figure_stands_in_one_segment_and_every_cause_at_its_figure(
    values: list[Decimal], data: st.DataObject
) -> None:
    outcomes = line(values, rebased=data.draw(st.sets(st.integers(0, len(values) - 1), max_size=3)))
    for place in data.draw(st.sets(st.integers(0, len(values) - 1), max_size=2)):
        outcomes[place] = outcomes[place].model_copy(update={"break_before": "new definition"})
    variation = varied(outcomes)
    assert [one for part in variation.every for one in part.figures] == outcomes
    spells = [one for part in variation.every for spell in part.spells for one in spell.figures]
    assert [one.period for one in spells] == list(variation.causes)
    for part in variation.every:
        for spell in part.spells:
            assert {variation.causes[one.period] for one in spell.figures} == {spell.cause}


def test_period_without_a_number_is_named() -> None:
    assert varied(line(STEADY) + line(STEADY, "2013/14 Q2")).latest.missing == (parse("2013/14 Q1"),)
    coded = varied(line([*STEADY[:5], None, *STEADY]))
    assert [one.period for one in coded.latest.coded] == [parse("2011/12 Q2")]
    assert varied(line(STEADY)).latest.without_number == ()
    months = varied(line(STEADY, "January 2010") + line(STEADY, "April 2011"))
    assert [period.label for period in months.latest.missing] == ["January 2011", "February 2011", "March 2011"]


def test_grades_have_no_limits_though_they_come_by_the_quarter() -> None:
    variation = variation_of(line([3, 2] * 8), indicator(unit="grade"), None)
    assert nothing_said(variation)
    assert variation.why == "kind"


@pytest.mark.parametrize(
    ("unit", "low", "high"), [("percent", 0, 100), ("count", 0, 900), ("per 10,000", 0, 900), ("weeks", 0, 900)]
)
def test_limit_is_clipped_to_what_its_unit_can_hold(unit: Unit, low: int, high: int) -> None:
    assert clipped(Fraction(-5), unit) == low
    assert clipped(Fraction(900), unit) == high
    assert clipped(Fraction(-5), "percentage points") == -5


@pytest.mark.parametrize("cause", [cause for cause in CAUSES.values() if cause])
def test_side_of_a_special_cause_follows_polarity(cause: Cause) -> None:
    high = cause in HIGH
    assert cause_verdict(cause, "higher_is_better") == ("better" if high else "worse")
    assert cause_verdict(cause, "lower_is_better") == ("worse" if high else "better")
    assert cause_verdict(cause, "neutral") is None
    assert (MIRRORED[cause] in HIGH) != high


# Assurance


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ({"kind": "council target", "from": date(2010, 4, 1)}, Decimal(60)),
        ({"kind": "proposed limit", "from": date(2010, 4, 1)}, None),
        ({"kind": "council target", "from": date(2013, 4, 1)}, None),
    ],
)
def test_only_a_target_that_rates_the_latest_figure_is_assured(target: dict[str, Any], expected: Any) -> None:
    held = {"value": 60, "label": "60", "source": "hub", "at": "plan", **target}
    an_indicator = indicator(observations=[one.model_dump(by_alias=True) for one in line(STEADY)], targets=[held])
    catalogue = Catalogue.model_validate(
        {
            "organisation": {"name": "Council", "area": "Here", "contact": "us"},
            "sources": {"hub": {"title": "Return", "publisher": "Council", "kind": "internal"}},
            "themes": [{"id": "care", "name": "Care"}],
            "indicators": [an_indicator.model_dump(by_alias=True)],
        }
    )
    reading = read(catalogue, catalogue.indicators[0], date(2013, 8, 23))
    variation = variation_of(reading.outcomes, reading.indicator, rated_target(reading))
    assert rated_target(reading) == expected
    assert variation.assurance == ("consistently misses" if expected else None)
    assert variation.points == reading.points


def test_target_is_not_rated_where_there_is_none() -> None:
    catalogue = Catalogue.model_validate(
        {
            "organisation": {"name": "Council", "area": "Here", "contact": "us"},
            "sources": {},
            "themes": [{"id": "care", "name": "Care"}],
            "indicators": [],
        }
    )
    assert rated_target(read(catalogue, indicator(), date(2013, 8, 23))) is None


@pytest.mark.parametrize(
    "figures",
    [
        [figure("undated: latest", code="x")],
        [figure("undated: earlier", 3), figure("undated: latest", code="x")],
        [figure("undated: earlier", code="x"), figure("undated: latest", 3)],
    ],
)
def test_undated_figure_with_a_code_is_read_as_any_other(figures: list[dict]) -> None:
    """An undated period has no order, and a small count of one becomes a code for readers."""
    one = reading(*figures)
    assert one.variation.latest_cause is None
    assert one.variation.latest.latest_place == (0 if figures[-1].get("value") else None)
    assert one.variation.cause_since is None
    assert json.dumps(as_json(one))
