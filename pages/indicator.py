"""One indicator: its finding, its chart, what it is, and the source of every figure."""

from datetime import date

from metrics.markup import indicator_page, published
from metrics.screen import downloads, indicator, page_frame

view = page_frame.open_data(date.today())
reading = indicator.choose_indicator(view)
page_frame.title(reading.indicator.name, reading.indicator.title, printed=True)
page_frame.show(indicator_page.finding(reading))
indicator.show_chart(view, reading)
page_frame.show(published.section(view.catalogue, reading))
indicator.show_minutes(view, reading)
page_frame.show(indicator_page.comparisons(view.catalogue, reading.indicator) + indicator_page.about(reading))
indicator.show_table(view, reading)
downloads.offer_downloads(view, reading)
page_frame.show(indicator_page.sources(view.catalogue, reading.indicator))
page_frame.footer(view, reading)
