"""What is filled in on a page outlives the session: it is kept as a draft, and fills the form of a new session.

A session that finds a draft is filled in two steps. Fields that begin with a value of their own take the draft's before
they are drawn; all others once the page was drawn, and only where nobody touched them then. After a server was started
again the browser brings the fields that it still shows, and these are newer than any draft.
(contract: Drafts)
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import streamlit as st

from metrics.access import permissions, policy
from metrics.access.policy import Visitor
from metrics.markup import entry_preview
from metrics.screen import change_form, sign_in
from metrics.screen.added_blocks import BLOCKS, folded_again, unfolded
from metrics.screen.change_review import changes_since
from metrics.screen.edit_session import NEW_SOURCE, EditSession
from metrics.screen.widgets import TICK, File, key, memory_key, standing_key, start_afresh
from metrics.store import access_file, data_file, drafts
from metrics.store.drafts import Draft
from metrics.uploads.table import displayed_name
from metrics.wording import drafts as told

RUN = secrets.token_hex(8)
"""Names this run of the server, so that a session can tell that it was started again."""

THIS_COMPUTER = "this computer"
"""Whose a draft is where no sign-in tells editors apart."""

BATCH_TYPED = ("batch at", "batch by", "batch source title", "batch source publisher", "batch source day")
"""What is typed once for all figures, and stays after a save."""

BATCH_CHOSEN = ("batch period", "batch shown", "batch source", "batch source kind", "batch status")
"""What is chosen once for all figures: these fields are never empty."""

BLOCK_COUNTS = tuple(f"form {kind} count" for kind in BLOCKS)
"""How many blocks there are of what is added beside figures."""

BLOCK = re.compile(rf"form ({'|'.join(BLOCKS)}) \d+ ")
"""How the name of a field in such a block begins."""

TARGETS = ("form file targets", "form paste targets")
"""Whether targets in columns beside the figures are read."""

NOT_SEEN = "what stands wasn't seen yet"

SIGNED = ("signed by", "signed why")
"""The signature, who and why, which stands beside what is filled in."""


@dataclass
class Keeper:
    """One session's hold on the draft of one page.

    ``stamp`` and ``written`` are what it saw or wrote last, ``version`` that of the data which the filling in began
    on. ``pending`` is a draft that is still to be filled in; ``drawn``: the page was drawn once without it. ``batch``
    is what was left standing by the last save. ``told`` stands above the form and ``beside_check`` below it.
    """

    place: Path
    owner: str
    version: str
    stamp: str = ""
    written: Draft | None = None
    pending: Draft | None = None
    drawn: bool = False
    batch: dict[str, object] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    beside_check: list[str] = field(default_factory=list)
    unkept: str = ""
    way: str = ""


def begin(session: EditSession) -> None:
    """At the top of the form: fill it in from a draft, or keep what changed; and tell so."""
    keeper = _keeper(session)
    if keeper.pending is not None and keeper.drawn:
        _fill_in(session.page, keeper.pending)
        keeper.written = replace(keeper.pending, checked_by="")  # looking at it alone doesn't make it another draft
        keeper.pending, keeper.drawn = None, False
    _keep(keeper, session.page, session.now)
    with st.container():  # However much is told, the form keeps its place on the page.
        st.html(entry_preview.drafted(told.kept(drafts.DAYS, signed_in=keeper.owner != THIS_COMPUTER)))
        _tell(session, keeper)


def is_filling_in(session: EditSession) -> bool:
    """Whether a draft is still to be filled in, so that the form isn't yet what it is going to be."""
    return _keeper(session).pending is not None


def end(session: EditSession) -> None:
    """At the end of the form: keep what this run of the page changed, or draw it again with the draft filled in."""
    keeper = _keeper(session)
    if keeper.pending is not None:
        keeper.drawn = True
        st.rerun()
    if _is_checked(session.page):
        keeper.version, keeper.beside_check = session.loaded.of(session.which).version, []
    elif keeper.beside_check:
        st.html(entry_preview.refusal(keeper.beside_check))
    _keep(keeper, session.page, session.now)


def drop(session: EditSession) -> None:
    """After a save: the draft is gone, unless another window wrote to it since."""
    keeper = _keeper(session)
    drafts.drop(keeper.place, keeper.stamp)
    _forget(keeper, session.page)
    keeper.version = session.loaded.of(session.which).version


def without_form(page: str, now: datetime) -> None:
    """Where the form can't be shown, what this session filled in is kept all the same, and the page says so.

    So it is while the data file is broken, and where a sign-in ran out; not for somebody who may edit no more.
    """
    path = data_file.locate()
    settings, visitor = access_file.access_settings(path), sign_in.visitor()
    lapsed = bool(policy.sign_in_refusal(settings, visitor, now)) and _is_listed(settings, visitor)
    if policy.write_refusal(settings, visitor, now) and not lapsed:
        return
    owner = _owner(settings, visitor)
    keeper: Keeper | None = st.session_state.get(_name(page))
    mine = keeper if keeper is not None and keeper.owner == owner else None
    if mine is not None and mine.pending is None:
        _keep(mine, page, now)
    if mine is not None and mine.unkept:
        st.html(entry_preview.refusal([told.not_kept(mine.unkept)]))
    elif drafts.stamp(drafts.place(path, page or "quarter", owner)) and (mine is not None or not lapsed):
        st.html(entry_preview.notice_line(told.AFTER_SIGN_IN if lapsed else told.AFTER_MENDING))


def _keeper(session: EditSession) -> Keeper:
    """This session's hold on its draft; taken anew where somebody else is signed in now."""
    owner = _owner(session.settings, session.visitor)
    keeper: Keeper | None = st.session_state.get(_name(session.page))
    if keeper is None or keeper.owner != owner:
        keeper = st.session_state[_name(session.page)] = _found(session, owner)
    return keeper


def _found(session: EditSession, owner: str) -> Keeper:
    """The hold of a new session, with the draft that it found."""
    place, now_version = drafts.place(session.path, session.page or "quarter", owner), _version(session)
    drafts.sweep(place, session.now)
    found = drafts.read(place, session.now)
    if found.draft is None:
        return Keeper(place, owner, now_version, told=[told.damaged(found.damaged)] if found.damaged else [])
    draft = found.draft
    keeper = Keeper(place, owner, draft.version or now_version, found.stamp, pending=draft)
    changes = [] if draft.version in ("", now_version) else _changes(session, draft.version, now_version)
    restarted = draft.checked_by not in ("", RUN)
    start = _start(session.page)
    sentences = told.since(checked=bool(draft.checked_by), restarted=restarted, changes=changes, start=start)
    again = told.here_again(draft.at, fields) if (fields := _count(draft)) else ""
    keeper.told = [again, _of_indicators(session, draft), told.choose_again(draft.left_out), *sentences]
    keeper.beside_check = sentences if draft.checked_by else []
    keeper.way = start
    _set_chosen(session, draft)
    return keeper


def _start(page: str) -> str:
    """What the button says that puts the draft away."""
    return told.START_FROM_STANDING if page else told.START_EMPTY


def _of_indicators(session: EditSession, draft: Draft) -> str:
    """Of which indicators the changed fields are; the first is shown where the address names none."""
    if session.page != change_form.PAGE:
        return ""
    ids = {name.split()[1] for name in _typed(draft) if name.startswith("form ")}
    found = [one for one in session.catalogue.indicators if one.id in ids]
    if found and not st.session_state.get(change_form.LAST):
        st.session_state[change_form.LAST] = found[0].id
    return told.of_indicators([one.title for one in found])


def _changes(session: EditSession, begun: str, now: str) -> list[str]:
    """Who changed the file since, in sentences; by hand where the history tells nothing."""
    sentences = changes_since(session.path, session.which, begun, now) or ["Changed by somebody, by hand"]
    return [f"{sentence.rstrip('.')}." for sentence in sentences]


def _version(session: EditSession) -> str:
    return session.loaded.of(session.which).version


def _owner(settings: permissions.Settings, visitor: Visitor) -> str:
    """Whose draft it is: the address that was signed in with, or whoever sits at this computer."""
    signed_in = settings.editing == "sign-in" and visitor.email
    return permissions.comparable_address(visitor.email or "") if signed_in else THIS_COMPUTER


def _is_listed(settings: permissions.Settings, visitor: Visitor) -> bool:
    """Whether somebody whose sign-in ran out is an editor."""
    listed = settings.editing == "sign-in" and not settings.problem
    return listed and permissions.comparable_address(visitor.email or "") in settings.editors


def _name(page: str) -> str:
    return f"draft {page}"


def _is_checked(page: str) -> bool:
    return bool(st.session_state.get(memory_key("checked", page=page)))


def _keep(keeper: Keeper, page: str, now: datetime) -> None:
    """Write the draft where what is filled in changed; remove it where nothing is any more."""
    if keeper.pending is not None:
        return
    draft = _filled(page, keeper, now)
    if not _is_worth_keeping(draft, keeper):
        drafts.drop(keeper.place, keeper.stamp)
        keeper.stamp, keeper.written = "", None
        return
    if draft.same_as(keeper.written):
        return
    if drafts.stamp(keeper.place) not in ("", keeper.stamp) and drafts.put_aside(keeper.place):
        keeper.told, keeper.way = [told.ANOTHER_WINDOW], told.TAKE_BACK
    try:
        keeper.stamp, keeper.written, keeper.unkept = drafts.write(keeper.place, draft), draft, ""
    except drafts.NotKept as refused:
        keeper.unkept = str(refused)


def _filled(page: str, keeper: Keeper, now: datetime) -> Draft:
    """All that is filled in, by names that stay the same after a save."""
    begins, fields, files, left_out = key("", page=page), dict[str, drafts.Value](), {}, []
    for name, value in _touched(page, begins):
        named = name if name.startswith("batch ") else f"form {name.removeprefix(begins)}"
        if isinstance(value, File):
            if len(value.data) <= drafts.LARGEST_FILE:
                files[named] = (value.name, value.data)
            else:
                left_out.append(displayed_name(value.name))
        elif isinstance(value, str | bool | int):
            fields[named] = value
        elif isinstance(value, list) and all(isinstance(one, str) for one in value):
            fields[named] = list(value)
    fields |= {name: str(signed) for name in SIGNED if (signed := st.session_state.get(_key(page, name)))}
    return Draft(now, fields, files, tuple(left_out), keeper.version, RUN if _is_checked(page) else "")


def _touched(page: str, begins: str) -> Iterator[tuple[str, object]]:
    """The fields that hold something else than when nobody had touched them: most are empty then, some aren't."""
    state = st.session_state.to_dict()
    for name, value in state.items():
        if name.startswith((begins,) if page else (begins, "batch ")):
            standing = state.get(standing_key(name))
            if (value or standing) and value != standing:
                yield name, value


def _typed(draft: Draft) -> Iterator[str]:
    """The names of fields that somebody filled in; not those that are never empty, and no signature."""
    for name, value in draft.fields.items():
        is_ticked = name.endswith(f" {TICK}")
        if name in BATCH_TYPED or (name.startswith("form ") and (isinstance(value, str) or is_ticked)):
            yield name.removesuffix(" kept")


def _count(draft: Draft) -> int:
    return len({*_typed(draft), *draft.files})


def _is_worth_keeping(draft: Draft, keeper: Keeper) -> bool:
    """Whether anything is filled in beyond what the last save left standing."""
    new = {
        name for name in _typed(draft) if draft.fields.get(name) != keeper.batch.get(name) or name not in BATCH_TYPED
    }
    return bool(new or draft.files or draft.left_out)


def _set_chosen(session: EditSession, draft: Draft) -> None:
    """Before the form is drawn: what is never empty, and how many blocks there are."""
    offered = {*session.catalogue.sources, NEW_SOURCE}
    for name, value in draft.fields.items():
        if _is_never_empty(name) and _is_ours(name, value) and (name != "batch source" or value in offered):
            st.session_state[_key(session.page, name)] = value


def _is_never_empty(name: str) -> bool:
    return name in BATCH_CHOSEN or name in BLOCK_COUNTS


def _fill_in(page: str, draft: Draft) -> None:
    """Once the form was drawn: every field that nobody touched; the folds open in which something is filled in."""
    files = {name: File(file, data, secrets.token_hex(8)) for name, (file, data) in draft.files.items()}
    state = st.session_state
    for name, value in {**draft.fields, **_drawn_texts(page, draft), **files}.items():
        place = _key(page, name)
        if _is_ours(name, value) and (not state.get(place) or state[place] == state.get(standing_key(place))):
            state[place] = value
            if value in ("", False):  # emptied by hand, and the field may not be drawn yet
                state.setdefault(standing_key(place), NOT_SEEN)
            if (block := BLOCK.match(name)) and not page:
                unfolded(block[1])


def _drawn_texts(page: str, draft: Draft) -> dict[str, drafts.Value]:
    """What is kept of fields of several lines that were off the screen when they were kept, and are drawn now."""
    kept = {name.removesuffix(" kept"): value for name, value in draft.fields.items() if name.endswith(" kept")}
    return {name: value for name, value in kept.items() if _key(page, name) in st.session_state}


def _is_ours(name: str, value: object) -> bool:
    """Whether it is a field of the form with what such a field may hold, so that a file can set nothing else."""
    if not name.startswith("form "):
        return name in (*BATCH_TYPED, *BATCH_CHOSEN, *SIGNED) and isinstance(value, str)
    held = _held(name)
    return isinstance(value, held | File) and isinstance(value, bool) == (held is bool)


def _held(name: str) -> type:
    """What a field of the form holds, by its name; an unknown name of a file may end in any word."""
    if name in BLOCK_COUNTS:
        return int
    if name == "form added":
        return list
    is_ticked = name in TARGETS or (name.endswith((" more", f" {TICK}")) and " name " not in name)
    return bool if is_ticked else str


def _key(page: str, name: str) -> str:
    """The key in the session's state of a field of a draft."""
    if name.startswith("form "):
        return key("", page=page) + name.removeprefix("form ")
    return memory_key(name.removeprefix("signed "), page=page) if name in SIGNED else name


def _forget(keeper: Keeper, page: str) -> None:
    """Nothing is kept and nothing is told any more; what is filled in once for all figures stays."""
    keeper.batch = {name: st.session_state.get(name) for name in BATCH_TYPED} if not page else {}
    keeper.stamp, keeper.written, keeper.pending, keeper.way = "", None, None, ""
    keeper.told, keeper.beside_check = [], []


def _tell(session: EditSession, keeper: Keeper) -> None:
    """What became of a draft, with the way out of it."""
    if keeper.unkept:
        st.html(entry_preview.refusal([told.not_kept(keeper.unkept)]))
    if keeper.pending is not None or not keeper.told:
        return
    ways: dict[str, Callable[..., None]] = {told.TAKE_BACK: _take_back}
    st.html(entry_preview.notice_line(" ".join(filter(None, keeper.told))))
    if keeper.way:
        st.button(
            keeper.way,
            key=session.aside("draft", keeper.way),
            on_click=ways.get(keeper.way, _start_empty),
            args=(session.page, session.clock),
        )


def _start_empty(page: str, clock: Callable[[], datetime]) -> None:  # noqa: ARG001 - as _take_back is called
    keeper: Keeper = st.session_state[_name(page)]
    put_away = drafts.put_aside(keeper.place)
    start_afresh(page)
    for name in BATCH_TYPED if not page else ():
        if name in st.session_state:
            st.session_state[name] = ""
    folded_again()
    _forget(keeper, page)
    keeper.told, keeper.way = [told.CHANGES_PUT_AWAY if page else told.PUT_AWAY], told.TAKE_BACK if put_away else ""


def _take_back(page: str, clock: Callable[[], datetime]) -> None:
    keeper: Keeper = st.session_state[_name(page)]
    found = drafts.take_back(keeper.place, clock())
    _forget(keeper, page)
    if found.draft is None:
        keeper.told = [told.NOTHING_TO_TAKE_BACK]
        return
    keeper.stamp, keeper.pending, keeper.drawn = found.stamp, found.draft, True
    keeper.told, keeper.way = [told.here_again(found.draft.at, _count(found.draft))], _start(page)
    for name, value in found.draft.fields.items():
        if _is_never_empty(name) and _is_ours(name, value):
            st.session_state[_key(page, name)] = value
