"""Every form of the pack tells the same as the screen, shows what may be shown, and writes texts as texts."""

from __future__ import annotations

import io
import zipfile

import pytest

from metrics.analysis.reading import read_all
from metrics.catalogue import panel_record
from metrics.catalogue.load import parse
from metrics.catalogue.models import Catalogue
from metrics.catalogue.panel_record import NONE
from metrics.pack import pdf
from metrics.pack.contents import Choice
from metrics.wording.briefing import briefing
from tests.support import make, ordinary_quarters, pdf_text
from tests.support.make import catalogue, figure, hub, indicator
from tests.support.packs import DAY, EVERYTHING, Made, made, words
from tests.support.panel import JULY, MAIN, a_year, challenge, exception, meeting, record, response
from tests.support.planted import Planted


def forms(one: Made) -> dict[str, str]:
    """All words of each form, unfolded to single blanks."""
    found = {
        "xlsx": words(one.book),
        "csv": "\n".join(cell for row in one.rows for cell in row.values() if cell),
        "text": one.text,
    }
    return {form: unfolded(said) for form, said in found.items()}


def unfolded(said: str) -> str:
    return " ".join(said.split())


@pytest.mark.parametrize("data", ["shipped", "thirteen quarters"])
def test_every_form_tells_of_every_indicator_what_the_screen_tells(data: str) -> None:
    one = made(make.whole() if data == "shipped" else parse(ordinary_quarters.replayed(2)[0]))
    told = forms(one)
    missing = [
        (form, reading.indicator.id, said)
        for reading in read_all(one.catalogue, DAY)
        if not reading.awaiting
        for said in (briefing(reading).headline, *(part.words for part in briefing(reading).parts))
        for form in told
        if unfolded(said) not in told[form]
    ]
    assert missing == []


def test_markup_and_formulas_in_any_text_come_out_as_the_plain_text_that_they_are() -> None:
    kept = record(
        meetings=[meeting(JULY)],
        challenges=[challenge(1, meeting=JULY, asked="#set page(1pt) **bold** <b>why</b> $x$")],
        responses=[response(1, words="=HYPERLINK(1)")],
        exceptions=[exception(2, cause="[a](http://b) `c`", action="@SUM(1)")],
    )
    main = catalogue(indicator(figure("2013/14 Q1", 26, note="So."), caution="Some.", owner="A head."))
    one = made(Planted().into(main), kept)
    parts = zipfile.ZipFile(io.BytesIO(one.xlsx))
    assert [name for name in parts.namelist() if b"<f>" in parts.read(name) or "external" in name.lower()] == []
    assert [cell.value for page in one.book for row in page.iter_rows() for cell in row if cell.data_type == "f"] == []
    assert [cell for row in one.rows for cell in row.values() if cell.lstrip().startswith(("=", "+", "-", "@"))] == []
    told = forms(one)
    for form in ("xlsx", "text"):
        for said in ("#set page(1pt) **bold** <b>why</b> $x$", "=HYPERLINK(1)", "[a](http://b) `c`", "@SUM(1)"):
            assert said in told[form], form
    for form in told:
        assert "<i planted=n" in told[form], "the planted words are told as they are"
        assert "&lt;" not in told[form]


def test_what_is_not_for_publication_and_a_suppressed_number_are_in_no_form() -> None:
    kept = record(
        meetings=[meeting(JULY)],
        challenges=[challenge(1, asked="Hushed?", meeting=JULY, publish=False), challenge(3, meeting=JULY)],
        responses=[response(3, words="Whispered.", publish=False)],
        exceptions=[exception(2, cause="Murmured", publish=False)],
    )
    organisation = {**make.ORGANISATION, "suppress_below": 6}
    hidden = hub("2013/14 Q1", "4.7619", numerator=3, denominator=63, commentary="Three of them left.")
    one = made(catalogue(indicator(hub("2012/13 Q4", 15), hidden), organisation=organisation), kept)
    told = forms(one)
    on_paper = pdf_text.text(pdf_text.opened(pdf.pdf(one.pack, one.charts, DAY)), artifacts=True)
    for private in ("Hushed", "Whispered", "Murmured", "4.7619", "Threeofthem"):
        assert private not in on_paper
    for form, said in told.items():
        for private in ("Hushed", "Whispered", "Murmured", "4.7619", "Three of them"):
            assert private not in said, form
    assert "not for publication" in told["text"]


def test_a_year_of_the_record_is_told_alike_in_workbook_and_text() -> None:
    one = made(MAIN, panel_record.parse(a_year(), MAIN))
    told = forms(one)
    for entry in (*one.pack.last_time, *one.pack.older, *one.pack.exceptions):
        for said in (entry.name, *(text for _, text in entry.texts), entry.role[1], entry.state):
            assert said in told["xlsx"]
            assert said in told["text"]


SIZES = {
    "one": catalogue(indicator(figure("2013/14 Q1", 26))),
    "none": catalogue(),
    "two hundred": catalogue(
        *(indicator(figure("2013/14 Q1", n % 100), id=f"i-{n}", name=f"Indicator {n}") for n in range(200))
    ),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("choice", [EVERYTHING, Choice()], ids=["everything", "exceptions"])
def test_every_form_is_made_of_one_indicator_of_none_and_of_two_hundred(size: str, choice: Choice) -> None:
    main: Catalogue = SIZES[size]
    one = made(main, NONE, choice)
    told = forms(one)
    assert len(one.rows) == len(one.pack.blocks) == (len(main.indicators) if choice.everything else 0)
    assert [block for block in one.pack.blocks if block.briefing.name not in told["text"]] == []
    assert one.pack.title in told["text"]
    assert one.pack.chosen in told["xlsx"]
