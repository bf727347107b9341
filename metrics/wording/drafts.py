"""What an editor is told of a draft: that it is kept, that it is here again, and what became of a save meanwhile.

(contract: Drafts)
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from metrics.wording.formatting import listed, moment, plural

START_EMPTY = "Start empty"
TAKE_BACK = "Take back what was put away"
PUT_AWAY = "The form is empty again. What it held was put away."
START_FROM_STANDING = "Start from what stands"
CHANGES_PUT_AWAY = "The fields say again what stands. What you had changed was put away."
NOTHING_TO_TAKE_BACK = "Nothing was put away that could be taken back."
ANOTHER_WINDOW = (
    "Another window of yours filled in this form meanwhile. What it held was put away, and what stands here is kept."
)
CHECK_AGAIN = "It had been checked and was not saved; check it again, and look again at what you had ticked."
RESTARTED = (
    "The server was started again meanwhile. Nothing was saved. What you filled in is here; check it again, and look "
    "again at what you had ticked."
)
RESTARTED_AND_CHANGED = "The server was started again meanwhile. What you filled in is here."
CHANGED = "The file was changed since then:"
LOOK_AGAIN = "Check again what you filled in."
OWN_SAVE = "Where that was your own Save, press “{}”; where it wasn’t, check again."
AFTER_MENDING = "What you filled in is kept as a draft. It is here again once the file is mended, and after a reload."
AFTER_SIGN_IN = "What you filled in is kept as a draft, and is here again once you have signed in."


def kept(days: int, *, signed_in: bool) -> str:
    """That what is typed is kept, for how long, and who may see it."""
    whom = "you alone see it here" if signed_in else "whoever edits on this computer sees it"
    return f"What you fill in is kept as a draft while you type, for {days} days; {whom}."


def not_kept(why: str) -> str:
    """That it can't be kept, and why: ``why`` is a sentence without its full stop."""
    return (
        f"What you fill in can’t be kept as a draft: {why}. It stays on this page, and is lost where the page is "
        "reloaded or closed before you save."
    )


def here_again(at: datetime, fields: int) -> str:
    """That a draft of that moment stands in the form again."""
    return f"What you filled in on {moment(at, ' at ')} is here again ({fields} {plural(fields, 'field')})."


def of_indicators(titles: Sequence[str]) -> str:
    """Of which indicators it is, on the page that changes one at a time."""
    return f"It is of {listed(titles)}." if titles else ""


def since(*, checked: bool, restarted: bool, changes: Sequence[str], start: str = START_EMPTY) -> list[str]:
    """What became of it meanwhile: ``changes`` say who changed the file; one of them may be the editor's own save.

    ``start`` is what the button says that puts the draft away.
    """
    if changes:
        begins = [RESTARTED_AND_CHANGED] if checked and restarted else []
        return [*begins, CHANGED, *changes, OWN_SAVE.format(start) if checked else LOOK_AGAIN]
    if not checked:
        return []
    return [RESTARTED if restarted else CHECK_AGAIN]


def choose_again(files: Sequence[str]) -> str:
    """That files were too large to be kept."""
    return f"Too large to be kept, so choose it again: {', '.join(files)}." if files else ""


def damaged(file: str) -> str:
    """That a draft can't be read."""
    return f"A draft of yours can’t be read any more. It was kept as {file} beside the data; IT may be able to help."
