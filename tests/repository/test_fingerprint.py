"""What is kept of the report in place of its text: how the text is divided, what its fingerprint tells and hides."""

import subprocess
import sys

import pytest

from tests.support.make import ROOT
from tests.support.report import fingerprint
from tests.support.report.holding import Report
from tests.support.report.places import places

TEXT = (ROOT / "tests" / "support" / "report" / "made-up.md").read_text(encoding="utf-8")
KEPT = ROOT / "tests" / "support" / "report" / "made-up.json"
REPORT = Report(fingerprint.read(KEPT))


# ---- the places --------------------------------------------------------------------------------------


def test_text_is_divided_into_cover_paragraphs_and_record() -> None:
    assert [*places(TEXT)] == ["cover", "1", "2", "3", "4", "5", "record of main findings"]


def test_headings_belong_to_the_paragraph_below_and_stay_apart_from_its_words() -> None:
    assert places(TEXT)["3"][:2] == ["The findings", "Grade 4 (Inadequate)"]
    assert not REPORT.says("3", "Grade 4 (Inadequate) The lighting")


def test_lists_and_what_follows_a_page_break_belong_to_the_paragraph_above() -> None:
    assert REPORT.says("2", "They looked at: the lamps of four streets")
    assert REPORT.says("3", "to mend a lamp, which is too long")


def test_line_before_a_number_that_is_left_out_is_the_paragraph_that_lost_it() -> None:
    assert REPORT.says("1", "is paragraph 1")
    assert REPORT.says("4", "lost its number too")
    assert not REPORT.says("3", "lost its number too")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("No report at all.\n", "no numbered paragraphs"),
        (TEXT.replace("- 5. Lamp", "- 7. Lamp"), "paragraph 7 follows 3"),
        ("- 1. A lamp.\n- 2. Two.\n- 4. Four.\n", "paragraph 3 is missing"),
    ],
)
def test_text_that_is_not_the_report_s_is_refused(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        places(text)


# ---- the numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "value", "unit", "stands"),
    [
        ("2", "62.5", "percent", True),
        ("2", "62.5", "weeks", False),
        ("2", "62.50", "percent", True),
        ("2", "62.5", "percentage points", True),
        ("2", "1250", "count", True),
        ("2", "1250", "percent", False),
        ("2", "18", "count", False),
        ("2", "2018", "count", False),
        ("2", "4", "count", True),
        ("3", "0", "percent", True),
        ("2", "0", "percent", False),
        ("3", "40", "days", True),
        ("3", "4", "grade", True),
        ("4", "4", "grade", False),
        ("4", "2", "grade", True),
        ("4", "2", "count", False),
        ("5", "7", "count", True),
        ("5", "1", "count", True),
    ],
)
def test_number_stands_where_the_text_gives_it_in_its_unit(place: str, value: str, unit: str, stands: bool) -> None:
    assert REPORT.numbers[place].hold(value, unit) == stands


# ---- the words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "stands"),
    [
        ("Lamplighters say that 8% of lamps", True),
        ("lamplighters SAY that 8% of lamps", True),
        ("or 7 in one street, are never lit", True),
        ("or 7 in one street are never lit", True),
        ("or 7 in a street are never lit", False),
        ("Lamplighters say that 8 of lamps", False),
        ("that say lamplighters", False),
        ("never lit", True),
        ("lit never", False),
        ("lit", False),
        ("lit.", False),
        ("never lit. They hope", True),
        ("never lit they hope", False),
        ("Lamplighters say ... never lit", True),
        ("Lamplighters say ... ever lit", False),
        ("say nothing [of the north] that 8%", False),
        ("They hope for more oil [of whales]", True),
        ("[nothing of it]", False),
    ],
)
def test_phrase_stands_where_its_words_follow_each_other(phrase: str, stands: bool) -> None:
    assert REPORT.says("5", phrase) == stands


def test_same_words_have_other_hashes_in_another_paragraph() -> None:
    assert fingerprint.hashed("this line has", "1") != fingerprint.hashed("this line has", "4")
    assert not REPORT.says("4", "This line has lost its number")


def test_hashes_tell_no_order_and_no_number_of_times() -> None:
    for one in fingerprint.read(KEPT).values():
        assert one["runs"].split() == sorted(set(one["runs"].split()))


def test_fingerprints_are_made_with_the_command_that_is_written_down() -> None:
    command = "python -m tests.support.report.fingerprint"
    assert command in (fingerprint.__doc__ or "")
    made = subprocess.run(
        [sys.executable, *command.split()[1:], "tests/support/report/made-up.md"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert made.stdout.decode() == KEPT.read_text(encoding="utf-8")
