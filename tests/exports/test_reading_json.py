"""python -m metrics reading as JSON: whatever the screen says, in numbers that any spreadsheet can check."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

import pytest

from metrics.analysis.confidence import wilson
from metrics.analysis.reading import read
from metrics.exports.reading_json import as_json
from metrics.wording import small_numbers, uncertainty
from tests.support.make import ROOT, catalogue, comparator, counted, figure, indicator, reading, target, text
from tests.support.quarterly import REBASED, STEADY, quarters
from tests.support.spc_vectors import ASSURANCE, CAUSES, COMPARED, DIFFERENCES, POLARITY, VECTORS

Q4, Q1 = "2012/13 Q4", "2013/14 Q1"
NAMES = [case["id"].replace("_", "-") for case in VECTORS]


DIGITS = "A data file holds at most twelve decimals, so a target with thirteen is cut after twelve."
"""The one difference that the way through a file adds to those in test_variation."""


def cut(number: Decimal | int) -> Decimal:
    return Decimal(f"{Decimal(number).quantize(Decimal('1e-12'), ROUND_DOWN).normalize():f}")


def an_indicator(case: dict[str, Any]) -> dict[str, Any]:
    """A worked case as an indicator of a data file."""
    given = case["input"]
    rebased = {f"at_{place}": REBASED for place in given["rebase_at_index0"] or ()}
    targets = [] if given["target"] is None else [target(cut(given["target"]), since=date(2010, 4, 1))]
    return indicator(
        *quarters(given["values"], **rebased),
        id=case["id"].replace("_", "-"),
        unit="percentage points",
        polarity=POLARITY[given["improvement_direction"]],
        targets=targets,
    )


@pytest.fixture(scope="module", name="printed")
def _printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What the command line prints of all worked cases, by id."""
    path = tmp_path_factory.mktemp("vectors") / "indicators.yaml"
    path.write_text(text(*map(an_indicator, VECTORS)), encoding="utf-8")
    command = [sys.executable, "-m", "metrics", "reading", "--format", "json", "--data", str(path)]
    done = subprocess.run([*command, "--today", "2020-01-01"], cwd=ROOT, capture_output=True, check=True)
    return {one["id"]: one for one in json.loads(done.stdout)}


@pytest.mark.parametrize("case", VECTORS, ids=NAMES)
def test_worked_case_passes_through_the_command_line(printed: dict[str, Any], case: dict[str, Any]) -> None:
    expected, found = case["expected"], printed[case["id"].replace("_", "-")]["variation"]
    assert found["enough"]
    assert found["why"] == ""
    assert found["points"] == len(found["values"]) == len(found["periods"]) == len(found["special_causes"])
    assert found["values"] == [float(value) for value in case["input"]["values"]]
    assert found["special_causes"] == [CAUSES[name] for name in expected["special_cause_type"]]
    assert found["assurance"] == ASSURANCE[expected["assurance"]]
    for ours, theirs in (("mean", "mean"), ("lower", "lpl"), ("upper", "upl")):
        assert found[ours] == pytest.approx(float(expected[theirs][-1]))
        spread = [one[ours] for one in found["segments"] for _ in range(one["points"])]
        assert spread == pytest.approx([float(one) for one in expected[theirs]])


@pytest.mark.parametrize("case", VECTORS, ids=NAMES)
def test_what_a_spreadsheet_works_out_from_the_printed_limits_is_what_the_case_expects(
    printed: dict[str, Any], case: dict[str, Any]
) -> None:
    found = printed[case["id"].replace("_", "-")]["variation"]
    held = [one for one in found["segments"] for _ in range(one["points"])]
    pairs = list(zip(found["values"], held, strict=True))
    assert [(value > one["mean"]) - (value < one["mean"]) for value, one in pairs] == (
        case["expected"]["relative_to_mean"]
    )
    assert [not one["lower"] <= value <= one["upper"] for value, one in pairs] == case["expected"]["outside_limits"]
    assert set(case["expected"]) - COMPARED <= set(DIFFERENCES)


def test_only_one_target_loses_a_digit_on_its_way_through_a_file() -> None:
    assert DIGITS
    given = [case["input"]["target"] for case in VECTORS if case["input"]["target"] is not None]
    assert [str(one) for one in given if cut(one) != one] == ["57.0290909090909"]


def test_segments_say_who_started_their_limits_when_and_why(printed: dict[str, Any]) -> None:
    first, second = printed["rebase-step"]["variation"]["segments"]
    assert (first["to"], second["from"], first["rebase"]) == ("2012/13 Q4", "2013/14 Q1", None)
    assert second["rebase"] == {"reason": "new team", "by": "head of service", "on": "2013-09-01"}


def test_words_are_those_of_the_screen(printed: dict[str, Any]) -> None:
    for name, case in zip(NAMES, VECTORS, strict=True):
        made = catalogue(an_indicator(case))
        one = read(made, made.indicators[0], date(2020, 1, 1))
        assert printed[name]["variation"]["words"] == uncertainty.variation_text(one)
        assert printed[name] == json.loads(json.dumps(as_json(one, made.sources)))


def test_too_few_figures_are_counted_and_have_no_limits() -> None:
    found = as_json(reading(figure(Q4, 30), figure(Q1, 26)))["variation"]
    assert [found[name] for name in ("points", "enough", "mean", "lower", "upper", "assurance", "why")] == [
        *(2, False),
        *(None, None, None, None),
        "few",
    ]
    assert found["special_causes"] == [None, None]


@pytest.mark.parametrize(("left_out", "missing", "coded"), [(None, ["2013/14 Q1"], []), ("x", [], ["2013/14 Q1"])])
def test_period_without_a_number_is_named_beside_its_moving_ranges(
    left_out: str | None, missing: list[str], coded: list[str]
) -> None:
    found = as_json(reading(*quarters([*STEADY, left_out, 50])))["variation"]
    (segment,) = found["segments"]
    assert (segment["missing"], segment["coded"], segment["moving_ranges"]) == (missing, coded, 11)
    assert (found["enough"], found["why"], found["points"]) == (True, "", 13)
    assert as_json(reading(*quarters([50, None] * 12)))["variation"]["why"] == "few moving ranges"


def test_numbers_are_printed_where_the_level_has_shifted() -> None:
    one = reading(*quarters([*[20, 22] * 6, *[60, 62] * 6]), targets=[target(90, since=date(2010, 4, 1))])
    found = as_json(one)["variation"]
    assert (found["shifted"], found["enough"], found["mean"], found["assurance"]) == (True, True, 41, None)
    assert found["lower"] < 41 < found["upper"]
    assert set(found["special_causes"]) == {"unusually low", "unusually high"}
    assert found["cause_since"] == "2013/14 Q1"


def test_figures_before_a_break_stand_in_a_segment_of_their_own_and_count_for_nothing() -> None:
    broken = {"break_before": "new definition"}
    found = as_json(reading(*quarters([*STEADY, 80, 81], at_12=broken)))["variation"]
    assert (found["points"], found["periods"]) == (2, ["2013/14 Q1", "2013/14 Q2"])
    assert [one["points"] for one in found["segments"]] == [12, 2]
    assert found["segments"][0]["mean"] == 50.5
    assert found["segments"][0]["periods"][::11] == ["2010/11 Q1", "2012/13 Q4"]
    assert found["segments"][0]["values"] == [float(value) for value in STEADY]


def test_special_causes_before_a_break_stand_in_their_segment() -> None:
    one = reading(*quarters([*STEADY[:11], 80, 50, 51], at_12={"break_before": "new definition"}))
    found = as_json(one)["variation"]
    first, second = found["segments"]
    assert found["special_causes"] == second["special_causes"] == [None, None]
    named = {period: cause for period, cause in zip(first["periods"], first["special_causes"], strict=True) if cause}
    assert named == {period.label: cause for period, cause in one.variation.causes.items()}
    assert named["2012/13 Q4"] == "unusually high"


def test_every_figure_has_the_interval_that_its_band_draws() -> None:
    shares = [("2012/13 Q3", 25, 5, 20), (Q4, 40, 8, 20), (Q1, 50, 10, 20)]
    one = reading(*(figure(period, value, numerator=n, denominator=d) for period, value, n, d in shares))
    found = as_json(one)
    assert [figure_["period"] for figure_ in found["figures"]] == ["2012/13 Q3", Q4, Q1]
    assert [tuple(figure_["interval"]) for figure_ in found["figures"]] == [wilson(n, d) for _, _, n, d in shares]
    assert found["figures"][2]["interval"] == found["latest"]["interval"]


def test_published_figures_say_what_they_are_of_and_which_release_is_used() -> None:
    counts = {"numerator": 140, "denominator": 160, "unknown": 10, "counts_rounded_to": 10}
    note = "Worked out here: the mean of 8 of 10 authorities' figures as published."
    neighbours = {"area": "Statistical neighbours", "model": "May 2025 model", "statistic": "mean", "note": note}
    made = catalogue(
        indicator(
            figure(Q1, 26),
            comparators=[
                comparator(Q1, 36, comparable="no", why="at 19 only", marker="u"),
                comparator(Q1, "20.5", **neighbours),
                comparator(Q1, 37, comparable="no", why="at 19 only", source="law"),
            ],
            own_series=[figure(Q4, 84), figure(Q4, 88, source="law", comparable="partly", why="at 19", **counts)],
        )
    )
    found = as_json(read(made, made.indicators[0], date(2020, 1, 1)), made.sources)
    england, mean, later = found["comparators"]
    assert [england[key] for key in ("comparable", "why", "marker", "used", "drawn")] == [
        *("no", "at 19 only", "u"),
        *(False, False),
    ]
    assert [mean[key] for key in ("model", "statistic", "authorities", "used", "drawn")] == [
        *("May 2025 model", "mean", "8 of 10 authorities"),
        *(True, True),
    ]
    assert [later[key] for key in ("used", "source", "source_title", "publisher", "at")] == [
        *(True, "law", "The regulations"),
        *("legislation.gov.uk", "paragraph 1"),
    ]
    old, new = found["own_series"]
    assert (old["value"], old["used"], new["used"]) == (84, False, True)
    assert [new[key] for key in ("comparable", "period", *counts, "rate_among_known")] == [
        *("partly", Q4),
        *(140, 160, 10, 10, 93.3),
    ]


def test_interval_of_a_difference_is_printed_with_its_verdict() -> None:
    one = reading(
        figure(Q4, 50, numerator=20, denominator=40),
        figure(Q1, "21.4", numerator=9, denominator=42),
        comparators=[comparator(Q1, "14.6", numerator=708, denominator=4853)],
    )
    found = as_json(one)["chance"]
    low, high = found["since"]["interval"]
    assert (round(low, 1), round(high, 1)) == (-46.3, -7.8)
    assert found["since"]["beyond_chance"] is True
    assert found["against"]["beyond_chance"] is False
    assert found["words"] == small_numbers.small_numbers(one)
    assert as_json(reading(figure(Q4, 50), figure(Q1, 21)))["chance"] == {"since": None, "against": None, "words": ""}


def test_unknown_share_is_printed_with_the_rate_among_those_known() -> None:
    found = as_json(reading(figure(Q1, 84, numerator=135, denominator=160, unknown=14)))["unknown"]
    assert (found["count"], found["of"], found["rate_among_known"]) == (14, 160, 92.5)
    assert as_json(reading(figure(Q1, 84)))["unknown"] is None
    own = [figure(Q4, 84, numerator=135, denominator=160, unknown=14)]
    elsewhere = as_json(reading(figure(Q1, 84), own_series=own))["unknown"]
    assert [elsewhere[key] for key in ("figure", "period", "count")] == ["published elsewhere", Q4, 14]


def test_limits_are_printed_exact_and_not_clipped() -> None:
    found = as_json(reading(*quarters([0, 100] * 6)))["variation"]
    assert (found["lower"], found["mean"], found["upper"]) == (-216, 50, 316)
    assert isinstance(found["mean"], float)


# How sure a verdict is


def test_verdict_is_printed_with_its_strength() -> None:
    def told(*lines: dict[str, Any], **keys: Any) -> list[Any]:
        found = as_json(reading(*lines, **keys))
        return [found[name] for name in ("direction", "verdict", "strength", "verdict_reason")]

    since = "since January to March 2013"
    assert told(figure(Q4, 30), figure(Q1, 26)) == [
        *("down", "better", "not tested"),
        f"down 4 percentage points {since} (moved the right way, not tested)",
    ]
    assert told(counted(Q4, 29, 42), counted(Q1, 21, 42)) == [
        *("down", None, "too few to tell"),
        f"down 19 percentage points {since} (too few to tell)",
    ]
    assert told(counted(Q4, 20, 40), counted(Q1, 9, 42)) == [
        *("down", "better", "tested"),
        f"down 28.6 percentage points {since} (better than the quarter before, more than chance)",
    ]
    assert told(figure(Q4, 26), figure(Q1, 26))[:3] == ["same", "same", None]
    assert told(figure(Q4, 30), figure(Q1, 26), polarity="neutral")[:3] == ["down", None, None]
    assert told(figure(Q1, 26))[:3] == [None, None, None]


def test_beside_limits_the_verdict_is_theirs_and_the_step_has_none() -> None:
    found = as_json(reading(*quarters([*STEADY, 10, 12])))
    assert (found["change"], found["direction"], found["verdict"], found["strength"]) == (2, "up", "better", "tested")
    assert found["verdict_reason"].startswith("up 2 percentage points since April to June 2013; improving")
    few = as_json(reading(*quarters(STEADY)))
    assert (few["direction"], few["verdict"], few["strength"], few["since"]) == ("up", None, "too few to tell", None)


def test_beside_limits_no_interval_of_the_step_is_printed() -> None:
    """It would say more than chance of a figure that the limits call common."""
    counts = {f"at_{place}": {"numerator": 100 * value, "denominator": 10_000} for place, value in enumerate(STEADY)}
    found = as_json(reading(*quarters(STEADY, **counts)))
    assert found["strength"] == "too few to tell"
    assert found["chance"]["since"] is None


def test_comparison_is_printed_with_its_strength_and_its_distance_in_people() -> None:
    def told(line: dict[str, Any], other: dict[str, Any]) -> list[Any]:
        found = as_json(reading(line, comparators=[other]))
        return [found[name] for name in ("against", "against_strength", "against_people", "against_words")]

    england = comparator(Q1, "10.4", numerator=8500, denominator=81770, counts_rounded_to=10)
    assert told(counted(Q1, 70, 495), england) == [
        *("worse", "tested", -19),
        "above England’s 10.4% (worse, more than chance: 19 fewer children would put Medway below England)",
    ]
    assert told(counted(Q1, 29, 42), comparator(Q1, "70.8"))[:3] == [None, "too few to tell", 1]
    assert told(figure(Q1, 26), comparator(Q1, 20))[:3] == ["worse", "not tested", None]
    assert told(figure(Q1, 26), comparator(Q1, 26))[:3] == ["same", None, None]
    assert told(figure(Q1, 26), comparator(Q4, 20)) == [None, None, None, ""]


def test_interval_against_rounded_counts_is_printed() -> None:
    england = comparator(Q1, "10.4", numerator=8500, denominator=81770, counts_rounded_to=10)
    found = as_json(reading(counted(Q1, 70, 495), comparators=[england]))["chance"]["against"]
    assert [round(one, 1) for one in found["interval"]] == [0.9, 7.1]
    assert (found["known"], found["beyond_chance"]) == (None, True)


def test_interval_among_the_known_is_printed_beside_that_among_all() -> None:
    one = reading(counted(Q4, 71, 151, unknown=5), counted(Q1, 56, 160, unknown=14))
    found = as_json(one)["chance"]["since"]
    assert [round(bound, 1) for bound in found["interval"]] == [-22.6, -1.1]
    assert [round(bound, 1) for bound in found["known"]] == [-21.3, 1.1]
    assert found["beyond_chance"] is False


def test_counts_are_printed_and_whose_they_are_where_they_are_lent() -> None:
    assert as_json(reading(counted(Q1, 9, 42, unknown=2)))["counts"] == {
        "numerator": 9,
        "denominator": 42,
        "unknown": 2,
        "rounded_to": 1,
        "lent_by": None,
    }
    own = figure(Q1, "21.4", source="law", numerator=9, denominator=42)
    lent = as_json(reading(figure(Q1, 21), own_series=[own]))
    assert (lent["counts"]["numerator"], lent["counts"]["denominator"], lent["counts"]["lent_by"]) == (9, 42, "law")
    assert lent["latest"]["numerator"] is None, "the report gives none"
    assert tuple(lent["latest"]["interval"]) == wilson(9, 42)
    assert as_json(reading(figure(Q1, 21)))["counts"] is None
    assert as_json(reading())["counts"] is None


def test_every_target_is_printed_the_leading_one_first() -> None:
    duty = target(100, kind="statutory duty", label="duty: every review on time")
    keys = {"name": "Reviews held on time", "polarity": "higher_is_better"}
    found = as_json(reading(counted(Q1, 197, 205), **keys, targets=[target(95), duty]))
    names = ("value", "met", "gap", "kind", "label", "unrated", "people")
    assert [[one[name] for name in names] for one in found["targets"]] == [
        [100, False, 3.9, "statutory duty", "duty: every review on time", None, 8],
        [95, True, 1.1, "council target", "council target", None, None],
    ]
    assert found["targets"][0]["words"].endswith("8 reviews were late")
    assert found["target"] == found["targets"][0]
    limit = as_json(reading(figure(Q1, 46), unit="weeks", targets=[target(26, kind="statutory limit")]))["targets"]
    assert [[one[name] for name in ("met", "gap", "unrated")] for one in limit] == [[None, 20, "single case"]]
    none = as_json(reading(figure(Q1, 46)))
    assert (none["target"], none["targets"]) == (None, [])


def test_change_since_a_year_before_is_printed_or_why_there_is_none() -> None:
    names = ("period", "value", "change", "direction", "verdict", "strength", "missing")

    def told(*lines: dict[str, Any]) -> list[Any]:
        found = as_json(reading(*lines))["year_before"]
        return [found[name] for name in names]

    first = "2012/13 Q1"
    assert told(counted(first, 20, 40), counted(Q4, 12, 40), counted(Q1, 9, 42)) == [
        *(first, 50, -28.6, "down", "better", "tested", None),
    ]
    assert told(counted(first, 12, 40), counted(Q1, 9, 42))[4:] == [None, "too few to tell", None]
    assert told(figure(Q4, 30), figure(Q1, 26)) == [None] * 6 + ["no figure"]
    assert told(figure(first, code="x"), figure(Q1, 26)) == [first, *[None] * 5, "code"]
    broken = told(figure(first, 40), figure(Q4, 30, break_before="new definition"), figure(Q1, 26))
    assert broken == [first, 40, *[None] * 4, "break"]
    limits = told(*quarters([*STEADY, 10, 12]))
    assert limits == ["2012/13 Q2", 52, -40, "down", None, None, None], "beside limits neither better nor worse"
    assert as_json(reading(figure("2012/13 financial year", 26)))["year_before"] is None
