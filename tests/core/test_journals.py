import pytest

from tuicompta.core.journals import (
    ForbiddenRootError,
    JournalCodeError,
    ReservedJournalCodeError,
    check_journal_code,
    check_roots,
)


@pytest.mark.spec("JF-01")
def test_a_code_is_raised_and_holds_letters_and_digits() -> None:
    assert check_journal_code(" ac2 ") == "AC2"
    for text in ("", "A C", "A-C", "É", "ABCDEFGHIJK"):
        with pytest.raises(JournalCodeError):
            check_journal_code(text)


@pytest.mark.spec("JF-01", "JO-05")
@pytest.mark.parametrize("text", ["AN", "ran"])
def test_the_codes_of_the_program_are_refused(text: str) -> None:
    with pytest.raises(ReservedJournalCodeError, match="code réservé au programme"):
        check_journal_code(text)


@pytest.mark.spec("JF-08")
def test_roots_do_not_cover_one_another() -> None:
    assert check_roots(["41", "70", "401dup"]) == ("41", "70", "401DUP")
    for roots in (["41", "411"], ["411", "41"], ["41", "41"], ["0"], ["4-1"], ["12345678901"]):
        with pytest.raises(ForbiddenRootError):
            check_roots(roots)
