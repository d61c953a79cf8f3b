"""Files in other encodings than UTF-8: what is certain is read, and what is a guess is said."""

import pytest

from generator.text.encodings import decode_any


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_text_is_read_without_a_guess(encoding: str) -> None:
    decoded = decode_any("Title\nMüller – 大学\n".encode(encoding))
    assert decoded is not None
    assert (decoded.text, decoded.guessed) == ("Title\nMüller – 大学\n", "")


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        ("Title\n“Größe” by Müller – Kullback–Leibler", ("Größe", "Müller"), 2),
        ("à la naïve", ("à", "naïve"), 1),
        ("“Title”", (), 1),
    ],
)
def test_western_text_is_read_and_its_words_are_shown(
    text: str, words: tuple[str, ...], line: int
) -> None:
    decoded = decode_any(text.encode("cp1252"))
    assert decoded is not None
    assert (decoded.text, decoded.guessed) == (text, "Windows-1252")
    assert (decoded.words, decoded.line) == (words, line)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Schröder, Muñoz", "mac_roman"),
        ("Łukasz Kaiser, Gdańsk", "cp1250"),
        ("Иванов", "cp1251"),
        ("王伟, 大学", "gbk"),
        ("田中太郎", "shift_jis"),
        ("Müller", "utf-16-be"),
    ],
)
def test_a_text_that_may_be_in_another_encoding_is_not_read(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    decoded = decode_any(data)
    assert decoded is None


def test_a_broken_text_with_a_byte_order_mark_is_not_guessed() -> None:
    assert decode_any(b"\xef\xbb\xbfM\xfcller") is None
    assert decode_any(b"\xff\xfeM") is None
