"""The panel's record on the disk: saved, undone, lost by hand and broken, each without touching the figures."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from metrics.access.policy import Visitor, signer
from metrics.analysis.reading import read_all
from metrics.analysis.reason_mark import Mark
from metrics.analysis.suppression import suppress
from metrics.catalogue.panel_amend import NewLine
from metrics.entry import panel_lines
from metrics.entry.batch import Signature
from metrics.store import data_file, locked_file, past_versions, record_file, transactions
from metrics.store.archive import NOTHING
from metrics.store.hand_edits import NotSaved
from tests.store.test_series_file import bring_in, series
from tests.support import data_files, make
from tests.support.data_files import AT, CONSOLE, HERE, OPEN, add, begun, observed, periods, signed
from tests.support.panel import challenge, exception, filled, meeting, response

FILE = "meetings.yaml"
Q1 = "2013/14 Q1"
LARGE, SMALL = {"numerator": 30, "denominator": 100}, {"numerator": 3, "denominator": 10}
SIGN_IN = (
    'editing = "sign-in"\nreading = "open"\neditors = ["ed@council.example"]\nrecorders = ["clerk@council.example"]\n'
)


def person(email: str) -> Visitor:
    return Visitor(email=email, name="Clerk", signed_in=AT)


def prepared(path: Path, *lines: NewLine, by: str = "Clerk", on: date = date(2013, 10, 15)) -> transactions.Prepared:
    loaded = observed(path)
    signature = Signature(by, on, "")
    proposal = panel_lines.propose(loaded.record_document(), lines, signature, loaded.record.highest)
    assert proposal.faults == ()
    assert proposal.amended is not None
    return transactions.Prepared(loaded.of("meetings").version, proposal.amended, proposal.about, "meetings")


def keep(
    path: Path, *lines: NewLine, visitor: Visitor = CONSOLE, by: str = "Clerk", on: date = date(2013, 10, 15)
) -> transactions.Entry:
    """Record lines, as a recorder does."""
    return transactions.save(path, prepared(path, *lines, by=signer(visitor, by), on=on), signed(by), visitor)


def ask(path: Path, words: str = "Why?", visitor: Visitor = CONSOLE, **keys: object) -> transactions.Entry:
    return keep(path, filled("challenges", challenge(asked=words, **keys)), visitor=visitor)


def asked(path: Path) -> list[tuple[int, str]]:
    loaded = observed(path)
    assert (loaded.record.problems, loaded.record.missing) == ((), ())
    return [(one.number, one.asked) for one in loaded.record.record.challenges]


def record(path: Path) -> Path:
    return path.with_name(FILE)


def others(path: Path) -> list[bytes]:
    return [path.read_bytes(), series(path).read_bytes(), *(one.read_bytes() for one in sorted(histories(path)))]


def histories(path: Path) -> list[Path]:
    folders = [path.with_name(name) for name in ("indicators.history", "published_series.history")]
    return [file for folder in folders for file in folder.rglob("*") if file.is_file()]


def test_change_of_the_record_is_marked_by_its_indicators_and_by_what_is_not_for_publication(tmp_path):
    path = begun(tmp_path)
    assert ask(path).mark == Mark(("neet",), small=False, below=6)
    private = ask(path, publish=False)
    assert private.mark == Mark(("neet",), small=True, below=6)
    answered = keep(path, filled("responses", response(1, publish=False)))
    assert answered.mark == Mark(("neet",), small=True, below=6)
    assert transactions.undo(path, signed(), CONSOLE, which="meetings").mark == answered.mark
    assert keep(path, filled("responses", response(2))).mark == private.mark, "what follows on it is private too"
    assert keep(path, filled("meetings", meeting())).mark == Mark((), small=False, below=6)


def test_save_writes_the_record_alone_and_its_own_history(tmp_path):
    path = begun(tmp_path)
    bring_in(path, "2011")
    before, key = others(path), observed(path).key
    entry = ask(path)
    assert (entry.kind, entry.about) == ("save", ("challenge 1",))
    assert others(path) == before
    assert observed(path).key == key, "figures are drawn anew only where figures changed"
    assert asked(path) == [(1, "Why?")]
    assert [one.kind for one in data_file.history(path, "meetings").entries] == ["first seen", "save"]
    kept = record(path).read_bytes()
    add(path)
    bring_in(path, "2012")
    assert record(path).read_bytes() == kept
    assert len(data_file.history(path, "meetings").entries) == 2


def test_nothing_is_made_beside_a_data_file_without_a_record(tmp_path):
    path = begun(tmp_path)
    data_file.sweep(path)
    assert observed(path).record == record_file.NO_RECORD
    assert observed(path).of("meetings").version == NOTHING
    assert not record(path).exists()
    assert not record(path).with_suffix(".history").exists()


def test_stamp_changes_with_the_record(tmp_path):
    path = begun(tmp_path)
    before = data_file.stamp(path)
    ask(path)
    assert data_file.stamp(path) != before


def test_undo_and_restore_bring_back_the_record_and_a_number_is_never_given_twice(tmp_path):
    path = begun(tmp_path)
    ask(path, "First?")
    version = ask(path, "Second?").after
    transactions.undo(path, signed(), CONSOLE, which="meetings")
    assert asked(path) == [(1, "First?")]
    ask(path, "Third?")
    assert asked(path) == [(1, "First?"), (3, "Third?")]
    transactions.restore(path, version, signed(), CONSOLE, which="meetings")
    assert asked(path) == [(1, "First?"), (2, "Second?")]
    keep(path, filled("exceptions", exception()))
    assert observed(path).record.record.exceptions[0].number == 4
    assert periods(path) == ["2013/14 Q1"]


def test_number_that_was_given_and_undone_meanwhile_is_refused_under_the_lock(tmp_path):
    path = begun(tmp_path)
    ask(path, "First?")
    waiting = prepared(path, filled("challenges", challenge(asked="Late?")))
    ask(path, "Second?")
    transactions.undo(path, signed(), CONSOLE, which="meetings")
    with pytest.raises(NotSaved, match="number 2 was given before"):
        transactions.save(path, waiting, signed(), CONSOLE)


def test_two_recorders_at_once_overtake_each_other(tmp_path):
    path = begun(tmp_path)
    waiting = prepared(path, filled("challenges", challenge()))
    ask(path)
    with pytest.raises(locked_file.Overtaken, match="by Clerk"):
        transactions.save(path, waiting, signed(), CONSOLE)


def test_line_lost_by_hand_is_named_until_somebody_confirms(tmp_path):
    path = begun(tmp_path)
    keep(path, filled("meetings", meeting()))
    ask(path, "First?")
    ask(path, "Second?")
    record(path).write_text("".join(record(path).read_text().splitlines(keepends=True)[:-1]))
    loaded = observed(path)
    assert (loaded.missing, loaded.record.missing) == ((), ("challenge 2 is gone",))
    with pytest.raises(NotSaved, match="lost something by hand: challenge 2 is gone"):
        ask(path, "Third?")
    transactions.confirm(path, signed(), CONSOLE, which="meetings")
    ask(path, "Third?")
    assert asked(path) == [(1, "First?"), (3, "Third?")]


def test_line_added_by_hand_is_recorded(tmp_path):
    path = begun(tmp_path)
    record(path).write_text("challenges:\n  - {number: 7, asked: Why?, role: DCS, by: Ann, on: 2013-10-15}\n")
    assert asked(path) == [(7, "Why?")]
    assert [one.kind for one in data_file.history(path, "meetings").entries] == ["first seen"]
    ask(path, "And then?")
    assert asked(path)[-1] == (8, "And then?")


@pytest.mark.parametrize("broken", ["challenges:\n  - {number: 1}\n", "][", "challenges: 3\n"])
def test_broken_record_leaves_figures_on_screen_and_to_be_saved(tmp_path, broken):
    path = begun(tmp_path)
    ask(path)
    observed(path)
    record(path).write_text(broken)
    loaded = observed(path)
    assert loaded.problems == ()
    assert [problem.file for problem in loaded.record.problems][:1] == [FILE]
    assert loaded.record.stale
    assert [one.asked for one in loaded.record.record.challenges] == ["Why?"]
    add(path)
    assert periods(path) == ["2013/14 Q1", "2013/14 Q2"]
    transactions.restore(path, data_file.history(path, "meetings").baseline, signed(), CONSOLE, which="meetings")
    assert asked(path) == [(1, "Why?")]


def test_record_of_an_indicator_that_went_by_hand_is_still_shown(tmp_path):
    path = begun(tmp_path)
    ask(path)
    path.write_text(path.read_text().replace("id: neet", "id: not-in-work"))
    loaded = observed(path)
    assert loaded.catalogue is not None
    assert [one.asked for one in loaded.record.record.challenges] == ["Why?"]
    assert "'neet' is no indicator of the data file" in str(loaded.record.problems[0])


def test_restore_of_figures_without_an_indicator_that_was_asked_about_is_refused(tmp_path):
    path = begun(tmp_path)
    text = path.read_text()
    path.write_text(text.replace("id: neet", "id: not-in-work"))
    transactions.confirm(path, signed(), CONSOLE)
    version = observed(path).version
    path.write_text(text)
    transactions.confirm(path, signed(), CONSOLE)
    ask(path)
    with pytest.raises(NotSaved, match=r"would not go together: meetings.yaml line \d+: .*'neet' is no indicator"):
        transactions.restore(path, version, signed(), CONSOLE)
    assert periods(path) == ["2013/14 Q1"]


def test_recorder_may_write_the_record_and_no_figures_and_an_editor_both(tmp_path):
    path = begun(tmp_path, access=SIGN_IN)
    clerk, editor, reader = (person(f"{name}@council.example") for name in ("clerk", "ed", "reader"))
    assert ask(path, visitor=clerk).by == "Clerk (clerk@council.example)"
    ask(path, visitor=editor)
    with pytest.raises(locked_file.Denied, match="not among the recorders or editors"):
        ask(path, visitor=reader)
    with pytest.raises(locked_file.Denied, match="not among the editors of this dashboard, but among those who keep"):
        transactions.undo(path, signed(), clerk)
    transactions.undo(path, signed(), clerk, which="meetings")
    assert len(asked(path)) == 1


def test_this_computer_opens_the_record_as_it_opens_figures(tmp_path):
    path = begun(tmp_path, access=OPEN)
    assert ask(path, visitor=HERE).kind == "save"
    path.with_name("access.toml").write_text('editing = "off"\n')
    with pytest.raises(locked_file.Denied, match="Editing is off"):
        ask(path, visitor=HERE)


def test_what_is_not_for_publication_is_seen_by_recorders_and_editors_only(tmp_path):
    path = begun(tmp_path, access=SIGN_IN)
    ask(path, "Public?", visitor=person("clerk@council.example"))
    ask(path, "Private?", visitor=person("clerk@council.example"), publish=False)
    keep(path, filled("responses", response(1, publish=False)))
    loaded = observed(path).record

    def seen(visitor: Visitor) -> list[str | None]:
        shown = record_file.seen_by(path, loaded, visitor, AT)
        return [
            *(one.asked for one in shown.challenges),
            *(one.words for one in shown.responses),
            shown.challenges[0].by,
        ]

    everything = ["Public?", "Private?", "Staff left.", "Clerk (clerk@council.example)"]
    for name in ("clerk", "ed"):
        assert seen(person(f"{name}@council.example")) == everything
    for visitor in (person("reader@council.example"), Visitor(), HERE):
        assert seen(visitor) == ["Public?", "not for publication", "Clerk"]


def test_version_that_stood_before_a_day_is_found_by_the_journal(tmp_path):
    path = begun(tmp_path)
    for day, period in ((10, "2013/14 Q2"), (20, "2013/14 Q3")):
        at = datetime(2040, 10, day, 9, tzinfo=UTC)
        transactions.save(path, data_files.prepared(path, period), signed(at=at), CONSOLE)

    def known(day: date) -> list[str] | None:
        past = past_versions.standing_before(path, day)
        return None if past is None else [one.period.label for one in past.catalogue.indicators[0].observations]

    assert known(date(1990, 1, 1)) is None
    assert known(date(2040, 10, 10)) == ["2013/14 Q1"]
    assert known(date(2040, 10, 11)) == ["2013/14 Q1", "2013/14 Q2"]
    assert known(date(2040, 10, 21)) == ["2013/14 Q1", "2013/14 Q2", "2013/14 Q3"]


def test_first_published_figures_of_all_are_known_to_be_new(tmp_path):
    path = begun(tmp_path)
    past = past_versions.standing_before(path, date(2100, 1, 1))
    assert past is not None
    assert past.published_known
    bring_in(path, "2011")
    later = past_versions.standing_before(path, date(2100, 1, 1))
    assert later is not None
    assert len(later.catalogue.indicators[0].comparators) == 1


def test_what_was_public_then_and_is_hidden_today_is_not_told_as_news(tmp_path):
    path = tmp_path / "indicators.yaml"
    then, now = (make.catalogue(make.indicator(one)) for one in (make.hub(Q1, 30, **LARGE), make.hub(Q1, 30, **SMALL)))
    path.write_text(make.text(make.indicator(make.hub(Q1, 30, **LARGE))), encoding="utf-8")
    observed(path)
    revised = make.catalogue(make.indicator(make.hub(Q1, 31, numerator=31, denominator=100)))
    for today, told in ((then, 0), (suppress(now), 0), (revised, 1)):
        news = past_versions.news_since(path, date(2100, 1, 1), today, read_all(today, date(2014, 1, 1)))
        assert news is not None
        assert len(news.revisions) == told
