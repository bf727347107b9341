"""How settled a published file's figures are, by the columns that say so: provisional, settled, or to be asked about.

Publishers have many names for such columns (version, data_status, flag, is_provisional) and many words in them.
"""

from __future__ import annotations

import re
from typing import Literal

from metrics.ees_import.ees_file import EesFile, EesRow, folded_text

Settled = Literal["provisional", "settled", "open"]
"""``open``: estimated, forecast, unreliable or the like, which no status of this project says."""

_VERSION = re.compile(
    r"((data|release|publication|figures?|statistics|revision)_)?(version|status|state)|revision|provisional"
)
_KIND = re.compile(
    r"(data|release|publication|figures?|statistics|series)_(type|stage)|stage"
    r"|((data|obs|observation|value|record|row|cell|release|figures?|status)_)?(flags?|quality|symbols?|markers?)"
    r"(_(code|flag|label|rating|status))?"
    r"|(obs|observation|value|record|row|validation|quality|release|version|status)_(status|code|flag|conf|state|label)"
    r"|((data|value)_)?(reliability|validation|confidence)(_flag|_status)?"
)
_TRUE_OF = re.compile(
    r"((is|was|are|has)_)?(?P<what>provisional|preliminary|prov|draft|unvalidated|unaudited|estimated?|forecast|projected"
    r"|imputed|final|finalised|revised|validated|confirmed|settled)"
    r"(_(data|flag|figures?|yn|y_n|ind|indicator|release|status|version|value|row))*"
)
"""Names of columns of which yes or no is said."""

_PROVISIONAL_WORDS = (
    r"provisional|preliminary|prov|draft|unvalidated|unaudited|unconfirmed|interim|not (yet )?(final|validated)"
)
_PROVISIONAL = re.compile(rf"({_PROVISIONAL_WORDS}|p)\b.*")
_SETTLED = re.compile(
    r"(final|finalised|revised|revision|amended|confirmed|validated|published|official|accredited|national statistics?"
    r"|(not|no longer) (provisional|preliminary|draft)|audited|normal|good|high|outturn|actuals?|r|a)\b.*"
)
_OPEN = re.compile(
    r"(estimat\w*|forecast\w*|project\w*|predict\w*|imputed|modelled|experimental|incomplete|partial|unreliable|low|poor"
    r"|break|caution|uncertain|e|b|u|i)\b.*"
)
_YES, _NO = frozenset({"yes", "y", "true", "t", "1"}), frozenset({"no", "n", "false", "0"})

_WORDS_ALONE = re.compile(
    r"(provisional|preliminary|draft|unvalidated|final|finalised|revised)"
    r"( (data|figures?|statistics|release|version|estimates?|unamended|amended))*"
)
"""What says how settled figures are in a column of any name."""

_PROVISIONAL_REMARK = re.compile(r"\b(provisional|preliminary|unvalidated|draft)\b", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(not|no longer|never|were|was|previously|formerly|earlier|replac\w*|supersed\w*|revis\w* from)\b", re.IGNORECASE
)


def is_status(column: str) -> bool:
    """Whether a column tells by its name how settled figures are."""
    return any(name.fullmatch(column) for name in (_VERSION, _KIND, _TRUE_OF))


def may_be_another(column: str) -> bool:
    """Whether such a column may as well tell of something else: the status of a school, a version of a group."""
    return _VERSION.fullmatch(column) is not None and not _TRUE_OF.fullmatch(column)


def said(column: str, cell: str) -> Settled | None:
    """What a cell says of its row's figures; None where it says nothing of how settled they are."""
    words = " ".join(re.sub(r"[\[\](){}]", " ", folded_text(cell)).split())
    if (asked := _TRUE_OF.fullmatch(column)) and words in _YES | _NO:
        what = _word(asked["what"])
        opposite: dict[Settled | None, Settled] = {
            "provisional": "settled",
            "open": "settled",
            "settled": "provisional",
        }
        if words in _YES:
            return what
        return "settled" if asked["what"] == "revised" else opposite.get(what)
    if is_status(column):
        return "settled" if words == "f" and may_be_another(column) else _word(words)
    return _word(words) if _WORDS_ALONE.fullmatch(words) else None


def _word(words: str) -> Settled | None:
    letters = words.replace(",", " ").split()
    if len(letters) > 1 and all(len(letter) == 1 for letter in letters):
        both = {_word(letter) for letter in letters}
        return next((one for one in ("provisional", "open", "settled") if one in both), None)
    if _PROVISIONAL.fullmatch(words) or remark_is_provisional(words):
        return "provisional"
    if _SETTLED.fullmatch(words) or words in ("no", "false"):
        return "settled"
    return "open" if _OPEN.fullmatch(words) or words == "f" else None


def remark_is_provisional(text: str) -> bool:
    """Whether a note says that figures are provisional, and not that they were."""
    return _PROVISIONAL_REMARK.search(text) is not None and not _DENIED.search(text)


def row_status(file: EesFile, row: EesRow, remarks: re.Pattern[str]) -> Literal["provisional"] | None:
    """What a row says of its figures in such columns, and in those of ``remarks``; None where they are settled."""
    for cell, column in zip(row.cells, file.columns, strict=True):
        provisional = remark_is_provisional(cell) if remarks.fullmatch(column) else said(column, cell) == "provisional"
        if provisional:
            return "provisional"
    return None
