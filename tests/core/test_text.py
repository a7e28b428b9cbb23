import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tuicompta.core import text as text_module
from tuicompta.core.text import capitals, cell_width, clean_multiline, clean_text, cut, excerpt, fit, fold, unaccent

# Everything a string can hold, lone surrogates included, and often the characters that matter here.
_ANY = st.text(
    st.one_of(
        st.characters(codec=None, exclude_categories=()),
        st.sampled_from(
            "\x00\t\n\r\x1b\x7f\x85\x9b\u00ad\u200b\u200d\u2028\u202e\u2066\ufeff\ufe0f\U000e0041 éœ\u0301"
        ),
    )
)
# Scripts whose width is the same for every terminal library.
_SETTLED = st.text(
    st.one_of(
        st.characters(min_codepoint=0x20, max_codepoint=0x5FF),
        st.characters(min_codepoint=0x2010, max_codepoint=0x22FF),
        st.characters(min_codepoint=0x3000, max_codepoint=0x4DBF),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3),
        st.sampled_from("e\u0301日本€…"),
    )
)


@given(_ANY)
@example("\x1b]0;titre\x07")
@example("\ud83d")
def test_nothing_that_drives_a_terminal_comes_out(text: str) -> None:
    cleaned = clean_text(text)
    assert all(unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in cleaned)
    assert cleaned == "" or cleaned.isprintable()
    cleaned.encode()


@given(_ANY)
@example("e\u200d\u0301")
@example("a\r\nb")
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_multiline(clean_multiline(text)) == clean_multiline(text)
    assert unicodedata.is_normalized("NFC", clean_text(text))


@given(_ANY)
def test_only_line_feeds_distinguish_a_multiline_text(text: str) -> None:
    lines = clean_multiline(text).split("\n")
    assert lines == [clean_text(line) for line in lines]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Œuvre d’art à 1 234,50 €", "Œuvre d’art à 1 234,50 €"),
        ("1\u00a0234,50\u202f€", "1 234,50 €"),
        ("«\u00a0Été\u00a0»", "« Été »"),
        ("e\u0301te\u0301", "été"),
        ("a\tb\r\nc\nd\re\u2028f\u0085g\x0bh", "a b c d e f g h"),
        ("  deux  espaces ", "  deux  espaces "),
        ("\x1b[31mrouge\x1b[0m", "[31mrouge[0m"),
        ("\x9b31mrouge", "31mrouge"),
        ("a\u202eb\u2066c\u200bd\u00ade\ufefff\u061cg", "abcdefg"),
        ("a\u034fb\u3164c\ufe0fd\uffa0e\U000e0101f", "abcdef"),
        ("NUL\x00DEL\x7f", "NULDEL"),
        ("seul\ud800\udfff", "seul"),
        ("nul\uffff\ufdd0", "nul"),
        ("Avoir [annulé] [/b]", "Avoir [annulé] [/b]"),
        ("日本 Ω π", "日本 Ω π"),
    ],
)
def test_ordinary_text_stays_and_the_rest_goes(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@pytest.mark.parametrize(
    "char",
    [
        *"\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u3164\ufe00\ufe0f\uffa0\U000e0100\U000e01ef",
        *"\x00\x08\x0e\x1b\x7f\x80\x84\x86\x9b\x9d\x9f\u00ad\u061c\u200b\u200e\u200f\u202a\u202e\u2060\u2069\ufeff\ufff9",
        *"\ud800\udfff\ue000\uffff\U0001ffff\U000e0001\U0010ffff",
    ],
)
def test_each_invisible_or_driving_character_goes(char: str) -> None:
    assert clean_text(f"a{char}b") == "ab"


@pytest.mark.parametrize(
    "char", "\u0350\u115e\u1161\u17b3\u17b6\u180a\u3163\u3165\ufe10\uffa1\ufffd€œ’…«—−\u0416\U0001f600"
)
def test_their_visible_neighbours_stay(char: str) -> None:
    assert clean_text(f"a{char}b") == f"a{char}b"


def test_codes_in_capitals_change_plain_letters_only() -> None:
    assert capitals(" ab1z ") == "AB1Z"
    assert capitals("éßﬁ") == "éßﬁ"


def test_line_breaks_of_every_kind_become_line_feeds() -> None:
    assert clean_multiline("a\r\nb\rc\u2028d\te\n") == "a\nb\nc\nd e\n"


def test_rare_planes_do_not_fill_the_memory() -> None:
    clean_text("".join(map(chr, range(0x20000, 0x20400))))
    assert max(text_module._GATE) <= 0xFFFF


@pytest.mark.parametrize(
    ("text", "plain", "key"),
    [
        ("Œuvre à CÔTÉ", "OEuvre a COTE", "oeuvre a cote"),
        ("Æthelred", "AEthelred", "aethelred"),
        ("Straße", "Strasse", "strasse"),
        ("STRASSE", "STRASSE", "strasse"),
        ("L’Été", "L'Ete", "l'ete"),
        ("Çà et là, ÿ", "Ca et la, y", "ca et la, y"),
        ("Łódź – Ørsted", "Lodz - Orsted", "lodz - orsted"),
        ("ﬁn", "fin", "fin"),
    ],
)
def test_search_keys_have_neither_case_nor_accents(text: str, plain: str, key: str) -> None:
    assert unaccent(text) == plain
    assert fold(text) == key


@given(_ANY)
def test_folding_twice_is_folding_once(text: str) -> None:
    key = fold(clean_text(text))
    assert fold(key) == key


@given(st.text("abcdéèàçœÆùÉß ’"))
def test_case_and_accents_do_not_change_the_key(text: str) -> None:
    assert fold(text.upper()) == fold(text) == fold(text.lower()) == fold(unaccent(text))


@given(_SETTLED)
def test_width_is_that_of_the_screen_library(text: str) -> None:
    cleaned = clean_text(text)
    assert cell_width(cleaned) == cell_len(cleaned)


def test_marks_and_joined_letters_take_no_cell() -> None:
    assert cell_width("e\u0323") == 1
    assert cell_width("日本") == 4
    assert cell_width("\u1100\u1161\u11a8") == 2
    assert [cell_width(char) for char in "\u1160\u11ff\u1200\ud7b0\ud7fb"] == [0, 0, 1, 0, 0]
    assert [cell_width(char) for char in "\U0001f3fa\U0001f3fb\U0001f3ff\U0001f400"] == [2, 0, 0, 2]
    assert cell_width("\U0001f44d\U0001f3fd") == 2


@given(_SETTLED.map(clean_text), st.integers(-2, 30), st.sampled_from(["left", "right"]))
def test_fitted_text_takes_exactly_the_cells_given(text: str, width: int, align: str) -> None:
    assert cell_width(fit(text, width, "right" if align == "right" else "left")) == max(width, 0)
    assert cell_width(cut(text, width)) <= max(width, 0)


def test_an_excerpt_is_clean_and_short() -> None:
    assert excerpt("\x1b[1m" + "é" * 60) == "[1m" + "é" * 36 + "…"


def test_cut_text_says_that_it_is_cut() -> None:
    assert cut("Fournisseur", 11) == "Fournisseur"
    assert cut("Fournisseur", 5) == "Four…"
    assert cut("日本語", 4) == "日…"
    assert cut("abc", 1) == "…"
    assert cut("", 0) == ""
    assert fit("12,00", 8, "right") == "   12,00"
    assert fit("Achats", 8) == "Achats  "
