"""The dashboard's code, package by package from the ground up; a package imports only from lines above its own.

catalogue   the data contract: YAML text -> Catalogue or every problem with its line; published series, periods, edits;
            the panel's record of meetings, challenges and exceptions
access      permissions: who may read, who may write figures, who may keep the panel's record
analysis    what may be said: verdicts, confidence intervals, SPC limits, suppression, targets, the published reading
wording     every sentence of a finding, citations, alt text, and numbers and periods in words
store       the data files on disk: cache of the last good one, lock, journal (audit trail), history, undo, restore,
            drafts of what is not saved yet
exports     what leaves as data: tidy table, CSV, workbooks, JSON, the tables behind charts
charts      Altair charts: time charts, bar charts, sparklines, legends, labels, colours; as spec, SVG, PNG
entry       rows -> a proved change: cell values, form messages, plausibility checks (warnings)
uploads     people's spreadsheets: CSV, workbooks in a sandbox, column matching, the template
pack        the meeting's pack: PDF, XLSX, CSV, and the text for the committee report
trends      the page Trends without its widgets: the view as an address (URL), which indicators it selects
ees_import  the Department's published releases: mapping, areas, neighbours, reconciliation
markup      HTML, escaped: scorecard, one indicator, method, history, previews
screen      the pages' rooms in Streamlit: widgets, session state, caches, sign-in
cli         the command line: check, figures, reading, due, template, add, import, compare, panel, undo, history

Packages of one layer (access and analysis, wording and store, exports, charts and entry, uploads, trends and pack,
ees_import and markup, screen and cli) don't import each other. docs/architecture.md tells why.
"""
