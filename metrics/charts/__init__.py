"""Altair charts, pure: a reading in, a chart out; as a spec, an SVG or a PNG.

May import: analysis, wording and what is below them; the only package with Altair and vl-convert.
Begin with: ``chart_form``; ``chart_series`` says what is drawn; ``time_chart``, ``bar_chart``, ``sparkline`` draw it
and ``render`` writes it.
"""
