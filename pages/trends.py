"""Trends: follow measures over time, beside comparators, targets and events."""

from datetime import date

from metrics.screen import exploring, screen

screen.title("Trends", "Trends")
view = screen.open_data(date.today())
made = exploring.choose(view)
exploring.show(view, made)
screen.footer(view)
