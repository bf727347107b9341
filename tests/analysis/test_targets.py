"""Targets and duties: which of them rate the latest figure, which leads, and whether they are met."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from metrics.analysis.reading import Reading, rated_target, read
from metrics.analysis.suppression import suppress
from metrics.analysis.targets import TargetReading
from tests.support.make import INSPECTED, SOURCES, TODAY, catalogue, figure, hub, indicator, reading, target

Q4, Q1, Q2 = "2012/13 Q4", "2013/14 Q1", "2013/14 Q2"
HIGHER = {"polarity": "higher_is_better"}

Standing = tuple[str | None, Decimal | None, bool | None, str]


def stand(targets: Sequence[TargetReading]) -> list[Standing]:
    """Kind and value of each, whether it is met, and why it isn't rated."""
    return [(one.target.kind, one.target.value, one.met, one.unrated) for one in targets]


# One target


@pytest.mark.parametrize(
    ("polarity", "latest", "met", "gap"),
    [
        ("higher_is_better", "87.5", False, "12.5"),
        ("higher_is_better", "100", True, "0"),
        ("lower_is_better", "100", True, "0"),
        ("lower_is_better", "99.9", True, "0.1"),
    ],
)
def test_target_is_met_at_or_beyond_its_good_side(polarity, latest, met, gap):
    rated = reading(figure(Q4, latest), polarity=polarity, targets=[target(100)]).target
    assert rated is not None
    assert (rated.met, rated.gap, rated.unrated) == (met, Decimal(gap), "")


def test_proposed_limit_is_not_rated_but_its_gap_is_said():
    proposed = target(26, kind="proposed limit", since=date(2013, 7, 1))
    rated = reading(figure(Q2, 46), unit="weeks", targets=[proposed]).target
    assert rated is not None
    assert (rated.met, rated.gap, rated.unrated) == (None, 20, "proposed")


def test_target_in_force_goes_before_a_proposed_one_which_follows_unrated():
    proposed = target(20, kind="proposed limit", since=date(2013, 7, 1))
    both = reading(figure(Q2, 46), unit="weeks", targets=[proposed, target(26)]).targets
    assert stand(both) == [("council target", 26, False, ""), ("proposed limit", 20, None, "proposed")]
    assert [one.gap for one in both] == [20, 26]


def test_limit_of_a_single_case_is_no_duty_of_an_average_and_goes_before_a_proposal():
    """26 weeks, which a court may extend: a line and a distance, never missed and never met."""
    limits = [target(20, kind="proposed limit"), target(26, kind="statutory limit")]
    long = reading(figure(Q2, 46), unit="weeks", targets=limits)
    assert stand(long.targets) == [
        ("statutory limit", 26, None, "single case"),
        ("proposed limit", 20, None, "proposed"),
    ]
    assert [one.gap for one in long.targets] == [20, 26]
    assert long.reasons == ()
    assert stand(reading(figure(Q2, 25), unit="weeks", targets=limits[1:]).targets)[0][2] is None
    assert stand(reading(figure(Q2, 46), unit="days", targets=limits[1:]).targets)[0][3] == "single case"
    assert not rated_target(long)


def test_council_target_rates_an_average_beside_the_limit_of_a_single_case():
    limits = [target(26, kind="statutory limit"), target(30)]
    both = reading(figure(Q2, 46), unit="weeks", targets=limits).targets
    assert stand(both) == [("council target", 30, False, ""), ("statutory limit", 26, None, "single case")]


def test_limit_by_law_of_a_share_is_rated_as_a_duty_is():
    one = reading(figure(Q2, 46), targets=[target(50), target(26, kind="statutory limit")])
    assert stand(one.targets) == [("statutory limit", 26, False, ""), ("council target", 50, True, "")]
    assert one.reasons == ("duty",)


def test_undated_figure_is_not_rated_but_its_gap_is_said():
    rated = reading(figure("undated: latest reported", 46), unit="weeks", targets=[target(26)]).target
    assert rated is not None
    assert (rated.met, rated.gap, rated.unrated) == (None, 20, "undated")


@pytest.mark.parametrize(
    ("since", "until", "rated"),
    [
        (date(2013, 6, 30), None, True),  # from the period's last day on
        (date(2013, 7, 1), None, False),  # a day later
        (date(2012, 7, 1), date(2013, 6, 30), True),  # until the period's last day
        (date(2012, 7, 1), date(2013, 6, 29), False),  # a day earlier
    ],
)
def test_target_must_be_in_force_on_the_last_day_of_the_period(since, until, rated):
    found = reading(figure(Q1, 46), unit="weeks", targets=[target(26, since=since, until=until)]).target
    assert found is not None
    assert found.gap == 20
    assert (found.met, found.unrated) == ((False, "") if rated else (None, "not in force"))


def test_newer_target_line_rates_the_figures_of_its_own_days_only():
    old, new = target(30, until=date(2013, 6, 30)), target(20, since=date(2013, 7, 1))
    before, after = (reading(figure(period, 26), targets=[old, new]).target for period in (Q1, Q2))
    assert before is not None
    assert after is not None
    assert (before.target.value, before.met) == (30, True)
    assert (after.target.value, after.met) == (20, False)


def test_figure_after_the_last_target_is_set_against_that_one():
    old, new = target(30, until=date(2012, 3, 31)), target(20, since=date(2012, 4, 1), until=date(2013, 3, 31))
    found = reading(figure(Q1, 26), targets=[old, new]).target
    assert found is not None
    assert (found.target.value, found.met, found.unrated) == (20, None, "not in force")


def test_figure_between_two_targets_is_set_against_the_one_that_has_ended():
    ended, to_come = target(30, until=date(2013, 3, 31)), target(20, since=date(2014, 4, 1))
    found = reading(figure(Q1, 26), targets=[ended, to_come]).target
    assert found is not None
    assert (found.target.value, found.gap, found.met, found.unrated) == (30, 4, None, "not in force")


def test_figure_whose_day_nobody_knows_is_set_against_the_first_target():
    """It is undated, and its source has no day either."""
    old, new = target(30, until=date(2013, 3, 31)), target(20, since=date(2013, 4, 1), until=date(2014, 3, 31))
    found = reading(hub("undated: lately", 26), targets=[old, new]).target
    assert found is not None
    assert (found.target.value, found.gap, found.met, found.unrated) == (30, 4, None, "undated")


@pytest.mark.parametrize(("latest", "met", "close"), [(90, True, False), (85, False, True), (84, False, False)])
def test_amber_band_is_as_wide_as_its_tolerance_and_ends_at_the_target(latest, met, close):
    band = {"value": 5, "source": "law", "at": "regulation 2"}
    rated = reading(figure(Q1, latest), **HIGHER, targets=[target(90, tolerance=band)]).target
    assert rated is not None
    assert (rated.met, rated.close) == (met, close)


def test_without_a_tolerance_nothing_is_close():
    rated = reading(figure(Q1, "89.9"), **HIGHER, targets=[target(90)]).target
    assert rated is not None
    assert not rated.close


def test_target_in_words_rates_nothing():
    rated = reading(figure(Q1, 46), unit="weeks", targets=[target(words="the accepted timeframe")]).target
    assert rated is not None
    assert (rated.met, rated.gap, rated.unrated) == (None, None, "words")


def test_number_is_preferred_to_words_as_the_target():
    rated = reading(figure(Q1, 46), unit="weeks", targets=[target(words="the timeframe"), target(26)]).target
    assert rated is not None
    assert rated.target.value == 26


def test_indicator_without_figures_shows_its_target_unrated():
    found = reading(targets=[target(100)]).target
    assert found is not None
    assert (found.met, found.unrated) == (None, "no figure")


def test_indicator_without_targets_has_none():
    assert reading(figure(Q1, 46)).target is None


def test_neutral_indicator_is_not_rated_against_a_target_but_the_gap_is_known():
    seen = reading(figure(Q1, 26), polarity="neutral", targets=[target(20)]).target
    assert seen is not None
    assert (seen.met, seen.gap, seen.unrated) == (None, 6, "neutral")


# Several targets

REVIEWS = {"name": "Reviews held on time", "group": "looked-after children", **HIGHER}
DUTY = target(100, kind="statutory duty", label="duty: every review on time")


def reviews(numerator: int, denominator: int, *targets: dict, **keys: object) -> Reading:
    share = round(100 * numerator / denominator, 1)
    counts = {"numerator": numerator, "denominator": denominator}
    return reading(figure(Q1, share, **counts, **keys), **REVIEWS, targets=list(targets))


@pytest.mark.parametrize("turned", [1, -1])
def test_duty_leads_over_a_council_target_that_is_met_and_both_rate(turned: int):
    """197 of 205 is 96.1%: 8 short of every review, and beyond the council's 95%."""
    one = reviews(197, 205, *[DUTY, target(95)][::turned])
    assert stand(one.targets) == [("statutory duty", 100, False, ""), ("council target", 95, True, "")]
    assert [(each.gap, each.people) for each in one.targets] == [(Decimal("3.9"), 8), (Decimal("1.1"), None)]
    assert one.target == one.targets[0]
    assert rated_target(one) == 100
    assert one.reasons == ("duty",)


def test_every_firm_target_in_force_rates_and_the_last_of_the_file_first_among_equals():
    wanted = [target(80), target(90, kind="national target"), target(97)]
    assert stand(reviews(197, 205, *wanted).targets) == [
        ("council target", 97, False, ""),
        ("national target", 90, True, ""),
        ("council target", 80, True, ""),
    ]


def test_duty_that_is_met_does_not_hide_a_council_target_that_is_missed():
    one = reviews(197, 205, target(98), target(90, kind="statutory duty"))
    assert stand(one.targets) == [("statutory duty", 90, True, ""), ("council target", 98, False, "")]
    assert one.reasons == ("target",)


def test_ended_target_does_not_rate_beside_one_in_force():
    ended = target(95, until=date(2013, 6, 29))
    assert stand(reviews(197, 205, ended, DUTY).targets) == [("statutory duty", 100, False, "")]
    to_come = target(95, since=date(2013, 7, 1))
    assert stand(reviews(197, 205, DUTY, to_come).targets) == [("statutory duty", 100, False, "")]


def test_proposed_limit_follows_whatever_it_asks_and_is_never_rated():
    proposed = target(99, kind="proposed limit")
    assert stand(reviews(197, 205, proposed, target(95), DUTY).targets) == [
        ("statutory duty", 100, False, ""),
        ("council target", 95, True, ""),
        ("proposed limit", 99, None, "proposed"),
    ]


def test_undated_figure_is_rated_by_none_of_several():
    one = reading(figure("undated: lately", 96), **REVIEWS, targets=[target(95), DUTY])
    assert stand(one.targets) == [("statutory duty", 100, None, "undated"), ("council target", 95, None, "undated")]
    assert one.reasons == ()


# In people


@pytest.mark.parametrize(
    ("polarity", "numerator", "denominator", "wanted", "people"),
    [
        ("higher_is_better", 197, 205, 100, 8),
        ("higher_is_better", 197, 205, 97, 2),  # 97% of 205 is 198.85: 199
        ("higher_is_better", 192, 205, 95, 3),  # 95% of 205 is 194.75: 195
        ("higher_is_better", 18, 20, 95, 1),  # exactly 19
        ("higher_is_better", 19, 20, 95, None),  # met
        ("lower_is_better", 9, 42, 10, -5),  # 10% of 42 is 4.2: 4
        ("lower_is_better", 3, 20, 10, -1),  # exactly 2
        ("lower_is_better", 2, 20, 10, None),
    ],
)
def test_missed_target_is_told_in_people_where_counts_are_known(
    polarity: str, numerator: int, denominator: int, wanted: int, people: int | None
):
    share = round(Decimal(100 * numerator) / denominator, 1)
    counts = {"numerator": numerator, "denominator": denominator}
    (one,) = reading(figure(Q1, share, **counts), polarity=polarity, targets=[target(wanted)]).targets
    assert (one.met, one.people) == (people is None, people)


def test_exact_counts_decide_where_the_published_digits_would_say_the_opposite():
    """9,004 of 10,000 is published as 90%, and meets 90.02%; 599 of 600 is published as 100%, and is not all."""
    (one,) = reading(figure(Q1, 90, numerator=9004, denominator=10_000), **REVIEWS, targets=[target("90.02")]).targets
    assert (one.met, one.people, one.gap) == (True, None, Decimal("0.02"))
    (duty,) = reading(figure(Q1, 100, numerator=599, denominator=600), **REVIEWS, targets=[DUTY]).targets
    assert (duty.met, duty.people, duty.gap) == (False, 1, Decimal("0.2"))


def test_figure_is_not_rated_where_lent_counts_say_the_opposite_of_its_digits():
    lent = figure(Q1, "99.6", source="law", numerator=996, denominator=1000)
    (duty,) = reading(figure(Q1, 100), **REVIEWS, targets=[DUTY], own_series=[lent]).targets
    assert (duty.met, duty.unrated, duty.people) == (None, "rounded", None)


def test_duty_in_words_is_hidden_by_no_number():
    worded = target(words="every review in time", kind="statutory duty")
    found = reading(figure(Q1, 88), **REVIEWS, targets=[worded, target(85)]).targets
    assert [(one.target.kind, one.met, one.unrated) for one in found] == [
        ("council target", True, ""),
        ("statutory duty", None, "words"),
    ]


def test_without_a_figure_every_open_target_is_told_the_duty_first():
    ended = target(70, until=date(2013, 3, 31))
    found = reading(**REVIEWS, targets=[ended, target(95), DUTY]).targets
    assert [(one.target.value, one.unrated) for one in found] == [(100, "no figure"), (95, "no figure")]


def test_people_are_not_told_of_rounded_counts_or_of_none():
    rounded = reviews(1970, 2050, DUTY, counts_rounded_to=10).targets
    assert [(one.met, one.people) for one in rounded] == [(False, None)]
    assert reading(figure(Q1, 96), **REVIEWS, targets=[DUTY]).targets[0].people is None


def test_counts_that_the_publisher_lends_tell_a_missed_target_in_people():
    own = figure(Q1, "96.1", source="law", numerator=197, denominator=205)
    (one,) = reading(figure(Q1, 96), **REVIEWS, targets=[DUTY], own_series=[own]).targets
    assert one.people == 8


# Suppressed


RETURN_OF_A_DAY = SOURCES | {"hub": {**SOURCES["hub"], "published": INSPECTED}}


def hidden(*figures: dict, wanted: dict = DUTY, **keys: object) -> TargetReading:
    """The target beside figures as a reader sees them, whose small numbers are suppressed."""
    made = catalogue(indicator(*figures, **{**REVIEWS, "targets": [wanted], **keys}), sources=RETURN_OF_A_DAY)
    shown = suppress(made)
    one = read(shown, shown.indicators[0], TODAY)
    assert one.latest is not None
    assert (one.latest.code, one.latest.value, one.latest.numerator) == ("c", None, None)
    (rated,) = one.targets
    assert (rated.gap, rated.people) == (None, None), "either would tell the number"
    return rated


def outcome(of: TargetReading) -> tuple[bool | None, bool, str]:
    return of.met, of.not_shown, of.unrated


MISSED, UNKNOWN = (False, True, ""), (None, False, "no figure")


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (203, 205, MISSED),  # two are left out
        (2, 205, MISSED),
        (2, 3, UNKNOWN),  # of a group that is small as a whole nothing is told,
        (3, 3, UNKNOWN),  # so that silence doesn't tell that none is left out
    ],
)
def test_suppressed_figure_misses_a_duty_of_all_only_where_somebody_is_left_out(
    numerator: int, denominator: int, expected: tuple[bool | None, bool, str]
):
    share = round(100 * numerator / denominator, 1)
    assert outcome(hidden(hub(Q1, share, numerator=numerator, denominator=denominator))) == expected


def test_suppressed_figure_misses_a_duty_of_none_where_lower_is_better():
    late = hub(Q1, "1.5", numerator=3, denominator=205)
    assert outcome(hidden(late, polarity="lower_is_better", wanted=target(0, kind="statutory duty"))) == MISSED


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        (target(99, kind="statutory duty"), {}),
        (DUTY, {"polarity": "lower_is_better"}),
        (DUTY, {"polarity": "neutral"}),
        (target(100, kind="statutory duty", since=date(2013, 7, 1)), {}),  # from the day after the period
        (target(100, kind="statutory duty", until=date(2013, 6, 29)), {}),
        (target(100, kind="proposed limit"), {}),
    ],
)
def test_suppressed_figure_tells_nothing_of_any_other_target(wanted: dict, keys: dict):
    """A share below 100% may or may not reach 99%; what was proposed or not in force rates no figure."""
    met, not_shown, why = outcome(hidden(hub(Q1, 99, numerator=203, denominator=205), wanted=wanted, **keys))
    assert (met, not_shown) == (None, False)
    assert why


def test_suppressed_figure_without_a_date_is_not_rated_by_a_duty_either():
    rated = hidden(hub("undated: lately", 99, numerator=203, denominator=205))
    assert (rated.met, rated.not_shown) == (None, False)


def test_figure_that_the_return_suppressed_itself_tells_nothing_of_a_duty():
    """Nobody knows whether something is left out of a code c that was entered as such."""
    assert outcome(hidden(hub(Q1, code="c"))) == UNKNOWN


def test_missed_duty_of_a_suppressed_figure_is_a_reason_to_look():
    line = hub(Q1, 99, numerator=203, denominator=205)
    shown = suppress(catalogue(indicator(line, **REVIEWS, targets=[DUTY])))
    assert read(shown, shown.indicators[0], TODAY).reasons == ("duty",)
