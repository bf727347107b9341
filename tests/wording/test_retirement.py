"""A retired indicator is said to be so wherever its finding is told, keeps its figures, and leaves every count."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import pytest

from metrics.analysis.agenda import offered
from metrics.analysis.due import current_rounds, round_of
from metrics.analysis.reading import Reading, look_first, read_all
from metrics.analysis.reporting_periods import indicators_due, indicators_not_due, is_due, next_due
from metrics.catalogue.models import Catalogue
from metrics.catalogue.period import parse
from metrics.catalogue.problems import Refused
from metrics.exports.reading_json import as_json
from metrics.markup import home, indicator_page, scorecard
from metrics.wording import findings, headline, tallies
from metrics.wording.abbreviations import name_in_list
from metrics.wording.briefing import briefing
from metrics.wording.retirement import retired_words
from tests.support import make
from tests.support.html_check import words
from tests.support.make import Entry, hub, indicator, target

TODAY = date(2014, 5, 1)
RETIRED = {"on": date(2014, 4, 1), "reason": "counted in the education return now."}
Q3, Q4 = parse("2013/14 Q3"), parse("2013/14 Q4")
SAID = "Retired on 1 April 2014: counted in the education return now."


def two(**keys: object) -> Catalogue:
    """Two that miss their target, the second of them as ``keys`` say."""

    def one(name: str, **more: object) -> Entry:
        figures = [hub("2013/14 Q2", 40), hub("2013/14 Q3", 60)]
        return indicator(*figures, id=name, name=name, short_name=name, targets=[target(20)], **more)

    return make.catalogue(one("stays"), one("goes", **keys))


@pytest.fixture
def catalogue() -> Catalogue:
    return two(retired=RETIRED)


@pytest.fixture
def readings(catalogue: Catalogue) -> list[Reading]:
    return read_all(catalogue, TODAY)


def test_it_is_due_no_more_and_can_still_be_found_for_a_late_figure(catalogue: Catalogue) -> None:
    stays, goes = catalogue.indicators
    assert (is_due(catalogue, stays), is_due(catalogue, goes)) == (True, False)
    assert next_due(catalogue, goes, goes.observations[-1]) is None
    assert [one.indicator.id for one in round_of(catalogue, Q4, TODAY).figures] == ["stays"]
    assert {one.indicator.id for made in current_rounds(catalogue, TODAY) for one in made.figures} == {"stays"}
    assert indicators_due(catalogue, Q4) == [stays]
    assert goes in indicators_not_due(catalogue, Q4)


def test_it_leaves_counts_and_lists_and_comes_back_with_the_key_taken_out(readings: list[Reading]) -> None:
    back = read_all(two(), TODAY)
    assert [one.indicator.id for one in look_first(readings)] == ["stays"]
    assert [one.indicator.id for one in look_first(back)] == ["stays", "goes"]
    assert "1 of 1 misses" in tallies.counts_sentence(readings)
    assert "2 of 2 miss" in tallies.counts_sentence(back)
    assert headline.headline(readings) != headline.headline(back)
    assert [one.reading.indicator.id for one in offered(two(retired=RETIRED), readings, TODAY, {"goes"})] == ["stays"]
    assert replaced(readings) == asdict(back[1])


def replaced(readings: list[Reading]) -> dict[str, object]:
    """The retired one's reading, but for the key: nothing else of what may be said of it had changed."""
    there = asdict(readings[1])
    there["indicator"] = readings[1].indicator.model_copy(update={"retired": None})
    return there


def test_one_without_figures_awaits_none_and_says_so() -> None:
    awaiting = {"observations": [], "why_missing": "Nobody counts them.", "source": "report", "at": "paragraph 2"}
    catalogue = make.catalogue(indicator(id="waits", **awaiting), indicator(id="gone", retired=RETIRED, **awaiting))
    readings = read_all(catalogue, TODAY)
    assert [one.awaiting for one in readings] == [True, False]
    assert findings.finding(readings[1]) == f"{SAID} No figure."
    assert "1 more has no figure yet" in tallies.counts_sentence(readings)


def test_it_is_said_first_wherever_the_finding_is_told(readings: list[Reading]) -> None:
    stays, goes = readings
    assert retired_words(goes.indicator) == SAID
    assert retired_words(stays.indicator) == ""
    assert findings.finding(goes).startswith(f"{SAID} 60% in October to December 2013")
    assert findings.minutes(goes, "", "", TODAY).splitlines()[1].startswith(SAID)
    assert briefing(goes).parts[0].words == SAID
    assert briefing(goes).ask == ""
    assert words(indicator_page.head(goes)).startswith(SAID) or SAID in words(indicator_page.head(goes))
    assert "Retired" not in words(indicator_page.head(stays))
    assert name_in_list(goes.indicator, "Education") == "goes · Education · retired"
    assert as_json(goes)["retired"] == {"on": "2014-04-01", "reason": "counted in the education return now."}
    assert as_json(stays)["retired"] is None


def test_the_scorecard_lists_it_in_a_fold_of_its_own_and_nowhere_else(readings: list[Reading]) -> None:
    tables, _, fold = str(scorecard.theme_tables(readings, {})).partition('<details class="retired">')
    assert "indicator?id=goes" not in tables
    assert "indicator?id=goes" in fold
    assert "Retired indicators (1)" in words(fold)
    assert SAID in words(fold)
    assert "indicator?id=goes" not in home.first_screen(readings, {})
    assert "Retired indicators" not in scorecard.theme_tables(read_all(two(), TODAY), {})


def test_a_reason_with_markup_stays_words() -> None:
    marked = two(retired={"on": date(2014, 4, 1), "reason": "<b>gone</b>"})
    readings = read_all(marked, TODAY)
    assert "<b>gone" not in scorecard.theme_tables(readings, {}) + indicator_page.head(readings[1])
    assert "&lt;b&gt;gone" in indicator_page.head(readings[1])


@pytest.mark.parametrize("missing", ["on", "reason"])
def test_day_and_reason_are_asked_for(missing: str) -> None:
    with pytest.raises(Refused, match=f"retired > {missing}: this key is missing"):
        two(retired={key: value for key, value in RETIRED.items() if key != missing})
