"""Trends: follow indicators over time, beside comparators, targets and events."""

from datetime import date

from metrics.screen import page_frame, trends

page_frame.title("Trends", "Trends")
view = page_frame.open_data(date.today())
state = trends.choose(view)
trends.show(view, state)
page_frame.footer(view)
