"""What changed, for readers; for editors History: every change of the data, newest first, and the way back."""

from datetime import UTC, datetime
from functools import partial

from metrics.screen import history, page_frame

clock = partial(datetime.now, UTC)  # for this run of the page and for the press of a button
heading = history.title(clock)
page_frame.title(heading, heading)
view = page_frame.open_data(clock().date())
history.show_history(clock, view)
page_frame.footer(view)
