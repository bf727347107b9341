"""What people write where there is no number is read as its code, or named with every code that it may be."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.catalogue.codes import MEANINGS, read_sign
from metrics.catalogue.field_types import PLAIN_NUMBER

SUPPRESSED = [
    *("c", "C", "[c]", "(c)", "[C]", " c ", "c.", "c - suppressed", "c (suppressed)"),
    *("<5", "< 5", "<6", "<10", "≤5", "＜5", "<=5", "n<5", "fewer than 5", "Less than 5", "under 5", "below 6"),
    *("fewer than 5 children", "5 or fewer", "suppressed", "[suppressed]", "Data suppressed", "supp", "SUPP"),
    *("redacted", "withheld", "confidential", "small number", "small numbers", "low numbers", "too small to publish"),
    *("suppressed (<5)", "suppressed due to small numbers"),
    *("fewer than five", "<five", "five or fewer", "Under five", "between 1 and 4", "1-4", "1 to 4", "lt 5", "max 5"),
    *("\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}5", "\N{LESS-THAN OR EQUAL TO}5", "at most three", "ten or less"),
    *("one to four", "less than or equal to 5", "0-4", "5 max", "fewer than five children"),
]
NOT_AVAILABLE = [
    *("x", "X", "[x]", "(x)", "..", "...", "…", "not available", "data not available", "no data", "not known"),
    *("unknown", "not collected", "not recorded", "N/K", "?", "missing", "x: no data"),
]
NOT_APPLICABLE = ["z", "Z", "[z]", "not applicable", "Not applicable", "no cohort"]
LOW = ["low", "[low]", "LOW", "k", "[k]", "K", "negligible", "rounds to zero"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (text, code)
        for code, texts in zip(MEANINGS, (SUPPRESSED, NOT_AVAILABLE, NOT_APPLICABLE, LOW), strict=True)
        for text in texts
    ],
)
def test_what_can_be_one_code_only_is_read_as_it(written: str, code: str) -> None:
    sign = read_sign(written)
    assert sign is not None
    assert sign.code == code


@pytest.mark.parametrize(
    ("written", "codes", "other"),
    [
        *((text, ("c", "x"), "") for text in ("*", "**", "#", "s", "not published")),
        ("~", ("low", "c"), ""),
        (":", ("x", "z"), ""),
        *(
            (text, ("x",), "if it can't apply, write z (not applicable)")
            for text in ("n/a", "N/A", "na", "n.a.", "#N/A")
        ),
        *((text, ("x",), "if there were none, write 0") for text in ("-", "–", "—", "--", "none", "nil", "nil return")),
        *(
            (text, ("x",), "if the figure is still to come, leave it empty until then")
            for text in ("tbc", "TBC", "tba", "pending", "awaiting", "awaiting data", "not yet available")
        ),
        *(
            (text, ("c",), "if the exact figure may be shown, write that")
            for text in ("<5%", "< 50", ">95%", "at least 95%", "<5 weeks", "less than 5 per cent", "<5 (2.3%)")
        ),
        ("<1", ("low", "c"), ""),
        ("<0.5", ("low", "c"), ""),
        ("2-3", ("c", "x"), ""),
        *(
            (text, ("c",), "if the number may be shown, write it without the mark")
            for text in ("4*", "89.5*", "3 (c)", "[c] 4")
        ),
        ("no cases", ("z", "x"), "if there were none, write 0"),
        ("annual figure", ("x",), "if it is not reported for this period, leave it empty"),
        ("#DIV/0!", ("z", "x"), ""),
    ],
)
def test_what_may_be_several_things_names_them_all_and_is_read_as_none(
    written: str, codes: tuple[str, ...], other: str
) -> None:
    sign = read_sign(written)
    assert sign is not None
    assert (sign.codes, sign.other, sign.code) == (codes, other, None)
    assert all(f"{code} ({MEANINGS[code]})" in sign.advice for code in codes)


def test_advice_is_a_sentence_with_every_code_and_its_meaning() -> None:
    star, dash, zero = read_sign("*"), read_sign("-"), read_sign("zero")
    assert star is not None
    assert dash is not None
    assert zero is not None
    assert star.advice == "write the code c (suppressed) or x (not available)"
    assert dash.advice == "write the code x (not available); if there were none, write 0"
    assert zero.advice == "write 0"


@pytest.mark.parametrize(
    "written", ["abc", "five", "1 and 4", "1 in 4", "c.40", "~40", "£1", "outstanding", "24%", "2013-14", "", "x" * 61]
)
def test_anything_else_is_no_sign(written: str) -> None:
    assert read_sign(written) is None


@given(st.from_regex(PLAIN_NUMBER, fullmatch=True))
def test_a_number_is_never_a_sign(written: str) -> None:
    assert read_sign(written) is None


@given(st.text(max_size=70), st.sampled_from(["", "<", "suppressed", "[c", "c - ", "5 or "]))
def test_any_text_is_read_or_not_and_no_advice_asks_for_a_small_number(written: str, begin: str) -> None:
    sign = read_sign(begin + written)
    assert sign is None or (set(sign.codes) <= set(MEANINGS) and not re.search(r"\b[1-9]", sign.advice))
