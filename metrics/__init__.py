"""The rooms, one line each, from the ground up: a room imports only from lines above its own.

period       what a period is: parse, order, label, compare like with like
indicator    the data contract: what one entry of the file may hold
rules        what one field alone can't decide
catalogue    YAML text -> Catalogue, or every problem with its line number
columns      what one row of a quarter may hold, typed or in a file
cells        what a person types into a cell -> a value for the contract
due          which period comes next, and which measures are due for it
insertion    where new text goes in hand-written YAML
written      contract data -> YAML text, as a careful hand would write it
amend        YAML text + change -> YAML text; no byte that stands in the file is touched
faults       the contract's problems in words for who fills in a form, at the cell that is meant
held         whether the file says already what a new entry says
unknowns     where a source has no information on some: how many are known, and the rate among them
phrases      values, sizes and periods in words: the smallest pieces of every sentence
draft        one change as it grows, row by row, and what is wrong with the rows themselves
proposal     rows of a form, a file or the command line -> one change, or every fault at its row
choice       what the page Trends is asked to show, and the address that says the same
events       dated events: data/events.yaml -> events, or every problem with its line
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
spreadsheet  a tidy table as a workbook without formulas
chance       small numbers: how far chance reaches in a share, and whether two shares differ by more
variation    XmR limits, special causes, assurance
outcomes     which line of a period stands, which may be joined, and which the latest is set against
verdicts     better or worse, met or missed: one figure against another, or against a target
others       figures that others published: which may be drawn, and which release's counts
reading      what may be said of an indicator: latest, change, better or worse, target, comparator
frames       Catalogue -> tidy pandas
drawing      what a chart is asked to show beside its figures, and the scales that it shares
trends       the measures that the page Trends draws, cut to the years, with scales they share
remarks      the sentences on chance and variation
wording      every sentence the product says
readout      a reading as JSON: everything that the screen says of a measure
tables       the tables that people read, and where each figure comes from
scale        published figures whose scale looks wrong, such as a share in place of a percentage
doubts       what of new figures looks wrong though it may be right
delimited    text with commas, semicolons or tabs -> cells, numbered as a spreadsheet numbers them
headings     which column is which, matched forgivingly
celltext     what a workbook's cell shows -> text
unpacking    the process that reads one workbook, with limits on its own memory and time
workbook     a workbook -> the cells of its sheets, read by that process
upload       bytes or pasted text -> tables of cells, or the sentence that refuses them
sections     a table -> its parts, each below headings of its own
sheet        an uploaded or pasted table -> rows, or every fault with its row and column
release      a published file in the layout of Explore Education Statistics, row by row
survey       what a published file holds, so that its rows can be chosen
neighbours   statistical neighbours: which authorities by which model, and their mean or median
mapping      which rows of a published file serve which measure: data/published.yaml
areas        which area a row of a published file is of, by its code or its name
selection    the rows of a published file that mappings need, each area and period once
remainders   which counts would tell a suppressed number by what is left over
unfound      what was looked for in a published file and isn't there, in few sentences
published    a published file -> comparators, and the council's own series
vintages     published figures beside those that stand already -> one change
intake       what an import of published files is asked for: release, neighbours and mappings
prefilled    what a template holds before anybody fills it in
template     the template for a period, as CSV and as a workbook
style        palette, fonts, strokes, one Altair configuration
signs        our own small shapes for special causes and assurance
marks        what of an indicator is drawn, and what is joined
layout       axes, and room for labels
labels       labels that stand clear of each other
places       where periods stand on a chart: on an axis of days, or of words
values       the council's values at their marks
bands        what chance explains, drawn: mean, limits, and how far chance reaches
badges       special causes at their figures
dots         the figures of every series: a dot each, and the lines that join them
happenings   events on a chart over time
lines        the chart over time, and the chart of undated figures
strips       the chart of a single figure beside target and comparators
pictures     the small picture of a scorecard row
charts       which form a measure takes; specs and downloads
markup       small pieces of HTML, where all text is escaped
scorecard    the scorecard's HTML
measure      the HTML of one measure's page
sources      the HTML of Sources and method
preview      the HTML of entering a quarter: faults, what will be added, what was saved
explore      the HTML of the page Trends
past         the HTML of the history
console      the command line's way to enter, undo and restore
signin       who is visiting, and the sign-in parts of the screen; from here on rooms import streamlit
screen       what every page shares: the look, the data as readers may see it, the footer
showing      the pages Scorecard and One measure: pictures and charts, drawn once for each version
fields       one field of a form as the widget that fits it, whose text stays while it is off the screen
entering     the page Add a quarter: who is at work, and which period and source all figures are of
form         its form: a line for each measure, and blocks for what is added beside figures
returns      its other two ways: a filled-in file, and rows that are pasted
signing      who and why, and the save of what was shown
saving       what would be saved and what is wrong with it: of a quarter and of published figures
importing    the page Import published figures: the file, its rows, release and neighbours
exploring    the page Trends: what to show, the charts, the address
mending      the page History: undo, restore, and confirming a loss
"""
