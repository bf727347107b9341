"""The words on a picture that is downloaded."""

from datetime import date

from metrics.wording import pictures
from tests.support.make import figure, reading, target


def test_picture_says_finding_counts_caution_source_council_day_and_address() -> None:
    one = reading(
        figure("2012/13 Q4", 30),
        figure("2013/14 Q1", "21.4", numerator=9, denominator=42),
        targets=[target(10, label="Council target")],
        caution="Read it\n with care.",
    )
    told = pictures.caption(
        one, "Ofsted, paragraph 42", "Medway Council", "http://here/indicator?id=neet", date(2013, 8, 1)
    )
    assert told.title.endswith(": 21.4% in April to June 2013, down 8.6 percentage points from 30% in January to March "
                               "2013 (moved the right way, not tested)")  # fmt: skip
    assert "11.4 percentage points above the council target of 10% (missed)" in told.above[0]
    assert told.below == (
        "9 of 42; one child is 2.4 percentage points. With 42 children, the true rate may be anywhere from 11% to 36%.",
        "Caution: Read it with care.",
        "Source: Ofsted, paragraph 42",
        "Medway Council; 1 August 2013; http://here/indicator?id=neet",
    )
    assert "21.4% in April to June 2013" in told.description
