"""What is due: which figures are in, which are missing and since when, and who answers."""

from datetime import UTC, datetime
from functools import partial

from metrics.screen import due, page_frame

clock = partial(datetime.now, UTC)  # for this run of the page and for the press of a button
page_frame.title("What is due", "What is due", printed=True)
view = page_frame.open_data(clock().date())
due.show_due(view, clock)
page_frame.footer(view)
