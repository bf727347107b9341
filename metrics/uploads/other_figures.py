"""Words above or below rows that say their numbers are other than the council's own actual figures.

A forecast, a target, England's figures, a draft, a running total or boys alone would be taken for the
council's outcome of the period (contract: Uploads). The list is ours.
"""

from __future__ import annotations

import re

from metrics.catalogue.period_mentions import mentions

_AREAS = (
    r"england|wales|scotland|northern ireland|great britain|united kingdom|uk|national(?:ly)?|regional(?:ly)?|"
    r"(?:south|north) (?:east|west)|east of england|east midlands|west midlands|"
    r"yorkshire(?: and (?:the )?humber)?|(?:inner |outer )?london|statistical neighbours?|neighbour(?:s|ing)?|"
    r"other (?:councils|authorities|las)|all (?:councils|authorities|las)|benchmark\w*|comparators?|"
    r"buckinghamshire|cambridgeshire|cumbria|derbyshire|devon|dorset|east sussex|west sussex|essex|gloucestershire|"
    r"hampshire|hertfordshire|kent|lancashire|leicestershire|lincolnshire|norfolk|northamptonshire|north yorkshire|"
    r"nottinghamshire|oxfordshire|somerset|staffordshire|suffolk|surrey|warwickshire|worcestershire"
)
_COUNCIL = r"(?:[A-Z][\w'’-]+ )+(?:County |City |Borough |District |Metropolitan |Unitary )*(?:Council|LA)\b"
_NOT_ACTUAL = (
    r"predict\w*|forecast\w*|project(?:ed|ions?)|estimat\w+|trajector\w+|planned figures?|expected figures?|"
    r"(?<!against )(?<!and )(?<!with )(?<!vs )(?<!v )(?<!meeting )(?<!on )(?<!to )(?<!& )targets?(?! met)"
)
_NOT_SETTLED = (
    r"draft|superseded|out of date|outdated|do not use|don['’]t use|not for use|not to be used|dummy|"
    r"test|tests|testing|sample|example figures?|wrong|obsolete|archived?|"
    r"(?<!year )(?<!years )(?<!year-)(?<!years-)(?<!month )(?<!months )old(?! enough)"
)
_ADDED_UP = r"ytd|year[ -]to[ -]date|cumulative\w*|running totals?|rolling"
_PART = r"boys|girls|males?|females?"
_OTHER_PERIOD = (
    r"(?:previous|prev\.?|last|prior|preceding) (?:quarter|month|year|period|q|qtr)(?:['’]s)?|"
    r"(?:quarter|month|year|period) before"
)
_WORDS = re.compile(rf"\b(?:{_NOT_ACTUAL}|{_NOT_SETTLED}|{_ADDED_UP}|{_PART})(?!\w)", re.IGNORECASE)
_SOME_OTHER_PERIOD = re.compile(rf"(?<!with )\b(?:{_OTHER_PERIOD})(?!\w)", re.IGNORECASE)
"""Beside a period that the text names, such words tell what that is compared with."""

_SOME_AREA = re.compile(rf"\b(?:{_AREAS})(?!\w)", re.IGNORECASE)
_SOME_COUNCIL = re.compile(_COUNCIL)
_PREDICTED = re.compile(r"predict|forecast|project|estimat|trajector", re.IGNORECASE)
_ALL = re.compile(r"\bactuals?\b|\b(?:boys and girls|girls and boys|males? and females?|females? and males?)\b", re.I)
_NOTE = re.compile(
    r"^\W*(?:notes?|n\.?b\.?|caveats?|footnotes?)\b|^\W*(?:data )?(?:sources?|key)\s*:"
    r"|^\s*(?:[*†‡#^]|\(?\d\)|\[\d\])\s*\w"
    r"|\b(?:figures?|values?|numbers?|data|percentages?|counts?|results?)\b.{0,40}"
    r"\b(?:are|is|were|was|includes?|excludes?|cover|covers|relate|relates)\b|\bprovisional\b",
    re.IGNORECASE,
)


def other_words(text: str, council: str = "") -> str:
    """The first words of a text that say other figures than the actual ones of the ``council``; "" where none do."""
    plain = " ".join(text.replace("_", " ").split())
    if _ALL.search(plain):
        return ""
    found = [_WORDS.search(plain), None if mentions(plain) else _SOME_OTHER_PERIOD.search(plain)]
    if not council or council.casefold() not in plain.casefold():
        found += [_SOME_AREA.search(plain), _SOME_COUNCIL.search(plain) if council else None]
    first = min((match for match in found if match), key=lambda match: match.start(), default=None)
    return first[0] if first else ""


def of_predictions(words: str) -> bool:
    """Whether such words only say that the figures are predicted, which a row may say of itself."""
    return bool(_PREDICTED.search(words))


def is_note(text: str) -> bool:
    """Whether a text that stands alone in a row says something of the figures, and names no indicator."""
    return bool(_NOTE.search(text))
