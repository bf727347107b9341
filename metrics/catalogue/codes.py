"""What people write where there is no number ("suppressed", "<5", "[c]", "n/a") -> the code that it means, or may mean.

The symbols are the Government Analysis Function's and, for the older ones, the
Department for Education's (contract: Value or code). What one office means by a
star or a hash is not what another does, so such a sign names every code that it may
be, and the person who filled it in says which. No advice here ever asks for a number
that was left out because it is small.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

MEANINGS = {
    "c": "suppressed",
    "x": "not available",
    "z": "not applicable",
    "low": "not zero, but rounds to zero",
}
"""The codes, and in a word or two what each says (contract: Value or code)."""

FEW = 10
"""Up to this bound "<5" and the like stand for a small number that is suppressed (ours)."""

LONGEST = 60
"""Characters of a text that may stand for a code; a longer one is a sentence."""


@dataclass(frozen=True)
class Sign:
    """What a text says in place of a number: its one code, or all that it may be; ``other`` is what else it may be.

    No codes at all: a number in words, and ``other`` says how to write it.
    """

    codes: tuple[str, ...]
    other: str = ""

    @property
    def code(self) -> str | None:
        """The code, where it can be no other and nothing else."""
        return self.codes[0] if len(self.codes) == 1 and not self.other else None

    @property
    def advice(self) -> str:
        """What to write instead of a text that may be more than one thing."""
        ways = [f"{code} ({MEANINGS[code]})" for code in self.codes]
        written = f"write the code {' or '.join(ways)}" if ways else ""
        return "; ".join(part for part in (written, self.other) if part)


_LETTERS = {"c": "c", "x": "x", "z": "z", "low": "low", "k": "low"}

_BOUNDED = Sign(("c",), "if the exact figure may be shown, write that")
_LATER = "if the figure is still to come, leave it empty until then"
_CAN_NOT = "if it can't apply, write z (not applicable)"
_ZERO = "if there were none, write 0"

_SIGNS: dict[str, Sign] = {
    **{letter: Sign((code,)) for letter, code in _LETTERS.items()},
    **dict.fromkeys(("..", "...", "not available"), Sign(("x",))),
    **dict.fromkeys(("*", "**", "***", "#", "##", "†"), Sign(("c", "x"))),
    "~": Sign(("low", "c")),
    **dict.fromkeys((":", "."), Sign(("x", "z"))),
    **dict.fromkeys(("n/a", "na", "n.a", "n.a.", "n a", "#n/a"), Sign(("x",), _CAN_NOT)),
    **dict.fromkeys(("nan", ".nan"), Sign(("x",))),
    **dict.fromkeys(("s", "np", "n/p", "not published", "not disclosed", "not shown"), Sign(("c", "x"))),
    **dict.fromkeys(("sup", "supp", "suppr"), Sign(("c",))),
    **dict.fromkeys(("none", "nil", "n"), Sign(("x",), _ZERO)),
    "zero": Sign((), "write 0"),
    "u": Sign(("x",), "if there is a figure and it is unreliable, write it, and say so in a note"),
    **dict.fromkeys(("?", "??", "???", "null", "nd", "n/d", "nk", "n/k", "n.k.", "nr", "n/r"), Sign(("x",))),
    **dict.fromkeys(("#div/0!", "#div/0"), Sign(("z", "x"))),
    **dict.fromkeys(
        ("#value!", "#ref!", "#name?", "#num!", "#null!", "#error!"), Sign(("x",), "if it is a formula, mend it")
    ),
}
"""Signs and short forms, as ``_folded`` leaves them."""

_FEWER = (
    "under|below|less than or equal to|fewer than or equal to|less than|fewer than|lower than|smaller than|"
    "not more than|no more than|up to|at most|lt|max|max[.]|maximum|maximum of"
)
_MORE = "over|above|more than|greater than|at least"
_BOUND = rf"(?:n ?<|<|<=|=<|{_FEWER})"
_SMALL = re.compile(rf"{_BOUND} ?(?P<bound>\d+(?:\.\d+)?) ?(?P<unit>%|[a-z ]*)")
_OR_FEWER = re.compile(r"(?P<bound>\d+) ?(?:(?:or|and|&) (?:fewer|less|under|below)|max|maximum)(?: [a-z ]+)?")
_RANGE = re.compile(r"(?P<from>\d+) ?(?:-|to) ?(?P<bound>\d+)(?: [a-z ]+)?")
_BETWEEN = re.compile(r"(?:between|from|in the range) (?P<from>\d+) ?(?:-|to|and) ?(?P<bound>\d+)(?: [a-z ]+)?")
_NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {name: str(number) for number, name in enumerate(_NUMBER_WORDS, 1)}
_NUMBER = re.compile(rf"\b(?:{'|'.join(_NUMBERS)})\b")
_LARGE = re.compile(rf"(?:>|>=|=>|{_MORE}) ?\d+(?:\.\d+)? ?(?:%|[a-z ]*)")
_MARKED = re.compile(
    r"[-+]?[\d,]+(?:\.\d+)? ?%? ?(?:[*#†]+|[\[(]? ?(?:c|suppressed|supp|withheld|redacted|confidential) ?[\])]?)"
)
_MARKED_FIRST = re.compile(r"(?:[*#†]+|[\[(]c[\])]) ?[\d,]+(?:\.\d+)? ?%?")
_SOME_BOUND = re.compile(rf"(?:[<>] ?=?|\b(?:{_FEWER}|{_MORE})) ?\d")
_BESIDE = re.compile(r"(c|x|z|low|k) ?[-:=,(] ?(?P<words>[^()]+)\)?")

_WORDS: tuple[tuple[str, Sign], ...] = (
    (r"\b(?:not|un) ?-?(?:suppressed|redacted)\b|\bnot (?:withheld|confidential)\b", Sign(("c", "x"))),
    (r"\bsuppress|\bredact|\bwithheld\b|\bdisclos|\bconfidential|\bmasked\b", Sign(("c",))),
    (r"\b(?:small|low) (?:numbers?|counts?|cohorts?|cells?|figures?)\b|\btoo (?:small|few|low)\b", Sign(("c",))),
    (r"\bnone\b|\bnil\b", Sign(("x",), _ZERO)),
    (r"\bnegligible\b|\brounds? to (?:zero|0)\b|\brounded to (?:zero|0)\b", Sign(("low",))),
    (r"\bnot (?:yet )?applicable\b|\bdoes(?: not|n't) apply\b|\bno cohort\b|\bnot relevant\b", Sign(("z",))),
    (
        r"\btb[cad]\b|\bto be (?:confirmed|advised|announced|decided|provided)\b|\bpending\b|\bawait(?:ing|ed)?\b"
        r"|\bnot yet\b|\bto follow\b|\bin progress\b|\bnot due\b",
        Sign(("x",), _LATER),
    ),
    (
        r"\bnot (?:available|known|collected|recorded|reported|provided|received|supplied|returned|produced|held"
        r"|measured|counted|calculated|submitted)\b|\bunavailable\b|\bunknown\b|\bmissing\b|\bno (?:data|figures?"
        r"|return|information|results?|value|record)\b|\bdata gap\b|\bunrecorded\b",
        Sign(("x",)),
    ),
    (r"\bannual(?:ly)?\b|\byearly\b", Sign(("x",), "if it is not reported for this period, leave it empty")),
    (r"^no (?!change)[a-z ]+$", Sign(("z", "x"), _ZERO)),
)
"""Words whose meaning is plain, the first that fits; a text with a digit is never read by them."""


def read_sign(text: str) -> Sign | None:
    """What a text says in place of a number; None where it is a number, or nothing that is known here."""
    return _read(_folded(text)) if len(text) <= LONGEST else None


@lru_cache(maxsize=4096)
def _read(folded: str) -> Sign | None:
    bare = re.sub(r"^[\[({] ?(.+?) ?[\])}][*.]?$", r"\1", folded)
    bare = bare.rstrip(".") or bare
    if sign := _SIGNS.get(folded) or _SIGNS.get(bare):
        return sign
    if re.fullmatch(r"(?:- ?)+", bare):
        return Sign(("x",), _ZERO)
    if sign := _bound(_NUMBER.sub(lambda match: _NUMBERS[match[0]], bare)):
        return sign
    if (beside := _BESIDE.fullmatch(bare)) and (said := _read(beside["words"].strip())) is not None:
        code = _LETTERS[beside[1]]
        return Sign((code,)) if said.codes == (code,) else Sign(tuple(dict.fromkeys((code, *said.codes))))
    if _MARKED.fullmatch(bare) or _MARKED_FIRST.fullmatch(bare):
        return Sign(("c",), "if the number may be shown, write it without the mark")
    words = next((sign for pattern, sign in _WORDS if re.search(pattern, bare)), None)
    if words is not None and re.search(r"\d", re.sub(rf"{_BOUND} ?\d+", "", bare)):
        return Sign(words.codes, words.other or "if there is a figure that may be shown, write it alone")
    return words or (_BOUNDED if _SOME_BOUND.search(bare) else None)


def is_bound(text: str) -> bool:
    """Whether a text is a bound, in digits or words, such as "<5" or "fewer than five"."""
    bare = _NUMBER.sub(lambda match: _NUMBERS[match[0]], _folded(text).strip("[](){} ."))
    return len(text) <= LONGEST and _bound(bare) is not None


def _bound(bare: str) -> Sign | None:
    """A bound in place of a number: a small one is a suppressed count, and is never itself the figure."""
    if match := _SMALL.fullmatch(bare):
        bound, unit = float(match["bound"]), match["unit"].strip()
        if bound <= 1:
            return Sign(("low", "c"))
        whole = bound == int(bound) and bound <= FEW
        timed = unit in ("weeks", "week", "days", "day", "months", "month")
        return Sign(("c",)) if whole and not unit.startswith(("%", "per", "pp")) and not timed else _BOUNDED
    if match := _OR_FEWER.fullmatch(bare):
        return Sign(("c",)) if int(match["bound"]) <= FEW else _BOUNDED
    if (match := _BETWEEN.fullmatch(bare) or _RANGE.fullmatch(bare)) and int(match["bound"]) <= FEW:
        return Sign(("c",)) if int(match["from"]) <= 1 else Sign(("c", "x"))
    return _BOUNDED if _LARGE.fullmatch(bare) else None


def _folded(text: str) -> str:
    """A text in small letters, with the plain forms of its dashes, dots and signs, and single blanks."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = re.sub("[\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}]", "-", plain)
    plain = plain.replace("\N{LESS-THAN OR EQUAL TO}", "<=").replace("\N{GREATER-THAN OR EQUAL TO}", ">=")
    plain = plain.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").replace("_", " ")
    plain = re.sub("[\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}\N{LEFT ANGLE BRACKET}]", "<", plain)
    plain = re.sub("[\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}\N{RIGHT ANGLE BRACKET}]", ">", plain)
    plain = plain.replace("&lt;", "<").replace("&gt;", ">")
    return " ".join(plain.split()).strip("'\" ")
