"""Drafts on the disk: whose they are, who may read them, how long they stay, and what becomes of those that fail."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from metrics.store import drafts
from metrics.store.drafts import Draft
from tests.support.accounts import needs_accounts, only_to_read, ordinary_account

NOW = datetime(2013, 11, 12, 14, 5, tzinfo=UTC)
FULL = Draft(
    NOW,
    {"form neet value": "24", "form neet more": True, "form target count": 2, "form added": ["a", "b"]},
    {"form file kept": ("return.csv", b"\x00\xff")},
    ("large.xlsx",),
    "58560b5743f9ab2f",
    "a run",
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return drafts.place(tmp_path / "indicators.yaml", "quarter", "jo@council.example")


def test_a_draft_is_read_as_it_was_written(place: Path) -> None:
    stamp = drafts.write(place, FULL)
    found = drafts.read(place, NOW)
    assert found == drafts.Found(FULL, stamp)
    assert stamp == drafts.stamp(place)


def test_only_the_account_of_the_dashboard_may_read_it(place: Path) -> None:
    previous = os.umask(0)
    try:
        drafts.write(place, FULL)
    finally:
        os.umask(previous)
    assert (place.stat().st_mode & 0o777, place.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_each_person_and_each_form_has_a_place_of_its_own_that_names_nobody(tmp_path: Path) -> None:
    data = tmp_path / "indicators.yaml"
    people = ("jo@council.example", "ann@council.example", "this computer", "../../etc/passwd")
    places = {drafts.place(data, form, owner) for form in ("quarter", "import") for owner in people}
    assert len(places) == 8
    assert {one.parent for one in places} == {tmp_path / "indicators.drafts"}
    assert not any("council" in one.name for one in places)


def test_a_link_to_the_data_leads_to_the_same_drafts(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "indicators.yaml").touch()
    (tmp_path / "indicators.yaml").symlink_to(tmp_path / "real" / "indicators.yaml")
    assert drafts.place(tmp_path / "indicators.yaml", "quarter", "jo").parent == tmp_path / "real" / "indicators.drafts"


def test_it_is_kept_for_as_many_days_as_the_page_says(place: Path) -> None:
    drafts.write(place, FULL)
    assert drafts.read(place, NOW + timedelta(days=drafts.DAYS)).draft == FULL
    assert drafts.read(place, NOW + timedelta(days=drafts.DAYS, seconds=1)) == drafts.Found()
    assert not place.exists()


def test_what_others_left_for_too_long_is_swept_away(place: Path) -> None:
    other, aside = place.with_name("quarter-0123456789abcdef.json"), drafts.aside(place)
    for one in (place, other, aside):
        drafts.write(one, FULL)
        os.utime(one, (NOW.timestamp(), NOW.timestamp()))
    drafts.sweep(place, NOW + timedelta(days=drafts.DAYS))
    assert len(list(place.parent.iterdir())) == 3
    os.utime(place, ((NOW + timedelta(days=3)).timestamp(),) * 2)
    drafts.sweep(place, NOW + timedelta(days=drafts.DAYS, seconds=1))
    assert list(place.parent.iterdir()) == [place]


SPOILT = {
    "torn": b'{"at": "2013-11-12T14:05:00+00:00", "fie',
    "no draft": b"[]",
    "no zone": json.dumps({"at": "2013-11-12T14:05:00", "fields": {}, "files": {}}).encode(),
    "a number with a point": b'{"at": "2013-11-12T14:05:00+00:00", "fields": {"form a": 1.5}, "files": {}}',
    "no base64": b'{"at": "2013-11-12T14:05:00+00:00", "fields": {}, "files": {"form a": ["n", "?"]}}',
    "bytes": b"\xff\xfe\x00",
    "deep": b"[" * 200_000,
    "empty": b"",
}


@pytest.mark.parametrize("content", SPOILT.values(), ids=SPOILT)
def test_one_that_cannot_be_read_is_told_and_put_away_as_it_is(place: Path, content: bytes) -> None:
    place.parent.mkdir()
    place.write_bytes(content)
    found = drafts.read(place, NOW)
    assert found.draft is None
    assert (place.parent / found.damaged).read_bytes() == content
    assert not place.exists()
    assert drafts.read(place, NOW) == drafts.Found()


def test_it_is_dropped_only_as_it_was_seen(place: Path) -> None:
    seen = drafts.write(place, FULL)
    later = drafts.write(place, replace(FULL, fields={"form neet value": "25"}))
    drafts.drop(place, seen)
    assert place.exists()
    drafts.drop(place, "")
    assert place.exists()
    drafts.drop(place, later)
    assert not place.exists()


def test_what_was_put_away_is_taken_back(place: Path) -> None:
    assert not drafts.put_aside(place)
    drafts.write(place, FULL)
    assert drafts.put_aside(place)
    assert drafts.read(place, NOW) == drafts.Found()
    assert drafts.take_back(place, NOW).draft == FULL
    assert drafts.read(place, NOW).draft == FULL
    assert not drafts.aside(place).exists()


def test_two_that_hold_the_same_are_the_same_whenever_they_were_written() -> None:
    assert FULL.same_as(replace(FULL, at=NOW + timedelta(days=1)))
    assert not FULL.same_as(replace(FULL, checked_by=""))
    assert not FULL.same_as(None)


@needs_accounts
def test_a_folder_that_may_not_be_written_to_is_told_and_the_old_draft_stands() -> None:
    with ordinary_account() as folder:
        place = drafts.place(folder / "indicators.yaml", "quarter", "jo")
        only_to_read(folder)
        with pytest.raises(drafts.NotKept, match=r"may not make it in .*Ask IT"):
            drafts.write(place, FULL)
        folder.chmod(0o700)
        drafts.write(place, FULL)
        only_to_read(folder)
        with pytest.raises(drafts.NotKept, match=r"may not write to the folder “indicators\.drafts”"):
            drafts.write(place, replace(FULL, fields={}))
        assert drafts.read(place, NOW).draft == FULL


def test_a_full_disk_is_told(place: Path) -> None:
    drafts.write(place, FULL)
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal = pytest.importorskip("signal")
    previous = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(drafts.NotKept, match="the disk is full"):
            drafts.write(place, replace(FULL, fields={"form neet commentary": "word " * 100}))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, previous)
    assert drafts.read(place, NOW).draft == FULL
    assert list(place.parent.iterdir()) == [place]


def test_words_that_no_encoding_has_do_not_stop_it(place: Path) -> None:
    drafts.write(place, Draft(NOW, {"form neet note": "half \ud800 a pair"}))
    assert drafts.read(place, NOW).draft == Draft(NOW, {"form neet note": "half ? a pair"})
