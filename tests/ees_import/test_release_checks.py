"""A release that is still to come and a period that ends after its release are asked about."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.catalogue.documents import Document
from metrics.ees_import import reconcile
from tests.support.published_files import LATER, SOURCE, indicator_text, row, table, take

TODAY = date(2026, 11, 26)


def asked(*years: str, today: date = TODAY, sources: dict[str, dict[str, object]] | None = None) -> list[str]:
    text = indicator_text()
    rows = [row(area, year, percent="50") for year in years for area in ("England", "Medway")]
    source = "dfe-2026" if sources is LATER else "dfe-2025"
    taken = take(table(rows), source=source)
    found = reconcile.reconcile(Document.alone(text), [taken], sources or SOURCE, today)
    assert found.amended is not None
    return [doubt.words for doubt in found.doubts]


def test_periods_before_their_release_are_not_asked_about() -> None:
    assert asked("2024", "2025") == []


def test_a_period_after_its_release_is_asked_about_once_for_an_indicator() -> None:
    assert asked("2025", "2026", "2100") == [
        "Not in education, employment or training, England, 2025/26 financial year: it ends on 31 March 2026, after"
        " its release of 20 November 2025; is the period right? (and 3 more like it)"
    ]


@pytest.mark.parametrize(("today", "asked_about"), [(date(2026, 11, 18), True), (date(2026, 11, 19), False)])
def test_a_release_still_to_come_is_asked_about(today: date, asked_about: bool) -> None:
    told = [
        "the release “Children looked after: 2026” is dated 19 November 2026, which is still to come; is the day right?"
    ]
    assert asked("2025", today=today, sources=LATER) == (told if asked_about else [])


def test_without_a_release_s_day_a_period_is_held_against_today() -> None:
    undated = {"dfe-2025": {"title": "A release", "publisher": "Department for Education", "kind": "published"}}
    assert asked("2026", sources=undated) == []
    (told,) = asked("2027", sources=undated)
    assert "Medway, 2026/27" not in told
    assert "England, 2026/27 financial year: it ends on 31 March 2027, which is still to come; is the period" in told
