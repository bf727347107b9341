"""What is due, in words."""

from __future__ import annotations

from datetime import date

from metrics.analysis.due import by_owner, round_of
from metrics.catalogue.models import Catalogue
from metrics.catalogue.period import parse
from metrics.wording import due
from tests.support import make
from tests.support.make import hub, indicator

LATE, EARLY = date(2013, 11, 20), date(2013, 10, 30)
Q4, Q1, Q2 = "2012/13 Q4", "2013/14 Q1", "2013/14 Q2"


def whole() -> Catalogue:
    return make.catalogue(
        indicator(hub(Q4, 26), hub(Q1, 26), hub(Q2, 25.5), id="in", name="In", owner="Nurse"),
        indicator(hub(Q4, 26), hub(Q1, 31.7), id="late", name="Late", number=7, owner="Nurse"),
        indicator(hub(Q4, 26), id="later", name="Later", owner="Nurse"),
        indicator(hub(Q1, 26), hub(Q2, code="x", note="the clinic moved"), id="told", name="Told", owner="Nurse"),
        indicator(hub(Q1, 26), id="nobodys", name="Nobody’s"),
    )


def test_a_round_is_counted_and_late_only_after_its_day() -> None:
    made = round_of(whole(), parse(Q2), LATE)
    counted = "1 of 5 in, 3 missing, 1 not received"
    assert due.count_words(made, LATE) == counted
    assert due.count_words(made, EARLY) == "1 of 5 in, 3 to come, 1 not received"
    assert due.next_words(made, LATE) == f"July to September 2013, due by 30 October 2013 (overdue): {counted}"
    assert due.next_words(None, LATE) == "no date is set for the next figure"
    complete = round_of(make.catalogue(indicator(hub(Q2, 25))), parse(Q2), LATE)
    assert due.count_words(complete, LATE) == "all 1 in"


def test_the_mail_to_an_owner_names_what_is_missing_since_when_and_no_figure() -> None:
    made = whole()
    rounds = [round_of(made, parse(Q2), LATE)]
    told = due.message(made.organisation, "Nurse", rounds, by_owner(rounds, "Nurse")["Nurse"], LATE)
    assert told == (
        "To: Nurse\n"
        "Subject: Figures for July to September 2013: 2 missing\n"
        "\n"
        "This is how the figures for children in care stand on 20 November 2013.\n"
        "\n"
        "July to September 2013, due by 30 October 2013 (overdue)\n"
        "- Late (indicator 7): missing\n"
        "- Later: missing; none since April to June 2013 (due 30 July 2013)\n"
        "- Told: not received; the clinic moved\n"
        "- in: 1 figure\n"
        "\n"
        "Please send what is missing to: the performance hub, Medway Council.\n"
        "If a figure can’t be had, say why: it is then recorded as not received, with your reason.\n"
    )


def test_the_mail_before_the_day_calls_nothing_missing_or_overdue() -> None:
    made = whole()
    rounds = [round_of(made, parse(Q2), EARLY)]
    told = due.message(made.organisation, "", rounds, by_owner(rounds, "")[""], EARLY)
    assert "Nobody’s: to come" in told
    assert "whoever answers" in told
    assert "overdue" not in told
    assert "missing\n" not in told


def test_the_report_has_every_owner_and_says_where_nothing_is_due() -> None:
    made = whole()
    rounds = [round_of(made, parse(Q2), LATE)]
    lines = due.report(made, by_owner(rounds), rounds, LATE).splitlines()
    assert lines[0].startswith("July to September 2013, due by 30 October 2013 (overdue): 1 of 5 in")
    assert [line for line in lines if line.endswith(" missing") and not line.startswith(" ")] == [
        "Nurse: 2 of 4 missing",
        "No owner is named: 1 of 1 missing",
    ]
    assert due.report(made, {}, [], LATE) == "Nothing is due.\n"
