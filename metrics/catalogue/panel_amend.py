"""The panel's record as it is to be added to (``line_amend``): its lists, and the keys of a line in their order."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.catalogue import panel_record
from metrics.catalogue.line_amend import LineDocument, LineFile, NewLine
from metrics.catalogue.panel_record import LINES, PanelRecord

__all__ = ["ORDER", "NewLine", "RecordDocument"]

ORDER = (
    *("number", "challenge", "exception", "kind", "date", "title", "indicator", "indicators", "period"),
    *("asked", "cause", "action", "meeting", "place", "cancelled", "words", "role", "due", "expected_back"),
    *("given", "by", "on", "publish"),
)
"""The keys of a line as a new one has them."""


@dataclass(frozen=True)
class RecordDocument(LineDocument[PanelRecord]):
    """The panel's record, its text, and the data file's own catalogue."""

    form = LineFile(
        panel_record.FILE,
        PanelRecord,
        {str(name): line for name, line in LINES.items()},
        ORDER,
        panel_record.BEGINNING,
        panel_record.parse,
    )

    @property
    def last_number(self) -> int:
        """The highest number of a challenge or an exception that stands."""
        return self.record.last_number
