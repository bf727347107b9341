"""History: every change of the data, newest first, and the way back."""

from datetime import UTC, datetime

from metrics.screen import mending, screen


def clock() -> datetime:
    """The time now, for this run of the page and for the press of a button."""
    return datetime.now(UTC)


screen.title("History", "History")
view = screen.open_data(clock().date())
mending.show_history(clock, view.catalogue)
screen.footer(view)
