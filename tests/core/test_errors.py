import copy
import pickle

from tuicompta.core.errors import TuicomptaError


class BlockedAccountError(TuicomptaError):
    template = "Compte {number} bloqué : {reason}."


def test_the_sentence_is_composed_from_the_fields() -> None:
    error = BlockedAccountError(number="401FRS", reason="litige")
    assert str(error) == "Compte 401FRS bloqué : litige."
    assert error.fields == {"number": "401FRS", "reason": "litige"}
    assert error.exit_code == 1


def test_what_comes_from_outside_carries_no_terminal_sequence() -> None:
    error = BlockedAccountError(number="\x1b]52;c;AAAA\x07", reason="a\nb\u202e{number}")
    assert str(error) == "Compte ]52;c;AAAA bloqué : a b{number}."


def test_an_error_survives_a_process_boundary() -> None:
    error = BlockedAccountError(number="401", reason="x")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301
    assert str(copy.copy(error)) == str(error)


def test_a_refusal_without_sentence_of_its_own_has_that_of_the_base() -> None:
    assert str(TuicomptaError()) == "Opération refusée."
