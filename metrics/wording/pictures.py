"""The words on a picture that is downloaded, so that it stands alone wherever it is pasted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metrics.analysis.reading import Reading
from metrics.catalogue.period import day_words
from metrics.wording import alt_text, findings, small_numbers, uncertainty
from metrics.wording.formatting import capital


@dataclass(frozen=True)
class Caption:
    """What stands over a picture, beneath it, and in its place for whoever doesn't see it."""

    title: str = ""
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    description: str = ""


def caption(reading: Reading, cited: str, organisation: str, address: str, day: date) -> Caption:
    """Title: the name with the latest figure and its change. Above: the rest of the finding. Below: what is marked,
    counts, caution, sources, and whose picture it is, of which day and from where."""
    first, *clauses = [*findings.own_clauses(reading), ""]
    rest = [capital("; ".join(clause for clause in clauses if clause)), *findings.own_sentences(reading)]
    above = [f"{words}." for words in rest if words]
    if told := findings.published_finding(reading):
        above.append(told)
    below = [uncertainty.picture_words(reading), small_numbers.small_numbers(reading)]
    caution = reading.indicator.caution
    below += [f"Caution: {' '.join(caution.split())}" if caution else "", f"Source: {cited}" if cited else ""]
    below.append("; ".join(part for part in (organisation, day_words(day), address) if part))
    return Caption(
        f"{reading.indicator.title}: {first[:1].lower() + first[1:] if first[1:2].islower() else first}",
        (" ".join(above),) if above else (),
        tuple(words for words in below if words),
        alt_text.alt(reading),
    )
