"""Lines are put into the panel's record as it is written, and nothing that stands there is touched."""

import pytest

from metrics.catalogue import panel_record
from metrics.catalogue.amend import ByHand
from metrics.catalogue.panel_amend import NewLine, RecordDocument
from metrics.catalogue.problems import Refused
from tests.support.panel import MAIN, challenge, exception, meeting, record_text, response

STYLES = {
    "none": "",
    "notes only": "# Kept by the clerk.\n",
    "written by us": record_text(meetings=[meeting()], challenges=[challenge(1)]),
    "comments and blank lines": "# Head\n\nchallenges:\n\n"
    "  # the first\n  - number: 1\n    asked: Why?\n    role: DCS\n    by: Ann\n    on: 2013-10-15  # late\n\n"
    "# the end\n",
    "brackets": "challenges: [{number: 1, asked: Why?, role: DCS, by: Ann, on: 2013-10-15}]\n",
    "all in brackets": "{challenges: [{number: 1, asked: Why?, role: DCS, by: Ann, on: 2013-10-15}]}\n",
    "empty lists": "meetings: []\nchallenges: [\n]\nresponses: []\n",
    "another order, no line end": "exceptions: []\nchallenges:\n"
    "- {number: 1, asked: Why?, role: D, by: A, on: 2013-10-15}",
    "Windows": "\ufeffchallenges:\r\n  - {number: 1, asked: Why?, role: DCS, by: Ann, on: 2013-10-15}\r\n",
}


@pytest.mark.parametrize("style", STYLES)
def test_lines_go_below_those_of_every_style(style):
    text = STYLES[style]
    document = RecordDocument(text, panel_record.parse(text, MAIN), MAIN)
    lines = [NewLine("challenges", challenge(2, asked="What: “next”?\nAnd who?")), NewLine("exceptions", exception(3))]
    done = document.amended(lines)
    assert done.said.challenges[: len(document.record.challenges)] == document.record.challenges
    assert done.said.challenges[-1].asked == "What: “next”?\nAnd who?"
    assert [one.number for one in done.said.exceptions] == [3]
    assert panel_record.parse(done.text, MAIN) == done.said
    rest = iter(done.text)
    assert all(character in rest for character in text), "characters that stand are kept in their order"
    added = done.text.splitlines()
    assert all(line in added[number - 1] for number, line in done.lines_added)


def test_line_that_breaks_a_rule_is_refused_at_its_place():
    text = record_text(challenges=[challenge(1)])
    document = RecordDocument(text, panel_record.parse(text, MAIN), MAIN)
    with pytest.raises(Refused, match="line 4: responses > challenge 9 > challenge: there is no challenge 9"):
        document.amended([NewLine("responses", response(9))])


def test_style_that_can_not_be_proved_is_handed_back_with_what_to_add():
    text = "challenges:\n  - {number: 1, asked: Why?, role: DCS, by: Ann, on: 2013-10-15}\n"
    document = RecordDocument(text, panel_record.parse(text, MAIN), MAIN)
    other = panel_record.parse(text.replace("Why?", "Who?"), MAIN)
    with pytest.raises(ByHand) as by_hand:
        RecordDocument(document.text, other, MAIN).amended([NewLine("challenges", challenge(2))])
    ((line, added),) = by_hand.value.lines
    assert (line, added.strip()[:13]) == (2, "- {number: 2,")
