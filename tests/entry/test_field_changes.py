"""A row that names a field and its new words becomes an edit of that field alone, or a fault at its cell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from metrics.catalogue.documents import Document
from metrics.catalogue.models import Indicator
from metrics.entry.batch import NAME, WHY, Batch, Signature
from metrics.entry.changeable import CHANGEABLE
from metrics.entry.field_words import changed_fields
from metrics.entry.proposal import Proposal, propose, signed, signed_lines
from metrics.entry.summary import changed_names, counted_change, touched_indicators
from tests.support import make
from tests.support.make import Entry, hub, indicator, target
from tests.support.proposals import SIGNED, Filled, figure, rows

GOALS: list[Entry] = [
    target(25, label="Target of the council"),
    target(20, since=date(2014, 4, 1), tolerance={"value": 2, "source": "hub", "at": "plan"}),
]
FIGURES = [hub("2012/13 Q4", 30), hub("2013/14 Q1", 26, break_before="A new count."), hub("2013/14 Q2", 24)]
TEXT = make.text(
    indicator(*FIGURES, short_name="NEET", owner="Head of schools", caution="Few are counted.", targets=GOALS),
    indicator(hub("2013/14 Q1", 31), id="other", name="Other", retired={"on": date(2013, 9, 1), "reason": "Gone."}),
    indicator(hub("2013/14 Q1", 31), id="level", name="Level", polarity="neutral", targets=[target(30)]),
)


def change(changes: str, new: str, an_indicator: str = "NEET", **cells: str) -> Filled:
    return "change", {"indicator": an_indicator, "changes": changes, "new": new, **cells}


def proposed(*filled: Filled, text: str = TEXT) -> Proposal:
    return propose(Document.alone(text), rows(*filled), Batch(), SIGNED)


def after(*filled: Filled, number: int = 0) -> Indicator:
    found = proposed(*filled)
    assert found.faults == ()
    assert found.amended is not None
    return found.amended.catalogue.indicators[number]


BEFORE = Document.alone(TEXT).catalogue


@pytest.mark.parametrize(
    ("changes", "new", "key", "value"),
    [
        ("Full name", "Young people without work", "name", "Young people without work"),
        ("Short name", "EET", "short_name", "EET"),
        ("short name", "take out", "short_name", None),
        ("Theme", "Health", "theme", "health"),
        ("definition", "Counted each quarter.", "definition", "Counted each quarter."),
        ("Which way is better", "Higher is better", "polarity", "higher_is_better"),
        ("frequency", "monthly", "frequency", "month"),
        ("owner", "Head of service", "owner", "Head of service"),
        ("Question to ask", "Why so few?", "ask", "Why so few?"),
        ("why it matters", "It says what comes next.", "why_it_matters", "It says what comes next."),
        ("Caution", "Take out", "caution", None),
        ("Expected from", "1 April 2014", "expected_from", date(2014, 4, 1)),
        ("Note", "A note.", "note", "A note."),
    ],
)
def test_a_field_says_the_new_words_and_nothing_else_changes(changes: str, new: str, key: str, value: object) -> None:
    found = after(change(changes, new))
    assert getattr(found, key) == value
    assert found == BEFORE.indicators[0].model_copy(update={key: value})


def test_every_other_byte_stays() -> None:
    found = proposed(change("owner", "Head of service"))
    assert found.amended is not None
    assert found.amended.text == TEXT.replace('"Head of schools"', "Head of service")


def test_an_indicator_is_retired_and_taken_back() -> None:
    gone = after(change("Retired", "1 April 2014", reason="Counted elsewhere."))
    assert gone.retired is not None
    assert (gone.retired.on, gone.retired.reason) == (date(2014, 4, 1), "Counted elsewhere.")
    assert after(change("Retired", "take back", "other"), number=1).retired is None
    later = proposed(change("Retired", "2 September 2013", "other"))
    assert [(one.loc, one.value) for one in later.change.edits] == [
        (("indicators", 1, "retired", "on"), date(2013, 9, 2))
    ]


def test_a_target_gets_an_end_and_a_tolerance_with_its_source() -> None:
    found = after(
        change("End of a target", "31 March 2014", which="Target of the council"),
        change("Tolerance of a target", "1.5", which="1", source="Quarterly return", at="plan of 2013"),
    ).targets
    assert found[0].until == date(2014, 3, 31)
    assert found[0].tolerance is not None
    assert (found[0].tolerance.value, found[0].tolerance.source, found[0].tolerance.at) == (
        Decimal("1.5"),
        "hub",
        "plan of 2013",
    )
    assert found[1] == BEFORE.indicators[0].targets[1]


def test_a_tolerance_that_stands_gets_another_width_and_keeps_its_source() -> None:
    found = proposed(change("Tolerance of a target", "3", which="2"))
    assert [(one.loc, one.value) for one in found.change.edits] == [
        (("indicators", 0, "targets", 1, "tolerance", "value"), Decimal(3))
    ]
    assert after(change("tolerance", "take out", which="2")).targets[1].tolerance is None


def test_breaks_and_new_limits_stand_before_a_figure_with_their_reason() -> None:
    found = after(
        change("Break before", "take out", period="2013/14 Q1"),
        change("New limits before", "A new service.", period="Q2 2013/14"),
    ).observations
    assert found[1].break_before is None
    rebase = found[2].rebase_before
    assert rebase is not None
    assert (rebase.reason, rebase.by, rebase.on) == ("A new service.", SIGNED.by, SIGNED.on)


def test_new_limits_wait_for_who_saves_them_and_a_break_does_not() -> None:
    document = Document.alone(TEXT)
    waiting = Signature(NAME, SIGNED.on, WHY)
    limits = propose(document, rows(change("New limits before", "So.", period="2013/14 Q2")), Batch(), waiting)
    assert [words for _, words in signed_lines(limits, "Pat", "Why") if "by: Pat" in words and "reason: So." in words]
    done = signed(limits, document, "Pat", "Why")
    assert done.amended is not None
    rebase = done.amended.catalogue.indicators[0].observations[2].rebase_before
    assert rebase is not None
    assert (rebase.by, rebase.reason) == ("Pat", "So.")
    broken = propose(document, rows(change("Break before", "So.", period="2013/14 Q2")), Batch(), waiting)
    assert signed(broken, document, "Pat", "Why") is broken


def test_a_new_theme_comes_with_the_indicator_that_stands_in_it() -> None:
    found = proposed(change("Theme", "new theme: Leaving care"), change("Theme", "New theme: Leaving care", "other"))
    assert found.amended is not None
    catalogue = found.amended.catalogue
    assert [theme.name for theme in catalogue.themes][-1] == "Leaving care"
    assert [one.theme for one in catalogue.indicators] == ["leaving-care", "leaving-care", "education"]
    assert len(catalogue.themes) == len(BEFORE.themes) + 1
    assert "the new theme “Leaving care”" in changed_names(catalogue, found.change)


def test_what_stands_already_changes_nothing() -> None:
    found = proposed(change("owner", "Head of schools"), change("Note", "take out"))
    assert found.empty
    assert len(found.unchanged) == 2


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        (change("Colour", "red"), "changes", "'Colour' can't be changed here; write one of: Full name"),
        (change("", "red"), "changes", "it isn't said what changes"),
        (change("owner", ""), "new", "to take it out, write “take out”"),
        (change("definition", "take out"), "new", "can't be without the definition"),
        (change("Full name", "other"), "new", "'other' is the name of the indicator 'other'"),
        (change("Theme", "Helth"), "new", "did you mean 'Health'"),
        (change("Theme", "Leaving care"), "new", "or “new theme: Leaving care”"),
        (change("Theme", "new theme:"), "new", "the new theme has no name"),
        (change("Which way is better", "up"), "new", "is not a known polarity"),
        (change("frequency", "weekly"), "new", "is not a known frequency"),
        (change("Expected from", "soon"), "new", "'soon' is no day; write one such as 1 April 2014"),
        (change("Retired", "soon", reason="So."), "new", "'soon' is no day"),
        (change("Retired", "1 April 2014"), "reason", "it isn't said why it is retired"),
        (change("End of a target", "31 March 2014"), "which", "which target?; write its number: 1: Target of the"),
        (change("End of a target", "31 March 2014", which="9"), "which", "'9' names no target"),
        (change("End of a target", "31 March 2009", which="1"), "new", "is before 2011-04-01"),
        (change("End of a target", "spring", which="1"), "new", "'spring' is no day"),
        (change("tolerance", "2", which="1"), "source", "a tolerance has a source of its own"),
        (change("tolerance", "2", which="1", source="hub"), "at", "say where in the source"),
        (change("tolerance", "2", which="1", source="nowhere"), "source", "'nowhere' is no source"),
        (change("tolerance", "wide", which="2"), "new", "'wide' is no width of a band"),
        (change("tolerance", "0", which="2"), "new", "write a number above zero"),
        (change("tolerance", "2", "level", source="hub", at="1"), "which", "neither way is better"),
        (change("End of a target", "31 March 2014", "other"), "which", "the indicator has none"),
        (change("Break before", "So."), "period", "it isn't said before which figure; write the period of one"),
        (change("Break before", "So.", period="2010/11 Q1"), "period", "'2010/11 Q1' is no period of its figures"),
        (change("Break before", "So.", period="2012/13 Q4"), "period", "no figure of its kind stands before it"),
        (change("owner", "Somebody", "nothing"), "indicator", "'nothing' is no indicator"),
    ],
)
def test_what_can_not_be_is_a_fault_at_its_cell(row: Filled, cell: str, words: str) -> None:
    found = proposed(row)
    assert found.amended is None
    assert [(fault.field, words in fault.what) for fault in found.faults] == [(cell, True)], found.faults


def test_a_field_is_changed_once() -> None:
    found = proposed(change("owner", "One"), change("Who answers for it", "Another"))
    assert [str(fault) for fault in found.faults] == [
        "row 3, changes (Field to change): this is given twice, first in row 2; keep one"
    ]


def test_a_break_waits_for_figures_that_come_with_it() -> None:
    found = proposed(change("Break before", "So.", period="2013/14 Q2"), figure(period="2013/14 Q3", value="20"))
    assert any("save them first" in fault.what for fault in found.faults)


def test_changes_are_counted_and_named_for_the_history_without_their_words() -> None:
    found = proposed(
        change("owner", "Head of service"),
        change("End of a target", "31 March 2014", which="1"),
        change("Retired", "1 April 2014", reason="So."),
        change("New limits before", "So.", period="2013/14 Q2"),
    )
    assert found.amended is not None
    assert counted_change(found) == "4 changed fields"
    assert changed_names(found.amended.catalogue, found.change) == (
        "NEET: who answers for it",
        "NEET: the last day of the Target of the council from 1 April 2011",
        "NEET: its retirement",
        "NEET: new limits before July to September 2013",
    )
    assert [one.id for one in touched_indicators(found.amended.catalogue, found.change)] == ["neet"]


def test_old_and_new_words_stand_beside_each_other() -> None:
    found = proposed(
        change("Theme", "Health"),
        change("polarity", "Higher is better"),
        change("tolerance", "3", which="2"),
        change("Retired", "1 April 2014", reason="So."),
        change("Caution", "take out"),
    )
    assert found.amended is not None
    told = changed_fields(BEFORE, found.amended.catalogue, found.change.edits)
    assert [(one.name, one.before, one.after) for one in told] == [
        ("Theme", "Education", "Health"),
        ("Which way is better", "Lower is better", "Higher is better"),
        (
            "Tolerance of the council target from 1 April 2014",
            "2 percentage points (Quarterly return, plan)",
            "3 percentage points (Quarterly return, plan)",
        ),
        ("Its retirement", "nothing", "Retired on 1 April 2014: So."),
        ("Caution", "Few are counted.", "nothing"),
    ]


def test_every_field_has_one_heading_that_names_it() -> None:
    assert len({one.words for one in CHANGEABLE}) == len(CHANGEABLE)
