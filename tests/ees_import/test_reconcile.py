"""A release beside what stands already: the same, a new figure beside the first, or a contradiction."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from metrics.analysis.reading import read
from metrics.catalogue.documents import Document
from metrics.catalogue.load import parse
from metrics.catalogue.problems import Refused
from metrics.charts.chart_series import comparator_series
from metrics.ees_import import reconcile
from tests.support import make
from tests.support.published_files import (
    BASE,
    COLUMNS,
    COUNTS,
    LATER,
    MAPPING,
    SOURCE,
    an_indicator,
    full,
    indicator_text,
    proposed,
    row,
    table,
    take,
)

TODAY = make.TODAY


def stand(text: str, *rows: dict[str, str], source: str = "dfe-2025", sources: Any = None, **keys: Any) -> Any:
    known = parse(text)
    return proposed(text, take(table(list(rows)), known=known, source=source, **keys), sources=sources)


def saved(*rows: dict[str, str]) -> str:
    found = stand(indicator_text(), *rows)
    assert found.faults == (), found.faults
    assert found.amended is not None
    return str(found.amended.text)


def test_one_release_can_t_say_two_things() -> None:
    text = saved(row("England", percent="50"))
    (fault,) = stand(text, row("England", percent="51"), sources={}).faults
    assert str(fault) == (
        "file.csv, row 2: Not in education, employment or training, England, 2024/25 financial year stands in the file "
        "as 50 with the source 'dfe-2025', and this says 51; a new release is a source of its own: name it (--source)"
    )


def test_a_later_release_that_says_otherwise_stands_beside_the_first_and_says_so() -> None:
    text = saved(row("England", percent="50"), row(percent="7"))
    found = stand(text, row("England", percent="51"), row(percent="c"), source="dfe-2026", sources=LATER)
    assert found.amended is not None
    (one,) = found.amended.catalogue.indicators
    assert [(str(c.value), c.source, c.note) for c in one.comparators] == [
        ("50", "dfe-2025", None),
        ("51", "dfe-2026", "An earlier release (dfe-2025) gave 50."),
    ]
    assert [(o.value, o.code, o.source) for o in one.own_series] == [(7, None, "dfe-2025"), (None, "c", "dfe-2026")]
    (drawn,) = [
        one for one in comparator_series(read(found.amended.catalogue, one, TODAY), {}) if "England" in one.name
    ]
    assert [mark.value for mark in drawn.marks] == [51.0], "of two vintages the newest is drawn"


def test_note_says_earlier_or_later_only_where_the_days_of_both_releases_say_so() -> None:
    newer, undated = LATER["dfe-2026"], {**SOURCE["dfe-2025"], "published": None}
    first = stand(indicator_text(), row("England", percent="51"), source="dfe-2026", sources=LATER)
    older = stand(first.amended.text, row("England", percent="50"), sources=SOURCE)
    (_, one) = older.amended.catalogue.indicators[0].comparators
    assert one.note == "A later release (dfe-2026) gave 51."
    other = stand(first.amended.text, row("England", percent="50"), sources={"dfe-2025": undated})
    (_, one) = other.amended.catalogue.indicators[0].comparators
    assert one.note == "Another release (dfe-2026) gave 51."
    third = {"dfe-2027": {**newer, "title": "Children looked after: 2027", "published": date(2027, 11, 18)}}
    last = stand(older.amended.text, row("England", percent="52"), source="dfe-2027", sources=third)
    assert last.amended.catalogue.indicators[0].comparators[-1].note == "An earlier release (dfe-2026) gave 51."


def counted(value: str, count: str, total: str, unknown: str) -> Any:
    return [
        row(percent=value, count=count),
        row(breakdown="Total", percent="100", count=total),
        row(breakdown="No information", percent="c", count=unknown),
    ]


def revised(*later: str) -> str | None:
    """The note of a later release of 39, which was 45 of 115 with 4 not known."""
    mapping = {**MAPPING, **COUNTS}
    first = proposed(indicator_text(), take(table(counted("39", "45", "115", "4")), mapping))
    assert first.amended is not None
    second = take(table(counted(*later)), mapping, source="dfe-2026", known=first.amended.catalogue)
    found = proposed(first.amended.text, second, sources=LATER)
    assert found.amended is not None, found
    return found.amended.catalogue.indicators[0].own_series[-1].note


@pytest.mark.parametrize(
    ("later", "note"),
    [
        (("39", "46", "117", "4"), "An earlier release (dfe-2025) gave the same 39 (45 of 115)."),
        (("39", "45", "115", "5"), "An earlier release (dfe-2025) gave the same 39 (4 not known)."),
        (("39", "45", "116", "5"), "An earlier release (dfe-2025) gave the same 39 (45 of 115, 4 not known)."),
        (("40", "46", "115", "4"), "An earlier release (dfe-2025) gave 39 (45 of 115)."),
    ],
)
def test_a_note_tells_what_of_an_earlier_release_was_otherwise(later: tuple[str, ...], note: str) -> None:
    assert revised(*later) == note


def test_one_release_with_other_counts_is_refused_by_its_counts() -> None:
    mapping = {**MAPPING, **COUNTS}
    first = proposed(indicator_text(), take(table(counted("39", "45", "115", "4")), mapping))
    assert first.amended is not None
    again = take(table(counted("39", "46", "117", "4")), mapping, known=first.amended.catalogue)
    (fault,) = proposed(first.amended.text, again, sources={}).faults
    assert "stands in the file as 39 (45 of 115) with the source 'dfe-2025', and this says 39 (46 of 117); " in str(
        fault
    )


def test_a_figure_that_is_settled_at_last_is_news() -> None:
    columns = (*COLUMNS, "version")
    first = proposed(indicator_text(), take(table([{**row(percent="50"), "version": "Provisional"}], columns)))
    assert first.amended is not None
    assert first.amended.catalogue.indicators[0].own_series[0].status == "provisional"
    final = take(table([{**row(percent="50"), "version": "Final"}], columns), source="dfe-2026")
    found = proposed(first.amended.text, final, sources=LATER)
    assert found.amended is not None
    last = found.amended.catalogue.indicators[0].own_series[-1]
    assert (last.status, last.note) == ("final", "An earlier release (dfe-2025) gave the same 50 (provisional).")
    again = take(table([{**row(percent="50"), "version": "Provisional"}], columns))
    assert proposed(first.amended.text, again, sources={}).empty


def test_a_release_that_goes_back_to_a_superseded_figure_is_added() -> None:
    text = saved(row("England", percent="50"))
    second = stand(text, row("England", percent="51"), source="dfe-2026", sources=LATER).amended.text
    third = {"dfe-2027": {**LATER["dfe-2026"], "published": date(2027, 11, 18)}}
    back = stand(second, row("England", percent="50"), source="dfe-2027", sources=third)
    assert [one.entry["note"] for one in back.change.additions] == ["An earlier release (dfe-2026) gave 51."]
    again = stand(second, row("England", percent="50"), source="dfe-2025", sources={})
    assert again.empty
    assert again.faults == ()


def test_a_later_release_that_says_the_same_adds_nothing_and_no_source() -> None:
    text = saved(row("England", percent="50"))
    found = stand(text, row("England", percent="50"), source="dfe-2026", sources=LATER)
    assert found.empty
    assert found.unchanged[-1].endswith("the file says the same already")


def test_a_later_release_adds_only_its_new_year() -> None:
    text = saved(row("England", percent="50"))
    found = stand(
        text, row("England", percent="50"), row("England", "2026", percent="52"), source="dfe-2026", sources=LATER
    )
    assert [one.entry["period"] for one in found.change.additions] == ["2025/26 financial year"]


def test_the_same_file_given_twice_counts_once_and_another_version_of_it_is_refused() -> None:
    text = indicator_text()
    one, other = (take(table([row("England", percent=percent)])) for percent in ("50", "51"))
    assert len(proposed(text, one, one).change.additions) == 1
    (fault,) = proposed(text, one, other).faults
    assert "England, 2024/25 financial year is given twice with other numbers, first in file.csv, row 2" in str(fault)


def test_counts_that_do_not_give_the_percentage_are_refused_at_their_row() -> None:
    (fault,) = proposed(indicator_text(), full("50", "135", "160", "14")).faults
    assert str(fault) == "file.csv, row 2: 50 is not 135 of 160; write 84, or mend the counts"


def test_a_percentage_beyond_a_hundred_is_refused_at_its_row() -> None:
    (fault,) = proposed(indicator_text(), take(table([row(percent="101")]))).faults
    assert str(fault).startswith("file.csv, row 2: 101 is not between 0 and 100")


def test_words_of_a_report_are_no_figure_to_agree_with() -> None:
    words = {"area": "England", "group": "looked-after children", "period": "2024/25 financial year"}
    words |= {"words": "below", "source": "report", "at": "paragraph 1"}
    found = stand(indicator_text(comparators=[words]), row("England", percent="50"))
    assert [str(one.value) for one in found.amended.catalogue.indicators[0].comparators] == ["None", "50"]


def test_comparators_of_another_model_or_statistic_are_no_repetition() -> None:
    one = make.comparator("2012/13 financial year", 50, model="May 2025 model", statistic="mean")
    others = [{**one, "statistic": "median"}, {**one, "model": "April 2021 model"}]
    assert an_indicator(comparators=[one, *others])
    with pytest.raises(Refused, match="same area, group, period, source, model and statistic"):
        an_indicator(comparators=[one, *others, one])


def test_own_series_given_twice_by_one_source_is_refused() -> None:
    one = make.figure("2012/13 financial year", 50, group="looked-after children")
    assert an_indicator(own_series=[one, {**one, "source": "law"}, {**one, "group": "care leavers"}])
    with pytest.raises(Refused, match="stands here twice"):
        an_indicator(own_series=[one, one])


def test_nothing_is_proposed_where_one_file_has_a_fault() -> None:
    good, bad = take(table(BASE)), take(table([row("England", percent="many")]))
    found = reconcile.reconcile(Document.alone(indicator_text()), [good, bad], SOURCE)
    assert found.amended is None
    assert len(found.faults) == 1
