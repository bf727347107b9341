"""Targets and duties in words: each of them, met or not, by how much and by how many people."""

import re
from datetime import date

import pytest

from metrics.analysis.reading import Reading, read
from metrics.analysis.suppression import suppress
from metrics.wording import findings, targets
from metrics.wording.targets import Standing
from tests.support.make import TODAY, catalogue, counted, figure, hub, indicator, reading, real, target

Q4, Q1, Q2 = "2012/13 Q4", "2013/14 Q1", "2013/14 Q2"
HIGHER = {"polarity": "higher_is_better"}
REVIEWS = {"name": "Reviews held on time", **HIGHER}
DUTY = target(100, kind="statutory duty", label="duty: every review on time")


def words(one: Reading) -> str:
    """What is said of the only target."""
    (told,) = targets.targets_words(one)
    return told


def test_target_says_by_how_much_it_is_met_or_missed():
    assert (
        words(reading(figure(Q1, 26), targets=[target(30)]))
        == "4 percentage points below the council target of 30% (met)"
    )
    missed = words(reading(figure(Q1, 26), targets=[target(20)]))
    assert missed == "6 percentage points above the council target of 20% (missed)"
    level = words(reading(figure(Q1, 26), targets=[target(26)]))
    assert level == "exactly at the council target of 26% (met)"
    assert targets.targets_words(reading(figure(Q1, 26))) == []


@pytest.mark.parametrize(
    ("observation", "wanted", "why"),
    [
        (figure("undated: latest", 46), target(26), "no date"),
        (figure(Q2, 46), target(26, kind="proposed limit"), "proposed"),
        (figure(Q1, 46), target(26, since=date(2014, 4, 22)), "not in force"),
        (figure(Q1, 46), target(26, kind="statutory limit"), "the law sets it for each single case"),
    ],
)
def test_unrated_target_says_the_gap_and_why_it_is_not_scored(observation, wanted, why):
    told = words(reading(observation, unit="weeks", targets=[wanted]))
    assert told.startswith("20 weeks longer than the ")
    assert " of 26 weeks; not scored, as" in told
    assert why in told
    assert not re.search(r"\b(not )?(met|missed)\b", told)


def test_tolerance_is_said_beside_the_miss():
    band = {"value": 5, "source": "law", "at": "regulation 2"}
    told = words(reading(figure(Q1, 28), targets=[target(26, tolerance=band)]))
    assert told == "2 percentage points above the council target of 26% (missed); within the tolerance"


def test_target_in_words_is_quoted_without_a_figure():
    told = words(reading(figure(Q1, 46), targets=[target(words="the accepted timeframe")]))
    assert told == "“the accepted timeframe” (no figure given)"


def test_number_that_a_label_says_is_not_said_twice():
    proposed = target(26, kind="proposed limit", label="26 weeks proposed")
    told = words(reading(figure(Q1, 46), unit="weeks", targets=[proposed]))
    assert told == ("20 weeks longer than the proposed limit of 26 weeks; not scored, as the limit was only proposed")


# Several, and in people


def test_duty_is_said_first_and_the_council_target_that_is_met_is_said_too():
    one = reading(counted(Q1, 197, 205), **REVIEWS, targets=[target(95), DUTY])
    assert targets.targets_words(one) == [
        "3.9 percentage points short of the legal duty of 100%: every review on time; 8 reviews were late",
        "1.1 percentage points above the council target of 95% (met)",
    ]
    assert findings.finding(one) == (
        "96.1% in April to June 2013; 3.9 percentage points short of the legal duty of 100%: every review on time; "
        "8 reviews were late; 1.1 percentage points above the council target of 95% (met)."
    )
    assert findings.reason_words(one, "duty") == (
        "3.9 percentage points short of the legal duty of 100%: every review on time; 8 reviews were late"
    )


def test_every_missed_target_is_a_reason_in_words():
    one = reading(counted(Q1, 190, 205), **REVIEWS, targets=[target(95), DUTY])
    assert findings.reason_words(one, "duty") == (
        "7.3 percentage points short of the legal duty of 100%: every review on time; 15 reviews were late. "
        "2.3 percentage points short of the council target of 95%; 5 more reviews would have met it"
    )


@pytest.mark.parametrize(
    ("numerator", "denominator", "wanted", "keys", "told"),
    [
        (197, 205, 100, REVIEWS, "8 reviews were late"),
        (204, 205, 100, REVIEWS, "one review was late"),
        (192, 205, 95, REVIEWS, "3 more reviews would have met it"),
        (194, 205, 95, REVIEWS, "one more review would have met it"),
        (9, 42, 10, {}, "5 fewer children would have met it"),
        (9, 42, 20, {}, "one fewer child would have met it"),
        (7003, 9000, 100, REVIEWS, "1,997 reviews were late"),
        (38, 42, 100, {"name": "Visits made within timescale", **HIGHER}, "4 visits were late"),
        (38, 42, 100, {"name": "Visits made within 6 weeks", **HIGHER}, "4 visits were late"),
        (38, 42, 100, {"name": "In suitable homes", **HIGHER}, "4 more children would have met it"),
        (38, 42, 100, {"name": "Placed within 20 miles of home", **HIGHER}, "4 more children would have met it"),
        (41, 42, 100, {"name": "Told by letter", "of": "letters", **HIGHER}, "one more letter would have met it"),
        (38, 42, 100, {"name": "Told", "group": "pupils", **HIGHER}, "4 more would have met it"),
    ],
)
def test_missed_target_is_said_in_people(numerator: int, denominator: int, wanted: int, keys: dict, told: str):
    found = words(reading(counted(Q1, numerator, denominator), targets=[target(wanted)], **keys))
    assert re.search(rf" the council target of {wanted}%(?: \(missed\))?; {told}$", found)


def test_nothing_is_said_in_people_of_what_is_met_unrated_or_uncounted():
    for one in (
        reading(counted(Q1, 197, 205), **REVIEWS, targets=[target(95)]),
        reading(counted(Q1, 197, 205), **REVIEWS, targets=[target(100, kind="proposed limit")]),
        reading(figure(Q1, 96), **REVIEWS, targets=[DUTY]),
        reading(figure(Q1, 96, numerator=1970, denominator=2050, counts_rounded_to=10), **REVIEWS, targets=[DUTY]),
    ):
        assert not words(one).endswith(("late", "met it"))


def test_missed_duty_of_a_suppressed_figure_is_said_without_a_number():
    line = hub(Q1, 99, numerator=203, denominator=205)
    shown = suppress(catalogue(indicator(line, **REVIEWS, targets=[DUTY])))
    one = read(shown, shown.indicators[0], TODAY)
    assert words(one) == "misses the legal duty of 100%: every review on time; the number is not shown"
    assert findings.finding(one).startswith("April to June 2013: ")
    assert findings.reason_words(one, "duty") == (
        "Misses the legal duty of 100%: every review on time; the number is not shown"
    )
    assert not re.search(r"\b(2|203|205|99|99%)\b", findings.finding(one))


def test_target_beside_a_code_of_the_source_is_named_and_not_rated():
    one = reading(figure(Q1, code="x"), **REVIEWS, targets=[DUTY])
    assert words(one) == "legal duty of 100%: every review on time"


def test_report_misses_its_duty_by_twelve_and_a_half_points():
    one = real("reviews-in-timescale")
    assert words(one) == "12.5 percentage points short of the legal duty of 100%: every review on time"
    assert words(real("care-proceedings")) == (
        "20 weeks longer than the proposed limit of 26 weeks; not scored, as the figure has no date"
    )


def test_gap_is_said_in_the_unit_and_never_in_percent():
    one = reading(figure(Q1, 26), targets=[target(20)])
    assert one.target is not None
    assert targets.target_gap(one, one.target) == "6 percentage points above"
    weeks = reading(figure(Q1, 25), unit="weeks", targets=[target(26)])
    assert weeks.target is not None
    assert targets.target_gap(weeks, weeks.target) == "1 week shorter than"


def test_nobody_is_called_late_whose_review_is_not_known() -> None:
    one = reading(counted(Q1, 88, 100, unknown=5), **REVIEWS, targets=[DUTY])
    assert targets.targets_words(one)[0].endswith("; 12 more reviews would have met it")


def test_words_of_a_table_leave_met_or_missed_to_the_tag_before_them() -> None:
    one = reading(counted(Q1, 197, 205), **REVIEWS, targets=[target(95), DUTY])
    assert [targets.standing(one, each) for each in one.targets] == [
        Standing(
            "missed", "3.9 percentage points short of the legal duty of 100%: every review on time; 8 reviews were late"
        ),
        Standing("met", "1.1 percentage points above the council target of 95%"),
    ]


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("Council target", "20%"),
        ("20 in a hundred", "20%"),
        ("4.20 of them", "20%: 4.20 of them"),
        ("Pledge", "20%: Pledge"),
    ],
)
def test_label_is_said_where_it_says_more_than_kind_and_number(label: str, told: str) -> None:
    one = reading(figure(Q1, code="x"), targets=[target(20, label=label)])
    assert words(one) == f"council target of {told}"


def test_count_is_more_or_fewer_than_its_target() -> None:
    keys = {"unit": "count", "of": "children"}
    assert words(reading(figure(Q1, 12), **keys, targets=[target(10)])).startswith("2 more than the council target of ")
