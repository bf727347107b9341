"""One measure: its finding, its chart, what it is, and the source of every figure."""

from datetime import date

from metrics.markup import indicator_page
from metrics.screen import screen, showing

view = screen.open_data(date.today())
reading = showing.choose_measure(view)
screen.title(reading.indicator.name, reading.indicator.title)
screen.show(indicator_page.finding(reading))
showing.show_chart(view, reading)
showing.show_minutes(view, reading)
screen.show(indicator_page.comparisons(view.catalogue, reading.indicator) + indicator_page.about(reading))
showing.show_table(view, reading)
showing.offer_downloads(view, reading)
screen.show(indicator_page.sources(view.catalogue, reading.indicator))
screen.footer(view, reading)
