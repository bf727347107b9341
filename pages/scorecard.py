"""The scorecard: every indicator on one page, and what to look at first."""

from datetime import date

from metrics.screen import page_frame, scorecard

page_frame.title(f"How well {page_frame.area()} looks after its children", "Scorecard", printed=True)
view = page_frame.open_data(date.today())
scorecard.show_scorecard(view)
page_frame.footer(view)
