"""Data files as people write them by hand: one small catalogue in any style that YAML allows.

``handwritten`` is a hypothesis strategy. The habits of a file are drawn one by one,
so that a failing file shrinks to the habit at fault; their use in each line hangs
on a seed.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st

FREE = {"name", "definition", "caution", "note", "quote", "at", "words", "title", "publisher", "contact", "why"}
WORDS = [
    "the",
    "children",
    "in",
    "care",
    "of",
    "whom",
    "it's",
    "counted",
    "each",
    "quarter",
    "100%",
    "(mostly)",
    "by-hand",
    "naïve",
    "😀",
    "A*-C",
    "£5",
    "then",
]
ODD = [
    "Table: 3",
    "see #4",
    "a # b",
    "{braces} [and] brackets",
    "- dash",
    "no",
    "2013/14",
    "9",
    "2013-08-23",
    "*star",
    "&and",
    "!bang",
    'it\'s "quoted"',
    "'single'",
    "back\\slash",
    "comma, here",
    "@at %per",
    "? what",
    "|bar >fold",
    "null",
    "https://example.org/a?b=c#d",
    "line one\nline two",
]
PERIODS = [f"{year}/{year % 100 + 1:02d} Q{number}" for year in range(2011, 2015) for number in range(1, 5)]


@dataclass(frozen=True)
class Habits:
    """How one hand writes; a chance is in percent, for each place where there is a choice."""

    brackets: int = 0  # entries in braces on a line
    lists_in_brackets: int = 0
    all_in_brackets: bool = False
    broken_brackets: int = 0  # brackets over several lines
    trailing_comma: int = 0
    leading_comma: int = 0
    comments: int = 0
    blanks: int = 0
    quotes: int = 0
    folded: int = 0
    broken_text: int = 0
    aligned: int = 0
    indents: tuple[int, ...] = (2,)
    dashes: tuple[int, ...] = (2,)
    after_dash: tuple[int, ...] = (1,)
    lone_dash: int = 0
    explicit_keys: int = 0
    shuffled: bool = False
    line_end: str = "\n"
    mixed_ends: bool = False
    mark: str = ""
    head: str = ""
    tail: str = ""
    final: bool = True


CHANCE = st.sampled_from([0, 0, 0, 10, 30, 60, 100])
RARE = st.sampled_from([0, 0, 0, 0, 2, 10])
HABITS = st.builds(
    Habits,
    brackets=st.sampled_from([100, 100, 0, 0, 10, 50, 90]),
    lists_in_brackets=st.sampled_from([0, 0, 0, 0, 10, 50, 100]),
    all_in_brackets=st.sampled_from([False] * 14 + [True]),
    broken_brackets=CHANCE,
    trailing_comma=CHANCE,
    leading_comma=st.sampled_from([0, 0, 0, 10, 60]),
    comments=CHANCE,
    blanks=CHANCE,
    quotes=CHANCE,
    folded=CHANCE,
    broken_text=RARE,
    aligned=CHANCE,
    indents=st.sampled_from([(2,), (2,), (4,), (1,), (3,), (6,), (1, 2, 3, 4, 5, 6)]),
    dashes=st.sampled_from([(2,), (2,), (0,), (0,), (1,), (4,), (6,), (0, 1, 2, 3, 4, 5, 6)]),
    after_dash=st.sampled_from([(1,), (1,), (3,), (1, 2, 3, 4)]),
    lone_dash=RARE,
    explicit_keys=st.sampled_from([0] * 9 + [5]),
    shuffled=st.booleans(),
    line_end=st.sampled_from(["\n", "\n", "\r\n"]),
    mixed_ends=st.sampled_from([False] * 9 + [True]),
    mark=st.sampled_from(["", "", "", "\ufeff"]),
    head=st.sampled_from(["", "", "# head\n", "---\n", "--- # head\n", "# yaml-language-server: $schema=x\n\n---\n"]),
    tail=st.sampled_from(
        ["", "", "", "\n\n", "# end\n", "  # tab\there\n", "...\n", "...\n# after the end\n", "   \n"]
    ),
    final=st.sampled_from([True, True, True, False]),
)


@st.composite
def handwritten(draw: st.DrawFn) -> str:
    """The text of a data file; now and then one that the contract refuses."""
    return Hand(draw(HABITS), random.Random(draw(st.integers(0, 2**32)))).file()


class Hand:
    """Writes a catalogue by its habits."""

    def __init__(self, habits: Habits, rng: random.Random) -> None:
        self.habits = habits
        self.rng = rng
        self.flow = 0

    def file(self) -> str:
        habits = self.habits
        body = (
            self.brackets(self.catalogue(), 0) + "\n" if habits.all_in_brackets else self.mapping(self.catalogue(), 0)
        )
        text = habits.head + body.removeprefix("\n") + habits.tail
        if not habits.final:
            text = text.rstrip("\n") if self.rng.random() < 0.5 else text.removesuffix("\n")
        if habits.mixed_ends:
            text = "".join(self.rng.choice(("\n", "\r\n")) if one == "\n" else one for one in text)
        else:
            text = text.replace("\n", habits.line_end)
        return habits.mark + text

    def often(self, chance: int) -> bool:
        return self.rng.random() * 100 < chance

    # What is written.

    def words(self) -> str:
        if self.rng.random() < 0.3:
            return self.rng.choice(ODD)
        return "About " + " ".join(self.rng.choices(WORDS, k=self.rng.choice((1, 3, 8, 30))))

    def cited(self, **entry: Any) -> dict[str, Any]:
        entry |= {"source": self.rng.choice(("hub", "report-2013")), "at": self.words()}
        if self.rng.random() < 0.3:
            entry["note"] = self.words()
        return self.order(entry)

    def order(self, entry: dict[str, Any]) -> dict[str, Any]:
        keys = list(entry)
        if self.habits.shuffled:
            self.rng.shuffle(keys)
        return {key: entry[key] for key in keys}

    def observations(self) -> list[dict[str, Any]]:
        rng = self.rng
        chosen = sorted(rng.sample(range(len(PERIODS)), rng.choice((0, 0, 1, 2, 3, 5))))
        entries = [self.cited(period=PERIODS[one], value=rng.choice((9, 26.5, 0))) for one in chosen]
        if entries and rng.random() < 0.2:
            entries.insert(rng.randrange(len(entries) + 1), self.cited(period="undated: latest", code="x"))
        if entries and rng.random() < 0.2:
            entries[-1] |= {
                "inferred": ["period"],
                "rebase_before": {"reason": "new", "by": "hub", "on": date(2013, 9, 1)},
            }
        return entries

    def indicator(self, number: int) -> dict[str, Any]:
        rng = self.rng
        one: dict[str, Any] = {"id": f"indicator-{number}", "name": self.words(), "theme": "health", "unit": "percent"}
        one |= {"polarity": "higher_is_better", "frequency": "quarter", "definition": self.words()}
        if rng.random() < 0.3:
            one["caution"] = self.words()
        areas = rng.sample(("England", "South East", "Kent"), rng.choice((0, 1, 2)))
        comparators = [self.cited(area=area, group="all", period=PERIODS[3], value=34) for area in areas]
        target = {"value": 20, "kind": "council target", "from": date(2013, 4, 1)}
        targets = [self.cited(**target) for _ in range(rng.choice((0, 1, 2)))]
        own = [self.cited(period=PERIODS[2], value=30) for _ in range(rng.choice((0, 0, 1)))]
        for key, entries in (("comparators", comparators), ("targets", targets), ("own_series", own)):
            if entries or rng.random() < 0.2:
                one[key] = entries
        one["observations"] = self.observations()
        if not one["observations"]:
            one |= {"why_missing": self.words(), "source": "hub", "at": self.words()}
        return self.order(one)

    def catalogue(self) -> dict[str, Any]:
        source = {"title": self.words(), "publisher": self.words(), "kind": "internal"}
        data: dict[str, Any] = {
            "organisation": self.order({"name": "Medway", "area": "Medway", "contact": "hub", "due_days": 30}),
            "sources": {
                "hub": self.order(dict(source)),
                "report-2013": self.order(dict(source, published=date(2013, 8, 23))),
            },
            "themes": [{"id": "health", "name": "Health"}],
            "indicators": [self.indicator(number) for number in range(self.rng.choice((1, 2, 2, 3)))],
        }
        if self.rng.random() < 0.2:
            data["other_numbers"] = []
        return self.order(data)

    # How it is written.

    def mapping(self, entries: dict[str, Any], column: int, begun: bool = False) -> str:
        """The lines of a mapping; ``begun`` when its first line already stands at its column."""
        width = max(len(key) for key in entries) if self.often(self.habits.aligned // 3) else 0
        parts = []
        for number, (key, value) in enumerate(entries.items()):
            indent = "" if begun and not number else self.noise(column) + " " * column
            name = self.rng.choice((f'"{key}"', f"'{key}'")) if self.often(self.habits.quotes // 4) else key
            if self.often(self.habits.explicit_keys):
                parts.append(f"{indent}? {name}\n{' ' * column}:{self.value(key, value, column)}")
            else:
                gap = " " * max(0, width - len(name)) if self.often(50) else ""
                colon = f"{gap}:" if self.often(20) else f":{gap if not isinstance(value, (dict, list)) else ''}"
                parts.append(f"{indent}{name}{colon}{self.value(key, value, column)}")
        return "".join(parts)

    def value(self, key: str, value: Any, column: int) -> str:
        """What stands after a colon, to the end of its last line."""
        holds = isinstance(value, (dict, list))
        if holds and value and not self.in_brackets(key, value):
            if isinstance(value, dict):
                return self.comment() + self.mapping(value, column + self.rng.choice(self.habits.indents))
            return self.comment() + self.list(key, value, column + self.rng.choice(self.habits.dashes))
        if holds:
            return " " + self.brackets(value, column) + self.comment()
        return self.text(key, value, column)

    def in_brackets(self, key: str, value: Any) -> bool:
        if isinstance(value, dict):
            return (key != "sources" and self.often(self.habits.brackets)) or self.often(
                self.habits.lists_in_brackets // 4
            )
        if not isinstance(value[0], dict):
            return self.often(80)
        rare = 8 if key in ("indicators", "themes") else 1
        return self.often(self.habits.lists_in_brackets // rare)

    def list(self, key: str, values: list[Any], column: int) -> str:
        parts = []
        for value in values:
            parts.append(self.noise(column) + " " * column + "-")
            gap = self.rng.choice(self.habits.after_dash)
            whole = key == "indicators" and not self.often(self.habits.lists_in_brackets // 8)
            if not isinstance(value, dict):
                parts.append(" " * gap + self.quoted(value) + self.comment())
            elif not whole and self.often(self.habits.brackets):
                parts.append(" " * gap + self.brackets(value, column) + self.comment())
            elif self.often(self.habits.lone_dash):
                parts.append(self.comment() + self.mapping(value, column + self.rng.choice((1, 2, 4))))
            else:
                parts.append(" " * gap + self.mapping(value, column + 1 + gap, begun=True))
        return "".join(parts)

    def brackets(self, value: Any, column: int) -> str:
        """A list or mapping in brackets; its further lines stand right of ``column``."""
        rng, habits = self.rng, self.habits
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        if not value:
            return opening + rng.choice(("", "", "", " ", "\n" + " " * (column + 2))) + closing
        inner = column + rng.choice((1, 2, 4, 6))
        broken = self.often(habits.broken_brackets // (2 if isinstance(value, list) or self.flow else 4))
        self.flow += 1
        if isinstance(value, dict):
            colon = ": " if rng.random() < 0.9 else ":  "
            items = [self.quoted(name, key=True) + colon + self.bracketed(one, inner) for name, one in value.items()]
        else:
            items = [self.bracketed(one, inner) for one in value]
        self.flow -= 1
        pad = " " * rng.choice((0, 0, 0, 1, 2))
        if not broken:
            comma = "," if self.often(habits.trailing_comma // 4) else ""
            return opening + pad + rng.choice((", ", ", ", ",  ", " , ")).join(items) + comma + pad + closing
        return (
            opening
            + pad
            + self.broken(items, inner)
            + rng.choice(("", "\n" + " " * column, "\n" + " " * inner))
            + closing
        )

    def broken(self, items: list[str], column: int) -> str:
        """Items over several lines, ending within or after the last."""
        leading = self.often(self.habits.leading_comma)
        parts = []
        for number, item in enumerate(items):
            first, last = number == 0, number == len(items) - 1
            if not first or self.often(60):
                parts.append(("\n" + " " * column) if (not first and self.often(85)) or first else " ")
            parts.append(", " + item if leading and not first else item)
            if not leading and (not last or self.often(self.habits.trailing_comma)):
                parts.append(",")
            if self.often(self.habits.comments // 3):
                parts.append(f"  # {self.rng.choice(ODD).splitlines()[0]}\n" + " " * column)
        return "".join(parts)

    def bracketed(self, value: Any, column: int) -> str:
        if isinstance(value, (dict, list)):
            return self.brackets(value, column)
        return self.quoted(value)

    def text(self, key: str, value: Any, column: int) -> str:
        """A scalar after a colon, to the end of its last line."""
        gap = " " * self.rng.choice((1, 1, 1, 1, 2, 5)) if self.often(self.habits.aligned) else " "
        if key in FREE and self.often(self.habits.folded):
            return gap + self.block(value, column)
        if key in FREE and isinstance(value, str) and self.often(self.habits.broken_text):
            joined = "\n" + " " * (column + self.rng.choice((1, 2, 4)))
            return gap + self.quoted(value).replace(" ", joined, 1) + self.comment()
        if key in FREE and self.often(5):
            return self.comment() + " " * (column + 2) + self.quoted(value) + self.comment()
        return gap + self.quoted(value) + self.comment()

    def block(self, value: str, column: int) -> str:
        rng = self.rng
        step = rng.choice((1, 2, 2, 4, 6))
        chomping, explicit = rng.choice(("", "", "-", "-", "+")), str(step) if self.often(15) else ""
        head = rng.choice("|>") + (chomping + explicit if self.often(50) else explicit + chomping)
        words = value.split(" ")
        lines = [" ".join(words[start : start + 8]) for start in range(0, len(words), 8)]
        body = "\n".join(lines).replace("\n", "\n" + " " * (column + step))
        after = rng.choice(("", "", "", "\n", "\n\n", " " * column + "\n")) if self.often(self.habits.blanks) else ""
        comment = "  # folded" if self.often(self.habits.comments // 3) else ""
        return f"{head}{comment}\n{' ' * (column + step)}{body}\n{after}"

    def quoted(self, value: Any, key: bool = False) -> str:
        """A scalar on one line."""
        if not isinstance(value, str):
            return str(value)
        plain = value not in ODD and not value.startswith("undated") and not set(value) & set(",[]{}")
        if plain and not self.often(self.habits.quotes // (4 if key else 1)):
            return value
        if "\n" in value or (self.often(60) and "\\" not in value and '"' not in value):
            return '"' + value.replace("\n", "\\n") + '"'
        return "'" + value.replace("'", "''") + "'"

    def comment(self) -> str:
        """The end of a line, now and then with a comment."""
        if not self.often(self.habits.comments // 2):
            return self.rng.choice(("\n",) * 9 + ("  \n",))
        return self.rng.choice((" ", "  ", "      ")) + f"# {self.rng.choice(ODD).splitlines()[0]}\n"

    def noise(self, column: int) -> str:
        """Whole lines of nothing: blank ones and comments, in or out of step."""
        text = ""
        if self.often(self.habits.blanks // 3):
            text += self.rng.choice(("\n", "\n", "\n\n", " " * column + "\n"))
        if self.often(self.habits.comments // 3):
            indent = self.rng.choice((column, column, 0, column + 2, max(0, column - 2)))
            text += " " * indent + self.rng.choice(("# ---- next", "#", "# - {period: 2013/14 Q9}", "#\ttab")) + "\n"
        if self.often(self.habits.blanks // 6):
            text += "\n"
        return text
