"""The HTML of the page Sources and method: sources, rules in plain words, data dictionary, accessibility."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from markupsafe import Markup

from metrics.catalogue import models as contract
from metrics.catalogue.models import Catalogue, Entry
from metrics.catalogue.period import day_words
from metrics.markup.elements import indicator_link, text
from metrics.markup.page import plain_table
from metrics.wording import formatting

RULES = (
    ("No figure", "“No figure yet”, and why.", "Any mark on a chart."),
    ("1 figure", "The value; the gap to a target in force; a comparator of the same period.", "An arrow or a line."),
    (
        "2 to 6 figures",
        "Dots and a thin line; the change since the figure before, with both periods named.",
        "The words trend, improving or rising; limits; whether a target is always met.",
    ),
    ("7 to 11, quarterly or monthly", "Also “seven in a row up” or “down”.", "Limits; whether a target is always met."),
    (
        "12 or more, quarterly or monthly, with 8 moving ranges",
        "Also the limits of what chance alone would explain, what is unusual, and whether a target is consistently "
        "met or missed. Where the level has shifted, neither limits nor that.",
        "Nothing further.",
    ),
)
"""How much may be said from how many comparable final figures; yearly figures stay with '2 to 6'."""

METHOD = (
    (
        "Change",
        "The latest figure is compared with the one before it of the same indicator, definition and kind of period. "
        "Predictions and suppressed figures are left out. Percentages change in percentage points. A change smaller "
        "than the figures are written to is “no change to the precision published”.",
    ),
    (
        "Better or worse",
        "Each indicator says which way is better. Up or down is said first, then better or worse. Where neither way is "
        "better, nothing is judged. Judgements are compared in words.",
    ),
    (
        "How sure a verdict is",
        "An indicator has one verdict of change and one of comparison, each of one of three strengths. Tested: where "
        "limits are drawn, only what is more than chance at the latest figure decides, and the page says improving or "
        "getting worse since when; without limits the counts of both figures must differ by more than chance alone "
        "explains, among all and among those whose status is known. Too few to tell: tested, and chance alone may "
        "explain it, or less than one person makes the difference; it is counted nowhere as better or worse. Not "
        "tested: there are no counts and no limits; the way it moved is told and counted apart. A comparator that is "
        "published without counts is taken as fixed; rounded counts must give the same answer whatever they were "
        "rounded from; a published figure of the same group, period and value lends its counts.",
    ),
    (
        "A year before",
        "Quarterly and monthly figures are also set beside the same time of the year before, in the same way.",
    ),
    (
        "What others publish about the council",
        "What a department publishes about the council is read by itself. It is never joined with the council's own "
        "figures, compared with them or counted among them. Its newest figure is set beside the one before, beside the "
        "first of its series, and beside England, the region and statistical neighbours as the same publication has "
        "them for the same group and period. How sure each verdict is, is told by the counts alone.",
    ),
    (
        "Targets and duties",
        "A figure is rated against every target in force on the last day of its period, a legal duty first. Reaching "
        "it exactly is meeting it. A figure without a date is not rated, nor is any figure against a limit that was "
        "only proposed, nor an average against a limit that the law sets for a single case; the gap is said all the "
        "same. Where a number is not shown, a duty of 100% is called missed if anybody was left out, since zero is "
        "always shown; nothing is said of a group that is small as a whole, or of a figure that is hidden for "
        "another's sake. With counts, a miss is told in people. A comparator is not a target.",
    ),
    (
        "Comparators",
        "A number is drawn for the period it covers and says whose and of whom it is. Better or worse than it is said "
        "only for the same group and the same period. A comparison that the report makes in words is quoted, and no "
        "number is guessed for it: “below” is not “worse”. Where several releases give a figure for one period, the "
        "newest is drawn and compared with; for a period that ended before the inspection's report, the one in force "
        "then. The others stay in the table.",
    ),
    (
        "Predictions",
        "A predicted figure is a hollow mark on a dotted line. It is never the latest figure and counts for nothing "
        "until its outcome comes.",
    ),
    (
        "Figures without dates",
        "They keep the report's own words. Two of them are compared only where one paragraph gives both.",
    ),
    (
        "Variation",
        "From 12 quarterly or monthly figures with 8 moving ranges, the mean is drawn as a thin line and two "
        "limits as dashed ones, each 2.66 mean moving ranges from the mean; the moving range is the distance from one "
        "figure to the next. Chance alone would explain nearly all figures between the limits. Four things are more "
        "than chance, and the first that fits names the figure: a figure beyond a limit (unusually high or low); seven "
        "in a row, each higher or each lower than the one before (a run); two of three beyond two thirds of the way to "
        "one limit, all three on that side of the mean; seven in a row on one side of the mean (a shift). A tie "
        "breaks a run. Every figure counts: none is left out for being unusual. NHS England's single-chart tool waits "
        "for 13 figures, NHSRplotthedots for 12; this dashboard for 12 with 8 moving ranges.",
    ),
    (
        "Periods without a number",
        "A period that is missing or not shown is named and does not end the limits. Nothing goes across it: no moving "
        "range, and no figures in a row. While figures are not shown, no target is called consistently met or missed, "
        "since those figures may all lie on one side.",
    ),
    (
        "A level that has shifted",
        "Where half of the figures or more are beyond chance, one mean doesn’t describe them. The page then says that "
        "the level has shifted, draws no limits and no marks that rest on them, and calls no target consistently met "
        "or missed. Seven in a row up or down are still marked, since they rest on the order of the figures alone. "
        "An officer may start new limits.",
    ),
    (
        "New limits",
        "A changed definition always starts new limits. Where the service itself changed, somebody may start new "
        "limits in the same line and signs for it: the chart says who, when and why. Earlier limits stay as they were.",
    ),
    (
        "Consistently meets or misses",
        "A target that lies beyond a limit is consistently met or consistently missed, unless the service changes. "
        "A target between the limits, or on one, is sometimes met and sometimes not, by chance alone. Where the latest "
        "figure misses what its limits would have it meet, or meets what they would have it miss, the page says so "
        "instead.",
    ),
    (
        "Chance in small numbers",
        "Where a percentage comes with its counts, the page says what one child is worth and how far chance alone "
        "leaves the underlying rate (the 95% interval of Wilson, 1927), rounded outwards. Whether two such figures "
        "differ by more than chance alone explains is judged by the 95% interval of their difference (Newcombe, 1998, "
        "method 10), and only where both have counts, may be compared, and don't count the same days.",
    ),
    (
        "Not known",
        "Where a source has no information on some, their share stands beside the outcome, and the rate among those "
        "known beside the published one.",
    ),
    (
        "Numbers that are not shown",
        "Counts of people below six from the council's own returns are not shown, nor is anything that would reveal "
        "them. Published figures are shown as published.",
    ),
    (
        "Look here first",
        "At most eight indicators: first those that miss a legal duty, then those getting worse and those worse than a "
        "like-for-like comparator by more than chance, then those that miss another target, then what moved the wrong "
        "way or is worse than a comparator and is not tested, then those of which the report speaks adversely. Within "
        "each, indicators with more such reasons stand first. What too few were counted to tell is no reason.",
    ),
)
"""The rules in plain words; reading.py applies them."""

DICTIONARY: tuple[tuple[str, type[Entry]], ...] = (
    ("Indicator", contract.Indicator),
    ("Figure of the council (observations)", contract.Observation),
    ("Comparator", contract.Comparator),
    ("The council's figure as published elsewhere (own_series)", contract.OwnFigure),
    ("Target", contract.Target),
    ("The source's own words (said)", contract.Said),
    ("Source", contract.Source),
    ("Theme", contract.Theme),
    ("Organisation", contract.Organisation),
    ("Other number of the report", contract.OtherNumber),
)


PLURALS = {"own figure as published": "own figures as published"}


def source_list(catalogue: Catalogue) -> str:
    """Every source, with what was taken from it."""
    tallies: dict[str, Counter[str]] = {source_id: Counter() for source_id in catalogue.sources}
    for kind, source_id in _cited(catalogue):
        tallies[source_id].update([kind])
    rows = []
    for source_id, source in catalogue.sources.items():
        counts = ", ".join(
            f"{count} {formatting.plural(count, kind, PLURALS.get(kind))}" for kind, count in tallies[source_id].items()
        )
        when = day_words(source.published) if source.published else "not given"
        note = Markup('<span class="quiet line">{}</span>').format(text(source.note)) if source.note else ""
        title = Markup("<b>{}</b>{}").format(text(source.title), note)
        rows.append((title, text(source.publisher), when, text(counts or "nothing yet")))
    return plain_table("Sources", ("Source", "Publisher", "Published", "What was taken from it"), rows)


def _cited(catalogue: Catalogue) -> Iterable[tuple[str, str]]:
    for indicator in catalogue.indicators:
        yield from (("figure", entry.source) for entry in indicator.observations)
        yield from (("comparator", entry.source) for entry in indicator.comparators)
        yield from (("own figure as published", entry.source) for entry in indicator.own_series)
        yield from (("target", entry.source) for entry in indicator.targets)
        yield from (("phrase", entry.source) for entry in indicator.said)
    yield from (("other number", entry.source) for entry in catalogue.other_numbers)


def other_numbers(catalogue: Catalogue) -> str:
    """The report's other numbers that are not indicators, each with the reason."""
    rows = [
        (f"“{number.words}”", text(number.what), text(number.why), text(number.at))
        for number in catalogue.other_numbers
    ]
    return plain_table(
        "Other numbers of the report", ("In the report", "What it is", "Why it is not an indicator", "Where"), rows
    )


def how_much() -> str:
    """The table of how much may be said from how many figures."""
    rows = [tuple(text(cell) for cell in row) for row in RULES]
    return plain_table("How much may be said", ("Comparable final figures", "May be said or drawn", "May not"), rows)


def method() -> str:
    """The rules in plain words."""
    return "".join(f"<h3>{text(name)}</h3><p>{text(words)}</p>" for name, words in METHOD)


def symbols() -> str:
    """The codes and markers of every table."""
    meanings = {**formatting.CODES, **formatting.MARKERS}
    return plain_table(
        "Symbols", ("Symbol", "Meaning"), [(f"[{code}]", text(words)) for code, words in meanings.items()]
    )


def cautions(catalogue: Catalogue) -> str:
    """What is ambiguous or in conflict in the report, indicator by indicator."""
    rows = [
        (indicator_link(indicator), text(indicator.caution)) for indicator in catalogue.indicators if indicator.caution
    ]
    return plain_table("What conflicts or is unclear", ("Indicator", "Caution"), rows)


def dictionary() -> str:
    """The data dictionary, generated from the contract."""
    parts = []
    for name, model in DICTIONARY:
        rows = []
        for key, field in model.model_fields.items():
            needed = "yes" if field.is_required() else "no"
            rows.append((Markup("<code>{}</code>").format(field.alias or key), text(field.description or ""), needed))
        parts.append(
            f"<details><summary><b>{text(name)}</b></summary><p>{text((model.__doc__ or '').splitlines()[0])}</p>"
            f"{plain_table(name, ('Key', 'Meaning', 'Required'), rows)}</details>"
        )
    return "".join(parts)


def accessibility(catalogue: Catalogue) -> str:
    """The accessibility statement, in the form that the regulations of 2018 give to public bodies."""
    name, contact = text(catalogue.organisation.name), text(catalogue.organisation.contact)
    return f"""<p>This statement applies to the dashboard of looked-after children's indicators of {name}. It is meant
for as many people as possible. You can use every page with a keyboard alone, zoom to 400% without losing content, read
every chart as a sentence and as a table, and choose light or dark colours.</p>
<h3>How accessible it is</h3><p>We know of these limits: a chart's tooltips need a mouse (their content stands in the
table below the chart); the page's language is marked as English without saying British English; and a screen reader is
not told when the page's content changes after a link is followed.</p>
<h3>Feedback and contact</h3><p>If you need a figure in another form, or meet a barrier, write to: {contact},
{name}.</p>
<h3>Enforcement</h3><p>The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile
Applications) (No. 2) Accessibility Regulations 2018. If you are not content with our answer, contact the Equality
Advisory and Support Service.</p>
<h3>Technical information and compliance</h3><p>{name} is committed to making this dashboard accessible under these
regulations. It is partially compliant with the Web Content Accessibility Guidelines 2.2, level AA, because of the
limits above.</p>
<h3>Preparation of this statement</h3><p>It was prepared on 23 November 2026. Every page is tested automatically at each
change, light, dark and at a width of 320 pixels, with axe-core in Chromium, together with a contrast test of charts and
a keyboard test. It has not yet been tested with people who use screen readers.</p>"""
