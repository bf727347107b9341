"""The meeting's pack on paper and as a workbook: what is in it, PDF, XLSX, CSV, the text for the committee report.

May import: charts, exports, wording and what is below them; of libraries typst, pikepdf and XlsxWriter.
Begin with: ``contents``.
"""
