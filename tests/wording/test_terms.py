"""Terms in a sentence, each with the address of its meaning."""

from hypothesis import given
from hypothesis import strategies as st

from metrics.wording.terms import TERMS, Part, parted


def test_term_leads_to_its_meaning_at_its_first_mention_and_keeps_its_capitals() -> None:
    assert parted("Usual range: 44% to 57%; within its usual range, too few to tell.") == [
        Part("Usual range", "sources#term-usual-range"),
        Part(": 44% to 57%; within its usual range, "),
        Part("too few to tell", "sources#term-too-few-to-tell"),
        Part("."),
    ]
    assert parted("provisionally") == [Part("provisionally")]
    assert parted("") == []


def test_term_that_a_block_has_explained_is_not_explained_again() -> None:
    seen: set[str] = set()
    assert [part.address for part in parted("provisional", seen)] == ["sources#term-provisional"]
    assert parted("Provisional", seen) == [Part("Provisional")]


@given(st.lists(st.sampled_from((*TERMS, " ", "Provisional", "<b>", "of")), max_size=8).map("".join))
def test_parts_put_together_are_the_sentence(sentence: str) -> None:
    assert "".join(part.words for part in parted(sentence)) == sentence
