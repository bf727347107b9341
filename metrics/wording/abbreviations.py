"""What an indicator is called for short where its id says so: NEET."""

from __future__ import annotations

import re

from metrics.catalogue.models import Indicator


def abbreviation(indicator: Indicator) -> str:
    """A part of the id that is made of first letters of the name's words, in capitals; empty where there is none.

    It has three letters at least and is no word of the name: neet, of "not in education, employment or training".
    """
    for name in (indicator.title, indicator.name):
        words = re.findall(r"\w+", name.casefold())
        initials = [word[0] for word in words]
        for part in indicator.id.split("-"):
            if len(part) > 2 and part not in words and _in_order(part, initials):
                return part.upper()
    return ""


def _in_order(letters: str, initials: list[str]) -> bool:
    left = iter(initials)
    return all(letter in left for letter in letters)


def listed_name(indicator: Indicator) -> str:
    """An indicator's name in a list to choose from, where typing its abbreviation finds it."""
    short = abbreviation(indicator)
    return f"{indicator.title} ({short})" if short and short not in indicator.title else indicator.title


def name_in_list(indicator: Indicator, theme: str) -> str:
    """What an indicator is called in a list of all, which so finds it by number, name, abbreviation or theme."""
    retired = " · retired" if indicator.retired else ""
    named = f"{listed_name(indicator)} · {theme}{retired}"
    return f"{indicator.number}. {named}" if indicator.number else named
