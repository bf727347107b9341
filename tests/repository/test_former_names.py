"""What was written when an indicator was called a measure is read for ever."""

from __future__ import annotations

from metrics.catalogue.load import parse
from metrics.ees_import import mapping
from metrics.uploads import upload_reader
from tests.support.make import ROOT, THEMES, figure, indicator, text, whole


def test_mappings_with_the_former_key_are_the_same_mappings() -> None:
    written = (ROOT / "data" / mapping.FILE).read_text(encoding="utf-8")
    former = written.replace("- indicator: ", "- measure: ")
    assert former != written
    assert mapping.parse(former, whole()) == mapping.parse(written, whole())


def test_rows_go_into_a_file_of_mappings_with_the_former_key() -> None:
    former = (ROOT / "data" / mapping.FILE).read_text(encoding="utf-8").replace("- indicator: ", "- measure: ")
    (first, *_) = mapping.parse(former, whole())
    new = first.model_copy(update={"indicator": "pathway-plan-reviews", "group": "others"})
    after = mapping.insert_mappings(former, [new], whole())
    assert after.startswith(former.rstrip("\n"))
    assert mapping.parse(after, whole())[-1] == new


def test_themes_with_the_former_role_count_as_indicators() -> None:
    former = [{**theme, "role": theme.get("role", "measures")} for theme in THEMES]
    entries = text(indicator(figure("2013/14 Q1", 26)), themes=former)
    assert '"measures"' in entries
    assert parse(entries) == parse(text(indicator(figure("2013/14 Q1", 26))))


def test_templates_with_the_former_heading_and_kind_are_read() -> None:
    former = (
        "What,Measure,Id,Name,Period,Value\n"
        "figure,neet,,,2013/14 Q2,21\n"
        "measure,,new-one,A new one,,\n"
        "new measure,,newer-one,A newer one,,\n"
    )
    now = former.replace("new measure", "new indicator").replace("measure", "indicator").replace("Measure", "Indicator")
    read, again = (upload_reader.read(written.encode(), "figures.csv") for written in (former, now))
    assert [row.kind for row in read.rows] == ["figure", "indicator", "indicator"]
    assert read.rows[0].cells["indicator"] == "neet"
    assert [(row.kind, row.cells) for row in read.rows] == [(row.kind, row.cells) for row in again.rows]
    assert read.faults == again.faults
