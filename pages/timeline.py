"""Timeline: what happened and when, judgements over time, and what is told in words only."""

from datetime import UTC, datetime
from functools import partial

from metrics.screen import page_frame, timeline

clock = partial(datetime.now, UTC)  # for this run of the page and for the press of a button
page_frame.title("Timeline", "Timeline", printed=True)
view = page_frame.open_data(clock().date())
timeline.show_timeline(view, clock)
page_frame.footer(view)
