"""The pack's figures as CSV: a row each, in the pack's order, as spreadsheets and other programs read it."""

from __future__ import annotations

from metrics.exports import tidy
from metrics.pack.contents import Choice
from tests.support.make import catalogue, comparator, figure, indicator, target, whole
from tests.support.packs import made
from tests.support.panel import JANUARY, line, meeting, record


def test_every_figure_of_the_catalogue_is_in_the_csv_of_everything() -> None:
    one = made(whole())
    shown = [block.reading.indicator.id for block in one.pack.blocks]
    table = tidy.figures(one.catalogue, set(shown))
    rows = [row for row in one.rows if row["series"]]
    assert len(rows) == len(table) > 500
    assert list(dict.fromkeys(row["indicator"] for row in one.rows)) == shown
    assert sorted(row["value"] for row in rows if row["value"]) == sorted(
        str(value) for value in table["value"] if value == value
    )


def test_a_row_has_unit_code_mark_counts_and_source_and_the_first_tells_the_finding() -> None:
    figures = (figure("2012/13 Q4", 30), figure("2013/14 Q1", 26, status="provisional", numerator=26, denominator=100))
    first, latest, other, goal = made(
        catalogue(indicator(*figures, comparators=[comparator("2013/14 Q1", 20)], targets=[target(15)]))
    ).rows
    assert (latest["value"], latest["unit"], latest["mark"]) == ("26.0", "percent", "[p]")
    assert (latest["numerator"], latest["denominator"], latest["at"]) == ("26", "100", "paragraph 1")
    assert first["finding"].startswith("26% (provisional) in April to June 2013")
    assert (latest["finding"], other["area"], goal["series"]) == ("", "England", "target")


def test_an_indicator_on_the_agenda_that_has_no_figure_is_not_lost() -> None:
    main = catalogue(indicator(), indicator(figure("2013/14 Q1", 1), id="reviews", name="Reviews"))
    kept = record(meetings=[meeting(JANUARY)], agendas=[line(meeting=JANUARY, indicators=["reviews", "neet"])])
    first, second = made(main, kept, Choice()).rows
    assert (first["indicator"], second["indicator"], second["value"]) == ("reviews", "neet", "")
    assert second["finding"]


def test_it_begins_with_a_byte_order_mark_and_ends_its_lines_as_spreadsheets_do() -> None:
    found = made(catalogue(indicator(figure("2013/14 Q1", 26)))).csv
    assert found.startswith(b'\xef\xbb\xbf"finding","mark","indicator"')
    assert found.endswith(b"\r\n")
