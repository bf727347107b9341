"""What is drawn when: at the start everything, after a save what changed, and nothing while somebody waits."""

from __future__ import annotations

import asyncio
import base64
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
import vl_convert

import serve
from metrics.analysis.panel_readers import for_readers
from metrics.analysis.reading import read
from metrics.catalogue import panel_record
from metrics.screen import cached, page_frame, panel_seen
from metrics.store import data_file
from tests.support import panel, sample_quarter
from tests.support.make import TODAY, figure, indicator, target, text

QUARTERS = ("2012/13 Q3", "2012/13 Q4", "2013/14 Q1")


def written(**changed: int) -> str:
    """Three indicators with a line and a card each; ``changed`` gives the latest figure of one another value."""
    return text(
        *(
            indicator(
                *(figure(quarter, 20 + place) for place, quarter in enumerate(QUARTERS[:-1])),
                figure(QUARTERS[-1], changed.get(id, 26)),
                id=id,
                name=id.capitalize(),
                targets=[target(10)],
            )
            for id in ("one", "two", "three")
        )
    )


WAITS = panel.record_text(
    challenges=[panel.challenge(1, indicator="one"), panel.challenge(2, indicator="two", publish=False)]
)
"""A record with a question that everybody sees, and one that its keepers see."""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data file of its own, and caches that hold nothing."""
    path = tmp_path / "indicators.yaml"
    path.write_text(written(), encoding="utf-8")
    monkeypatch.setenv(data_file.VARIABLE, str(path))
    st.cache_resource.clear()
    yield path
    st.cache_resource.clear()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every picture that the library has drawn."""
    charts: list[object] = []
    draw = vl_convert.vegalite_to_svg
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", lambda chart: (charts.append(chart), draw(chart))[1])
    return charts


@pytest.mark.usefixtures("file")
def test_at_the_start_every_picture_and_card_is_drawn_once(drawn: list[object]) -> None:
    cached.warm(TODAY)
    assert len(drawn) == 3 + 3
    cached.warm(TODAY)
    assert len(drawn) == 3 + 3


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(("said", "ahead"), [("yes", True), ("no", False)])
def test_large_charts_are_drawn_behind_the_start_unless_that_is_switched_off(
    drawn: list[object], monkeypatch: pytest.MonkeyPatch, said: str, ahead: bool
) -> None:
    monkeypatch.setattr(cached, "_kept_warm", type(cached._kept_warm)())
    monkeypatch.setenv(serve.AHEAD, said)

    async def started() -> None:
        async with serve.warm(None):
            pass

    own = threading.Thread(target=lambda: asyncio.run(started()))  # a browser of another test has this thread's loop
    own.start()
    own.join()
    for thread in threading.enumerate():
        if thread.name == serve.AHEAD:
            thread.join()
    assert (len(drawn) > 3 + 3) == ahead


def test_save_draws_the_picture_and_the_card_of_what_it_changed_alone(file: Path, drawn: list[object]) -> None:
    cached.warm(TODAY)
    drawn.clear()
    file.write_text(written(two=27), encoding="utf-8")
    cached.warm(TODAY)
    assert len(drawn) == 2


def test_what_a_save_changed_is_drawn_behind_the_pages(
    file: Path, drawn: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cached, "_kept_warm", type(cached._kept_warm)())
    cached.warm(TODAY)
    assert cached.warm_behind(TODAY) is None, "only a server that serve.py started draws behind its pages"
    cached.keep_warm()
    file.write_text(written(two=27), encoding="utf-8")
    drawing = cached.warm_behind(TODAY)
    assert drawing is not None
    drawing.join()
    drawn.clear()
    loaded = page_frame.load_cached(data_file.stamp(file))
    assert loaded.catalogue is not None
    view = page_frame.view_of(loaded.key, TODAY, loaded.catalogue)
    first, tables = cached.home_html(view.version, TODAY, "", view)
    assert "27%" in first + tables
    assert drawn == []
    assert cached.warm_behind(TODAY) is drawing


def test_what_waits_is_drawn_for_those_who_see_it_and_never_served_to_others(file: Path) -> None:
    file.with_name(panel_record.FILE).write_text(WAITS, encoding="utf-8")
    cached.warm(TODAY)
    loaded = page_frame.load_cached(data_file.stamp(file))
    assert loaded.catalogue is not None
    view = page_frame.view_of(loaded.key, TODAY, loaded.catalogue)

    def first_screen(record: panel_record.PanelRecord) -> str:
        waits = panel_seen.what_waits(record, TODAY, faulty=False)
        return str(cached.home_html(view.version, TODAY, "", view, waits)[0])

    keeper, reader = (first_screen(one) for one in (loaded.record.record, for_readers(loaded.record.record)))
    assert "2 challenges wait for an answer" in keeper
    assert "1 challenge waits for an answer" in reader
    assert (keeper.count("asked, no answer yet"), reader.count("asked, no answer yet")) == (2, 1)


def test_picture_in_the_preview_of_a_save_has_words_large_enough_to_read() -> None:
    catalogue, shown = sample_quarter.expected(), set()
    for id in sample_quarter.FIGURES:
        found = catalogue.indicator(id)
        assert found is not None
        markup = str(cached.chart_image(catalogue, read(catalogue, found, TODAY)))
        for coded in re.findall(r'base64,([^"]+)"', markup):
            svg = base64.b64decode(coded).decode()
            widths = re.search(r'width="([\d.]+)"', svg)
            assert widths is not None
            smallest = min(float(size) for size in re.findall(r'font-size[=:"]+\s*([\d.]+)', svg))
            room = min(1.0, 334 / float(widths[1]))
            assert smallest * room >= 11, id
            shown.add(id)
    assert shown == set(sample_quarter.FIGURES)
