"""The HTML of the history: newest first, all of it escaped, and lines for editors only."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from metrics.analysis.reason_mark import Mark
from metrics.analysis.suppression import suppress
from metrics.catalogue.diff import Loss
from metrics.catalogue.models import Catalogue
from metrics.markup import history_page
from metrics.markup.history_page import Told
from metrics.store.journal import Entry
from metrics.wording.changes import Changed
from tests.support.escaping import HOSTILE, assert_escaped, shown
from tests.support.make import catalogue, figure, hub, indicator

AT = datetime(2013, 7, 31, 23, 30, tzinfo=UTC)
VALUE = "731"


def entry(number: int = 1, **keys: Any) -> Entry:
    whole: dict[str, Any] = {
        "kind": "save",
        "at": AT + timedelta(days=number - 1),
        "by": "Ann Officer",
        "reason": "return of October",
        "before": f"b{number:03}",
        "after": f"a{number:03}",
        "lines": ((7, f"{{period: 2013/14 Q2, value: {VALUE}}}"),),
        "gone": ((9, f"value: {VALUE}0"),),
        "about": ("cases: the figure for 2013/14 Q2",),
        "mark": Mark(("neet",), small=False, below=6),
    }
    return Entry(number, **(whole | keys))


def editors(*recorded: Entry, page: int = 1) -> str:
    return history_page.entries(recorded, page=page)


def readers(*told: Told | Entry, page: int = 1, count: int | None = None, today: Catalogue | None = None) -> str:
    on_page = [one if isinstance(one, Told) else Told(one, ()) for one in told]
    return history_page.what_changed(on_page, page=page, count=count or len(on_page), today=today or SEEN)


ROW = Changed("neet", "Neet", "April to June 2013", "24%", "26% (26 of 100)")


def test_reader_sees_day_who_why_and_each_value_before_and_after_with_a_link_and_never_a_line() -> None:
    html = readers(Told(entry(), [ROW]))
    words = shown(html)
    assert words.startswith("1 August 2013 Saved by Ann Officer return of October"), "by the clock on the wall"
    assert "Indicator Before After Neet April to June 2013 24% 26% (26 of 100)" in words
    assert 'href="indicator?id=neet"' in html
    for hidden in (VALUE, "period:", "a001", "b001", "Lines", "<pre", "Version", "Cases"):
        assert hidden not in html


def test_reader_is_told_what_became_of_texts_without_none_before_it() -> None:
    asked = Changed("neet", "Neet", "Question to ask and why it matters", "", "added", "texts")
    html = readers(Told(entry(), [asked]))
    assert "<td></td><td>added</td>" in html
    assert "none" not in html


def test_reader_is_told_by_name_where_versions_are_not_kept() -> None:
    words = shown(readers(Told(entry(), None)))
    assert "Cases: the figure for 2013/14 Q2" in words
    assert VALUE not in words


def test_indicator_that_has_gone_is_named_without_a_link() -> None:
    html = readers(Told(entry(), [replace(ROW, id="gone", before="")]))
    assert "indicator?id" not in html
    assert "April to June 2013 none 26%" in shown(html)


def test_reader_is_told_where_the_record_begins_and_with_how_much() -> None:
    first = entry(kind="first seen", by="", reason="the journal is gone")
    words = shown(readers(Told(first, (), 1), Told(first, (), 1200, "published")))
    assert words == (
        "1 August 2013 The record of changes to the council’s figures begins here, with 1 figure "
        "1 August 2013 The record of changes to figures that others published begins here, with 1,200 figures"
    )


def test_page_says_which_changes_it_shows_and_of_which_file() -> None:
    recorded = [entry(number) for number in range(1, 46)]
    middle = history_page.entries(recorded, page=2, which="published")
    assert shown(middle).startswith("Figures that others published: changes 21 to 40 of 45, newest first.")
    assert "data-says" in middle
    assert shown(editors(entry())).startswith("The council’s figures: 1 change, newest first.")
    assert shown(readers(*recorded[:2], page=15, count=44)).startswith("Changes 43 to 44 of 44, newest first.")
    assert "newest first" not in readers(entry())


def test_editor_sees_the_lines_added_and_taken_out_and_the_version() -> None:
    html = editors(entry())
    assert "Saved by Ann Officer 1 August 2013, 00:30 return of October" in shown(html)
    assert "Lines added (1)" in shown(html)
    assert "Lines taken out (1)" in shown(html)
    assert f"    7  {{period: 2013/14 Q2, value: {VALUE}}}" in html
    assert f"    9  value: {VALUE}0" in html
    assert "Version a001" in shown(html)


@pytest.mark.parametrize("kind", history_page.KINDS)
def test_no_kind_of_change_shows_a_reader_its_lines(kind: Any) -> None:
    html = readers(entry(kind=kind))
    assert history_page.READERS_KINDS[kind].format(of="the council’s figures") in shown(html)
    assert VALUE not in html
    assert history_page.KINDS[kind] in shown(editors(entry(kind=kind)))


WITHHELD = "The reason is not shown, since it could tell a small number."
SEEN = catalogue(indicator(figure("2013/14 Q1", 26)))
HIDES = suppress(catalogue(indicator(hub("2013/14 Q1", 30, numerator=3, denominator=10))))


@pytest.mark.parametrize(
    ("mark", "today", "told"),
    [
        (Mark(("neet",), small=False, below=6), SEEN, True),
        (Mark(("neet",), small=True, below=6), SEEN, False),
        (Mark(("neet",), small=False, below=6), HIDES, False),
        (None, SEEN, False),
    ],
    ids=["harmless", "small", "small today", "written before there were marks"],
)
def test_reason_is_withheld_from_readers_by_the_mark_of_the_change(
    mark: Mark | None, today: Catalogue, told: bool
) -> None:
    words = shown(readers(entry(mark=mark), today=today))
    assert ("return of October" in words, WITHHELD in words) == (told, not told)
    assert "return of October" in shown(editors(entry(mark=mark)))


def test_reason_that_was_not_given_is_not_withheld() -> None:
    assert "The reason" not in readers(entry(reason="", mark=Mark(("neet",), small=False, below=6)))


@pytest.mark.parametrize(
    "keys",
    [{"by": HOSTILE}, {"reason": HOSTILE}, {"about": (HOSTILE,)}, {"about": (HOSTILE,) * 9}],
    ids=["by", "reason", "about", "many"],
)
def test_whatever_was_typed_is_escaped(keys: dict[str, Any]) -> None:
    assert_escaped(editors(entry(**keys)))
    assert_escaped(readers(Told(entry(**keys), None)))


@pytest.mark.parametrize("keys", [{"lines": ((1, HOSTILE),)}, {"gone": ((1, HOSTILE),)}, {"after": HOSTILE}])
def test_lines_and_versions_are_escaped_for_editors(keys: dict[str, Any]) -> None:
    assert_escaped(editors(entry(**keys)))


@pytest.mark.parametrize("field", ["title", "what", "before", "after"])
def test_values_and_names_are_escaped_for_readers(field: str) -> None:
    changed = replace(ROW, **{"id": "gone", field: HOSTILE})
    html = readers(Told(entry(), [changed]))
    assert_escaped(html)


def test_newest_comes_first_and_pages_are_turned_both_ways() -> None:
    found = [entry(number, reason=f"reason {number};") for number in range(1, 46)]
    first, second, third = (editors(*found, page=page) for page in (1, 2, 3))
    assert first.index("reason 45;") < first.index("reason 44;") < first.index("reason 26;")
    assert "reason 25;" not in first
    assert ("history?page=2" in first, "Newer" in first) == (True, False)
    assert ("history?page=1" in second, "history?page=3" in second) == (True, True)
    assert ("Older" in third, "reason 1;" in third) == (False, True)
    assert 'start="45"' in first
    assert 'start="25"' in second
    assert "history?page=3" in readers(*found[:20], page=2, count=45)


def test_exactly_one_page_needs_no_turning() -> None:
    assert "<nav" not in editors(*(entry(number) for number in range(1, history_page.A_PAGE + 1)))


def test_page_that_is_not_there_is_empty_and_leads_back() -> None:
    html = editors(entry(), page=9)
    assert "<li>" not in html
    assert "history?page=8" in html


def test_no_change_yet_is_said() -> None:
    assert shown(editors()) == "No change has been made since the history began."
    assert shown(readers()) == "Nothing has changed since the record began."


def test_change_by_hand_has_no_name_and_needs_no_reason() -> None:
    hand = entry(kind="by hand", by="", reason="", about=())
    assert "Changed by hand, outside the dashboard" in shown(editors(hand))
    assert shown(readers(hand)) == "1 August 2013 Changed in the data itself, outside the dashboard"


def test_many_changes_are_folded() -> None:
    html = editors(entry(about=("a",) * 25, lines=(), gone=()))
    assert "25 changes" in shown(html)
    assert "<details>" in html
    assert "<details>" not in editors(entry(about=("a",) * 6, lines=(), gone=()))
    many = readers(Told(entry(), [ROW] * 25), Told(entry(), [ROW] * 25))
    assert shown(many).count("25 changes to 1 indicator, all April to June 2013") == 2
    assert many.count("<details open>") == many.count("<details>") == 1, "the newest is open"
    assert "<details>" not in readers(Told(entry(), [ROW] * 6))


def test_what_can_not_be_read_is_told_and_escaped() -> None:
    assert history_page.journal_problems([]) == ""
    assert "line 3" not in history_page.journal_problems(["line 3"], whole=False)
    html = history_page.journal_problems([f"line 3 can't be read {HOSTILE}"])
    assert "Part of the history can’t be read" in shown(html)
    assert_escaped(html)


def test_version_to_choose_is_named_by_the_change_that_made_it() -> None:
    assert history_page.option(entry(reason="")) == "1 August 2013, 00:30: saved by Ann Officer (a001)"
    assert history_page.option(entry(by="", reason="")) == "1 August 2013, 00:30: saved (a001)"
    assert history_page.option(entry(reason="return of July")) == (
        "1 August 2013, 00:30: saved by Ann Officer, “return of July” (a001)"
    )


def test_what_going_back_takes_out_and_brings_back_is_told_by_name() -> None:
    told = history_page.effect(
        [Loss("Neet: the figure for 2013/14 Q2", "is gone")], [Loss("the indicator 'x' and its 2 figures", "are gone")]
    )
    assert "This takes out or changes (1)" in told
    assert "<li>Neet: the figure for 2013/14 Q2</li>" in told.replace("\N{NO-BREAK SPACE}", " ")
    assert "This brings back or changes (1)" in told
    assert "is gone" not in told
    assert history_page.effect([], []) == ""


def test_change_that_is_taken_back_stands_before_what_that_does() -> None:
    assert history_page.effect([], [], "Saved by <Ann>") == "<p>Saved by &lt;Ann&gt;</p>"
    assert history_page.effect([Loss("Neet", "is gone")], [], "Saved").startswith('<p>Saved</p><div class="caution">')
