"""Every sentence that the product says: of made-up figures, and of all figures of the real file."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from metrics.analysis.reading import read, read_all
from metrics.analysis.reporting_periods import next_due
from metrics.analysis.suppression import suppress
from metrics.catalogue.models import Figure, Indicator
from metrics.exports import chart_tables, citations
from metrics.markup import home, scorecard
from metrics.wording import alt_text, findings, formatting, small_numbers, tallies, targets, uncertainty, verdicts
from metrics.wording.citations import period_note
from tests.support.escaping import shown
from tests.support.make import (
    INSPECTED,
    SOURCES,
    TODAY,
    catalogue,
    comparator,
    figure,
    hub,
    indicator,
    inspected,
    predicted,
    reading,
    real,
    revised,
    said,
    target,
    whole,
)

Q4, Q1, Q2 = "2012/13 Q4", "2013/14 Q1", "2013/14 Q2"


def made(*observations: dict, **keys: object) -> Indicator:
    return catalogue(indicator(*observations, **keys)).indicators[0]


def latest_words(*observations: dict, **keys: object) -> str:
    one = reading(*observations, **keys)
    assert one.latest is not None
    return formatting.figure_words(one.latest, one.indicator)


# ---- figures ------------------------------------------------------------------------------------------


def test_approximate_figure_is_about():
    assert latest_words(figure(Q1, 21, status="approximate")) == "about 21%"
    assert findings.finding(real("unemployed-at-16")).startswith("About 21% at 30 September 2011")


@pytest.mark.parametrize("code", ["c", "x", "z", "low"])
def test_code_is_said_in_words_and_never_as_a_number(code):
    words = latest_words(figure(Q4, 30), figure(Q1, code=code))
    assert words == formatting.CODES[code]
    assert not re.search(r"\d", words)
    assert words in findings.finding(reading(figure(Q4, 30), figure(Q1, code=code)))


# ---- change ------------------------------------------------------------------------------------------


def test_change_names_both_periods_direction_size_and_verdict():
    words = findings.finding(reading(figure(Q4, 30), figure(Q1, 26)))
    assert words == (
        "26% in April to June 2013, down 4 percentage points from 30% in January to March 2013 "
        "(moved the right way, not tested)."
    )
    change = findings.change_words(reading(figure(Q4, 30), figure(Q1, 26)))
    assert change == "down 4 percentage points since January to March 2013 (moved the right way, not tested)"


def test_provisional_figure_is_called_so_before_its_period():
    words = findings.finding(reading(figure(Q1, 26, status="provisional")))
    assert words == "26% (provisional) in April to June 2013."


def test_up_and_down_stand_apart_from_better_and_worse():
    worse = findings.change_words(reading(figure(Q4, 26), figure(Q1, 30)))
    assert worse.startswith("up 4 percentage points")
    assert worse.endswith("(moved the wrong way, not tested)")
    neutral = findings.change_words(reading(figure(Q4, 26), figure(Q1, 30), polarity="neutral"))
    assert neutral == "up 4 percentage points since January to March 2013"


def test_change_below_precision_is_no_change_to_the_precision_published():
    one = reading(figure(Q4, "87.5"), figure(Q1, 87))
    for words in (findings.change_words(one), findings.finding(one)):
        assert "no change as published" in words
        assert not re.search(r"better|worse|\bup\b|\bdown\b", words)


def test_undated_change_says_that_no_dates_are_given():
    one = reading(figure("undated: earlier", 53), figure("undated: latest", 46), unit="weeks")
    assert "no dates given" in findings.change_words(one)
    told = "53 weeks to 46 weeks, down 7 weeks (moved the right way, not tested); no dates given."
    assert findings.finding(one) == told


def test_grades_are_words_first_and_never_up_or_down():
    words = findings.finding(reading(figure("August 2011", 3), figure("July 2013", 4), unit="grade"))
    assert words.startswith("Inadequate in July 2013")
    assert "adequate in August 2011" in words
    assert "(worse)" in words
    assert not re.search(r"\bup\b|\bdown\b", words)
    assert set(re.findall(r"\d+", words)) == {"2011", "2013"}


@pytest.mark.parametrize(
    ("observations", "why"),
    [
        ([figure(Q1, 26)], "no earlier figure"),
        ([figure("2012/13 financial year", 30), figure(Q1, 26)], "another kind of period"),
        ([figure(Q4, 30), figure(Q1, 26, break_before="new definition: ages 16 to 18")], "new definition: ages 16"),
        ([figure(Q4, code="x"), figure(Q1, 26)], "no number is shown for the earlier period"),
        ([figure(Q4, 30), figure(Q1, code="x")], "no number is shown for the latest period"),
        ([figure(Q4, 30), figure("undated: latest", 26)], "one of the two figures has no date"),
        ([figure("undated: a", 30), figure("undated: b", 26, at="paragraph 2")], "come from different places"),
        ([], "there is no figure yet"),
    ],
)
def test_missing_comparison_says_why(observations, why):
    words = findings.change_words(reading(*observations))
    assert words == why or words.startswith("no comparable earlier figure: ")
    assert why in words


def test_earlier_figure_that_can_not_be_compared_is_still_said():
    words = findings.finding(reading(figure(Q4, 30), figure(Q1, 26, break_before="new definition")))
    assert "30% in January to March 2013" in words
    assert "new definition" in words


# ---- targets, comparators, predictions ---------------------------------------------------------------


def test_comparator_says_area_group_value_period_and_what_limits_it():
    others = [
        comparator(Q1, "14.6"),
        comparator(Q1, 58, group="all pupils", comparable="partly", why="another group", published_after=True),
        comparator(Q1, 30, area="Statistical neighbours", statistic="median", model="NFER list, 2013"),
        comparator(Q1, words="well below the national average", group="not stated", area="National average"),
    ]
    one = made(figure(Q1, 26), comparators=others)
    first, second, third, fourth = (findings.comparator_words(other, one) for other in one.comparators)
    assert first == "England: 14.6%, April to June 2013"
    for words in ("England, all pupils", "58%", "only partly comparable", "published after the inspection"):
        assert words in second
    assert "median" in third
    assert "NFER list, 2013" in third
    assert "“well below the national average” (no figure given)" in fourth
    assert "%" not in fourth


def test_neighbours_are_never_named_without_mean_or_median_and_model():
    counts = {"numerator": 500, "denominator": 2500}
    neighbours = comparator(Q1, 20, area="Statistical neighbours", model="May 2025 model", statistic="mean", **counts)
    one = reading(figure(Q1, 26, numerator=26, denominator=100), comparators=[neighbours])
    which = "(mean, May 2025 model"
    assert findings.against_words(one) == (
        f"above Statistical neighbours’ 20% {which}; too few to tell: "
        "6 fewer children would put Medway level with Statistical neighbours)"
    )
    assert f"distance to Statistical neighbours {which}) is" in small_numbers.small_numbers(one)
    assert f"can be compared with Statistical neighbours {which})’s figure" in shown(scorecard.theme_tables([one], {}))
    untested = reading(figure(Q1, 26), comparators=[neighbours])
    assert f"worse than Statistical neighbours {which}), not tested" in home.first_screen([untested], {})
    tested = reading(figure(Q1, 46, numerator=46, denominator=100), comparators=[neighbours])
    assert f"worse than Statistical neighbours {which}), more than chance" in home.first_screen([tested], {})
    assert f'20%</b> <span class="quiet">{which})' in scorecard.theme_tables([one], {}, "all")
    level = findings.against_words(reading(figure(Q1, 20), comparators=[neighbours]))
    assert level == f"level with Statistical neighbours’ 20% {which}), as published"


def test_comparison_is_said_with_side_and_verdict_only_like_for_like():
    worse = findings.against_words(reading(figure(Q1, 26), comparators=[comparator(Q1, 20)]))
    assert worse.startswith("above England")
    assert "20%" in worse
    assert worse.endswith("(worse, not tested)")
    level = findings.against_words(reading(figure(Q1, "26.3"), comparators=[comparator(Q1, 26)]))
    assert "as published" in level
    assert findings.against_words(reading(figure(Q1, 26), comparators=[comparator(Q4, 20)])) == ""


def test_published_figure_is_that_of_the_newest_release():
    releases = {
        "first": {"title": "First", "publisher": "DfE", "kind": "published", "published": date(2013, 10, 1)},
        "second": {"title": "Second", "publisher": "DfE", "kind": "published", "published": date(2014, 10, 1)},
    }
    own = [figure("2013/14 Q2", 30, source="first"), figure("2013/14 Q2", 31, source="second")]
    found = catalogue(indicator(figure(Q1, 26), own_series=own), sources=SOURCES | releases)
    words = findings.finding(read(found, found.indicators[0], TODAY))
    assert words.endswith("DfE, July to September 2013: 31%.")
    assert "30%" not in words


def foretold(*observations: dict, today: date = TODAY) -> str:
    one = reading(*observations, today=today)
    return findings.prediction_words(one, one.predictions[0])


def test_prediction_is_said_to_be_one_and_its_miss_is_shown():
    assert foretold(predicted(Q2, 20)).startswith("20% predicted for July to September 2013")
    assert "no result yet" in foretold(predicted(Q2, 20))
    assert "overdue" in foretold(predicted(Q2, 20), today=date(2013, 10, 1))
    missed = foretold(predicted(Q1, 20), figure(Q1, 26))
    assert "the result was 26%" in missed
    assert "missed by 6 percentage points" in missed
    assert foretold(predicted(Q1, 26), figure(Q1, 26)).endswith("as predicted")


def test_prediction_is_never_the_first_thing_said():
    words = findings.finding(reading(figure(Q1, 26), predicted(Q2, 20)))
    assert words.index("26%") < words.index("20%")
    assert findings.finding(reading(predicted(Q2, 20))).startswith("No result yet.")


def test_prediction_with_a_coded_outcome_is_not_said_to_have_none():
    assert "no result yet" not in foretold(predicted(Q1, 20), figure(Q1, code="x"))


# ---- small numbers -----------------------------------------------------------------------------------


def chance(*observations: dict) -> str:
    return small_numbers.small_numbers(reading(*observations))


def test_counts_say_what_one_is_worth_and_how_far_chance_reaches():
    words = chance(figure(Q1, "21.4", numerator=9, denominator=42))
    assert words == (
        "9 of 42; one child is 2.4 percentage points. With 42 children, the true rate may be anywhere from 11% to 36%."
    )
    assert formatting.counts_words(made(figure(Q1, "21.4", numerator=9, denominator=42)).observations[0]) == "9 of 42"


def test_without_exact_counts_nothing_is_said_of_chance():
    assert chance(figure(Q1, 21)) == ""
    assert chance(figure(Q1, "13.5", numerator=100, denominator=740, counts_rounded_to=10)) == ""


def test_points_are_said_of_those_needed():
    words = uncertainty.points_words(reading(figure(Q4, 30), figure(Q1, 26)))
    assert words == "too early to tell a real change from chance: 2 figures so far, 12 needed"


# ---- look here first, counts, minutes -----------------------------------------------------------


def test_reasons_to_look_are_said_in_words_and_the_reports_own_in_quotation_marks():
    one = reading(
        figure(Q4, 20),
        figure(Q1, 26),
        targets=[target(10)],
        comparators=[comparator(Q1, 20)],
        said=[said("still low", "worse")],
    )
    assert one.reasons == ("target", "moved the wrong way", "behind, not tested", "said")
    by_reason = {reason: findings.reason_words(one, reason) for reason in one.reasons}
    assert by_reason["target"].startswith("16 percentage points above the council target of 10% (missed)")
    assert by_reason["behind, not tested"] == "Above England’s 20% (worse, not tested)"
    assert by_reason["moved the wrong way"] == (
        "Up 6 percentage points since January to March 2013 (moved the wrong way, not tested)"
    )
    assert "“still low”" in by_reason["said"]


def test_minutes_hold_name_finding_source_and_address():
    one = reading(figure(Q1, 26))
    day = date(2014, 5, 6)
    lines = findings.minutes(one, "Ofsted, Report, paragraph 42", "http://here/indicator?id=neet", day).splitlines()
    assert lines == [
        "Not in education, employment or training.",
        findings.finding(one),
        "Source: Ofsted, Report, paragraph 42.",
        "Read on 6 May 2014.",
        "http://here/indicator?id=neet",
    ]
    assert len(findings.minutes(reading(), "", "address", day).splitlines()) == 4
    numbered = findings.minutes(reading(figure(Q1, 26), number=12), "", "address", day)
    assert numbered.startswith("Indicator 12: Not in education, employment or training.\n")


def test_minutes_leave_nothing_out_that_takes_a_finding_back():
    one = reading(
        figure("2012/13 Q1", "71.4", numerator=30, denominator=42),
        figure(Q4, "69.0", numerator=29, denominator=42),
        figure(Q1, "50.0", numerator=21, denominator=42, status="provisional", commentary="Two moved away."),
        polarity="higher_is_better",
        caution="A small group.",
    )
    words = findings.minutes(one, "", "address", TODAY)
    for part in (
        "50.0% (provisional) in April to June 2013, down 19 percentage points from 69.0% in January "
        "to March 2013 (too few to tell)",
        "A year before: 71.4% in April to June 2012; down 21.4 percentage points since then (worse than a year before, "
        "more than chance).",
        "21 of 42; one child is 2.4 percentage points.",
        "The change since January to March 2013 is no more than chance explains (−37.8 to +1.9 percentage points).",
        "Commentary: Two moved away.",
        "Caution: A small group.",
    ):
        assert part in words


# ---- every sentence of the real file -----------------------------------------------------------------


def told(catalogue_, today: date) -> Iterator[tuple[str, str]]:
    """Everything that is said of every indicator: where it is said, and the words."""
    shown = suppress(catalogue_)
    for one in read_all(shown, today):
        id, of = one.indicator.id, one.indicator
        yield f"{id} finding", findings.finding(one)
        yield f"{id} alt", alt_text.alt(one)
        yield f"{id} picture title", alt_text.picture_title(one)
        yield f"{id} change", findings.change_words(one)
        yield f"{id} target", "; ".join(targets.targets_words(one))
        yield f"{id} verdict", findings.verdict_words(one)
        yield f"{id} year before", verdicts.year_before_words(one)
        yield f"{id} against", findings.against_words(one)
        yield f"{id} people", verdicts.distance_in_people(one)
        yield f"{id} points", uncertainty.points_words(one)
        yield f"{id} variation", uncertainty.variation_text(one)
        yield f"{id} small numbers", small_numbers.small_numbers(one)
        yield f"{id} marked", uncertainty.picture_words(one)
        yield f"{id} picture", alt_text.picture_alt(one)
        yield f"{id} due", formatting.due_words(next_due(shown, of, one.latest), today)
        yield f"{id} minutes", findings.minutes(one, citations.latest_citation(shown, one), "address", today)
        yield from ((f"{id} reason", findings.reason_words(one, reason)) for reason in one.reasons)
        yield from ((f"{id} prediction", findings.prediction_words(one, each)) for each in one.predictions)
        yield from ((f"{id} comparator", findings.comparator_words(each, of)) for each in of.comparators)
        yield from ((f"{id} listed", line) for line in chart_tables.listed_comparators(shown, of))
        figures: list[Figure] = [*of.observations, *of.comparators, *of.own_series]
        yield from (
            (f"{id} figure", formatting.figure_words(each, of)) for each in figures if not getattr(each, "words", 0)
        )
        for each in of.observations:
            yield f"{id} period", formatting.in_period(each.period)
            yield f"{id} note", period_note(each)
            yield f"{id} worth", small_numbers.worth_words(of, one.counts_of(each))
            yield f"{id} chance", small_numbers.chance_words(of, one.counts_of(each))
        for each in citations.citations(shown, of):
            yield f"{id} citation", " ".join([each.what, each.figure, each.source, *each.notes])
    yield "counts", tallies.counts_sentence(read_all(shown, today))


DAYS = [INSPECTED, date(2014, 9, 1)]


@pytest.mark.parametrize("today", DAYS)
def test_no_sentence_holds_a_slip_of_the_pen(today):
    slips = re.compile(
        r"None|\bnan\b|  |%%|\.\.|,,|;;|\( | \)| [,.;]|\{|\}|Decimal|-\d+%|(?<![\d.,])1 (weeks|days|points)\b"
    )
    found = [f"{where}: {words}" for where, words in told(whole(), today) if slips.search(words)]
    assert found == []


@pytest.mark.parametrize("today", DAYS)
def test_no_sentence_claims_a_trend(today):
    claims = re.compile(r"\b(trend|improv\w+|rising|falling|deteriorat\w+|declin\w+)\b", re.I)
    ours = re.compile(r"“[^”]*”")
    mine = [(where, words) for where, words in told(whole(), today) if not where.endswith(("citation", "listed"))]
    found = [
        f"{where}: {words}"
        for where, words in mine
        if claims.search(_without_the_files_own(where, ours.sub("", words)))
    ]
    assert found == []


def _without_the_files_own(where: str, words: str) -> str:
    """The words less the indicator's name, which the file gives."""
    named = whole().indicator(where.split(" ")[0])
    return words.replace(named.name, "").replace(named.title, "") if named else words


@pytest.mark.parametrize("today", DAYS)
def test_every_finding_is_whole_sentences(today):
    for one in read_all(suppress(whole()), today):
        words = findings.finding(one)
        assert words.endswith(".")
        assert words[0].isdigit() or words[0].isupper() or words[0] == "−", words
        assert not words.endswith("..")
    counts = tallies.counts_sentence(read_all(suppress(whole()), today))
    assert counts.endswith(".")


def test_change_of_a_percentage_is_never_said_in_percent():
    changed = [one for one in read_all(inspected(), INSPECTED) if one.change and one.indicator.unit == "percent"]
    assert changed
    for one in changed:
        assert "%" not in findings.change_words(one), one.indicator.id
        assert "percentage point" in findings.change_words(one)
    made_up = reading(figure(Q4, 30), figure(Q1, 26), targets=[target(20)])
    assert "%" not in findings.change_words(made_up)
    assert made_up.target is not None
    assert "%" not in targets.target_gap(made_up, made_up.target)


def test_report_is_quoted_in_quotation_marks_only():
    """The report's own words of direction never stand outside quotation marks, and never turn a verdict."""
    one = real("five-good-gcses")
    assert one.adverse
    words = findings.reason_words(one, "said")
    assert words.count("“") == words.count("”") == 1
    assert "particularly low" not in re.sub(r"“[^”]*”", "", words)


def test_every_quotation_mark_is_closed():
    for where, words in told(whole(), INSPECTED):
        assert words.count("“") == words.count("”"), f"{where}: {words}"


def test_approximate_earlier_figure_and_comparator_stay_about():
    changed = findings.finding(reading(figure(Q4, 30, status="approximate"), figure(Q1, 26)))
    against = findings.against_words(reading(figure(Q1, 26), comparators=[comparator(Q1, 20, status="approximate")]))
    assert "about 30%" in changed
    assert "about 20%" in against


def test_earlier_figure_that_is_named_is_the_one_that_the_reason_is_about():
    mixed = reading(figure(Q4, code="x"), figure("2012/13 financial year", 28), figure(Q1, 26))
    assert mixed.missing == "earlier code"
    assert "28%" not in findings.finding(mixed)


def test_suppressed_figure_is_said_to_be_hidden_for_the_childs_sake():
    view = suppress(catalogue(indicator(hub(Q4, 9), hub(Q1, 3), unit="count", of="children")))
    words = findings.finding(read(view, view.indicators[0], TODAY))
    assert "so that no child can be recognised" in words
    assert "9 children in January to March 2013" in words


def test_sentences_do_not_change_with_the_day_unless_something_falls_due():
    for one in read_all(inspected(), INSPECTED):
        if not one.predictions:
            later = read(inspected(), one.indicator, INSPECTED + timedelta(days=700))
            assert findings.finding(later) == findings.finding(one)


def test_amended_figure_is_no_revision_and_other_words_change_no_figure():
    old, slip = figure("2013/14 Q1", 26), figure("2013/14 Q2", 42)
    moved = findings.moved_words(reading(old, slip), reading(old, figure("2013/14 Q2", 24)))
    assert moved == "42% to 24% in July to September 2013, amended"
    moved = findings.moved_words(reading(old, slip), reading(old, figure("2013/14 Q2", 42, commentary="Late.")))
    assert moved.startswith("latest stays: 42%")
    moved = findings.moved_words(reading(old, slip), reading(old, slip, revised("2013/14 Q2", 24)))
    assert moved == "42% to 24%, revised in July to September 2013"


def test_a_quarter_that_is_saved_with_a_revision_of_the_one_before_is_set_against_the_revised_figure():
    old = figure("2013/14 Q1", 26)
    again = revised("2013/14 Q1", "25.4")
    before, after = reading(old), reading(old, again, figure("2013/14 Q2", "24.4"))
    assert findings.moved_words(before, after).startswith("25.4% to 24.4%, down 1 percentage point")
    assert findings.moved_words(before, reading(old, figure("2013/14 Q2", 24))).startswith("26% to 24%, down 2")


def test_newest_published_code_is_told_and_the_last_number_behind_it():
    """An older number never passes for the newest release's figure."""
    one = reading(
        figure("2012/13 financial year", 12),
        unit="count",
        of="children",
        own_series=[figure("2023/24 financial year", 7), figure("2024/25 financial year", code="c")],
    )
    assert findings.finding(one).endswith(
        "Ofsted, year to March 2025: not shown, so that no child can be recognised; "
        "before that 7 children in the year to March 2024."
    )
    alone = reading(figure("2012/13 financial year", 12), own_series=[figure("2024/25 financial year", code="x")])
    assert findings.finding(alone).endswith("Ofsted, year to March 2025: not available.")
