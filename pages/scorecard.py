"""The scorecard: every measure on one page, and what to look at first."""

from datetime import date

from metrics.screen import screen, showing

screen.title(f"How well {screen.area()} looks after its children", "Scorecard")
view = screen.open_data(date.today())
showing.show_scorecard(view)
screen.footer(view)
