"""The data contract: what one entry of data/indicators.yaml may hold.

Every class is one kind of entry; every field's description is the data
dictionary that the Sources page and the JSON schema show. What one field may hold is
in ``field_types``; what one entry alone can't decide (a known source, the order of
figures, a ratio against its unit) is in ``validation``.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from metrics.catalogue.field_types import (
    Code,
    Comparable,
    Day,
    Flag,
    Frequency,
    Id,
    Marker,
    Number,
    Polarity,
    Quote,
    Relation,
    Role,
    SaidDirection,
    SourceKind,
    Statistic,
    Status,
    Subject,
    TargetKind,
    Text,
    Unit,
    When,
    Whole,
    one_of,
)


class Entry(BaseModel):
    """Any mapping of the file: unknown keys are refused, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Cited(Entry):
    """Whatever is said or counted by somebody: it names its source and the place in it."""

    source: Id = Field(description="Id of the source, from the list of sources.")
    at: Text = Field(description="Where in the source: a paragraph, table, section or regulation.")


class Rebase(Entry):
    """A dated, signed reason to start new limits in a continuous line."""

    reason: Text
    by: Text
    on: Day


class Retirement(Entry):
    """From when on an indicator is no longer reported, and why (contract: Retired indicators)."""

    on: Day = Field(description="The day from which no figure of it is asked for any more.")
    reason: Text = Field(description="Why it is no longer reported.")


class Tolerance(Cited):
    """How far from a target still counts as close to it (the amber band), with its own source."""

    value: Number = Field(description="Width of the band, in the indicator's unit.")


class Figure(Cited):
    """A number, or a code that says why there is none."""

    value: Number | None = Field(None, description="A plain number in the indicator's unit.")
    code: Annotated[Code, one_of("code", Code, {"k": "low"})] | None = Field(
        None, description="Why there is no number: c suppressed, x not available, z not applicable, low rounds to zero."
    )
    marker: Annotated[Marker, one_of("marker", Marker)] | None = Field(
        None, description="u: low reliability, in the source's own view."
    )
    status: Annotated[Status, one_of("status", Status)] = Field("final", description="How settled the figure is.")
    numerator: Whole | None = Field(None, description="The count, from the value's own source.")
    denominator: Whole | None = Field(None, description="Out of how many, from the value's own source.")
    unknown: Whole | None = Field(
        None, description="Of the denominator, how many the source has no information on ('not known')."
    )
    counts_rounded_to: Whole = Field(1, description="To what the source rounds its counts; 1 when exact.")
    quote: Quote | None = Field(None, description="Up to twelve words around the figure, verbatim.")
    note: Text | None = Field(None, description="Anything a reader must know of this figure.")


class Observation(Figure):
    """One figure of the council's own for one period."""

    period: When = Field(description="Our reading of the period.")
    predicted_by: Text | None = Field(None, description="Who predicted it, for a predicted figure.")
    as_written: Text | None = Field(None, description="The source's own phrase for the period.")
    inferred: list[Annotated[str, one_of("inferred field", Literal["period", "value"])]] = Field(
        default_factory=list, description="What is our reading and not stated by the source."
    )
    break_before: Text | None = Field(None, description="Why the line ends before this figure and starts anew.")
    rebase_before: Rebase | None = Field(None, description="Why limits start anew in a continuous line.")
    by: Text | None = Field(None, description="Who revised it.")
    on: Day | None = Field(None, description="When it was revised.")
    reason: Text | None = Field(None, description="Why it was revised.")
    commentary: Text | None = Field(None, description="What happened and what will be done.")
    _short_of_all: bool = PrivateAttr(default=False)

    @property
    def short_of_all(self) -> bool:
        """Whether it is suppressed for its own small count, and falls short of all (or of none, where that is better).

        Never in the file: suppression keeps it, since a remainder of zero is no small number (contract: Suppression).
        """
        return self._short_of_all

    def mark_short_of_all(self, short: bool) -> None:
        """For suppression alone, on a copy that it has just made."""
        self._short_of_all = short


class Comparator(Figure):
    """Somebody else's figure, or somebody's words of comparison, for the same indicator."""

    area: Text = Field(description="Whose figure: England, South East, statistical neighbours ...")
    group: Text = Field(description="Of whom: the same words as the indicator's group when like for like.")
    period: When = Field(description="The period it covers.")
    words: Text | None = Field(None, description="The source's phrase, where it gives no number.")
    relation: Annotated[Relation, one_of("relation", Relation)] = Field(
        "unstated", description="Where the council stands against it, in the source's words."
    )
    comparable: Annotated[Comparable, one_of("answer", Comparable)] = Field(
        "yes", description="Whether it is like for like: yes, partly or no."
    )
    why: Text | None = Field(None, description="Why it is only partly comparable, or not.")
    published_after: Flag = Field(False, description="True when it was published after the inspection's report.")
    beside: When | None = Field(None, description="The undated figure that this dated one stands beside.")
    model: Text | None = Field(None, description="For statistical neighbours: which list, of which date.")
    statistic: Annotated[Statistic, one_of("statistic", Statistic)] | None = Field(
        None, description="For statistical neighbours: mean or median."
    )


class OwnFigure(Figure):
    """The council's own figure as somebody else published it; never the latest, never a comparator."""

    period: When = Field(description="The period it covers.")
    group: Text | None = Field(None, description="Of whom.")
    comparable: Annotated[Comparable, one_of("answer", Comparable)] = Field(
        "yes", description="Whether it is the same indicator: yes, partly or no."
    )
    why: Text | None = Field(None, description="Why it is only partly the same indicator, or not.")
    published_after: Flag = Field(False, description="True when it was published after the inspection's report.")


class Target(Cited):
    """What the figure should be, who says so, and from when to when."""

    value: Number | None = Field(None, description="The target in the indicator's unit.")
    words: Text | None = Field(None, description="The source's phrase, where it gives no number.")
    kind: Annotated[TargetKind, one_of("kind of target", TargetKind)] | None = Field(
        None, description="Statutory limit, statutory duty, proposed limit, council target or national target."
    )
    label: Text | None = Field(None, description="What the line on the chart is called.")
    from_: Day | None = Field(None, alias="from", description="First day in force.")
    until: Day | None = Field(None, description="Last day in force.")
    tolerance: Tolerance | None = Field(None, description="The sourced band that counts as close to the target.")
    inferred: list[Annotated[str, one_of("inferred field", Literal["value"])]] = Field(
        default_factory=list, description="What is our reading and not stated by the source."
    )
    note: Text | None = Field(None, description="Anything a reader must know of this target.")


class Said(Cited):
    """The source's own view, shown in quotation marks and never computed with."""

    words: Text = Field(description="The phrase, verbatim.")
    about: Annotated[Subject, one_of("subject", Subject)]
    direction: Annotated[SaidDirection, one_of("direction", SaidDirection)]


class Standard(Cited):
    """A limit that is part of the indicator itself."""

    words: Text


class Indicator(Entry):
    """One indicator: what it is, and everything known of it."""

    id: Id = Field(description="Lower-case words joined by hyphens; never changes, since links and minutes use it.")
    number: Whole | None = Field(
        None, description="1, 2, 3 and so on: permanent and never another's, so that minutes can say indicator 12."
    )
    name: Text = Field(description="The whole name.")
    short_name: Text | None = Field(None, description="A name of up to 40 characters.")
    group: Text | None = Field(None, description="Of whom it is counted.")
    theme: Id = Field(description="Id of its theme.")
    unit: Annotated[Unit, one_of("unit", Unit)] = Field(description="What the value is counted in.")
    of: Text | None = Field(None, description="For a count: what is counted.")
    polarity: Annotated[Polarity, one_of("polarity", Polarity)] = Field(description="Which way is better.")
    frequency: Annotated[Frequency, one_of("frequency", Frequency)] = Field(
        description="How often it is reported from now on."
    )
    definition: Text = Field(description="What is counted, of whom, and when.")
    why_it_matters: Text | None = Field(None, description="One plain sentence for a councillor: why to look at it.")
    ask: Text | None = Field(None, description="A question for whoever answers for it, which holds no figure.")
    caution: Text | None = Field(None, description="What a reader must be careful about.")
    owner: Text | None = Field(None, description="The role that answers for it.")
    expected_from: Day | None = Field(
        None, description="The day from which its figures are due, though it has had none yet."
    )
    retired: Retirement | None = Field(None, description="Since when and why it is no longer reported.")
    note: Text | None = Field(None, description="Anything else a reader must know.")
    said: list[Said] = Field(default_factory=list, description="The source's own words of level and direction.")
    standard: Standard | None = Field(None, description="A limit that is part of the indicator itself.")
    comparators: list[Comparator] = Field(default_factory=list, description="What others' figures are.")
    own_series: list[OwnFigure] = Field(
        default_factory=list, description="The council's own figures as others published them."
    )
    targets: list[Target] = Field(default_factory=list, description="What the figure should be, dated.")
    observations: list[Observation] = Field(description="The figures, oldest first; [] awaits the first.")
    why_missing: Text | None = Field(None, description="Why there is no figure yet.")
    source: Id | None = Field(None, description="Where it is said that the figure is missing.")
    at: Text | None = Field(None, description="The place in that source.")

    @property
    def title(self) -> str:
        """The name to show where room is short."""
        return self.short_name or self.name


class Source(Entry):
    """Where figures come from."""

    title: Text
    publisher: Text
    kind: Annotated[SourceKind, one_of("kind of source", SourceKind)]
    published: Day | None = Field(None, description="The day it was published.")
    url: Text | None = None
    licence: Text | None = None
    note: Text | None = None


class Theme(Entry):
    """A heading under which indicators stand."""

    id: Id
    name: Text
    role: Annotated[Role, one_of("role", Role, {"measures": "indicators"})] = Field(
        "indicators", description="Judgements and context stay out of the counts of better and worse."
    )


class Organisation(Entry):
    """Whose dashboard this is."""

    name: Text
    area: Text = Field(description="The organisation's area as comparators name it.")
    area_code: Text | None = None
    contact: Text = Field(description="Whom to ask about a figure.")
    suppress_below: Whole = Field(6, description="Counts of people below this are not shown (and not zero).")
    due_days: Whole = Field(30, description="Days after a period's end by which its figure is due.")


class OtherNumber(Cited):
    """A number of the report that is not an indicator, so that nothing is unaccounted for."""

    words: Text = Field(description="The number as the report prints it.")
    what: Text = Field(description="What it is.")
    why: Text = Field(description="Why it is not an indicator.")


class Catalogue(Entry):
    """The whole file."""

    organisation: Organisation
    sources: dict[Id, Source]
    themes: list[Theme]
    indicators: list[Indicator]
    other_numbers: list[OtherNumber] = Field(default_factory=list)

    def indicator(self, indicator_id: str) -> Indicator | None:
        return next((indicator for indicator in self.indicators if indicator.id == indicator_id), None)

    @property
    def last_number(self) -> int:
        """The highest number of an indicator; 0 where none has one."""
        return max((indicator.number or 0 for indicator in self.indicators), default=0)

    def theme(self, theme_id: str) -> Theme:
        """The theme of this id.

        Raises:
            KeyError: there is none; the themes of a catalogue's own indicators are always there.
        """
        for theme in self.themes:
            if theme.id == theme_id:
                return theme
        raise KeyError(f"no theme '{theme_id}'; the themes are {', '.join(theme.id for theme in self.themes)}")
