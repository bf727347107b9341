"""History: every change of the data, newest first, and the way back."""

from datetime import UTC, datetime

from metrics import mending, screen

now = datetime.now(UTC)
screen.title("History", "History")
view = screen.open_data(now.date())
mending.show_history(now, view.catalogue)
screen.footer(view)
