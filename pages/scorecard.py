"""The scorecard: every indicator on one page, and what to look at first."""

from datetime import UTC, date, datetime

from metrics.screen import page_frame, scorecard
from metrics.wording import headline

page_frame.title(headline.title(page_frame.area()), "Scorecard", printed=True)
view = page_frame.open_data(date.today())
scorecard.show_scorecard(view, datetime.now(UTC))
page_frame.footer(view)
