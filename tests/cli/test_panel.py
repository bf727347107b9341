"""meetings, challenges and exceptions on the command line, and the panel's record in check, history, undo."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from metrics.__main__ import main
from metrics.store import transactions
from tests.store.test_record_file import ask, asked, keep, record
from tests.support.data_files import CONSOLE, add, begun, observed, prepared, signed
from tests.support.panel import JULY, OCTOBER, challenge, exception, filled, line, meeting, response


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A data file with a record: a meeting in July, one in October, a public and a private question."""
    made = begun(tmp_path)
    keep(made, filled("meetings", meeting(JULY)), filled("meetings", meeting(OCTOBER, place="Gun Wharf")))
    keep(made, filled("agendas", line(meeting=OCTOBER, indicators=["neet"])))
    keep(made, filled("challenges", challenge(meeting=JULY, due=OCTOBER)))
    keep(made, filled("challenges", challenge(asked="Private?", meeting=JULY, publish=False)))
    keep(made, filled("exceptions", exception()))
    return made


def run(path: Path, command: str, *options: str) -> int:
    return main([command, "--data", str(path), *options])


def told(path: Path, capsys: pytest.CaptureFixture[str], command: str, *options: str):
    assert run(path, command, "--today", "2013-10-27", *options) == 0
    return capsys.readouterr().out


def test_challenges_are_told_in_words_and_as_data(path, capsys):
    assert told(path, capsys, "challenges") == (
        "Challenge 1 on Not in education, employment or training: Why is it so? (Head of the virtual school)\n"
        "  asked 104 days ago, 1 meeting since; no answer, due 12 days ago\n"
    )
    (one,) = json.loads(told(path, capsys, "challenges", "--format", "json"))
    assert (one["number"], one["state"], one["age_days"], one["overdue_days"]) == (1, "open", 104, 12)
    keep(path, filled("responses", response(publish=False)))
    (one,) = json.loads(told(path, capsys, "challenges", "--format", "json"))
    assert (one["state"], one["responses"][0]["words"]) == ("answered", "not for publication")


def test_what_is_not_for_publication_is_printed_only_where_it_is_asked_for(path, capsys):
    every = json.loads(told(path, capsys, "challenges", "--format", "json", "--unpublished"))
    assert [one["asked"] for one in every] == ["Why is it so?", "Private?"]


def test_exceptions_are_told_in_words_and_as_data(path, capsys):
    assert told(path, capsys, "exceptions") == (
        "Exception 3 on Not in education, employment or training, 2013/14 Q1: Staff left\n"
        "  Recruit (Head)\n"
        "  open for 12 days, action due by 1 December 2013\n"
    )
    (one,) = json.loads(told(path, capsys, "exceptions", "--format", "json"))
    assert (one["state"], one["period"], one["due"]) == ("open", "2013/14 Q1", "2013-12-01")


def test_meetings_are_told_with_their_agenda_what_is_offered_and_what_is_new(path, capsys):
    assert told(path, capsys, "meetings").splitlines() == [
        "Corporate parenting panel, 15 July 2013",
        "Corporate parenting panel, 15 October 2013, Gun Wharf",
        "  Not in education, employment or training",
        "Asked before, challenge 1: asked 104 days ago, 1 meeting since; no answer, due 12 days ago",
        "Nothing is offered for the next meeting.",
        "Since the last meeting:",
        "  The figures that stood then aren’t kept, so nobody can tell what is new of them.",
    ]
    data = json.loads(told(path, capsys, "meetings", "--format", "json"))
    assert [one["indicators"] for one in data["meetings"]] == [[], ["neet"]]
    assert (data["asked_last_time"], data["offered"]) == ([1], [])


def test_figure_that_was_saved_after_the_last_meeting_is_new_and_makes_an_offer(tmp_path, capsys):
    path = begun(tmp_path)
    keep(path, filled("meetings", meeting(date(2040, 1, 14))), on=date(2039, 12, 1))
    assert run(path, "meetings", "--today", "2040-02-01") == 0
    assert "  Nothing new since the last meeting." in capsys.readouterr().out.splitlines()
    at = datetime(2040, 1, 20, 9, tzinfo=UTC)
    transactions.save(path, prepared(path, "2039/40 Q3"), signed(at=at), CONSOLE)
    assert run(path, "meetings", "--today", "2040-02-01") == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "Offered for the next meeting:",
        "  Not in education, employment or training: changed since the last meeting",
        "Since the last meeting:",
        "  Not in education, employment or training: 24% in October to December 2039, new.",
    ]


def test_empty_record_is_no_fault(tmp_path, capsys):
    path = begun(tmp_path)
    assert told(path, capsys, "challenges") == "the panel has asked nothing yet\n"
    assert told(path, capsys, "exceptions") == "no exception is recorded yet\n"
    assert told(path, capsys, "meetings") == "Nothing is offered for the next meeting.\n"
    assert json.loads(told(path, capsys, "meetings", "--format", "json"))["meetings"] == []


def test_check_counts_the_record_and_tells_its_problems_and_losses(path, capsys):
    assert run(path, "check") == 0
    assert "2 meetings, 2 challenges, 1 exception in meetings.yaml" in capsys.readouterr().out
    text = record(path).read_text()
    record(path).write_text("".join(one for one in text.splitlines(keepends=True) if "number: 3" not in one))
    record(path).write_text(record(path).read_text().replace("exceptions:\n", ""))
    assert run(path, "check") == 1
    assert "meetings.yaml: exception 3 is gone" in capsys.readouterr().err
    record(path).write_text(text.replace("indicator: neet", "indicator: neets"))
    assert run(path, "check") == 1
    assert "challenges > number 1 > indicator: 'neets' is no" in capsys.readouterr().err


def test_history_and_undo_serve_the_record(path, capsys):
    ask(path, "Last?")
    assert run(path, "history", "--file", "meetings", "--format", "json") == 0
    newest = json.loads(capsys.readouterr().out)[0]
    assert (newest["file"], newest["kind"], newest["about"]) == ("meetings.yaml", "save", ["challenge 4"])
    assert run(path, "undo", "--file", "meetings", "--by", "Clerk", "--reason", "mistake") == 0
    assert [words for _, words in asked(path)] == ["Why is it so?", "Private?"]
    add(path)
    assert observed(path).record.record.last_number == 3
