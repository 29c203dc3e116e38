"""Bytes to text, and text to what the program stores. Knows nothing of formats: it sees bytes that should be text.

What is stored differs from the file only in line ends (all become line feeds), NUL and lone surrogates (both become U+FFFD):
nothing is trimmed and nothing composed, since offsets are counted in the stored text.
"""

import codecs
import re

from charset_normalizer import from_bytes

from analyst_app.domain.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TYPOGRAPHY = frozenset("‘’‚“”„–—…•€£§©«®°±²³´·»¼½¾×™ \u00ad")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UNWANTED = re.compile("[\x00\ud800-\udfff]")
_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_HEAD = 64 * 1024
_NO_TEXT = frozenset({"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined"})
"""What Python can decode and no file of text is in: ways to write names and programs."""
_FEWEST_LETTERS = 20
"""Letters beyond ASCII for each byte that is no UTF-8, from which a text is damaged UTF-8 and nothing else."""
_FEWEST_HALVES = 0.02
"""NULs for each byte of UTF-16: even Cyrillic has its blanks and figures. Fewer are stray ones in another encoding."""
_MOST_CONTROLS = 0.01
"""Share of control characters above which bytes are no text; a stray NUL in a long report is no reason to refuse it."""


def normalise(text: str) -> str:
    """The text as it is stored: line ends, NUL and lone surrogates put right, all else left as it is."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if _UNWANTED.search(plain) is None:
        return plain
    joined = _SURROGATE_PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), plain)
    return _UNWANTED.sub("\ufffd", joined)


def decode(data: bytes, *, name: str, declared: str | None = None) -> str:
    """Bytes as stored text: a byte order mark decides, then UTF-8, then what the file declares of itself, then a guess.

    Raises:
        InputError: where the bytes are no text, or their encoding cannot be told.
    """
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return normalise(data[len(mark) :].decode(marked, "replace"))
    if (wide := _unmarked_utf16(data)) is not None:
        return normalise(wide)
    if looks_binary(data):
        raise InputError(f"{name} holds no text that can be read. Save the report as text, Word, PDF or HTML and open that file.")
    for encoding in ("utf-8", declared):
        text = _strictly(data, encoding) if encoding else None
        if text is not None:
            return normalise(text)
    damaged = _mostly_utf8(data)
    return normalise(_guessed(data, name) if damaged is None else damaged)


def looks_binary(data: bytes) -> bool:
    """Whether bytes (one a character) hold more control characters than any text does."""
    head = data[:_HEAD]
    return len(_CONTROLS.findall(head)) > max(1, _MOST_CONTROLS * len(head))


def _strictly(data: bytes, encoding: str) -> str | None:
    if encoding.casefold().replace("-", "_") in _NO_TEXT:
        return None
    try:
        return data.decode(encoding)
    except (ValueError, LookupError):  # a ValueError, too, where the name of the encoding cannot be one
        return None


def _mostly_utf8(data: bytes) -> str | None:
    """UTF-8 that was cut off within a letter or has a few strange bytes: no other encoding gives so many letters by chance."""
    text = data.decode("utf-8", "replace")
    strange = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore")) - strange
    return text if beyond_ascii >= _FEWEST_LETTERS * strange else None


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 that lost its mark: NULs all on one side of the pairs, and no control character once decoded."""
    head = data[: _HEAD - _HEAD % 2]
    sides = [head[0::2].count(0), head[1::2].count(0)]
    if len(data) % 2 or min(sides) or max(sides) < _FEWEST_HALVES * len(head):
        return None
    text = _strictly(data, "utf-16-be" if sides[0] else "utf-16-le")
    if text is None or any(ord(c) < 32 and c not in "\t\n\r\f\v" for c in text[:_HEAD]):
        return None
    return text


def _guessed(data: bytes, name: str) -> str:
    # English with typographic quotes alone fits a dozen Western and Slavic code pages; they agree on these bytes.
    western = _strictly(data, "cp1252")
    if western is not None and all(c.isascii() or c in _TYPOGRAPHY for c in western):
        return western
    guesses = from_bytes(data)
    best = guesses.best()
    if best is None:
        raise InputError(f"The encoding of {name} cannot be told. Save the file as UTF-8 and open it again.")
    # Where several fit as well, the commonest of them is the likeliest: “ñ”, not “ń”.
    alike = [guess for guess in guesses if (guess.chaos, guess.coherence) == (best.chaos, best.coherence)]
    return str(next((guess for guess in alike if guess.encoding == "cp1252"), best))
