"""Small numbers of people in running text are found, and other numbers beside them are not."""

import pytest

from metrics.analysis.numbers_in_words import small_numbers

TOLD = [
    "Three of the children moved.",
    "2 care leavers lost their flats",
    "one child",
    "Two looked after children were late",
    "The children (4) were seen",
    "Of the young people, two were NEET",
    "only four of 40 pupils",
    "Siblings: 3",
    "5 of the carers resigned",
    "a single child",
    "a couple of young people",
    "the twins moved",
    "2 boys and 1 girl",
    "both children were placed in Kent",
    "One foster carer left; another is ill",
    "fewer than five children",
    "Three unaccompanied asylum seeking children",
    "3 - children missing",
    "children missing: 2",
    "one of the two children",
]
NOT_TOLD = [
    "Why are 30 children late?",
    "20% of children",
    "The children's homes: two closed",
    "3 weeks for children to be seen",
    "no one told the children",
    "Key stage 4 pupils",
    "children aged 4 need a plan",
    "children under 18",
    "in Q3 children did better",
    "by 5 October children are seen",
    "Ask again. Children were seen. Two reviews were late.",
    "In October 2013 all children had plans",
    "one day children will",
    "two quarters without a figure for children",
    "0 children",
    "4.5% of children",
    "3 homes for children closed",
    "twelve children",
    "fewer than six children",
    "paragraph 4 says children wait",
]


@pytest.mark.parametrize("text", TOLD)
def test_small_number_of_people_is_found(text):
    assert small_numbers(text, 6)


@pytest.mark.parametrize("text", NOT_TOLD)
def test_other_numbers_are_left_alone(text):
    assert small_numbers(text, 6) == ()


def test_number_and_words_are_told_as_they_are_written():
    (found,) = small_numbers("Since July, three of the children have moved twice.", 6)
    assert (found.number, found.people, found.phrase) == ("three", "children", "three of the children")


def test_limit_is_the_councils_own():
    assert small_numbers("nine children", 10)
    assert small_numbers("nine children", 6) == ()
    assert small_numbers("one child", 0) == ()


def test_number_alone_counts_where_the_indicator_hides_one():
    assert small_numbers("It was two of nine.", 6) == ()
    assert [found.number for found in small_numbers("It was two of nine.", 6, people_meant=True)] == ["two"]
    assert small_numbers("In two weeks.", 6, people_meant=True) == ()
