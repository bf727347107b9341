"""The rooms, one line each, from the ground up: a room imports only from lines above its own.

period       what a period is: parse, order, label, compare like with like
indicator    the data contract: what one entry of the file may hold
rules        what one field alone can't decide
catalogue    YAML text -> Catalogue, or every problem with its line number
insertion    where new text goes in hand-written YAML
written      contract data -> YAML text, as a careful hand would write it
amend        YAML text + change -> YAML text; no byte that stands in the file is touched
disclosure   small numbers: what may be shown
losses       what a file of figures has lost since it was last known, by name
journal      the journal of changes as text, and what a change did
files        what saving needs of the disk: a lock, whole files or none, lines that stay written
archive      the history folder: lock, journal, and every version ever saved or seen
known        first sight of the file, changes by hand, and what they lost
settings     who may do what, as access.toml says
access       who may read, who may write
changes      save, undo, restore, confirm
store        the data file: read whole, and the door to its changes and its history
frames       Catalogue -> tidy pandas
reading      what may be said of an indicator: latest, change, better or worse, target, comparator
variation    XmR limits, special causes, assurance, and whether two shares differ
wording      every sentence the product says
tables       the tables that people read, and where each figure comes from
style        palette, fonts, strokes, one Altair configuration
marks        what of an indicator is drawn, and what is joined
layout       axes, and room for labels
labels       labels that stand clear of each other
lines        the chart over time, and the chart of undated figures
strips       the chart of a single figure beside target and comparators
pictures     the small picture of a scorecard row
charts       which form a measure takes; specs and downloads
markup       small pieces of HTML, where all text is escaped
scorecard    the scorecard's HTML
measure      the HTML of one measure's page
sources      the HTML of Sources and method
screen       the only room that imports streamlit
"""
