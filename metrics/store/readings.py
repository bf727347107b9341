"""Versions of the data files as objects; the last few are kept in memory, since none ever changes."""

from __future__ import annotations

import functools

from metrics.catalogue import events, panel_record, published_series
from metrics.catalogue.events import Events
from metrics.catalogue.load import parse
from metrics.catalogue.models import Catalogue
from metrics.catalogue.panel_record import PanelRecord
from metrics.catalogue.published_series import PublishedSeries


@functools.lru_cache(maxsize=4)
def parse_cached(content: bytes, file: str) -> Catalogue:
    """As ``load.parse``, and the last few versions once only: a large one takes seconds, and none ever changes.

    Raises:
        Refused: as ``load.parse``.
    """
    return parse(content, file)


@functools.lru_cache(maxsize=4)
def parse_published(content: bytes, main: bytes, main_file: str) -> PublishedSeries:
    """Published series beside the data file ``main``, whose name is ``main_file``; cached as ``parse_cached``.

    Raises:
        Refused: either of the two can't be read, or they don't go together.
    """
    return published_series.parse(content, parse_cached(main, main_file))


@functools.lru_cache(maxsize=4)
def parse_alone(content: bytes) -> PublishedSeries:
    """As ``published_series.parse_alone``; cached as ``parse_cached``."""
    return published_series.parse_alone(content)


@functools.lru_cache(maxsize=4)
def parse_record(content: bytes, main: bytes, main_file: str) -> PanelRecord:
    """The panel's record beside the data file ``main``; as ``parse_published``."""
    return panel_record.parse(content, parse_cached(main, main_file))


@functools.lru_cache(maxsize=4)
def parse_record_alone(content: bytes) -> PanelRecord:
    """As ``panel_record.parse_alone``; cached as ``parse_cached``."""
    return panel_record.parse_alone(content)


@functools.lru_cache(maxsize=4)
def parse_events(content: bytes, main: bytes, main_file: str) -> Events:
    """Dated events beside the data file ``main``; as ``parse_published``."""
    return events.parse_file(content, parse_cached(main, main_file))


@functools.lru_cache(maxsize=4)
def parse_events_alone(content: bytes) -> Events:
    """As ``events.parse_alone``; cached as ``parse_cached``."""
    return events.parse_alone(content)
