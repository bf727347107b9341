"""What many figures of one quarter have in common is one question, and names every one of them."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.catalogue.load import parse
from metrics.entry.plausibility import doubts
from tests.support import make
from tests.support.make import Entry, hub, indicator
from tests.support.proposals import Filled, figure, proposed

Q3, Q4, Q1, Q2 = "2012/13 Q3", "2012/13 Q4", "2013/14 Q1", "2013/14 Q2"
TODAY = date(2014, 8, 31)


def of(letter: str, *known: Entry, **keys: object) -> Entry:
    return indicator(*known, id=letter.lower(), name=letter, **keys)


def asked(indicators: list[Entry], *filled: Filled) -> list[str]:
    text = make.text(*indicators)
    found = proposed(text, *filled)
    assert found.amended is not None, list(map(str, found.faults))
    return [one.words for one in doubts(parse(text), found.amended.catalogue, found.change.additions, TODAY)]


# ---- shares ----------------------------------------------------------------------------------------------


def test_percentages_written_as_shares_are_one_question() -> None:
    known = [of("A", hub(Q1, 26)), of("B", hub("undated: earlier", 87)), of("C"), of("D", hub(Q1, "0.9"))]
    rows = figure("a", value="0.24"), figure("b", value="0.895"), figure("c", value="0.9"), figure("d", value="0.8")
    assert asked(known, *rows) == [
        "3 percentages are below 1 (A 0.24%, B 0.895% and C 0.9%); are these shares? 0.24 would be 24%"
    ]


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ([hub(Q1, 26)], "A, 2013/14 Q2: 26% to 0.24%; was 24% meant?"),
        ([hub("2012", 26)], "A, 2013/14 Q2: you wrote 0.24%; the last figure was 26% in 2012; was 24% meant?"),
        ([], "A, 2013/14 Q2: you wrote 0.24%, the first figure; was 24% meant?"),
    ],
)
def test_one_share_is_asked_about_with_what_it_would_be(known: list[Entry], words: str) -> None:
    assert asked([of("A", *known)], figure("a", value="0.24")) == [words]


# ---- the same again --------------------------------------------------------------------------------------


def test_figures_that_are_the_very_ones_of_the_last_period_are_one_question() -> None:
    known = [of("A", hub(Q1, 26)), of("B", hub(Q1, 40)), of("C", hub(Q1, 50))]
    rows = figure("a", value="26"), figure("b", value="40"), figure("c", value="51")
    assert asked(known, *rows) == [
        "2 figures are the very ones of 2013/14 Q1 (A 26% and B 40%); are they new, or were the old ones copied?"
    ]


def test_of_many_figures_only_those_that_seldom_come_again_by_chance_are_asked_about() -> None:
    known = [of(letter, hub(Q1, 40 + place)) for place, letter in enumerate("ABCDEFG")]
    known += [of("H", hub(Q1, "61.3")), of("I", hub(Q1, "28.5", numerator=57, denominator=200))]
    rows = [figure(letter.lower(), value=str(41 + place)) for place, letter in enumerate("ABCDEFG")]
    assert asked(known, figure("a", value="40"), *rows[1:], figure("h", value="61.2")) == []
    assert asked(known, *rows, figure("h", value="61.3")) == [
        "H, 2013/14 Q2: 61.3% is the very figure of 2013/14 Q1; is it new, or was the old one copied?"
    ]
    assert asked(known, *rows, figure("i", numerator="57", denominator="200")) == [
        "I, 2013/14 Q2: 28.5% is the very figure of 2013/14 Q1; is it new, or was the old one copied?"
    ]
    assert asked(known, *rows, figure("i", numerator="59", denominator="207")) == []


def test_figures_that_came_again_in_several_periods_are_one_question() -> None:
    known = [of("A", hub(Q4, "26.5")), of("B", hub(Q1, 40))]
    rows = figure("a", value="26.5", period=Q1), figure("b", value="40")
    assert asked(known, *rows) == [
        "2 figures are those of the period before (A 26.5% in 2013/14 Q1 and B 40% in 2013/14 Q2); "
        "are they new, or were old ones copied?"
    ]


def test_small_count_and_series_that_often_stays_the_same_may_stay() -> None:
    assert asked([of("Homes", hub(Q1, 1), unit="count", of="homes")], figure("homes", value="1")) == []
    steady = [hub("2012/13 Q2", 127), hub(Q3, 127), hub(Q4, 127), hub(Q1, 127)]
    assert asked([of("Carers", *steady, unit="count", of="carers")], figure("carers", value="127")) == []


def test_quarter_that_is_an_earlier_one_again_is_asked_about() -> None:
    known = [of(letter, hub(Q4, 40 + place), hub(Q1, 43 + place)) for place, letter in enumerate("ABCDE")]
    rows = [figure(letter.lower(), value=str(40 + place)) for place, letter in enumerate("ABCDE")]
    (words,) = asked(known, *rows)
    assert words.startswith("5 figures are the very ones of 2012/13 Q4 (A 40%, B 41%, C 42%, D 43% and E 44%)")


# ---- rows of others --------------------------------------------------------------------------------------


def test_rows_that_shifted_by_one_are_one_question() -> None:
    known = [of(letter, hub(Q1, value)) for letter, value in zip("ABCD", (20, 50, 80, 35), strict=True)]
    rows = [figure(letter, value=value) for letter, value in zip("abcd", ("51", "79", "36", "10"), strict=True)]
    assert asked(known, *rows) == [
        "4 figures are far from their own last ones (A 51%, B 79%, C 36% and D 10%), and 3 of them are near the last "
        "one of the row below; did the rows shift by one?"
    ]
    rows = [figure(letter, value=value) for letter, value in zip("abcd", ("95", "21", "49", "81"), strict=True)]
    (words,) = asked(known, *rows)
    assert "3 of them are near the last one of the row above" in words


def test_figures_of_one_indicator_in_rows_that_follow_each_other_are_no_shift() -> None:
    values = ("60", "20", "61", "21", "60")
    rows = [figure("a", value=value, period=period) for value, period in zip(values, (Q3, Q4, Q1, Q2), strict=False)]
    assert not [one for one in asked([of("A", hub("2012/13 Q2", 20))], *rows) if "shift" in one]


def test_two_far_figures_are_asked_about_one_by_one() -> None:
    known = [of("A", hub(Q1, 20)), of("B", hub(Q1, 50))]
    assert len(asked(known, figure("a", value="51"), figure("b", value="21"))) == 2


def test_counts_of_one_indicator_in_another_row_are_asked_about() -> None:
    known = [of("A"), of("B"), of("C")]
    counts = {"numerator": "45", "denominator": "188"}
    assert asked(known, figure("a", **counts), figure("b", value="50"), figure("c", **counts)) == [
        "A and C, 2013/14 Q2: both are 45 of 188; is that right, or is one the other's?"
    ]
    everybody = {"numerator": "188", "denominator": "188"}
    assert asked(known, figure("a", **everybody), figure("c", **everybody)) == []


def test_same_value_in_the_next_row_is_asked_about_where_it_is_new_to_one() -> None:
    known = [of("A", hub(Q4, 60), hub(Q1, 62)), of("B", hub(Q4, 57), hub(Q1, 59))]
    (words,) = asked(known, figure("a", value="61.3"), figure("b", value="61.3"))
    assert words == "A and B, 2013/14 Q2: both are 61.3%; is that right, or is one the other's?"
    assert asked(known, figure("a", value="61"), figure("b", value="61")) == []
    wide = [known[0], of("B", hub(Q4, 57), hub(Q1, 62))]
    assert asked(wide, figure("a", value="61.3"), figure("b", value="61.3")) == []


def test_counts_of_one_of_two_figures_are_not_said_of_both() -> None:
    known = [of("A", hub(Q4, 60), hub(Q1, 62)), of("B", hub(Q4, 57), hub(Q1, 59))]
    of_a = figure("a", value="13.5", numerator="29", denominator="215")
    words = [one for one in asked(known, of_a, figure("b", value="13.5")) if "both are" in one]
    assert words == ["A and B, 2013/14 Q2: both are 13.5%; is that right, or is one the other's?"]


def test_same_value_in_rows_apart_is_asked_about_where_it_is_rare_for_one() -> None:
    known = [of("A", hub(Q1, 61)), of("B", hub(Q1, 20)), of("C", hub(Q1, 54)), of("D", hub(Q1, 60))]
    filled = figure("a", value="61.3"), figure("b", value="21")
    (words,) = asked(known, *filled, figure("c", value="61.3"))
    assert words == "A and C, 2013/14 Q2: both are 61.3%; is that right, or is one the other's?"
    assert asked(known, *filled, figure("d", value="61.3")) == []


# ---- the same words of several ---------------------------------------------------------------------------


def test_same_question_about_several_is_asked_once_and_names_them() -> None:
    known = [of(letter, hub("2012/13 Q2", 40 + place)) for place, letter in enumerate("ABC")]
    rows = [figure(letter.lower(), value=str(41 + place), period=Q1) for place, letter in enumerate("ABC")]
    assert asked(known, *rows) == [
        "3 figures of A, B and C, 2013/14 Q1: no figure for 2012/13 Q3 to 2012/13 Q4 stands before it; "
        "is the period right?"
    ]


def test_of_more_than_twelve_it_is_said_how_many() -> None:
    letters = "ABCDEFGHIJKLMNO"
    known = [of(letter, hub("2012/13 Q2", 40 + place)) for place, letter in enumerate(letters)]
    rows = [figure(letter.lower(), value=str(41 + place), period=Q1) for place, letter in enumerate(letters)]
    (words,) = asked(known, *rows)
    assert words.startswith("15 figures of A, B, C, D, E, F, G, H, I, J, K, L and 3 more, 2013/14 Q1: ")
