"""Recording without a browser: checked, what still lacks, saved or refused, and how often the change is proved."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from metrics.access.policy import Visitor
from metrics.catalogue import amend
from metrics.catalogue.load import parse
from metrics.catalogue.period import parse as parse_period
from metrics.entry import record
from metrics.entry.batch import NAME, WHY, Batch, Signature
from metrics.entry.faults import Fault
from metrics.entry.proposal import propose, signed_lines
from metrics.entry.record import Lack
from metrics.store import data_file
from metrics.store.locked_file import Signed
from tests.support import data_files, make
from tests.support.data_files import CONSOLE, observed
from tests.support.make import hub, indicator
from tests.support.proposals import Filled, figure, rows

TODAY = date(2013, 10, 31)
NOW = datetime(2013, 10, 31, 9, 30, tzinfo=UTC)
BY, WHY_SAVED = "Ann Officer", "return of October 2013"
TEXT = make.text(
    indicator(hub("2012/13 Q4", 30), hub("2013/14 Q1", 26), short_name="NEET"),
    indicator(hub("2012/13 Q4", 11), hub("2013/14 Q1", 12), id="early", name="Early help"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "indicators.yaml"
    file.write_bytes(TEXT.encode())
    observed(file)
    return file


@pytest.fixture
def proofs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts to which a change was made and proved."""
    made: list[str] = []
    proving = amend.amended_text

    def counted(text: str, *given: object) -> object:
        made.append(text)
        return proving(text, *given)  # type: ignore[arg-type, type-var]

    monkeypatch.setattr(amend, "amended_text", counted)
    return made


def submitted(path: Path, *filled: Filled, period: str = "2013/14 Q2", **more: object) -> record.Submission:
    """Rows as a page brings them, before anybody signed."""
    loaded = data_file.read(path)
    batch, unsigned = Batch(parse_period(period), "hub", "return"), Signature(NAME, TODAY, WHY)
    document = loaded.document(path.name)
    return record.Submission(path, loaded, lambda: propose(document, rows(*filled), batch, unsigned), **more)  # type: ignore[arg-type]


def lacks(refusals: object) -> list[Lack]:
    assert isinstance(refusals, list)
    return [refusal.lack for refusal in refusals]


def all_ticked(checked: record.Checked) -> set[str]:
    return {tick.key for tick in checked.ticks}


def test_figure_is_checked_and_saved_and_proved_once(path: Path, proofs: list[str]) -> None:
    submission = submitted(path, figure(value="25.5"))
    checked = record.check(submission, TODAY)
    assert checked.may_be_saved
    assert record.not_yet(checked, (), CONSOLE, BY, WHY_SAVED) == []
    saved = record.save(submission, checked, CONSOLE, BY, WHY_SAVED, NOW)
    assert isinstance(saved, record.Saved)
    assert (saved.words, saved.by, [one.id for one in saved.indicators]) == ("1 figure", BY, ["neet"])
    assert (saved.entry.by, saved.entry.reason, saved.entry.at) == (BY, WHY_SAVED, NOW)
    assert "value: 25.5" in path.read_text()
    assert len(proofs) == 1


def test_revision_is_proved_once_for_its_check_and_once_for_its_save_however_often_it_is_looked_at(
    path: Path, proofs: list[str]
) -> None:
    submission = submitted(
        path, figure(value="26.5"), figure("early", value="12.5", reason="a late return"), period="2013/14 Q1"
    )
    checked = record.check(submission, TODAY)
    before = path.read_text()
    assert len(proofs) == 1
    for why in ("a", "a la", "a later count: #2"):
        lines = [line for _, line in signed_lines(checked.proposal, BY, why)]
    assert len(proofs) == 1
    saved = record.save(submission, checked, CONSOLE, BY, "a later count: #2", NOW)
    assert isinstance(saved, record.Saved)
    assert len(proofs) == 2
    neet, early = lines
    assert 'reason: "a later count: #2", by: Ann Officer' in neet
    assert "reason: a late return, by: Ann Officer" in early
    after = path.read_text()
    assert [line in after and line not in before for line in lines] == [True, True]
    assert [line for _, line in saved.entry.lines] == lines
    assert NAME not in after


def test_revision_is_signed_beside_a_new_figure(path: Path) -> None:
    submission = submitted(path, figure(value="26.5", period="2013/14 Q1"), figure("early", value="12.5"))
    saved = record.save(submission, record.check(submission, TODAY), CONSOLE, BY, WHY_SAVED, NOW)
    assert isinstance(saved, record.Saved)
    assert saved.words == "1 figure and 1 revision"
    assert NAME not in path.read_text()


def test_signed_revision_is_proved_once(path: Path, proofs: list[str]) -> None:
    loaded, signature = data_file.read(path), Signature(BY, TODAY, WHY_SAVED)
    document, batch = loaded.document(path.name), Batch(parse_period("2013/14 Q1"), "hub", "return")
    given = rows(figure(value="26.5"))
    submission = record.Submission(path, loaded, lambda: propose(document, given, batch, signature))
    checked = record.check(submission, TODAY)
    assert isinstance(record.save(submission, checked, CONSOLE, BY, WHY_SAVED, NOW), record.Saved)
    assert len(proofs) == 1


def test_what_nobody_typed_yet_stands_as_its_place_in_the_lines(path: Path) -> None:
    checked = record.check(submitted(path, figure(value="26.5"), period="2013/14 Q1"), TODAY)
    ((_, line),) = signed_lines(checked.proposal, "", "")
    assert "reason: (why), by: (your name)" in line


def test_signature_that_the_contract_refuses_saves_nothing_and_says_where(path: Path) -> None:
    submission = submitted(path, figure(value="26.5"), period="2013/14 Q1")
    checked, before = record.check(submission, TODAY), path.read_bytes()
    (refusal,) = record.save(submission, checked, CONSOLE, BY, "why\x00not", NOW)  # type: ignore[misc]
    assert refusal.lack == Lack.FAULTY
    assert refusal.words.startswith("row 2, Reason: ")
    assert path.read_bytes() == before


def test_faults_of_reading_and_of_the_rows_stand_together_and_nothing_is_asked(path: Path) -> None:
    unread = Fault("row 1, column B", "can't be read", "value", "row 1")
    checked = record.check(submitted(path, figure("nobody", value="1"), faults=(unread,)), TODAY)
    assert [fault.where for fault in checked.faults] == ["row 1, column B", "row 2, indicator (Indicator)"]
    assert (checked.may_be_saved, checked.doubts) == (False, ())
    rest = record.check(submitted(path, figure(value="99"), faults=(unread,)), TODAY)
    assert (rest.may_be_saved, rest.doubts) == (False, ()), "what was read of a file is not enough"


def test_nothing_new_may_not_be_saved(path: Path) -> None:
    checked = record.check(submitted(path, figure(value="26"), period="2013/14 Q1"), TODAY)
    assert (checked.may_be_saved, checked.faults) == (False, ())
    assert len(checked.proposal.unchanged) == 1


def test_what_lacks_is_told_at_once_and_a_change_since_goes_before_all(path: Path) -> None:
    checked = record.check(submitted(path, figure(value="99")), TODAY)
    assert len(checked.doubts) == 1
    assert lacks(record.not_yet(checked, (), CONSOLE, "", "")) == [Lack.UNTICKED, Lack.UNSIGNED, Lack.UNEXPLAINED]
    assert lacks(record.not_yet(checked, all_ticked(checked), CONSOLE, "", "w")) == [Lack.UNSIGNED]
    assert record.not_yet(checked, all_ticked(checked), CONSOLE, BY, "w") == []
    assert lacks(record.not_yet(checked, all_ticked(checked), CONSOLE, "", "", changed=True)) == [Lack.CHANGED]


def test_doubts_of_the_file_and_the_proposal_and_the_figures_are_asked(path: Path) -> None:
    left = "The sheet “Notes” is not read"
    checked = record.check(submitted(path, figure(value="99"), left_out=(left,)), TODAY)
    assert [doubt.words.startswith(left) for doubt in checked.doubts] == [True, False]


def test_file_that_somebody_changed_meanwhile_is_not_overwritten(path: Path) -> None:
    submission = submitted(path, figure(value="25.5"))
    checked = record.check(submission, TODAY)
    data_files.add(path, "2013/14 Q2", 24, by="Bob Bell")
    before = path.read_bytes()
    (refusal,) = record.save(submission, checked, CONSOLE, BY, WHY_SAVED, NOW)  # type: ignore[misc]
    assert refusal.lack == Lack.OVERTAKEN
    assert "Bob Bell" in refusal.words
    assert path.read_bytes() == before


def test_visitor_who_may_not_write_saves_nothing(path: Path) -> None:
    submission = submitted(path, figure(value="25.5"))
    checked, before = record.check(submission, TODAY), path.read_bytes()
    (refusal,) = record.save(submission, checked, Visitor(), BY, WHY_SAVED, NOW)  # type: ignore[misc]
    assert refusal.lack == Lack.REFUSED
    assert refusal.words == "Editing is off."
    assert path.read_bytes() == before


@pytest.mark.parametrize("refused", ["", "The chosen rows can’t be kept."])
def test_first_step_is_done_before_the_save_and_stops_it_where_it_is_refused(path: Path, refused: str) -> None:
    before, seen = path.read_bytes(), list[tuple[str, bytes]]()

    def first(signature: Signed, _: Visitor) -> str:
        seen.append((signature.by, path.read_bytes()))
        return refused

    submission = submitted(path, figure(value="25.5"), first=first)
    saved = record.save(submission, record.check(submission, TODAY), CONSOLE, BY, WHY_SAVED, NOW)
    assert seen == [(BY, before)]
    if refused:
        assert saved == [record.Refusal(Lack.FIRST_STEP, refused)]
        assert path.read_bytes() == before
    else:
        assert isinstance(saved, record.Saved)
        assert len(parse(path.read_text()).indicators[0].observations) == 3


def test_what_the_first_step_did_is_told_where_the_save_is_refused(path: Path) -> None:
    submission = submitted(path, figure(value="25.5"), first=lambda _signature, _visitor: "")
    checked = record.check(submission, TODAY)
    data_files.add(path, "2013/14 Q2", 24, by="Bob Bell")
    refusals = record.save(submission, checked, CONSOLE, BY, WHY_SAVED, NOW)
    assert lacks(refusals) == [Lack.OVERTAKEN, Lack.FIRST_STEP]
    assert refusals[1].words == record.FIRST_STANDS  # type: ignore[index]


@pytest.mark.parametrize(("by", "why", "lack"), [(NAME, "w", Lack.UNSIGNED), (BY, WHY, Lack.UNEXPLAINED)])
def test_what_stands_for_a_signature_is_none(path: Path, by: str, why: str, lack: Lack) -> None:
    submission = submitted(path, figure(value="26.5"), period="2013/14 Q1")
    checked, before = record.check(submission, TODAY), path.read_bytes()
    assert lacks(record.save(submission, checked, CONSOLE, by, why, NOW)) == [lack]
    assert path.read_bytes() == before


def test_figure_is_amended_only_while_the_hour_lasts_in_which_it_was_saved(path: Path) -> None:
    data_files.add(path, "2013/14 Q2", 24, by=BY)
    observed(path)
    (*_, saved) = data_file.history(path).entries
    loaded, batch = data_file.read(path), Batch(parse_period("2013/14 Q2"), "hub", "return")
    document, lately = loaded.document(path.name), {("neet", "2013/14 Q2", False): 3}
    submission = record.Submission(
        path,
        loaded,
        lambda: propose(document, rows(figure(value="25")), batch, Signature(NAME, TODAY, WHY), dict, lambda: lately),  # type: ignore[arg-type]
        signer=BY,
    )
    checked, before = record.check(submission, TODAY), path.read_bytes()
    assert checked.proposal.amends
    late = record.save(submission, checked, CONSOLE, BY, WHY_SAVED, saved.at + timedelta(hours=1))
    assert lacks(late) == [Lack.CHANGED], "the page stood open since it was checked"
    assert path.read_bytes() == before
    done = record.save(submission, checked, CONSOLE, BY, WHY_SAVED, saved.at + timedelta(minutes=59))
    assert isinstance(done, record.Saved)
    assert "amended within the hour after it was saved" in done.entry.about[0]
