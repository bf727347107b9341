"""The home page's finding, its tiles, what moved, the questions, and how fresh the figures are."""

from datetime import date

import pytest

from metrics.analysis.reading import Reading, read_all
from metrics.wording import freshness, headline, movements, questions, tiles
from tests.support.make import (
    INSPECTED,
    TODAY,
    catalogue,
    comparator,
    counted,
    figure,
    hub,
    indicator,
    inspected,
    reading,
    target,
)
from tests.support.quarterly import STEADY, quarters

Q4, Q1, Q2 = "2012/13 Q4", "2013/14 Q1", "2013/14 Q2"
JUDGED = indicator(figure("July 2013", 4), id="overall", theme="judgements", unit="grade", frequency="inspection")


def readings(*indicators: dict, today: date = TODAY) -> list[Reading]:
    return read_all(catalogue(*indicators), today)


def worse(id: str, name: str = "") -> dict:
    """Thirteen quarters of which the last is a special cause for the worse."""
    return indicator(*quarters([*STEADY, 90]), id=id, name=name or id)


def better(id: str) -> dict:
    return indicator(*quarters([*STEADY, 10]), id=id)


# ---- the finding -------------------------------------------------------------------------------------


def test_finding_of_the_report_names_judgement_movements_and_the_duty():
    assert headline.headline(read_all(inspected(), INSPECTED)) == (
        "Ofsted judged the service inadequate. Five indicators moved the right way and none the wrong way, "
        "none of it tested. One legal duty is missed."
    )


def test_judgement_is_left_out_once_newer_figures_stand():
    assert headline.headline(readings(JUDGED, indicator(figure(Q1, 26)))).startswith(
        "Ofsted judged the service inadequate."
    )
    assert "judged" not in headline.headline(readings(JUDGED, indicator(figure("2013/14 Q2", 26))))


def test_one_or_two_that_get_worse_are_named_and_more_are_counted():
    two = headline.headline(readings(worse("a", "Reviews held"), worse("b", "Visits made"), better("c")))
    assert two.startswith("Two indicators are getting worse: Reviews held and Visits made. One is improving.")
    three = headline.headline(readings(worse("a"), worse("b"), worse("c")))
    assert three == "Three indicators are getting worse."


def test_improving_is_said_of_special_causes_alone():
    assert headline.headline(readings(better("a"))) == "One indicator is improving and none is getting worse."
    untested = headline.headline(readings(indicator(figure(Q4, 30), figure(Q1, 26))))
    assert untested == "One indicator moved the right way and none the wrong way, none of it tested."
    tested = headline.headline(readings(indicator(counted(Q4, 29, 42), counted(Q1, 9, 42))))
    assert tested == "One indicator moved the right way and none the wrong way, more than chance."


def test_what_is_too_few_to_tell_is_not_counted_as_moved():
    few = headline.headline(readings(indicator(counted(Q4, 20, 50), counted(Q1, 22, 50))))
    assert "moved" not in few


def test_duties_and_targets_missed_are_counted_apart_and_all_met_is_said():
    both = indicator(figure(Q1, 26), targets=[target(10, kind="statutory duty"), target(12)])
    assert headline.headline(readings(both)) == "One legal duty and one target are missed."
    assert headline.headline(readings(indicator(figure(Q1, 26), targets=[target(30)]))) == (
        "Every target and duty that can be rated is met."
    )


def test_only_what_is_tested_is_called_worse_than_england():
    tested = indicator(counted(Q1, 260, 1000), comparators=[comparator(Q1, 10)])
    assert "worse than England’s, more than chance." in headline.headline(readings(tested))
    assert headline.headline(readings(indicator(figure(Q1, 26), comparators=[comparator(Q1, 10)]))) == ""


def test_finding_has_at_most_four_facts_and_one_without_figures_says_so():
    many = readings(
        JUDGED | {"id": "x"},
        *(worse(f"w{i}") for i in range(3)),
        better("b"),
        indicator(counted(Q1, 260, 1000), id="t", comparators=[comparator(Q1, 10)], targets=[target(10)]),
    )
    assert headline.headline(many).count(".") <= 4
    assert headline.headline(readings(indicator())) == "No indicator has a figure yet."


# ---- the tiles ---------------------------------------------------------------------------------------


def test_tiles_of_the_report_say_what_each_count_is_worth():
    found = [one for one in read_all(inspected(), INSPECTED) if one.counted]
    assert [(one.count, one.words, one.worth) for one in (tiles.tile(key, found) for key in tiles.TILES)] == [
        (5, "moved the right way", "not tested: two figures each"),
        (0, "moved the wrong way", "of 5 that can be compared"),
        (1, "misses a target or duty", "of 1 that can be rated"),
        (1, "worse than England", "not tested; 2 more too few to tell"),
        (15, "with no earlier figure", "so no change can be told"),
    ]


def test_tile_says_improving_where_limits_decide_and_both_where_some_do():
    limits = readings(better("a"))
    assert tiles.tile("better", limits).words == "improving"
    mixed = readings(better("a"), indicator(figure(Q4, 30), figure(Q1, 26), id="b"))
    one = tiles.tile("better", mixed)
    assert (one.words, one.worth) == ("improving or moved the right way", "1 tested, 1 not")


def test_tile_of_the_unclear_tells_too_few_from_no_earlier_figure():
    few = indicator(counted(Q4, 20, 50), counted(Q1, 22, 50), id="few")
    alone = indicator(figure(Q1, 26), id="alone")
    assert tiles.tile("unclear", readings(few)).words == "too few to tell"
    both = tiles.tile("unclear", readings(few, alone))
    assert (both.count, both.words, both.worth) == (
        2,
        "no change can be told",
        "1 too few to tell, 1 no earlier figure",
    )
    assert tiles.chosen_words("unclear", readings(few, alone)) == "2 indicators of which no change can be told"
    assert tiles.chosen_words("missed", readings(alone)) == "0 indicators miss a target or duty"


# ---- what moved --------------------------------------------------------------------------------------


def test_what_moved_the_wrong_way_and_the_right_way_share_the_room():
    found, more = movements.movements(
        readings(*(worse(f"w{i}") for i in range(6)), *(better(f"b{i}") for i in range(6))), 5
    )
    assert [one.reading.indicator.id for one in found] == ["w0", "w1", "b0", "b1", "b2"]
    assert more == 7
    only, rest = movements.movements(readings(*(better(f"b{i}") for i in range(4)), worse("w")), 5)
    assert (len(only), rest) == (5, 0)


def test_movement_by_limits_shows_the_year_before_only_where_it_points_the_same_way():
    (one,), _ = movements.movements(readings(better("a")), 5)
    assert one.figures == "50% to 10%"
    assert one.words == "over a year: improving"
    rose = indicator(*quarters([*STEADY[:8], 5, *STEADY[9:], 10]), id="a")
    moved, _ = movements.movements(readings(rose), 5)
    assert all(" to " not in one.figures for one in moved)


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [(53, 46, "about 53 to 46 weeks"), (2, 1, "about 2 weeks to 1 week")],
)
def test_movement_names_its_unit_once_where_it_is_the_same_word(was, now, told):
    moved = indicator(figure(Q4, was, status="approximate"), figure(Q1, now), id="a", unit="weeks")
    (one,), _ = movements.movements(readings(moved), 5)
    assert one.figures == told


# ---- the questions -----------------------------------------------------------------------------------


def test_written_question_goes_before_any_rule():
    assert questions.question(reading(figure(Q1, 26), ask="Who waits?", targets=[target(10)])) == "Who waits?"


@pytest.mark.parametrize(
    ("observations", "keys", "asked"),
    [
        (
            [counted(Q1, 186, 205)],
            {
                "name": "Reviews held on time",
                "polarity": "higher_is_better",
                "targets": [target(100, kind="statutory duty")],
            },
            "Which 19 reviews were late?",
        ),
        ([figure(Q1, 26)], {"targets": [target(10)]}, "What will bring it to 10%, and by when?"),
        ([figure(Q4, 20), figure(Q1, 26)], {}, "What changed since January to March 2013?"),
        (
            [figure(Q1, 26)],
            {"comparators": [comparator(Q1, 10)]},
            "What do areas with better figures do that Medway does not?",
        ),
        ([figure(Q1, 26)], {}, "When is the next figure due?"),
        ([figure(Q4, 30), figure(Q1, 26)], {}, "What made the difference, and will it last?"),
        ([counted(Q4, 20, 50), counted(Q1, 22, 50)], {}, "What would show that this is getting better?"),
    ],
)
def test_question_by_rule_follows_the_state_and_guesses_no_cause(observations, keys, asked):
    assert questions.question(reading(*observations, **keys)) == asked


def test_question_of_a_special_cause_names_its_first_period():
    assert questions.question(reading(*quarters([*STEADY, 90]))).startswith("What changed in ")
    assert questions.question(reading(*quarters([*STEADY, 90, 91]))).startswith("What changed since ")


def test_every_indicator_of_the_report_that_is_counted_has_a_written_question_without_a_figure():
    counted_ones = [one for one in read_all(inspected(), INSPECTED) if one.counted]
    for one in counted_ones:
        asked = one.indicator.ask or ""
        assert asked.endswith("?"), one.indicator.id
        assert not any(character.isdigit() for character in asked.replace("Year 6", "").replace("at 16", "")), asked


# ---- how fresh ---------------------------------------------------------------------------------------


def test_freshness_of_the_report_names_who_published_it_and_the_overdue_return():
    assert freshness.freshness_words(inspected(), date(2013, 11, 30)) == (
        "Figures published by Ofsted on 23 August 2013. The council’s return for July to September 2013 is overdue."
    )
    assert "is due by 30 October 2013" in freshness.freshness_words(inspected(), date(2013, 10, 1))


def test_version_of_the_data_is_named_alike_everywhere_and_its_day_is_the_save_or_the_reading():
    both = "6930c6df5daafda8+a4acc9b5e3b72221"
    saved = freshness.data_words("ab12cd34ef", date(2013, 10, 14), date(2013, 12, 15))
    assert saved == "Data as saved on 14 October 2013, version ab12cd34"
    read = "Data as read on 15 December 2013, version 6930c6df+a4acc9b5"
    assert freshness.data_words(both, None, date(2013, 12, 15)) == read


def test_freshness_of_a_return_counts_what_is_in_and_what_is_to_come():
    in_, to_come = indicator(hub(Q1, 26), hub(Q2, 25), id="in"), indicator(hub(Q1, 26), id="to-come")
    never = indicator(id="never")
    made = catalogue(in_, to_come, never)
    assert freshness.freshness_words(made, date(2013, 10, 20)) == "July to September 2013: 1 of 2 in, 1 to come."
    complete = catalogue(in_)
    words = freshness.freshness_words(complete, date(2014, 3, 1))
    assert words == "July to September 2013: all 1 in. The council’s return for October to December 2013 is overdue."
