"""What is told of a draft is true of it: nothing is said not to be saved that may have been."""

from __future__ import annotations

from datetime import UTC, datetime

from metrics.wording import drafts

AT = datetime(2013, 7, 12, 13, 5, tzinfo=UTC)


def test_a_draft_is_told_by_the_clock_on_the_wall_and_the_number_of_its_fields() -> None:
    assert drafts.here_again(AT, 27) == "What you filled in on 12 July 2013 at 14:05 is here again (27 fields)."
    assert drafts.here_again(AT, 1).endswith("(1 field).")


def test_a_save_that_did_not_happen_is_told_only_where_the_file_is_as_it_was() -> None:
    for restarted in (True, False):
        told = " ".join(drafts.since(checked=True, restarted=restarted, changes=()))
        assert ("Nothing was saved" in told) == restarted
        assert "check it again" in told
        changed = " ".join(
            drafts.since(checked=True, restarted=restarted, changes=["Changed by Jo Bloggs: The return."])
        )
        assert "othing was saved" not in changed
        assert "not saved" not in changed
        assert "Changed by Jo Bloggs: The return. Where that was your own Save, press “Start empty”" in changed


def test_nobody_is_asked_about_a_save_of_theirs_that_they_could_not_have_pressed() -> None:
    assert drafts.since(checked=False, restarted=True, changes=()) == []
    told = " ".join(drafts.since(checked=False, restarted=True, changes=["Changed by Ann Ames: The return."]))
    assert told == "The file was changed since then: Changed by Ann Ames: The return. Check again what you filled in."


def test_who_sees_a_draft_and_for_how_long_is_told() -> None:
    assert drafts.kept(14, signed_in=True).endswith("for 14 days; you alone see it here.")
    assert drafts.kept(14, signed_in=False).endswith("for 14 days; whoever edits on this computer sees it.")


def test_files_that_were_too_large_are_named() -> None:
    assert drafts.choose_again([]) == ""
    assert drafts.choose_again(["a.xlsx"]) == "Too large to be kept, so choose it again: a.xlsx."
