"""The pack as an accessible PDF (PDF/UA-1, PDF/A-2a): words as data to a Typst template, row headers added after it.

Nothing of a user is written into the template's source, so that no label, note, answer or name is ever read as Typst.

(contract: The pack)
"""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pikepdf
import typst

from metrics.exports.figure_rows import FigureGroup, number_heading
from metrics.pack.blocks import Block
from metrics.pack.contents import Pack
from metrics.pack.printable import FONTS, printable
from metrics.wording import pack as words
from metrics.wording.formatting import capital
from metrics.wording.panel_entries import Told

TEMPLATE = Path(__file__).with_name("pack.typ")


class NotSetError(Exception):
    """The pack can't be set as a PDF; the sentence says what holds the same."""

    def __init__(self) -> None:
        super().__init__("the PDF can’t be made; the workbook and the figures (CSV) hold the same, so use one of them")


ROWS = 5
"""So many figures of an indicator stand in its table, back to the same quarter of last year; its chart shows all."""

WHOLE = 1500
"""A block of more letters than this may part at a page's end, since it might not have room on one."""


def pdf(pack: Pack, charts: Mapping[str, str], made: date) -> bytes:
    """The pack as PDF; ``charts`` are SVG pictures by indicator id, none for what can't be drawn.

    The same pack and day give the same bytes.

    Raises:
        NotSetError: Typst refuses it, which no data should bring about.
    """
    pictures = {one: f"chart-{number}.svg" for number, one in enumerate(charts) if charts[one]}
    told = _cleaned(_told(pack, pictures))
    files = {"main.typ": TEMPLATE.read_bytes(), "pack.json": json.dumps(told).encode()}
    files |= {path: printable(charts[one]).encode() for one, path in pictures.items()}
    try:
        drawn: bytes = typst.compile(  # type: ignore[call-overload]  # its stub knows no mapping of files in memory
            files,
            format="pdf",
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            pdf_standards=["ua-1", "a-2a"],
            timestamp=datetime.combine(made, time(), UTC),
        )
    except typst.TypstError as refused:
        raise NotSetError from refused
    return with_row_headers(drawn)


def with_row_headers(pdf: bytes) -> bytes:
    """The first cell of every row of every table's body as the row's header (TH, scope Row)."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for element in _elements(opened.Root.StructTreeRoot):
            if element.get("/S") == "/TBody":
                for row in _children(element):
                    _head(row)
        _end_plainly(opened)
        small = _saved(opened, pikepdf.ObjectStreamMode.generate)
        return _saved(opened, pikepdf.ObjectStreamMode.disable) if _AMBIGUOUS in small else small


_AMBIGUOUS = b"\r\nendstream"
"""Where a stream ends as a line does, readers of PDF/A count to the line's end before it."""


def _saved(opened: pikepdf.Pdf, mode: pikepdf.ObjectStreamMode) -> bytes:
    out = io.BytesIO()
    opened.save(out, deterministic_id=True, object_stream_mode=mode)
    return out.getvalue()


def _end_plainly(opened: pikepdf.Pdf) -> None:
    """Let no compressed stream end as a line does (``_AMBIGUOUS``): blanks after its content change its last byte."""
    for stream in opened.objects:
        if not isinstance(stream, pikepdf.Stream) or not stream.read_raw_bytes().endswith(b"\r"):
            continue
        plain = bytes(stream.get_stream_buffer())
        padded = (plain + b" " * more for more in range(1, 9))
        packed = (zlib.compress(one, 9) for one in padded)
        stream.write(next(one for one in packed if not one.endswith(b"\r")), filter=pikepdf.Name.FlateDecode)
        if "/Length1" in stream:
            stream.Length1 = len(stream.get_stream_buffer())


def _head(row: Any) -> None:
    cells = [cell for cell in _children(row) if cell.get("/S") == "/TD"]
    if cells:
        cells[0].S = pikepdf.Name.TH
        cells[0].A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)


def _elements(root: Any) -> list[Any]:
    """Every structure element below a root, which stands first."""
    found, waiting = [], [root]
    while waiting:
        element = waiting.pop()
        found.append(element)
        waiting += _children(element)
    return found


def _children(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    listed = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in listed if isinstance(kid, pikepdf.Dictionary)]


# ---- the template's data -------------------------------------------------------------------------------------


def _told(pack: Pack, pictures: Mapping[str, str]) -> dict[str, Any]:
    """All words of the pack, in the template's order."""
    return {
        "title": pack.title,
        "organisation": pack.organisation,
        "about": pack.about,
        "meeting": pack.meeting,
        "facts": words.cover_facts(pack.chosen, pack.data, pack.standing, pack.made_on, pack.address),
        "depth": 2 if pack.everything else 1,
        "finding": pack.finding,
        "counts": [(str(one.count), one.words, one.worth) for one in pack.counts],
        "counts_sentence": pack.counts_sentence and capital(pack.counts_sentence),
        "published": pack.published and f"{pack.published}.",
        "judgements": [(one.name, one.words, one.when) for one in pack.judgements],
        "numbered": any(block.number for block in pack.blocks) or any(one.number for one in pack.waiting),
        "listed": [_listed(block, number) for number, block in enumerate(pack.blocks)],
        "left_out": pack.left_out,
        "challenges_counted": pack.challenges_counted,
        "last_time_heading": pack.last_time_heading,
        "last_time": [_entry(pack, one) for one in pack.last_time],
        "older": [_entry(pack, one) for one in pack.older],
        "exceptions": [_entry(pack, one) for one in pack.exceptions],
        "since": pack.since,
        "asked_for": _asked_for(pack),
        "groups": _groups(pack, pictures),
        "waiting": [(str(one.number or ""), one.name, one.why) for one in pack.waiting],
        "key": pack.key,
        "contact": words.contact_words(pack.contact),
        "words": words.PAPER,
    }


def _asked_for(pack: Pack) -> dict[str, Any] | None:
    """The recommendations and gaps as rows of two tables; None where there is no file of them."""
    found = pack.asked_for
    if found is None:
        return None
    return {
        "summary": found.summary,
        "due_note": found.due_note,
        "asked": [(str(one.number), one.words, one.due, one.state, one.moved) for one in found.asked],
        "coverage": found.coverage,
        "gaps": [(one.words, one.lacks, one.state) for one in found.gaps],
    }


def _groups(pack: Pack, pictures: Mapping[str, str]) -> list[dict[str, Any]]:
    places = {block.reading.indicator.id: number for number, block in enumerate(pack.blocks)}
    return [
        {
            "name": name,
            "blocks": [
                _block(pack, block, places[block.reading.indicator.id], pictures.get(block.reading.indicator.id, ""))
                for block in blocks
            ],
        }
        for name, blocks in pack.groups
    ]


def _listed(block: Block, place: int) -> tuple[str, ...]:
    """The indicator's row in the list, and where its block is found."""
    number = str(block.number or "")
    return number, block.briefing.name, block.latest, block.when, capital(block.tag), _anchor(place)


def _anchor(place: int) -> str:
    return f"block-{place}"


def _entry(pack: Pack, one: Told) -> dict[str, Any]:
    about = pack.names.get(one.indicator, one.indicator)
    return {
        "name": one.name,
        "about": "; ".join(part for part in (about, one.period) if part),
        "texts": [(label, words.ended(told)) for label, told in one.texts],
        "role": (one.role[0], words.ended(one.role[1])),
        "state": f"{one.state}.",
        "overdue": one.overdue,
        "followed": [(step.marked, step.words) for step in one.followed],
    }


def _block(pack: Pack, block: Block, place: int, chart: str) -> dict[str, Any]:
    told, group = block.briefing, _table(block)
    parts = [(part.label, f"{part.words}.") for part in told.parts]
    remarks = (
        (words.COMMENTARY, words.ended(told.commentary)),
        (words.CAUTION, words.ended(told.caution)),
        (words.WHY_IT_MATTERS, words.ended(told.why_it_matters)),
    )
    letters = len(told.name) + len(told.headline) + sum(len(label) + len(part) for label, part in parts)
    return {
        "heading": ": ".join(part for part in (block.cited, told.name) if part),
        "anchor": _anchor(place),
        "long": letters > WHOLE,
        "tag": capital(block.tag),
        "reasons": words.reasons_words(block.reasons),
        "headline": told.headline,
        "chart": chart,
        "alt": block.alt,
        "parts": parts,
        "sure": told.sure,
        "told": [pair for pair in remarks if pair[1]],
        "ask": told.ask,
        "answers": told.answers,
        "challenges": [_entry(pack, one) for one in block.challenges],
        "exceptions": [_entry(pack, one) for one in block.exceptions],
        "sources": words.ended(capital("; ".join(block.sources))),
        **_rows(block, group),
    }


def _table(block: Block) -> FigureGroup | None:
    """The council's own figures; where it reports none, those that others publish about it."""
    return next((one for one in block.groups if one.kind in ("own", "published")), None)


def _rows(block: Block, group: FigureGroup | None) -> dict[str, Any]:
    """The newest figures of a group as a table; a column without words is left out."""
    shown = group.rows[:ROWS] if group else ()
    cells = [(row.period, row.number, row.counts, row.note, row.cited.place if row.cited else "") for row in shown]
    heads = (words.PERIOD, number_heading(block.reading.indicator), words.COUNTS, words.NOTE, words.SOURCE)
    common = [n for n in _NOTES if len(cells) > 1 and len({row[n] for row in cells}) == 1 and cells[0][n]]
    kept = [n for n in range(len(heads)) if n < min(_NOTES) - 1 or (n not in common and any(row[n] for row in cells))]
    return {
        "caption": group.name if group else "",
        "common": "; ".join(f"{heads[n]}: {cells[0][n]}" for n in common),
        "head": [heads[n] for n in kept],
        "columns": [_WIDTHS[n] for n in kept],
        "rows": [[row[n] for n in kept] for row in cells],
        "more": words.more_rows_words(len(group.rows) - len(shown)) if group else "",
    }


_WIDTHS = (27, 15, 17, 30, 38)
"""How the columns of an indicator's table share its width."""

_NOTES = (3, 4)
"""The columns that are told once over the table where all rows say the same: note and source."""


def _cleaned(told: Any) -> Any:
    """The data with every text as the fonts can print it."""
    if isinstance(told, str):
        return printable(told)
    clean: Callable[[Any], Any] = _cleaned
    if isinstance(told, Mapping):
        return {key: clean(value) for key, value in told.items()}
    return [clean(one) for one in told] if isinstance(told, (list, tuple)) else told
