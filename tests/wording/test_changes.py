"""What changed, with values before and after: whatever was small then, or is hidden today, stands in neither."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from metrics.analysis.suppression import suppress
from metrics.catalogue.models import Catalogue
from metrics.wording.changes import Changed, changes, summary
from tests.support.make import ORGANISATION, catalogue, comparator, figure, hub, indicator, predicted, revised, target

Q4, Q1 = "2012/13 Q4", "2013/14 Q1"
BEFORE = "40%, January to March 2013"
"""What the figure of the quarter before is told as."""

HIDDEN = "not shown, so that no child can be recognised"
LARGE, SMALL = hub(Q1, 30, numerator=30, denominator=100), hub(Q1, "30.0", numerator=3, denominator=10)


def of(*observations: dict[str, Any], below: int = 6, **keys: Any) -> Catalogue:
    organisation = {**ORGANISATION, "suppress_below": below}
    return catalogue(indicator(*observations, **keys), organisation=organisation)


def told(before: Catalogue, after: Catalogue, today: Catalogue | None = None) -> list[tuple[str, str, str]]:
    found = changes(before, after, suppress(today or after))
    return [(one.what, one.before, one.after) for one in found]


def test_new_revised_and_removed_figures_are_told_with_their_values() -> None:
    old, new = figure(Q4, 40), figure(Q1, 26, numerator=26, denominator=100)
    assert changes(of(old), of(old, new), suppress(of(old, new))) == [
        Changed("neet", "Not in education, employment or training", "April to June 2013", BEFORE, "26% (26 of 100)")
    ]
    assert told(of(old, new), of(old, new, revised(Q1, 27))) == [
        ("April to June 2013", "26% (26 of 100)", "27%, revised")
    ]
    assert told(of(old, new), of(old)) == [("April to June 2013", "26% (26 of 100)", "")]
    assert told(of(old), of(old)) == []


def test_target_comparator_and_words_are_told() -> None:
    old = figure(Q4, 40)
    assert told(of(old), of(old, targets=[target(20)])) == [("Council target from 1 April 2011", "", "20%")]
    assert told(of(old), of(old, comparators=[comparator(Q4, 30)])) == [
        ("England, looked-after children, January to March 2013", "", "30%")
    ]


def test_texts_are_told_by_their_names_and_by_what_became_of_them() -> None:
    old = figure(Q4, 40)
    assert told(of(old), of(old, caution="New.")) == [("Caution", "", "added")]
    before = of(old, caution="Old.", note="Gone.", definition="One.")
    after = of(old, caution="New.", ask="Who?", why_it_matters="It does.", definition="Two.")
    assert told(before, after) == [
        ("Question to ask and why it matters", "", "added"),
        ("Caution and definition", "", "changed"),
        ("Note", "", "taken out"),
    ]
    assert told(of(old), of(figure(Q4, 40, note="Read."))) == [("Notes on its figures", "", "changed")]
    assert told(of(old), of(old, figure(Q1, 26), caution="New.")) == [
        ("April to June 2013", BEFORE, "26%"),
        ("Caution", "", "added"),
    ]


def test_many_changes_of_texts_are_summed_up_by_what_they_are() -> None:
    (one,) = changes(of(figure(Q4, 40)), of(figure(Q4, 40), ask="Who?"), of(figure(Q4, 40)))
    found = [replace(one, id=str(number)) for number in range(48)]
    assert summary(found) == "48 changes to 48 indicators, all in words: question to ask"


def test_many_published_figures_are_counted_and_not_listed() -> None:
    old = figure(Q4, 40)
    rows = [comparator(str(2000 + n), 30) for n in range(9)]
    assert told(of(old), of(old, comparators=rows)) == [("9 published figures of England", "", "added")]


def test_indicator_that_comes_or_goes_is_told_with_its_figures() -> None:
    one, two = indicator(figure(Q4, 40)), indicator(figure(Q1, 7), id="other", name="Other")
    before, after = catalogue(one), catalogue(one, two)
    assert told(before, after) == [("The indicator itself", "", "added"), ("April to June 2013", "", "7%")]
    assert told(after, before) == [("The indicator itself", "", "taken out"), ("April to June 2013", "7%", "")]


def test_small_number_is_shown_neither_when_it_comes_nor_when_it_goes() -> None:
    old = hub(Q4, 40)
    assert told(of(old), of(old, SMALL)) == [("April to June 2013", BEFORE, HIDDEN)]
    assert told(of(old, SMALL), of(old, LARGE)) == [("April to June 2013", HIDDEN, "30% (30 of 100)")]
    assert told(of(old, SMALL), of(old)) == [("April to June 2013", HIDDEN, "")]
    other = hub(Q1, 20, numerator=2, denominator=10)
    assert told(of(old, SMALL), of(old, other)) == [("April to June 2013", HIDDEN, HIDDEN)]


def test_what_is_hidden_today_is_hidden_in_every_earlier_change() -> None:
    old = hub(Q4, 40)
    now = of(old, LARGE, revised(Q1, 30, numerator=3, denominator=10, source="hub"))
    assert told(of(old), of(old, LARGE), now) == [("April to June 2013", BEFORE, HIDDEN)], "revised to a small number"
    raised = of(old, LARGE, below=40)
    assert told(of(old), of(old, LARGE), raised) == [("April to June 2013", BEFORE, HIDDEN)], "the limit was raised"
    gone = of(old, below=40)
    assert told(of(old), of(old, LARGE), gone) == [("April to June 2013", BEFORE, HIDDEN)], "and the figure is gone"


def test_lower_limit_of_today_shows_nothing_that_was_small_then() -> None:
    old = hub(Q4, 40)
    assert told(of(old), of(old, SMALL), of(old, below=0)) == [("April to June 2013", BEFORE, HIDDEN)]


def test_figure_before_is_of_the_same_kind_of_period_outcome_and_as_readers_may_see_it() -> None:
    new = figure("2013/14 Q2", 26)
    year, foreseen = figure("2012/13 financial year", 50), predicted(Q1, 30)
    assert told(of(year, foreseen), of(year, foreseen, new))[0][1] == ""
    hidden = f"{HIDDEN}, April to June 2013"
    assert told(of(hub(Q4, 40), SMALL), of(hub(Q4, 40), SMALL, new))[0][1] == hidden


def test_many_changes_are_summed_up() -> None:
    one = Changed("neet", "Neet", "April to June 2013", "", "26%")
    assert summary([one]) == "1 change to 1 indicator, all April to June 2013"
    other = replace(one, id="other", what="Council target")
    assert summary([one, one, other]) == "3 changes to 2 indicators, mostly April to June 2013"
    assert summary([one, other]) == "2 changes to 2 indicators"


def test_of_names_owner_and_the_like_the_words_before_and_after_are_told() -> None:
    old = figure(Q4, 40)
    before = of(old, name="One name", short_name="One", owner="Head of schools")
    after = of(
        old,
        name="Another name",
        theme="health",
        polarity="higher_is_better",
        frequency="month",
        expected_from=date(2014, 4, 1),
        retired={"on": date(2014, 4, 1), "reason": "Counted elsewhere."},
    )
    assert told(before, after) == [
        ("Name", "One name", "Another name"),
        ("Short name", "One", ""),
        ("Who answers for it", "Head of schools", ""),
        ("Which way is better", "Lower is better", "Higher is better"),
        ("How often it is reported", "quarter", "month"),
        ("Theme", "Education", "Health"),
        ("From when it is due", "", "1 April 2014"),
        ("Retirement", "", "On 1 April 2014"),
    ]


def test_a_tolerance_is_told_with_its_target() -> None:
    before, after = (
        of(figure(Q4, 40), targets=[target(20, **keys)])
        for keys in ({}, {"tolerance": {"value": 2, "source": "hub", "at": "plan"}})
    )
    assert told(before, after) == [("Council target from 1 April 2011", "20%", "20%, close within 2 percentage points")]


def test_reason_of_a_retirement_that_told_too_much_is_not_repeated() -> None:
    reasons = ("Two children are left.", "Counted elsewhere.")
    before, after = (of(figure(Q4, 40), retired={"on": date(2014, 4, 1), "reason": one}) for one in reasons)
    (found,) = changes(before, after, suppress(after))
    assert (found.what, found.before, found.after, found.told) == ("Why it is retired", "", "changed", "texts")
    assert told(of(figure(Q4, 40)), before) == [("Retirement", "", "On 1 April 2014")]
