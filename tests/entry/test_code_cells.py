"""A code is read wherever a number was to stand, told in a sentence, and asked about where it may be another."""

from __future__ import annotations

import pytest

from tests.support.make import hub, indicator, text
from tests.support.proposals import Filled, added, comparator, faults, figure, proposed, target

TEXT = text(
    indicator(hub("2012/13 Q4", 30), hub("2013/14 Q1", 26), id="neet"),
    indicator(hub("2012/13 Q4", 45), id="weeks", unit="weeks"),
)
CODED = "{period: 2013/14 Q2, code: %s, source: hub, at: return}"


@pytest.mark.parametrize(
    ("filled", "code", "told"),
    [
        (figure(value="c"), "c", "row 2, value (Value): “c” is read as the code c (suppressed)"),
        (figure(value="<5"), "c", "row 2, value (Value): “<5” is read as the code c (suppressed)"),
        (figure(value="k"), "low", "row 2, value (Value): “k” is read as the code low (not zero, but rounds to zero)"),
        (
            figure(value="not available"),
            "x",
            "row 2, value (Value): “not available” is read as the code x (not available)",
        ),
        (figure(code="suppressed"), "c", "row 2, code (Code): “suppressed” is read as the code c (suppressed)"),
        (figure(code="<5"), "c", "row 2, code (Code): “<5” is read as the code c (suppressed)"),
        (
            figure(value="suppressed", code="c"),
            "c",
            "row 2, value (Value): “suppressed” is read as the code c (suppressed)",
        ),
        (figure(value="*", code="c"), "c", "row 2, value (Value): “*” is read as the code c (suppressed)"),
        (figure(numerator="<5"), "c", "row 2, numerator (Numerator): “<5” is read as the code c (suppressed)"),
        (
            figure("weeks", value="suppressed"),
            "c",
            "row 2, value (Value): “suppressed” is read as the code c (suppressed)",
        ),
    ],
    ids=str,
)
def test_words_and_signs_are_read_as_their_code_and_that_is_told(filled: Filled, code: str, told: str) -> None:
    assert added(TEXT, filled) == [CODED % code]
    assert proposed(TEXT, filled).read_codes == (told,)


def test_code_as_it_should_be_written_is_not_told() -> None:
    assert proposed(TEXT, figure(code="[C]")).read_codes == ()
    assert added(TEXT, figure(code="[C]")) == [CODED % "c"]


def test_denominator_beside_a_suppressed_numerator_stays() -> None:
    (line,) = added(TEXT, figure(numerator="<5", denominator="42"))
    assert line == "{period: 2013/14 Q2, code: c, denominator: 42, source: hub, at: return}"


def test_comparator_with_a_code_in_place_of_its_value_is_read() -> None:
    (line,) = added(TEXT, comparator(value="[z]"))
    assert "code: z" in line


@pytest.mark.parametrize(
    ("filled", "told"),
    [
        (
            figure(value="*"),
            "row 2, value (Value): '*' is not a number; write the code c (suppressed) or x (not available)",
        ),
        (
            figure(value="-"),
            "row 2, value (Value): '-' is not a number; write the code x (not available); if there were none, write 0",
        ),
        (figure(code="*"), "row 2, code (Code): '*' may be more than one thing; write the code c (suppressed) or x"),
        (
            figure("weeks", value="<5"),
            "row 2, value (Value): '<5' is not a number; write the code c (suppressed); if the exact figure may",
        ),
        (
            figure(value="c", code="x"),
            "row 2, value (Value): 'c' means c (suppressed), and the code x stands beside it; keep one of them",
        ),
        (
            figure(value="7.1", numerator="<5", denominator="42"),
            "row 2, numerator (Numerator): '<5' is not a count; leave both counts empty if the value may be shown, "
            "or put in place of the value the code c (suppressed)",
        ),
        (
            figure(numerator="#", denominator="42"),
            "row 2, numerator (Numerator): '#' is not a number; write the code c (suppressed) or x (not available)",
        ),
        (
            figure(numerator="3", denominator="c"),
            "row 2, denominator (Denominator): 'c' means c (suppressed), and the numerator beside it tells a part of "
            "it; empty the numerator",
        ),
        (
            figure(value="c", numerator="3"),
            "row 2, numerator (Numerator): the code c (suppressed) stands in this row, and the numerator would tell "
            "what it hides; empty the numerator",
        ),
        (
            figure(value="<5", numerator="3", denominator="42"),
            "row 2, Code: a code stands beside counts that give 7.1; empty both counts, since they would tell it",
        ),
        (
            comparator(value="c", numerator="3", denominator="42"),
            "row 2, numerator (Numerator): the code c (suppressed) stands in this row",
        ),
        (
            target(value="c", kind="council target", since="1 April 2014"),
            "row 2, value (Value): 'c' is not a number, and a target has no code; write its number, or say it in Words",
        ),
        (figure(value="zero"), "row 2, value (Value): 'zero' is not a number; write 0"),
    ],
    ids=str,
)
def test_what_may_be_another_code_or_contradicts_its_row_is_asked_about_once(filled: Filled, told: str) -> None:
    found = faults(TEXT, filled)
    assert found[0].startswith(told), found
    assert len(found) == 1, found


def test_no_sign_is_answered_with_a_request_for_a_number() -> None:
    for sign in ("c", "[c]", "<5", "*", "#", "~", ":", "-", "n/a", "tbc", "suppressed", "k", "low", "z", "4*", "1-4"):
        for cells in ({"value": sign}, {"numerator": sign, "denominator": "42"}, {"code": sign}):
            told = " ".join(map(str, proposed(TEXT, figure(**cells)).faults))
            assert "plain number" not in told, (sign, told)
            assert "such as 42" not in told, (sign, told)


@pytest.mark.parametrize(
    ("unit", "of"),
    [
        *(("count", "cases per worker"), ("count", "changes for each child"), ("per 10,000", ""), ("weeks", "")),
        *(("percentage points", ""), ("grade", "")),
    ],
)
@pytest.mark.parametrize("bound", ["<10", "fewer than five"])
def test_bound_of_what_is_no_count_of_people_is_asked_about(unit: str, of: str, bound: str) -> None:
    known = text(indicator(id="other", unit=unit, **({"of": of} if of else {}), why_missing="new"))
    (words,) = faults(known, figure("other", value=bound))
    assert words == (
        f"row 2, value (Value): '{bound}' is not a number; write the code c (suppressed); "
        "if the exact figure may be shown, write that"
    )


def test_bound_in_words_of_people_is_the_code_and_asks_for_no_number() -> None:
    assert added(TEXT, figure(numerator="fewer than five", denominator="205"))[0].startswith(
        "{period: 2013/14 Q2, code: c, denominator: 205"
    )


def test_counts_of_nobody_beside_a_code_are_refused() -> None:
    assert faults(TEXT, figure(code="z", numerator="0", denominator="0")) == [
        "row 2, denominator (Denominator): 0 is no denominator; empty both counts, since the code z (not applicable) "
        "says all"
    ]
