"""What leaves the product as data: the tidy table (CSV), workbooks, readings as JSON, the tables behind charts.

May import: analysis, wording and what is below them; of libraries pandas and openpyxl.
Begin with: ``tidy``.
"""
