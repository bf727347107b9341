"""The HTML of the page Recommendations: what was asked, the figures that would show it, and what isn’t measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from markupsafe import Markup

from metrics.analysis.challenges import read_challenges, read_exceptions
from metrics.analysis.reading import Reading
from metrics.analysis.recommendations import GapReading, RecommendationReading, RecommendationReadings
from metrics.analysis.reporting_periods import next_period
from metrics.catalogue.models import Catalogue, Indicator
from metrics.catalogue.panel_record import NONE, PanelRecord
from metrics.catalogue.problems import Problem
from metrics.catalogue.recommendations import MONTHS, Recommendation
from metrics.markup import record_page
from metrics.markup.elements import indicator_link, page_link, paragraph, verdict_tag
from metrics.markup.page import problems
from metrics.markup.templating import piece, render
from metrics.wording import recommendations as words
from metrics.wording.formatting import capital, plural
from metrics.wording.verdicts import Look, Tag

HEADS = ("What was asked", "Who answers", "By when", "How we will know", "State", "Last moved")
GAP_HEADS = ("What is lacking", "In the report", "Proposed to measure it", "State")

PATH = "recommendations"
"""The page's address."""

LOOKS: dict[str, Look] = {"wrong way": "worse tested", "right way": "better tested"}


@dataclass(frozen=True)
class Shown:
    """The readings of the file, the day, and the panel's record as this visitor may see it.

    ``enters``: the visitor may enter figures, and is shown where a first one goes.
    """

    found: RecommendationReadings
    catalogue: Catalogue
    today: date
    record: PanelRecord = NONE
    enters: bool = False


def page(shown: Shown) -> Markup:
    """The whole page; nothing of what the file doesn't hold."""
    found = shown.found
    numbers = {one.recommendation.id: place for place, one in enumerate(found.recommendations, 1)}
    groups = [
        (within, [one for one in found.recommendations if one.recommendation.within == within]) for within in MONTHS
    ]
    return render(
        "recommendations.html",
        summary=words.summary(found),
        due_note=_due_note(shown),
        rule_heading="How a state is found",
        rule_lead=words.RULE_LEAD,
        rule=[(capital(name), when) for name, when in words.RULE],
        rule_end=words.RULE_END,
        heads=HEADS,
        groups=[
            {
                "name": words.GROUPS[within],
                "count": f"{len(listed)} {plural(len(listed), 'area')}, due {words.due_words(listed[0])}",
                "rows": [_row(shown, one, numbers[one.recommendation.id]) for one in listed],
            }
            for within, listed in groups
            if listed
        ],
        no_indicator=capital(words.STATES["no indicator"]),
        coverage_heading=words.COVERAGE,
        coverage=words.coverage(found),
        coverage_lead=words.COVERAGE_LEAD,
        gap_heads=GAP_HEADS,
        gaps=[_gap(shown, one) for one in found.gaps],
    )


def nothing() -> Markup:
    """Where there is no file, or nothing stands in it."""
    return paragraph(words.NOTHING)


def file_problems(listed: Sequence[Problem]) -> Markup:
    """What is wrong with the file, line by line; it holds no figures, so that everybody may read it."""
    return problems(words.FAULTY, paragraph(words.MEND) + piece("listing", listed, numbered=True, code=True))


def faulty() -> Markup:
    """For the page Meeting: that they can't be read, and where that is told."""
    return paragraph(page_link(PATH, words.SEE_PAGE) + ".")


def not_moving(found: RecommendationReadings, today: date) -> Markup:
    """For the page Meeting: the recommendations that a meeting may ask about; nothing where there are none."""
    listed = found.still(today)
    if not listed:
        return Markup()
    lines = [Markup("{}: {}").format(_link(one.recommendation), words.still_why(one)) for one in listed]
    return render(
        "not_moving.html", heading=words.NOT_MOVING, why=words.NOT_MOVING_WHY, lines=lines, few=record_page.FEW
    )


def _link(asked: Recommendation) -> Markup:
    """Leads to its row."""
    return page_link(f"{PATH}#asked-{asked.id}", asked.words)


def _due_note(shown: Shown) -> str:
    sources = dict.fromkeys(one.recommendation.source for one in shown.found.recommendations)
    return " ".join(words.due_note(shown.catalogue.sources[source]) for source in sources)


def _row(shown: Shown, one: RecommendationReading, number: int) -> dict[str, object]:
    asked = one.recommendation
    reported = read_challenges(shown.record, shown.today), read_exceptions(shown.record, shown.today)
    look: Look = LOOKS.get(one.state, "plain")
    return {
        "id": asked.id,
        "number": number,
        "words": asked.words,
        "said": words.said_words(asked, asked.quote, shown.catalogue.sources[asked.source]),
        "owner": words.owner_words(one),
        "nobody": "" if one.owners else words.NOBODY,
        "due": words.due_words(one),
        "readings": [_reading(each) for each in (*one.readings, *one.retired)],
        "state": verdict_tag(Tag(capital(words.state_words(one)), look)),
        "open": [
            {"link": page_link(record_page.place(each.name), each.name), "overdue": each.overdue}
            for each in words.open_of((*one.readings, *one.retired), *reported)
        ],
        "moved": words.moved_words(one.moved),
        "never": "" if one.moved else words.NEVER,
    }


def _reading(reading: Reading) -> dict[str, object]:
    voices = () if reading.retired else words.voices(reading)
    without = words.retired_note(reading) if reading.retired else words.WITHOUT
    told = [{"words": voice.words, "tag": verdict_tag(voice.tag)} for voice in voices]
    return {"link": indicator_link(reading.indicator), "voices": told, "without": "" if voices else without}


def _gap(shown: Shown, one: GapReading) -> dict[str, object]:
    gap = one.gap
    return {
        "id": gap.id,
        "words": gap.words,
        "said": words.said_words(gap, gap.quote, shown.catalogue.sources[gap.source]),
        "lacks": words.LACKS[gap.kind],
        "readings": [_reading(each) for each in (*one.readings, *one.retired)],
        "state": piece("tag", capital(words.gap_words(one)), "met" if one.state == "closed" else "plain"),
        "ways": [_start(shown, each) for each in one.to_measure] if shown.enters else [],
    }


def _start(shown: Shown, indicator: Indicator) -> Markup:
    """Leads to the form of the next period at this indicator."""
    period = next_period(shown.catalogue, shown.today, indicator.frequency)
    asked = urlencode({"period": period.label, "indicator": indicator.id})
    return piece("start", f"add?{asked}", words.START, indicator.title)
