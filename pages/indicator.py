"""One measure: its finding, its chart, what it is, and the source of every figure."""

from datetime import date

from metrics import measure, screen

view = screen.open_data(date.today())
reading = screen.choose_measure(view)
screen.title(reading.indicator.name, reading.indicator.title)
screen.show(measure.finding(reading))
screen.show_chart(view, reading)
screen.show_minutes(view, reading)
screen.show(measure.comparisons(view.catalogue, reading.indicator) + measure.about(reading))
screen.show_table(view, reading)
screen.offer_downloads(view, reading)
screen.show(measure.sources(view.catalogue, reading.indicator))
screen.footer(view, reading)
