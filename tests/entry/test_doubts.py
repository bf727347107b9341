"""Doubts by kind and place: which tick confirms which, and how many of them are read at once."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from metrics.catalogue.load import parse
from metrics.catalogue.period import parse as parse_period
from metrics.entry import record
from metrics.entry.batch import NAME, WHY, Batch, Signature
from metrics.entry.doubts import FEW, HEADINGS, Doubt, DoubtKind, lines, ticks
from metrics.entry.plausibility import doubts
from metrics.entry.proposal import propose
from metrics.store import data_file
from tests.support import make
from tests.support.data_files import CONSOLE, observed
from tests.support.make import hub, indicator
from tests.support.proposals import Filled, figure, proposed, rows

TODAY = date(2013, 10, 31)
QUARTERS = [f"{year}/{(year + 1) % 100:02d} Q{quarter}" for year in range(2001, 2014) for quarter in range(1, 5)][:50]
TEXT = make.text(
    indicator(hub("2012/13 Q3", 31), hub("2012/13 Q4", 30), hub("2013/14 Q1", 26)),
    indicator(hub("2012/13 Q4", 11), hub("2013/14 Q1", 12), id="early", name="Early help"),
)


def asked(text: str, *filled: Filled, **batch: object) -> list[Doubt]:
    found = proposed(text, *filled, **batch)  # type: ignore[arg-type]
    assert found.amended is not None, list(map(str, found.faults))
    return doubts(parse(text), found.amended.catalogue, found.change.additions, TODAY)


def some(count: int, kind: DoubtKind = DoubtKind.REVISES) -> list[Doubt]:
    return [Doubt(kind, f"sentence {number}", (f"i{number}",)) for number in range(count)]


def test_every_kind_stands_under_a_heading() -> None:
    assert set(HEADINGS) == set(DoubtKind)


def test_doubt_names_its_kind_its_indicators_its_periods_and_its_figures() -> None:
    (one,) = asked(TEXT, figure(value="99"))
    assert (one.kind, one.indicators, one.periods) == (DoubtKind.CHANGE, ("neet",), ("2013/14 Q2",))
    assert any("99" in fact for fact in one.facts)
    revised = asked(TEXT, figure(value="26.5"), figure("early", value="12.5"), period="2013/14 Q1")
    assert {(one.kind, one.indicator) for one in revised} == {
        (DoubtKind.REVISES, "neet"),
        (DoubtKind.REVISES, "early"),
    }


def test_tick_counts_for_the_figure_that_was_looked_at_and_for_no_other() -> None:
    (first,), (same,), (other,) = (asked(TEXT, figure(value=value)) for value in ("99", "99", "98"))
    assert first.key == same.key
    assert first.key != other.key
    (since,) = asked(TEXT.replace("value: 26", "value: 25"), figure(value="99"))
    assert since.key != first.key, "somebody changed what it is held against"


def test_tick_goes_by_kind_and_place_and_not_by_the_sentence() -> None:
    said = Doubt(DoubtKind.GAP, "a sentence", ("neet",), ("2013/14 Q1",), ("26",))
    assert said.key == Doubt(DoubtKind.GAP, "another", ("neet",), ("2013/14 Q1",), ("26",)).key
    others = [
        Doubt(DoubtKind.FIRST, "a sentence", ("neet",), ("2013/14 Q1",), ("26",)),
        Doubt(DoubtKind.GAP, "a sentence", ("early",), ("2013/14 Q1",), ("26",)),
        Doubt(DoubtKind.GAP, "a sentence", ("neet",), ("2013/14 Q2",), ("26",)),
        Doubt(DoubtKind.GAP, "a sentence", ("neet",), ("2013/14 Q1",), ("27",)),
    ]
    assert len({said.key, *(one.key for one in others)}) == 5


@pytest.mark.parametrize("count", [0, 1, FEW])
def test_a_few_doubts_are_ticked_one_by_one(count: int) -> None:
    given = some(count)
    assert [tick.doubts for tick in ticks(given)] == [(doubt,) for doubt in given]
    assert [tick.heading for tick in ticks(given)] == [""] * count
    assert list(lines(given)) == [doubt.words for doubt in given]


def test_more_are_confirmed_heading_by_heading_behind_those_that_are_alone() -> None:
    given = [*some(FEW), *some(1, DoubtKind.GAP), *some(2, DoubtKind.ZERO), *some(1, DoubtKind.SIGN)]
    alone, revisions, unusual = ticks(given)
    assert alone.words == "I have looked again. sentence 0"
    assert (revisions.heading, len(revisions.doubts)) == ("Revisions", FEW)
    assert unusual.words == "I have looked again at these 3: Unusual figures"
    assert list(lines(given))[:3] == ["sentence 0", f"Revisions ({FEW}):", "  sentence 0"]


def test_group_is_to_be_ticked_again_once_one_of_it_changed() -> None:
    given = some(FEW + 1)
    (before,) = ticks(given)
    (after,) = ticks([*given[:-1], Doubt(given[-1].kind, given[-1].words, given[-1].indicators, (), ("27",))])
    assert before.key != after.key
    assert before.key == ticks(some(FEW + 1))[0].key


def test_two_doubts_of_one_place_are_two_ticks() -> None:
    one, other = Doubt(DoubtKind.LEFT_OUT, "one"), Doubt(DoubtKind.LEFT_OUT, "other")
    assert one.key == other.key
    assert len({tick.key for tick in ticks([one, other])}) == 2


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> record.Checked:
    """A file that revises each of fifty quarters of twenty-five indicators."""
    path = tmp_path_factory.mktemp("large") / "indicators.yaml"
    known = [
        indicator(
            *(hub(period, Decimal(300 + number + place % 7) / 10) for place, period in enumerate(QUARTERS)),
            id=f"i{number}",
            name=f"Indicator number {number}",
        )
        for number in range(25)
    ]
    path.write_text(make.text(*known), encoding="utf-8")
    observed(path)
    loaded = data_file.read(path)
    filled = [
        figure(f"i{number}", period=period, value=f"{Decimal(301 + number + place % 7) / 10}")
        for number in range(25)
        for place, period in enumerate(QUARTERS)
    ]
    document, batch = loaded.document(path.name), Batch(parse_period(QUARTERS[-1]), "hub", "return")
    given, unsigned = rows(*filled), Signature(NAME, TODAY, WHY)
    return record.check(record.Submission(path, loaded, lambda: propose(document, given, batch, unsigned)), TODAY)


@pytest.mark.slow
def test_twelve_hundred_revisions_are_confirmed_in_a_few_ticks_that_leave_none_out(large: record.Checked) -> None:
    assert large.may_be_saved
    assert len(large.doubts) > 100
    given = large.ticks
    assert len(given) <= FEW
    confirmed = Counter(doubt for tick in given for doubt in tick.doubts)
    assert confirmed == Counter(large.doubts), "each doubt once"
    assert len({doubt.key for doubt in large.doubts}) == len(large.doubts)
    keys = {tick.key for tick in given}
    assert record.not_yet(large, keys, CONSOLE, "Ann", "why") == []
    for key in keys:
        (refusal,) = record.not_yet(large, keys - {key}, CONSOLE, "Ann", "why")
        assert refusal.words == "Look again at 1 thing above and tick what is right."
