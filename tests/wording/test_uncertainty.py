"""What is said of chance and variation: calm where little is known, exact where much is, never of a trend."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.analysis import suppression
from metrics.analysis.reading import Reading, read, read_all
from metrics.analysis.xmr import Cause
from metrics.catalogue.load import parse
from metrics.charts.labels import limit_labels
from metrics.exports import chart_tables
from metrics.markup import elements, indicator_page, scorecard, trends_page
from metrics.trends.view_state import ViewState
from metrics.wording import alt_text, findings, formatting, small_numbers, uncertainty
from tests.support.escaping import shown
from tests.support.make import ROOT, catalogue, figure, hub, indicator, reading, target
from tests.support.quarterly import REBASED, STEADY, quarters

Q4, Q1 = "2012/13 Q4", "2013/14 Q1"
HIGHER = {"polarity": "higher_is_better"}


def page_of(one: Reading, *, editor: bool = False) -> str:
    """What an indicator's page says of its latest figure, above and beneath the chart."""
    return str(indicator_page.head(one) + indicator_page.said(one, editor=editor))


def said(one: Reading) -> list[str]:
    return [remark.words for remark in uncertainty.variation_words(one)]


# How much is known


def test_few_figures_are_counted_calmly() -> None:
    assert said(reading(figure(Q4, 30), figure(Q1, 26))) == [
        "Too early to tell a real change from chance: 2 figures so far, 12 needed."
    ]


@pytest.mark.parametrize(
    ("period", "these"),
    [
        ("2012/13 financial year", "are yearly"),
        ("31 March 2013", "are of single days"),
        ("undated: reported", "have no dates"),
    ],
)
def test_figures_of_another_kind_are_not_counted_towards_twelve(period: str, these: str) -> None:
    (words,) = said(reading(figure(period, 30)))
    assert words == f"These figures {these}: telling a real change from chance takes 12 quarterly or monthly ones."


@pytest.mark.parametrize(
    ("frequency", "reported"),
    [
        ("calendar year", "every calendar year"),
        ("academic year", "every academic year"),
        ("financial year", "every financial year"),
        ("inspection", "with inspections"),
    ],
)
@pytest.mark.parametrize("values", [[30], [30, None, None, None, 28], [30, "x", 28]])
def test_figures_of_an_indicator_that_is_seldom_reported_are_not_counted_towards_twelve(
    frequency: str, reported: str, values: list[Any]
) -> None:
    (words,) = said(reading(*quarters(values), frequency=frequency))
    assert (
        words == f"These figures come {reported}: telling a real change from chance takes 12 quarterly or monthly ones."
    )


def test_nothing_is_said_of_variation_without_a_figure() -> None:
    assert said(reading()) == []


@pytest.mark.parametrize(
    ("gap", "named"),
    [
        ([None], "April to June 2013 is missing: no step and no run is counted across it."),
        ([None] * 2, "April to September 2013 are missing: no step and no run is counted across them."),
        ([None] * 3, "April to December 2013 are missing: no step and no run is counted across them."),
        (["c"], "April to June 2013 is not shown: no step and no run is counted across it."),
        (
            ["x", None, "c", 50, "c"],
            "July to September 2013 is missing; October to December 2013 and April to June 2014 are not shown; "
            "April to June 2013 has no number: no step and no run is counted across them.",
        ),
    ],
)
def test_limits_go_on_over_periods_without_a_number_which_are_named(gap: list[Any], named: str) -> None:
    words = said(reading(*quarters([*STEADY, *gap, 50])))
    assert words[0].startswith("Usual range: 4")
    assert words[1] == "The latest figure is within its usual range."
    assert words[2:] == [named]


def test_eleven_figures_with_a_gap_are_counted_and_the_gap_is_named() -> None:
    assert said(reading(*quarters([*STEADY[:6], None, *STEADY[7:]]))) == [
        "Too early to tell a real change from chance: 11 figures so far, 12 needed.",
        "October to December 2011 is missing: no step and no run is counted across it.",
    ]


def test_moving_ranges_that_lack_are_counted_with_the_periods_that_take_them_away() -> None:
    pairs = [50, 51, None, 50, 51, None, 50, 51, "c", 50, 51, None, 50, 51, None, 50, 51]
    assert said(reading(*quarters(pairs))) == [
        "Too early to tell a real change from chance: 12 figures so far, and 6 of the 8 steps from one quarter to the "
        "next that are needed, since October to December 2010, July to September 2011, January to March 2013 and "
        "October to December 2013 are missing and April to June 2012 is not shown."
    ]
    (words,) = said(reading(*quarters([50, None] * 12)))
    assert "12 figures so far, and none of the 8 steps" in words
    assert words.endswith(
        "since July to September 2010, January to March 2011, July to September 2011, January to March 2012 and "
        "7 more are missing."
    )


@pytest.mark.parametrize(
    ("code", "lack"),
    [("c", "October to December 2011 is not shown"), ("x", "October to December 2011 has no number"), (None, "")],
)
def test_no_target_is_called_always_met_or_missed_beside_figures_that_are_not_shown(
    code: str | None, lack: str
) -> None:
    aim = target(90, since=date(2010, 4, 1))
    one = reading(*quarters([*STEADY[:6], code, *STEADY]), targets=[aim], **HIGHER)
    if lack:
        assert one.variation.assurance is None
        assert said(one)[-1] == (
            f"Not said whether the target is always met or always missed: {lack}, and such figures may all lie on one "
            f"side."
        )
        assert "onsistently" not in page_of(one) + scorecard.theme_tables([one], {})
    else:
        assert said(one)[-1].startswith("Consistently misses the council target of 90%")
    assert not any("Not said" in words for words in said(reading(*quarters([*STEADY, code, 50]))))


def test_latest_figure_that_is_not_shown_is_not_called_usual_or_unusual() -> None:
    assert said(reading(*quarters([*STEADY, 80, "c"])))[1:] == [
        "July to September 2013 is not shown: no step and no run is counted across it."
    ]


def test_figures_that_never_vary_are_said_without_limits() -> None:
    one = reading(*quarters([100] * 12), targets=[target(100, since=date(2010, 4, 1))], **HIGHER)
    assert said(one) == [
        "Every one of the 12 figures is 100% (April 2010 to March 2013).",
        "Every figure meets the council target of 100%: 100% lies at every figure.",
    ]
    assert "ometimes" not in findings.finding(one) + scorecard.theme_tables([one], {})
    low = reading(*quarters([100] * 12), targets=[target(95, since=date(2010, 4, 1))], **HIGHER)
    assert said(low)[1] == "Consistently meets the council target of 95%: 95% lies below every figure."


def test_limits_that_are_one_line_are_not_said_to_lie_between_two() -> None:
    one = reading(*quarters([*[50] * 10, None, 48, None, 52]))
    assert said(one)[0] == (
        "Where one figure follows another the two are the same, so that average and usual range are 50.0% "
        "(12 figures, April 2010 to September 2013)."
    )
    assert said(one)[1] == "Unusually high (worse); above 50.0%, the top of its usual range."


def test_target_on_a_limit_is_not_said_to_lie_between_them() -> None:
    on = reading(*quarters([40, 60] * 6), unit="percentage points", targets=[target("103.2", since=date(2010, 4, 1))])
    assert (
        said(on)[-1]
        == "Sometimes meets the council target of 103.2 percentage points: 103.2 lies at the end of its usual range."
    )


@pytest.mark.parametrize("count", [6, 7, 11])
def test_seven_in_a_row_may_be_said_from_seven_figures(count: int) -> None:
    words = said(reading(*quarters(range(20, 20 + count))))
    assert words[0].startswith(f"Too early to tell a real change from chance: {count} figures so far")
    assert words[1:] == (["Seven in a row up (worse); chance alone seldom does that."] if count >= 7 else [])


def test_run_that_ended_is_not_said_of_the_latest_figure() -> None:
    assert len(said(reading(*quarters([*range(20, 28), 22])))) == 1


# Limits, special causes, assurance


def test_limits_are_said_with_their_mean_and_their_figures() -> None:
    assert said(reading(*quarters(STEADY))) == [
        "Usual range: 44.0% to 57.0%, average 50.5% (12 figures, April 2010 to March 2013).",
        "The latest figure is within its usual range.",
    ]


def test_limits_beyond_the_unit_are_said_clipped_and_listed_exact() -> None:
    made = catalogue(indicator(*quarters([0, 100] * 6)))
    one = read(made, made.indicators[0], date(2014, 1, 1))
    assert said(one)[0].startswith("Usual range: 0% to 100%, average 50.0%")
    table = chart_tables.table_behind_chart(made, one.indicator, one.variation)
    assert [row[2] for row in table.itertuples(index=False) if "limit" in row[0]] == ["316.0", "−216.0"]


TENTHS = [Decimal(one) for one in ("50.2", "50.4", "50.3")] * 4
HUNDREDTHS = [Decimal(one) for one in ("50.25", "50.31")] * 6


@pytest.mark.parametrize(
    ("values", "words"),
    [(TENTHS, "49.9% to 50.7%, average 50.3%"), (HUNDREDTHS, "50.12% to 50.44%, average 50.28%")],
)
def test_limits_have_no_more_digits_than_figures_with_tenths_or_hundredths(values: list[Decimal], words: str) -> None:
    one = reading(*quarters(values))
    assert words in said(one)[0]
    (label,) = limit_labels(one)
    assert words.partition(",")[0] in label.name


def test_figure_just_beyond_a_limit_is_not_said_to_lie_on_it() -> None:
    one = reading(*quarters([*TENTHS, Decimal("50.8")]))
    assert "49.9% to 50.78%" in said(one)[0]
    assert "Unusually high (worse); above 50.78%, the top of its usual range." in said(one)
    assert next(label.name for label in limit_labels(one)) == "Usual range 49.9% to 50.78%"


MOVED = [*[20, 21, 20, 22, 21, 20, 21] * 2, *[60, 61, 60, 62, 61, 60, 61] * 2]


def test_level_that_has_shifted_is_said_in_place_of_limits_and_assurance() -> None:
    made = catalogue(indicator(*quarters(MOVED), targets=[target(90, since=date(2010, 4, 1))], **HIGHER))
    one = read(made, made.indicators[0], date(2020, 1, 1))
    sentence = (
        "The level has shifted: 28 of the 28 figures since April to June 2010 are more than chance explains. Read the "
        "line, not the average: no usual range is drawn, nor is it said whether the target is always met or "
        "missed."
    )
    assert said(reading(*quarters(MOVED)))[0].endswith("not the average: no usual range is drawn.")
    assert said(one) == [sentence]
    assert findings.finding(one).endswith("The level has shifted.")
    assert uncertainty.picture_words(one) == (
        "28 of the 28 figures since April to June 2010 are more than chance explains, so no usual range is drawn."
    )
    assert limit_labels(one) == []
    table = chart_tables.table_behind_chart(made, one.indicator, one.variation)
    assert "Variation" not in table.columns
    assert not any("limit" in whose or whose == "Mean" for whose in table["Whose"])
    html = page_of(one, editor=True)
    assert "rebase_before" not in page_of(one), "only an editor can do so"
    assert "Breaks and new limits. It is dated and signed" in html
    assert "onsistently" not in html + scorecard.theme_tables([one], {})
    assert "The level has shifted" in scorecard.theme_tables([one], {})
    assert "rebase_before" not in page_of(reading(*quarters(STEADY)), editor=True)


def test_trends_warns_of_a_level_that_has_shifted() -> None:
    assert "The level has shifted: 28 of the 28 figures" in trends_page.title(reading(*quarters(MOVED)), ViewState())
    assert "shifted" not in trends_page.title(reading(*quarters(STEADY)), ViewState())


def test_table_of_limits_names_the_periods_that_they_leave_out() -> None:
    made = catalogue(indicator(*quarters([*STEADY, None, 50])))
    one = read(made, made.indicators[0], date(2014, 1, 1))
    table = chart_tables.table_behind_chart(made, one.indicator, one.variation)
    (where,) = {row["Where"] for _, row in table.iterrows() if "limit" in row["Whose"]}
    assert where == "Worked out: mean, and 2.66 mean moving ranges either side; April to June 2013 is missing"


def test_run_is_said_though_the_level_has_shifted() -> None:
    one = reading(*quarters([*MOVED, *range(62, 70)]))
    assert one.variation.latest_cause == "unusually high"
    assert said(one)[1] == "Seven in a row up (worse); chance alone seldom does that."
    remark = uncertainty.cause_remark(one)
    assert remark is not None
    assert (remark.words, remark.sign) == ("Seven in a row up (worse); the level has shifted", "seven rising")
    assert uncertainty.picture_words(one).endswith("Marked as special: 10 in a row up, October 2016 to March 2019.")


def test_span_of_a_run_does_not_reach_across_a_gap() -> None:
    one = reading(*quarters([*range(10, 17), None, *range(20, 27)]))
    words = uncertainty.picture_words(one)
    assert "seven in a row up, April 2010 to December 2011; seven in a row up, April 2012" in words


@pytest.mark.parametrize(
    ("before", "moved"), [([50, 52] * 4, True), ([50, 52] * 3 + [50], True), ([50, 52] * 4 + [50], False)]
)
def test_one_mean_describes_a_series_until_half_of_it_is_special(before: list[int], moved: bool) -> None:
    one = reading(*quarters([*before, *[Decimal("51.5")] * 7]))
    special = sum(1 for cause in one.variation.latest.special_causes if cause)
    assert (2 * special >= len(one.outcomes)) == moved
    assert any(words.startswith("The level has shifted") for words in said(one)) == moved


def test_last_figure_of_a_series_that_moved_is_not_called_usual() -> None:
    one = reading(*quarters([*MOVED, 40]))
    assert one.variation.latest_cause is None
    assert said(one)[0].startswith("The level has shifted")
    assert not any("nothing unusual" in words for words in said(one))


def test_points_below_zero_are_not_clipped() -> None:
    one = reading(*quarters([-1, 1] * 6), unit="percentage points")
    assert "−5.3 to 5.3, average 0.0" in said(one)[0]


CASES: dict[Cause, list[int]] = {
    "unusually high": [*STEADY, 70],
    "unusually low": [*STEADY, 30],
    "seven rising": [*STEADY[:8], 40, 42, 44, 46, 48, 50, 52],
    "seven falling": [*STEADY[:8], 60, 58, 56, 54, 52, 50, 48],
    "two of three near the upper limit": [*[50, 51] * 6, 53, 52, 53],
    "two of three near the lower limit": [*[50, 49] * 6, 47, 48, 47],
    "seven above the mean": [*[48, 52] * 4, 48, 52, 51, 53, 52, 51, 52, 53],
    "seven below the mean": [*[52, 48] * 4, 52, 48, 49, 47, 48, 49, 48, 47],
}


@pytest.mark.parametrize("cause", CASES)
def test_special_cause_of_the_latest_figure_is_said_with_sign_side_and_verdict(cause: Cause) -> None:
    values = CASES[cause]
    one = reading(*quarters(values), **HIGHER)
    assert one.variation.latest_cause == cause
    remark = uncertainty.cause_remark(one)
    assert remark is not None
    assert remark.sign == cause
    high = cause in ("unusually high", "seven rising", "two of three near the upper limit", "seven above the mean")
    assert remark.words.endswith("(better)" if high else "(worse)")
    assert formatting.capital(uncertainty.CAUSES[cause]) in remark.words
    assert remark.words in findings.finding(one)
    told = alt_text.picture_title(one) + alt_text.alt(one)
    assert not re.search(r"\b(trend|improve\w*|rising|falling)\b", told)
    running = ["improving" if high else "getting worse"]
    assert re.findall(r"\b(improving|getting worse)\b", told) == running, "said of a special cause only, and once"
    neutral = uncertainty.cause_remark(reading(*quarters(values), polarity="neutral"))
    assert neutral is not None
    assert "(" not in neutral.words


def test_limit_that_a_figure_lies_beyond_is_named() -> None:
    assert "Unusually high (worse); above 62.2%, the top of its usual range." in said(reading(*quarters([*STEADY, 70])))


@pytest.mark.parametrize(
    ("aim", "words"),
    [
        (60, "Consistently misses the council target of 60%: 60% lies above its usual range."),
        (50, "Sometimes meets the council target of 50%: 50% lies within its usual range."),
        (40, "Consistently meets the council target of 40%: 40% lies below its usual range."),
    ],
)
def test_assurance_is_said_with_its_target_and_where_that_lies(aim: int, words: str) -> None:
    one = reading(*quarters(STEADY), targets=[target(aim, since=date(2010, 4, 1))], **HIGHER)
    assert said(one)[-1] == words
    assert (words.partition(":")[0] + "." in findings.finding(one)) == ("Sometimes" not in words)


@pytest.mark.parametrize(
    ("last", "aim", "would", "does"),
    [(30, 40, "meet", "the latest figure doesn’t"), (70, 65, "miss", "the latest figure meets it")],
)
def test_latest_figure_is_never_contradicted_by_its_limits(last: int, aim: int, would: str, does: str) -> None:
    one = reading(*quarters([*STEADY * 2, last]), targets=[target(aim, since=date(2010, 4, 1))], **HIGHER)
    assert one.variation.assurance == ("consistently meets" if would == "meet" else "consistently misses")
    words = f"By its usual range it would {would} the council target of {aim}%, but {does}"
    assert f"{words}." in findings.finding(one)
    assert said(one)[-1].startswith(f"{words}: {aim}% lies ")
    for html in (
        page_of(one),
        scorecard.theme_tables([one], {}),
        " ".join(said(one)),
        findings.finding(one),
    ):
        assert "onsistently" not in html
        assert "clip-path" not in html or elements.symbol_html("limits and latest figure disagree") in html
        assert elements.symbol_html(one.variation.assurance) not in html
    assert f"By its usual range it would {would} it, but {does}" in scorecard.theme_tables([one], {})


def test_target_that_rates_nothing_assures_nothing() -> None:
    proposed = target(60, kind="proposed limit", since=date(2010, 4, 1))
    assert not any("60" in words for words in said(reading(*quarters(STEADY), targets=[proposed], **HIGHER)))


def test_new_limits_say_who_started_them_when_and_why() -> None:
    one = reading(*quarters([*STEADY, *STEADY], at_12=REBASED))
    assert (
        said(one)[-1] == "A new usual range starts in April to June 2013: new team (head of service, 1 September 2013)."
    )
    assert "12 figures, April 2013 to March 2016" in said(one)[0]


def test_count_starts_anew_with_new_limits() -> None:
    one = reading(*quarters([*STEADY, 70, 71], at_12=REBASED))
    assert said(one)[0].startswith("Too early to tell a real change from chance: 2 figures so far")
    assert said(one)[-1].startswith("A new usual range starts in April to June 2013")


def test_judgements_have_no_limits_whatever_their_periods() -> None:
    one = reading(*quarters([3, 2] * 7), unit="grade")
    assert not one.variation.enough
    assert said(one) == ["Judgements are compared in words only."]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 100), min_size=12, max_size=30))
def test_words_never_hold_a_number_beyond_the_unit(values: list[int]) -> None:
    text = uncertainty.variation_text(reading(*quarters(values)))
    assert all(0 <= float(found) <= 100 for found in re.findall(r"(−?[\d.]+)%", text))


# Pictures


def test_downloaded_picture_names_what_is_marked_on_it() -> None:
    one = reading(*quarters([*STEADY, 70]))
    assert alt_text.picture_title(one).endswith("Marked as special: unusually high, April to June 2013.")
    assert findings.finding(one) in alt_text.picture_title(one)
    assert "special" not in alt_text.picture_title(reading(*quarters(STEADY)))


AROUND = [50, 53] * 12
NEAR = [50, 51] * 12


@pytest.mark.parametrize(
    ("values", "marked"),
    [
        (
            [*AROUND, 53, 53, 53, 70, 53, 53, 53],
            "part of seven in a row above average, January to December 2016; unusually high, January to March 2017; "
            "part of seven in a row above average, April to December 2017",
        ),
        ([*AROUND, *[53] * 6], "seven in a row above average, January 2016 to September 2017"),
        ([*AROUND, *[53] * 7], "8 in a row above average, January 2016 to December 2017"),
        ([*AROUND, *range(46, 56)], "10 in a row up, April 2016 to September 2018"),
        (
            [*AROUND, *range(48, 55), *range(48, 55)],
            "seven or more in a row up, April 2016 to September 2019",
        ),
        (
            [*NEAR, 53, 52, 53],
            "lately higher than usual, April to June 2016; lately higher than usual, October to December 2016",
        ),
    ],
)
def test_span_of_what_is_marked_is_true_of_the_figures_it_names(values: list[int], marked: str) -> None:
    assert uncertainty.picture_words(reading(*quarters(values))) == f"Marked as special: {marked}."


def test_long_list_of_marks_is_left_to_the_table() -> None:
    one = reading(*quarters([*STEADY * 2, 80, *STEADY, 20, *STEADY, 80, *STEADY, 20, *STEADY]))
    marked = uncertainty.picture_words(one)
    assert len(marked) < 300
    assert re.match(r"4 figures are marked as special, the last of them: ", marked)
    assert "table" not in marked


# On the pages


def test_indicator_page_lists_limits_with_signs_and_hides_nothing_behind_them() -> None:
    one = reading(*quarters([*STEADY, 70]), targets=[target(90, since=date(2010, 4, 1))], theme="education", **HIGHER)
    html = page_of(one)
    assert html.count('class="sign" aria-hidden="true"') == 2
    for words in said(one):
        assert words in shown(html)


def test_scorecard_row_says_only_what_is_special() -> None:
    steady, unusual = reading(*quarters(STEADY)), reading(*quarters([*STEADY, 70]))
    assert 'class="sign"' not in scorecard.theme_tables([steady], {})
    assert "Unusually high (worse)" in scorecard.theme_tables([unusual], {})
    missed = reading(*quarters(STEADY), targets=[target(60, since=date(2010, 4, 1))], **HIGHER)
    assert "Consistently misses</span>" in scorecard.theme_tables([missed], {})


def test_unknown_share_stands_beside_the_outcome_on_the_page() -> None:
    html = page_of(reading(figure(Q1, 84, numerator=135, denominator=160, unknown=14)))
    assert "Of 160, 14 (9%) not known; 92.5% of the 146 known." in html


def test_table_names_special_causes_only_where_there_are_any() -> None:
    made = catalogue(indicator(*quarters([*STEADY, 70])), indicator(*quarters(STEADY), id="steady"))
    special, steady = (
        chart_tables.table_behind_chart(made, one.indicator, one.variation) for one in read_all(made, date(2014, 1, 1))
    )
    assert "Variation" not in steady.columns
    assert list(special["Variation"]) == [""] * 12 + ["Unusually high"] + [""] * 3
    assert list(special["Whose"])[-3:] == ["Upper limit", "Mean", "Lower limit"]


def test_table_gives_a_cause_to_the_figure_that_stands_and_not_to_the_one_it_replaced() -> None:
    signed = {"status": "revised", "by": "the hub", "on": date(2013, 9, 1), "reason": "late"}
    made = catalogue(indicator(*quarters([*STEADY, 51]), figure("2013/14 Q1", 70, **signed)))
    one = read(made, made.indicators[0], date(2014, 1, 1))
    table = chart_tables.table_behind_chart(made, one.indicator, one.variation)
    assert list(table["Variation"])[12:14] == ["", "Unusually high"]


def test_suppressed_figure_is_named_and_shows_no_number() -> None:
    small = hub("2013/14 Q1", "7.5", numerator=3, denominator=40)
    made = suppression.suppress(catalogue(indicator(*quarters(STEADY), small)))
    one = read(made, made.indicators[0], date(2014, 1, 1))
    assert said(one)[0].startswith("Usual range: 44.0% to 57.0%")
    assert said(one)[1:] == ["April to June 2013 is not shown: no step and no run is counted across it."]
    assert "7.5" not in str(chart_tables.table_behind_chart(made, one.indicator, one.variation).values.tolist())


def test_every_sentence_on_long_series_is_whole() -> None:
    made = suppression.suppress(parse((ROOT / "tests" / "data" / "long_series.yaml").read_bytes()))
    slips = re.compile(r"None|\bnan\b|  |%%|\.\.|,,|;;| [,.;]|\{|\}|Decimal|Fraction")
    for one in read_all(made, date(2014, 5, 23)):
        for words in [
            *said(one),
            small_numbers.small_numbers(one),
            uncertainty.picture_words(one),
            alt_text.picture_title(one),
        ]:
            assert not slips.search(words), words
            assert not words or (words.endswith(".") and words[0].isalnum()), words


@pytest.mark.parametrize("status", ["provisional", "approximate"])
def test_figure_that_is_not_settled_counts_towards_the_twelve_and_a_prediction_does_not(status: str) -> None:
    unsettled = quarters(STEADY, at_11={"status": status})
    assert (reading(*unsettled).variation.points, reading(*unsettled).variation.enough) == (12, True)
    foreseen = quarters(STEADY, at_11={"status": "predicted", "predicted_by": "the hub"})
    assert (reading(*foreseen).variation.points, reading(*foreseen).variation.enough) == (11, False)
