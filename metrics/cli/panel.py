"""meetings, challenges and exceptions: the panel's record on the command line, as every reader may see it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import timedelta

from metrics.analysis import agenda, since_last, suppression
from metrics.analysis.challenges import (
    ChallengeReading,
    agenda_of,
    asked_last_time,
    meeting_before,
    meetings_held,
    next_meeting,
    read_challenges,
    read_exceptions,
)
from metrics.analysis.panel_readers import for_readers
from metrics.analysis.reading import Reading, read_all
from metrics.analysis.recommendations import RecommendationReading, read_recommendations
from metrics.analysis.since_last import FigureNews
from metrics.catalogue.models import Catalogue, Source
from metrics.catalogue.panel_record import PanelRecord
from metrics.catalogue.period import day_words
from metrics.catalogue.problems import Refused
from metrics.cli.run import Run, tell
from metrics.exports import panel_json
from metrics.store import data_file, past_versions, recommendations_file
from metrics.wording import panel as words
from metrics.wording import recommendations as recommendation_words


def meetings(run: Run) -> int:
    """The meetings and their agendas; what is offered for the next one, and what is new since the last.

    Raises:
        Refused: the data file, the record or the recommendations can't be read.
    """
    record, catalogue = _loaded(run)
    readings = read_all(catalogue, run.today)
    news = _news(run, record, catalogue, readings)
    offers = agenda.offered(catalogue, readings, run.today, news.changed if news else ())
    still = _not_moving(run, catalogue, readings)
    if run.options.format == "json":
        said = {
            "meetings": panel_json.meetings_json(record, run.today),
            "asked_last_time": [one.challenge.number for one in _opening(run, record)],
            "offered": panel_json.offers_json(offers),
            "recommendations_not_moving": [one.recommendation.id for one in still],
            "since_last": _since(run, record, news, catalogue.sources),
        }
        print(json.dumps(said, indent=1, ensure_ascii=False))
        return 0
    for meeting in meetings_held(record):
        print(words.meeting_words(meeting))
        tell(f"  {_title(catalogue, one)}" for one in agenda_of(record, meeting.date))
    for one in _opening(run, record):
        print(f"Asked before, challenge {one.challenge.number}: {words.challenge_state(one, run.today)}")
    coming = next_meeting(record, run.today)
    which = f"the meeting of {day_words(coming.date)}" if coming else "the next meeting"
    print(f"Offered for {which}:" if offers else f"Nothing is offered for {which}.")
    for offer in offers:
        why = "; ".join(words.reason_words(reason, offer.reading) for reason in offer.reasons)
        print(f"  {offer.reading.indicator.title}: {why}")
    if still:
        print(f"{recommendation_words.NOT_MOVING}:")
        tell(f"  {recommendation_words.still_words(one)}" for one in still)
    if since := _since(run, record, news, catalogue.sources):
        print("Since the last meeting:")
        tell(f"  {sentence}" for sentence in since)
    return 0


def challenges(run: Run) -> int:
    """What the panel asked, and what became of it, in the order of the record.

    Raises:
        Refused: as ``meetings``.
    """
    record, catalogue = _loaded(run)
    readings = read_challenges(record, run.today)
    if run.options.format == "json":
        print(json.dumps([panel_json.challenge_json(one) for one in readings], indent=1, ensure_ascii=False))
        return 0
    for one in readings:
        asked = one.challenge
        about = f" on {_title(catalogue, asked.indicator)}" if asked.indicator else ""
        print(f"Challenge {asked.number}{about}: {asked.asked} ({asked.role})")
        tell([f"  {words.challenge_state(one, run.today)}", *_answer(words.answer_words(one))])
    if not readings:
        print("the panel has asked nothing yet")
    return 0


def _answer(said: str) -> Iterator[str]:
    if said:
        yield f"  {said}"


def exceptions(run: Run) -> int:
    """Why figures are off, what is done about it, and what became of that, in the order of the record.

    Raises:
        Refused: as ``meetings``.
    """
    record, catalogue = _loaded(run)
    readings = read_exceptions(record, run.today)
    if run.options.format == "json":
        print(json.dumps([panel_json.exception_json(one) for one in readings], indent=1, ensure_ascii=False))
        return 0
    for one in readings:
        report = one.report
        print(f"Exception {report.number} on {_title(catalogue, report.indicator)}, {report.period}: {report.cause}")
        tell([f"  {report.action} ({report.role})", f"  {words.exception_state(one, run.today)}"])
    if not readings:
        print("no exception is recorded yet")
    return 0


def _loaded(run: Run) -> tuple[PanelRecord, Catalogue]:
    """The record as readers may see it, or all of it where that is asked for; and the figures, suppressed."""
    loaded = data_file.load(run.path)
    if loaded.every_problem:
        raise Refused(list(loaded.every_problem))
    assert loaded.catalogue is not None
    record = loaded.record.record
    return record if run.options.unpublished else for_readers(record), suppression.suppress(loaded.catalogue)


def _title(catalogue: Catalogue, indicator_id: str) -> str:
    indicator = catalogue.indicator(indicator_id)
    return indicator.title if indicator else indicator_id


def _opening(run: Run, record: PanelRecord) -> list[ChallengeReading]:
    """What the next meeting opens with: what was asked last time, and what is older and not settled."""
    coming = next_meeting(record, run.today)
    last_time = asked_last_time(record, coming.date if coming else run.today + timedelta(days=1), run.today)
    return [*last_time.asked, *last_time.older]


def _news(run: Run, record: PanelRecord, catalogue: Catalogue, readings: list[Reading]) -> FigureNews | None:
    """What is new of the figures since the last meeting; None without one, or where nothing tells what stood then."""
    last = meeting_before(record, run.today)
    return past_versions.news_since(run.path, last.date, catalogue, readings) if last else None


def _not_moving(run: Run, catalogue: Catalogue, readings: list[Reading]) -> tuple[RecommendationReading, ...]:
    """The recommendations that a meeting may ask about.

    Raises:
        Refused: their file has problems.
    """
    said = recommendations_file.parsed(recommendations_file.read_file(run.path), catalogue)
    return () if said is None else read_recommendations(said, catalogue, readings).still(run.today)


def _since(run: Run, record: PanelRecord, news: FigureNews | None, sources: Mapping[str, Source]) -> list[str]:
    """The same in sentences, with what is new in the record; none before the first meeting."""
    last = meeting_before(record, run.today)
    if last is None:
        return []
    challenged = read_challenges(record, run.today), read_exceptions(record, run.today)
    return words.since_last_words(news, since_last.record_news(*challenged, last.date), sources)
