"""What the inspection asked for, in every form of the pack, in the words of the screen."""

from __future__ import annotations

from datetime import date

from metrics.analysis.reading import read_all
from metrics.catalogue.panel_record import NONE
from metrics.pack.contents import contents
from metrics.wording import recommendations as words
from tests.support import make, pdf_text, recommended
from tests.support.make import figure, indicator
from tests.support.packs import DAY, EVERYTHING, VERSION, Made, sheet
from tests.support.pdf_text import bare
from tests.support.recommended import asked, gap

CATALOGUE = make.catalogue(
    indicator(figure("2012/13 Q4", 30), figure("2013/14 Q1", 26)), indicator(id="awaited", name="Awaited")
)
FOUND = recommended.read(
    CATALOGUE,
    asked("neet", "awaited", quote="improve the plans"),
    asked(id="b", words="=1+1 <b>Raise</b> #awareness", within="six months"),
    gaps=[gap("awaited"), gap("neet", id="g", kind="no target")],
    today=DAY,
)
PACK = contents(CATALOGUE, read_all(CATALOGUE, DAY), NONE, DAY, EVERYTHING, VERSION, recommended=FOUND)
MADE = Made(PACK, CATALOGUE)


def paper() -> str:
    """The words of the PDF without white space."""
    return pdf_text.text(pdf_text.opened(MADE.pdf))


def test_every_form_tells_each_with_its_day_and_state_as_the_screen_does() -> None:
    states = [words.state_words(one) for one in FOUND.recommendations]
    assert states == ["1 of 2 has figures, none tested", "no indicator"]
    rows = sheet(MADE.book, "Recommendations")
    assert [row["State"] for row in rows] == ["1 of 2 has figures, none tested", "No indicator"]
    assert [row["By when"] for row in rows] == ["23 November 2013", "23 February 2014"]
    assert rows[1]["What was asked"] == "=1+1 <b>Raise</b> #awareness"
    assert "awaited: no figure yet" in str(rows[0]["How we will know"]).lower()
    text = MADE.text
    for told in (
        *(
            "2 areas for improvement: 1 with figures but none tested, 1 with no indicator.",
            "=1+1 <b>Raise</b> #awareness",
        ),
        *("the report does not say from when its times count", "1 of 2 has figures, none tested", "23 November 2013"),
    ):
        assert told in text
        assert bare(told) in paper()
    assert "1. Improve the plans: 1 of 2 has figures, none tested (by 23 November 2013)" in text


def test_the_gaps_and_their_count_are_in_it() -> None:
    assert words.coverage(FOUND) == "2 gaps: none closed by a first figure, 1 closed in part, 1 open"
    rows = sheet(MADE.book, "Coverage")
    assert [row["State"] for row in rows] == ["Not measured yet", "Has a figure, and no target yet"]
    assert bare(f"{words.coverage(FOUND)}.") in paper()
    assert f"{words.coverage(FOUND)}." in MADE.text


def test_without_a_file_the_pack_says_nothing_of_it() -> None:
    alone = Made(contents(CATALOGUE, read_all(CATALOGUE, DAY), NONE, DAY, EVERYTHING, VERSION), CATALOGUE)
    assert not {"Recommendations", "Coverage"} & set(alone.book.sheetnames)
    assert words.TITLE not in alone.text
    assert bare(words.TITLE) not in pdf_text.text(pdf_text.opened(alone.pdf))


def test_the_shipped_file_fits_on_paper() -> None:
    main, today = make.whole(), date(2014, 3, 1)
    pack = contents(
        main, read_all(main, today), NONE, today, EVERYTHING, VERSION, recommended=recommended.shipped(today)
    )
    assert pack.asked_for is not None
    assert [len(pack.asked_for.asked), len(pack.asked_for.gaps)] == [15, 38]
