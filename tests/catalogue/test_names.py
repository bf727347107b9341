"""Names however they are written: what is evened out, which unit stands beside one, and what is near."""

from __future__ import annotations

import pytest

from metrics.catalogue import names


@pytest.mark.parametrize(
    "written",
    [
        "Looked-after children's reviews, held (on time)",
        "looked after childrens reviews held on time.",
        "Looked–after children’s  reviews held\u00a0on time",
        "LOOKED AFTER CHILDREN`S REVIEWS - HELD ON TIME*",
        "Looked\u2011after children's re\u00adviews held on time:",
    ],
)
def test_marks_capitals_and_blanks_make_no_difference(written: str) -> None:
    assert names.evened(written) == "lookedafterchildrensreviewsheldontime"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Comments & complaints", "comments and complaints", True),
        ("per 10,000", "per 10 000", True),
        ("per 10,000", "per 10000", True),
        ("aged 16-18", "aged 16 to 18", False),
        ("aged 16-18", "aged 1618", False),
        ("aged 16–18", "aged 16 18", True),
        ("aged 18+", "aged 18", False),
        ("aged 18 +", "aged 18+", True),
        ("in 2012, 2013", "in 20122013", False),
        ("Straße", "STRASSE", True),
    ],
)
def test_digits_and_signs_that_say_something_stay_apart(one: str, other: str, same: bool) -> None:
    assert (names.evened(one) == names.evened(other)) is same


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Length of care (weeks)", ("Length of care", "weeks")),
        ("Length of care, in wks", ("Length of care", "weeks")),
        ("Wait [days]", ("Wait", "days")),
        ("NEET %", ("NEET", "percent")),
        ("NEET%", ("NEET", "percent")),
        ("NEET (%)", ("NEET", "percent")),
        ("NEET - per cent", ("NEET", "percent")),
        ("% NEET", ("NEET", "percent")),
        ("% of the reviews", ("reviews", "percent")),
        ("Percentage of reviews", ("reviews", "percent")),
        ("Number of children", ("children", "count")),
        ("No. of children", ("children", "count")),
        ("Children (no)", ("Children", "count")),
        ("Children, number", ("Children", "count")),
        ("Children (rate per 10,000)", ("Children", "per 10,000")),
        ("Gap (percentage points)", ("Gap", "percentage points")),
        ("No exclusions", None),
        ("Say no", None),
        ("Children", None),
        ("%", None),
        ("(weeks)", None),
        ("Weekday", None),
    ],
)
def test_unit_beside_a_name_is_told_from_it(written: str, expected: tuple[str, str] | None) -> None:
    assert names.without_unit(written) == expected


CHOICES = (
    "Length of care proceedings",
    "Length of pre-proceedings",
    "Looked-after children re-offending",
    "Looked-after children",
    "Audited cases judged inadequate",
    "Reviews without an updated care plan",
    "Care plans updated after reviews",
    "Adoption health assessments on time",
    "Review health assessments on time",
    "Key stage 2 English",
    "authorities",
    "ofsted-2013",
    "dfe-2012",
    "dfe-2013",
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Lenght of care procedings", "Length of care proceedings"),
        ("length of pre proceedings", "Length of pre-proceedings"),
        ("Pre-proceedings, length", "Length of pre-proceedings"),
        ("Adoption assessments on time", "Adoption health assessments on time"),
        ("Review health assessment on time", "Review health assessments on time"),
        ("Looked-after children reoffending", "Looked-after children re-offending"),
        ("Key stage English", "Key stage 2 English"),
        ("authority", "authorities"),
        ("ofsted", "ofsted-2013"),
    ],
)
def test_slipped_letter_or_missing_word_is_near(written: str, meant: str | None) -> None:
    assert names.near(written, CHOICES) == meant


@pytest.mark.parametrize(
    "written",
    [
        "Length of proceedings",
        "Looked-after children missing",
        "Looked-after children’s reviews held within timescale",
        "Audited cases judged adequate",
        "Reviews with an updated care plan",
        "Health assessments on time",
        "Key stage 4 English",
        "dfe",
        "dfe-2014",
        "Key stage 2",
        "Adoption health assessments",
        "Reviews without an updated plan",
        "LAC number",
        "",
        "%",
    ],
)
def test_what_is_far_from_all_or_near_to_two_is_given_no_name(written: str) -> None:
    assert names.near(written, CHOICES) is None


def test_two_names_of_one_thing_are_no_tie() -> None:
    pairs = [("Care leavers", "a"), ("care-leavers", "a"), ("Care levers", "b")]
    assert names.near_one("Care leaverz", pairs) == "Care leavers"
    assert names.near_one("Care leaers", pairs) is None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("EET", "neet"),
        ("Care leavers NEET", "care-leavers-eet"),
        ("Internal providers", "external-providers"),
        ("Permanent inclusions", "Permanent exclusions"),
        ("Placements judged inadequate", "Placements judged adequate"),
        ("Unplanned moves", "Planned moves"),
        ("Children overreported", "Children underreported"),
        ("Care leavers in accommodation", "Care leavers in suitable accommodation"),
        ("Pathway plans on time", "Pathway plan reviews on time"),
        ("Key stage 2 English", "Key stage 2 English and maths"),
        ("Child seen at visits", "Child seen alone at visits"),
    ],
)
def test_what_turns_the_meaning_is_never_near(written: str, name: str) -> None:
    assert names.near(written, [name]) is None
    assert names.near(name, [written]) is None
