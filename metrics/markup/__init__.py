"""HTML, where all text is escaped: the parts of every page that are not widgets or charts.

May import: exports, charts, trends, uploads and what is below them; of libraries pandas, for tables it is handed.
Begin with: ``elements``, the small pieces that every page is made of; then ``page``, what every page has.
"""
