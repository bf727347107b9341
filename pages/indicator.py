"""One measure: its finding, its chart, what it is, and the source of every figure."""

from datetime import date

from metrics.markup import measure
from metrics.screen import screen, showing

view = screen.open_data(date.today())
reading = showing.choose_measure(view)
screen.title(reading.indicator.name, reading.indicator.title)
screen.show(measure.finding(reading))
showing.show_chart(view, reading)
showing.show_minutes(view, reading)
screen.show(measure.comparisons(view.catalogue, reading.indicator) + measure.about(reading))
showing.show_table(view, reading)
showing.offer_downloads(view, reading)
screen.show(measure.sources(view.catalogue, reading.indicator))
screen.footer(view, reading)
