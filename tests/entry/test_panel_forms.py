"""The forms of the panel's record: what stands in them at first, and the lines that they come to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from metrics.analysis.challenges import read_challenges, read_exceptions
from metrics.catalogue.panel_record import PanelRecord
from metrics.catalogue.period import parse
from metrics.entry import panel_forms, panel_lines
from metrics.entry.batch import Signature
from metrics.entry.faults import Fault
from metrics.entry.panel_forms import Form
from tests.support.make import Entry, catalogue, figure, indicator
from tests.support.panel import (
    JANUARY,
    JULY,
    MAIN,
    OCTOBER,
    challenge,
    document,
    exception,
    line,
    meeting,
    record,
    response,
    update,
)

TODAY = date(2013, 10, 16)
NEET = MAIN.indicators[0]
Q1 = parse("2013/14 Q1")


def presets(form: Form) -> dict[str, str]:
    """What stands in the fields of a form when it is opened."""
    return {one.name: one.preset for one in form.fields if one.kind != "tick"}


def recorded(form: Form, typed: Mapping[str, object], **lists: list[Entry]) -> list[Mapping[str, object]]:
    """The lines that a form comes to with some fields changed, proved against the record."""
    lines = form.lines({**presets(form), **typed}, TODAY)
    proposal = panel_lines.propose(document(**lists), lines, Signature("Clerk", TODAY, ""), 0)
    assert proposal.faults == ()
    return [{key: value for key, value in one.line.items() if key not in ("by", "on")} for one in proposal.lines]


def test_question_is_due_at_the_next_meeting_and_was_asked_at_the_one_just_held():
    made = record(meetings=[meeting(JULY), meeting(OCTOBER), meeting(JANUARY)], challenges=[challenge(role="Head")])
    form = panel_forms.question(made, TODAY, NEET, Q1)
    assert presets(form) == {"asked": "", "role": "Head", "due": "14 January 2014", "meeting": "2013-10-15"}
    assert list(form.fields[3].options) == ["", "2013-10-15", "2013-07-15"], "none to come"


@pytest.mark.parametrize(
    ("days", "due", "at"),
    [
        ([], "13 November 2013", ""),
        ([date(2013, 10, 2)], "13 November 2013", "2013-10-02"),
        ([date(2013, 10, 1)], "13 November 2013", ""),
        ([TODAY], "13 November 2013", "2013-10-16"),
        ([date(2013, 10, 17)], "17 October 2013", ""),
    ],
)
def test_question_is_else_due_in_four_weeks_and_between_two_meetings_after_two(days, due, at):
    shown = presets(
        panel_forms.question(record(**({"meetings": [meeting(day) for day in days]} if days else {})), TODAY)
    )
    assert (shown["due"], shown["meeting"]) == (due, at)


def test_who_answers_is_whom_the_indicator_names_and_nobody_where_none_is_known():
    owned = indicator(figure("2013/14 Q1", 26), owner="Head of the virtual school")
    made = record(challenges=[challenge(role="Another")])
    assert (
        presets(panel_forms.question(made, TODAY, catalogue(owned).indicators[0]))["role"]
        == "Head of the virtual school"
    )
    assert presets(panel_forms.question(made, TODAY, MAIN.indicators[1]))["role"] == ""
    assert presets(panel_forms.question(made, TODAY))["role"] == ""


def test_question_on_an_indicator_names_it_and_the_period_of_its_figure():
    lists = {"meetings": [meeting(OCTOBER)]}
    form = panel_forms.question(record(**lists), TODAY, NEET, Q1)
    assert recorded(form, {"asked": " Why? ", "role": "Head", "publish": True}, **lists) == [
        {
            "indicator": "neet",
            "period": "2013/14 Q1",
            "asked": "Why?",
            "role": "Head",
            "due": date(2013, 11, 13),
            "meeting": OCTOBER,
            "publish": False,
            "number": 1,
        }
    ]


def test_what_cannot_be_read_stays_as_typed_and_is_a_fault_of_its_field():
    form = panel_forms.question(record(), TODAY)
    lines = form.lines({**presets(form), "asked": "Why?", "due": "soon"}, TODAY)
    faults = panel_lines.propose(document(), lines, Signature("Clerk", TODAY, ""), 0).faults
    assert [(one.field, one.where) for one in faults] == [("due", "By when"), ("role", "Who answers, by role")]
    assert "'soon' is not a date" in faults[0].what


def test_faults_stand_in_the_order_of_the_fields_under_the_names_that_those_have():
    _, form = challenges(challenges=[challenge(1)])
    lines = form.lines({"given": "1 March 2014"}, TODAY)
    found = panel_lines.propose(document(challenges=[challenge(1)]), lines, Signature("Clerk", TODAY, ""), 0).faults
    assert [str(one) for one in form.faults((Fault("meetings.yaml, line 3", "a fault"), *reversed(found)))] == [
        "meetings.yaml, line 3: a fault",
        "The answer: write the answer",
        "Answered on: 1 March 2014 is after it was recorded, on 16 October 2013; write the day it was given",
    ]


def challenges(**lists: list[Entry]) -> tuple[PanelRecord, Form]:
    made = record(**lists)
    return made, panel_forms.response(made, read_challenges(made, TODAY)[0], "answer", TODAY)


def test_answer_of_today_needs_no_day_and_another_day_is_kept():
    lists = {"challenges": [challenge(day=JULY)]}
    _, form = challenges(**lists)
    assert recorded(form, {"words": "So."}, **lists) == [{"challenge": 1, "kind": "answer", "words": "So."}]
    earlier = recorded(form, {"words": "So.", "given": "1 October 2013"}, **lists)
    assert earlier[0]["given"] == date(2013, 10, 1)


def test_accepting_needs_no_words_and_reopening_asks_for_another_day():
    lists = {"challenges": [challenge(day=JULY)], "responses": [response(day=JULY)]}
    made = record(**lists)
    answered = read_challenges(made, TODAY)[0]
    accepted, reopened = (panel_forms.response(made, answered, kind, TODAY) for kind in ("accepted", "reopened"))
    assert recorded(accepted, {}, **lists) == [{"challenge": 1, "kind": "accepted"}]
    assert recorded(reopened, {"words": "How many?"}, **lists)[0]["due"] == date(2013, 11, 13)
    assert panel_forms.response(made, answered, "answer", TODAY).button == "Correct the answer"


def test_what_follows_on_a_private_question_is_private_without_a_tick():
    _, form = challenges(challenges=[challenge(publish=False)])
    assert "publish" not in [one.name for one in form.fields]


def test_meeting_is_planned_where_the_last_one_was_and_cancelled_with_its_agenda():
    lists = {
        "meetings": [meeting(OCTOBER, title="Panel", place="Gun Wharf"), meeting(JANUARY)],
        "agendas": [line(meeting=JANUARY, indicators=["neet"])],
    }
    made = record(**lists)
    assert presets(panel_forms.meeting(record(meetings=lists["meetings"][:1]))) == {
        "date": "",
        "title": "Panel",
        "place": "Gun Wharf",
    }
    cancelled = recorded(panel_forms.cancelled(made, made.meetings[1]), {"cancelled": "Snow"}, **lists)
    assert [one.get("cancelled") or one["indicators"] for one in cancelled] == ["Snow", []]
    none = {"meetings": lists["meetings"]}
    assert len(recorded(panel_forms.cancelled(record(**none), made.meetings[1]), {"cancelled": "Snow"}, **none)) == 1


def test_agenda_keeps_the_order_that_was_chosen():
    lists = {"meetings": [meeting(OCTOBER)]}
    form = panel_forms.agenda(record(**lists).meetings[0], {"neet": "NEET", "reviews": "Reviews"}, ["neet", "gone"])
    assert form.fields[0].first == ("neet",)
    assert recorded(form, {"indicators": ["reviews", "neet"]}, **lists)[0]["indicators"] == ["reviews", "neet"]


@pytest.mark.parametrize(
    ("one", "by", "after"),
    [("b", -1, "bac"), ("b", 1, "acb"), ("a", -1, "abc"), ("c", 1, "abc"), ("a", 2, "bca")],
)
def test_what_is_moved_stops_at_the_ends(one, by, after):
    assert panel_forms.moved(list("abc"), one, by) == list(after)


def test_exception_is_of_the_latest_period_and_an_update_may_set_new_days():
    form = panel_forms.exception(record(), NEET, [parse("2012/13 Q4"), Q1], TODAY)
    assert presets(form)["period"] == "2013/14 Q1"
    typed = {
        "cause": "Staff left",
        "action": "Recruit",
        "role": "Head",
        "due": "1/12/2013",
        "expected_back": "Q4 2013/14",
    }
    made = recorded(form, typed)[0]
    assert (made["indicator"], made["due"], made["expected_back"]) == ("neet", date(2013, 12, 1), "2013/14 Q4")
    lists = {"exceptions": [exception(1)]}
    changed = panel_forms.update(read_exceptions(record(**lists), TODAY)[0], "update", TODAY)
    assert recorded(changed, {"words": "Late.", "due": "2 January 2014"}, **lists) == [
        {"exception": 1, "kind": "update", "words": "Late.", "due": date(2014, 1, 2)}
    ]
    closed = panel_forms.update(read_exceptions(record(**lists), TODAY)[0], "closed", TODAY)
    assert recorded(closed, {"words": "Done."}, **lists) == [{"exception": 1, "kind": "closed", "words": "Done."}]


def test_every_kind_that_may_follow_has_a_form():
    lists = {
        "challenges": [challenge(number) for number in (1, 3, 4, 5)],
        "responses": [response(3), response(4), response(4, "accepted"), response(5), response(5, "reopened")],
        "exceptions": [exception(2), exception(6)],
        "updates": [update(6)],
    }
    made = record(**lists)
    seen = set()
    for one in read_challenges(made, TODAY):
        for kind in one.next:
            seen.add((one.state, kind))
            recorded(panel_forms.response(made, one, kind, TODAY), {"words": "So."}, **lists)
    for report in read_exceptions(made, TODAY):
        for kind in report.next:
            recorded(panel_forms.update(report, kind, TODAY), {"words": "So."}, **lists)
    assert ("accepted", "reopened") in seen
    assert ("reopened", "answer") in seen
