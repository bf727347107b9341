"""An indicator's chart for paper: the one of its page, at a sheet's width."""

from __future__ import annotations

from metrics.analysis.reading import Reading
from metrics.catalogue.models import Catalogue
from metrics.charts import render
from metrics.charts.chart_form import chart_for
from metrics.charts.options import Drawing
from metrics.charts.palette import LIGHT


def picture(catalogue: Catalogue, reading: Reading) -> str:
    """The chart as SVG, with words of 9 points and more on a sheet; empty where nothing can be drawn."""
    area, sources = catalogue.organisation.area, catalogue.sources
    chart = chart_for(reading, palette=LIGHT, area=area, sources=sources, drawing=Drawing(panels=True))
    return "" if chart is None else render.still(chart, render.PAPER)
