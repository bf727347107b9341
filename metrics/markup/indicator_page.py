"""The HTML of one indicator's page: finding, what it is, comparators and targets in words, sources."""

from __future__ import annotations

from metrics.analysis.reading import Reading
from metrics.catalogue.models import Catalogue, Indicator
from metrics.exports import chart_tables, citations
from metrics.markup import page
from metrics.markup.elements import indicator_address, page_link, paragraph, symbol_html, text
from metrics.wording import findings, formatting, small_numbers, uncertainty, verdicts
from metrics.wording.citations import citation, period_note, quote_words


def finding(reading: Reading) -> str:
    """The finding as a headline sentence for each voice, why it matters, and how much may be said."""
    lines = [f'<p class="finding">{text(findings.own_finding(reading))}</p>']
    lines.append(_why_it_matters(reading.indicator))
    latest = reading.latest
    if latest is None and reading.indicator.why_missing:
        lines.append(f"<p>{text(reading.indicator.why_missing)}</p>")
    if latest is not None and (note := period_note(latest)):
        lines.append(f'<p class="quiet">{text(formatting.capital(note))}.</p>')
    if latest is not None and latest.commentary:
        lines.append(f'<p class="commentary"><b>Commentary.</b> {text(latest.commentary)}</p>')
    if words := verdicts.year_before_words(reading):
        lines.append(f'<p class="quiet">{text(words)}.</p>')
    lines.append(may_be_said(reading))
    if reading.indicator.caution:
        lines.append(page.caution(reading.indicator.caution))
    if told := findings.published_finding(reading):  # behind all that is said of the council's own figure
        lines.append(f'<p class="finding published">{text(told)}</p>')
    return "".join(lines)


def _why_it_matters(indicator: Indicator) -> str:
    """Why a councillor may want to look at it (contract: Number, ask and why it matters)."""
    words = indicator.why_it_matters
    return f"<p><b>Why it matters.</b> {text(words)}</p>" if words else ""


def may_be_said(reading: Reading) -> str:
    """What chance and variation allow to be said of the latest figure."""
    small = small_numbers.small_numbers(reading)
    small_html = f"<p>{text(small)}</p>" if small else ""
    if not reading.counted:
        return small_html
    remarks = uncertainty.variation_words(reading)
    if not reading.variation.enough:
        return small_html + "".join(
            f'<p class="quiet">{symbol_html(remark.sign)}{text(remark.words)}</p>' for remark in remarks
        )
    items = "".join(f"<li>{symbol_html(remark.sign)}{text(remark.words)}</li>" for remark in remarks)
    offer = uncertainty.rebase_offer(reading)
    offer_html = f"<details><summary>For officers: start new limits</summary><p>{text(offer)}</p></details>"
    return f'{small_html}<ul class="varied">{items}</ul>{offer_html if offer else ""}'


def minutes(words: str) -> str:
    """The text for the minutes, folded, with a button that copies it."""
    return f'<details class="minutes"><summary>Copy for the minutes</summary>{page.copyable(words)}</details>'


def about(reading: Reading) -> str:
    """What the indicator is, who owns it, its standard, and when its next figure is due."""
    indicator = reading.indicator
    way = {
        "higher_is_better": "Higher is better",
        "lower_is_better": "Lower is better",
        "neutral": "Neither higher nor lower is better",
    }[indicator.polarity]
    if indicator.unit == "grade":
        way = "Grade 1 is the best, 4 the worst"
    rows = [
        ("Definition", indicator.definition),
        ("Of whom", indicator.group),
        ("Which way is better", way),
        ("Reported", "at inspections" if indicator.frequency == "inspection" else f"every {indicator.frequency}"),
        ("Who answers for it", indicator.owner or "The report names nobody."),
        ("Standard", indicator.standard and f"“{indicator.standard.words}” ({indicator.standard.at})"),
        ("Note", indicator.note),
    ]
    items = "".join(f"<dt>{name}</dt><dd>{text(words)}</dd>" for name, words in rows if words)
    return f'<h2>What this indicator is</h2><dl class="facts-list">{items}</dl>'


def comparisons(catalogue: Catalogue, indicator: Indicator) -> str:
    """Comparators that are only listed, targets in words, and the source's own view, all quoted."""
    blocks = []
    if listed := chart_tables.listed_comparators(catalogue, indicator):
        items = "".join(f"<li>{text(line)}</li>" for line in listed)
        blocks.append(f'<h2>Comparisons that are not drawn</h2><ul class="quotes">{items}</ul>')
    in_words = [target for target in indicator.targets if target.words]
    if in_words:
        items = "".join(
            f"<li>{text(quote_words(target.words or '', catalogue.sources[target.source], target.at))}</li>"
            for target in in_words
        )
        blocks.append(f'<h2>Targets given in words</h2><ul class="quotes">{items}</ul>')
    if indicator.said:
        items = "".join(
            f"<li>{text(quote_words(phrase.words, catalogue.sources[phrase.source], phrase.at))}</li>"
            for phrase in indicator.said
        )
        blocks.append(f'<h2>What the report itself says</h2><ul class="quotes">{items}</ul>')
    return "".join(blocks)


def sources(catalogue: Catalogue, indicator: Indicator) -> str:
    """The source of every figure; its quotation and notes on demand."""
    rows = []
    for cited in citations.citations(catalogue, indicator):
        quote = f"<blockquote>“{text(cited.quote)}”</blockquote>" if cited.quote else ""
        notes = "".join(f"<p>{text(note)}</p>" for note in cited.notes)
        when = f", {text(cited.what)}" if cited.what and cited.what not in cited.figure else ""
        rows.append(
            f"<details><summary><b>{text(cited.figure)}</b>{when}</summary>"
            f"<p>{text(cited.source)}</p>{quote}{notes}</details>"
        )
    if indicator.source and indicator.at and not indicator.observations:
        where = citation(catalogue.sources[indicator.source], indicator.at)
        rows.append(f"<p>That there is no figure: {text(where)}.</p>")
    return f'<h2>Where each figure comes from</h2><div class="sources">{"".join(rows)}</div>'


def no_such_indicator(asked: str) -> str:
    """That the address names no indicator of the data file."""
    return paragraph(f"There is no indicator “{asked}”. This is another one; choose below.", look="caution")


def previous_and_next(readings: list[Reading], reading: Reading) -> str:
    """Links to the previous and next indicator of the same theme."""
    theme = [other.indicator for other in readings if other.theme.id == reading.theme.id]
    place = theme.index(reading.indicator)
    links = [page_link("./", "Scorecard")]
    if place > 0:
        links.append(page_link(indicator_address(theme[place - 1].id), f"← Previous: {theme[place - 1].title}"))
    if place + 1 < len(theme):
        links.append(page_link(indicator_address(theme[place + 1].id), f"Next: {theme[place + 1].title} →"))
    links.append(page_link(f"trends?m={reading.indicator.id}", "On Trends"))
    return f'<nav class="neighbours" aria-label="{text(reading.theme.name)}">{" ".join(links)}</nav>'
