"""Files of people's spreadsheets: CSV and workbooks to rows, in a sandbox, and the template they fill in.

May import: entry, exports and what is below them; of libraries openpyxl.
Begin with: ``file_types`` (bytes -> tables of cells), then ``upload_reader`` (a table -> rows, or every fault).
"""
