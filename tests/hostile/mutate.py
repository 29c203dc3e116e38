"""Breaks sound files in ways that get past their outer shell: bytes, tokens, numbers, parts of archives, streams of a PDF.

Everything follows from the random numbers that are handed in, so that a seed gives the same files again.
"""

import io
import re
import warnings
import zipfile
import zlib
from copy import deepcopy
from itertools import count

from lxml import etree

from analyst_app.readers import SUFFIXES
from hostile import corpus, seeds

LARGEST = 8_000
"""Bytes of a hostile file that is mutated: the fuzzer is after odd files, and the corpus has the large ones."""

TOKENS = {
    ".html": (rb"<table> <li> <ol_start=99> </p> <!-- ]]> <script> &#0; &#x202e; <a_href= <div_hidden> <base_href=//x> <p_hidden>"),
    ".mht": rb"boundary= -- Content-Type:_ Content-Transfer-Encoding:_base64\n\n =?utf-8?b? charset=utf-7 \n\n",
    ".rtf": rb"{ } \\u-1? \\bin9999_ \\' \\uc5 {\\field {\\*\\ {\\pntext \\par \\ansicpg65001 {\\v_",
    ".pdf": (rb"<< >> [ ] obj endobj stream\n endstream _R /Length_ /Kids /Filter_/LZWDecode /Filter_/ASCII85Decode ( BT Tj xref /Encrypt"),
    ".eml": rb"Content-Type:_multipart/mixed;_boundary= From:_ =?utf-8?q? \n\n Date:_ charset= message/rfc822 <> ( \"",
    ".jsonl": rb"{ } [ \" \\ud800 null 1e999 \n \"text\":_",
    ".txt": rb"\x00 \xff \xfe\xff \xe2\x80\xae %PDF- {\\rtf PK\x03\x04 <html>",
    ".xml": (rb"< > &x; <!DOCTYPE_x_[<!ENTITY_x_SYSTEM_'file:///etc/passwd'>]> <w:p> <text:list> <text:list-item> <w:tbl> ]]> \xff\xfe"),
}
"""What files of a kind are made of, apart by blanks; escapes as in Python, and a low line for a blank."""
TOKENS = {
    suffix: [token.replace(b"_", b" ").decode("unicode_escape").encode("latin-1") for token in tokens.split(b" ")]
    for suffix, tokens in TOKENS.items()
}
TOKENS |= {".htm": TOKENS[".html"], ".mhtml": TOKENS[".mht"], ".md": TOKENS[".txt"], ".rels": TOKENS[".xml"]}
NUMBERS = [
    b"0",
    b"-1",
    b"1",
    b"255",
    b"256",
    b"65535",
    b"65536",
    b"2147483647",
    b"2147483648",
    b"4294967295",
    b"99999999999999999999",
    b"1e308",
    b"NaN",
]
BINARY = [n.to_bytes(size, "little") for size in (1, 2, 4, 8) for n in (0, 1, 127, 2 ** (8 * size) - 1, 2 ** (8 * size - 1))]
_DIGITS = re.compile(rb"\d+")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def originals():
    """Name and bytes of the files to begin with: the sound ones, and of the hostile ones those that are small."""
    sound = seeds.sound()
    found = dict(sound)
    for hostile in (file for group in (corpus.pages, corpus.documents) for file in group("/etc/hostname")):
        found.setdefault(hostile.name, hostile.data)
    for group in (corpus.archives, corpus.portable, corpus.rich_texts, corpus.mails, corpus.outlooks, corpus.texts):
        for hostile in group():
            found.setdefault(hostile.name, hostile.data)
    return [(name, data) for name, data in found.items() if name in sound or 0 < len(data) <= LARGEST]


def mutants(dice):
    """Names and bytes, without end. `dice` is a `random.Random`."""
    base = originals()
    suffixes = sorted(SUFFIXES)
    by_suffix = {suffix: [item for item in base if suffix_of(item[0]) == suffix] or base for suffix in suffixes}
    for number in count():
        # Each kind its share, however many hostile files there are of it.
        choices = by_suffix[suffixes[number % len(suffixes)]]
        name, data = choices[0] if dice.random() < 0.4 else dice.choice(choices)
        suffix = suffix_of(name)
        if data.startswith(b"PK\x03\x04") and dice.random() < 0.85:
            made = _archive(dice, data)
        elif suffix == ".pdf" and dice.random() < 0.6:
            made = _streams(dice, data)
        elif suffix == ".msg" and dice.random() < 0.7:
            made = _in_place(dice, data)
        else:
            made = _mutated(dice, data, suffix, base)
        if dice.random() < 0.03:
            suffix = dice.choice(suffixes)
        yield f"{number}{suffix}", made


def suffix_of(name):
    return "." + name.rsplit(".", 1)[-1]


def _mutated(dice, data, suffix, base=()):
    made = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 3, 8, 30))):
        _change(dice, made, suffix)
    if base and dice.random() < 0.05:
        other = dice.choice(base)[1]
        made[dice.randrange(len(made) + 1) :] = other[dice.randrange(len(other)) :]
    return bytes(made)


def _in_place(dice, data):
    """The same length and the same places, with some bytes others: what a file that is a table of places survives."""
    made = bytearray(data)
    for _ in range(dice.choice((1, 2, 5, 20))):
        value = dice.choice(BINARY)
        at = dice.randrange(max(1, len(made) - 8))
        made[at : at + len(value)] = value
    return bytes(made[: len(data)])


def _tree(dice, data):
    """The same XML with elements taken out, doubled, moved and emptied, and attributes that say something else; well-formed again."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return _mutated(dice, data, ".xml")
    for _ in range(dice.choice((1, 2, 5, 20))):
        elements = [element for element in root.iter(etree.Element) if element is not root]
        if not elements:
            break
        element, other = dice.choice(elements), dice.choice(elements)
        match dice.randrange(6):
            case 0:
                element.getparent().remove(element)
            case 1:
                element.addnext(deepcopy(element))
            case 2 if other not in set(element.iter()):
                other.append(deepcopy(element))
            case 3 if element.attrib:
                element.set(dice.choice(list(element.attrib)), dice.choice(NUMBERS).decode())
            case 4:
                element.attrib.clear()
            case _:
                element.text = dice.choice(("", "\u202eturned", "16 airstrikes " * 50, "\ud7ff", "-1"))
    return etree.tostring(root)


def _change(dice, made, suffix):  # noqa: C901, PLR0912 - one case for each way to break a file
    at = dice.randrange(len(made) + 1)
    length = min(len(made) - at, dice.choice((1, 2, 4, 16, 100, 1000)))
    match dice.randrange(11):
        case 0:
            if made:
                made[at % len(made)] ^= 1 << dice.randrange(8)
        case 1:
            made[at : at + length] = bytes(dice.randrange(256) for _ in range(min(length, 16)))
        case 2:
            del made[at : at + length]
        case 3:
            made[at:at] = made[at : at + length] * dice.choice((1, 2, 20))
        case 4:
            del made[at:]
        case 5:
            made[at:at] = dice.choice(TOKENS.get(suffix, TOKENS[".txt"])) * dice.choice((1, 1, 1, 5, 200))
        case 6:
            found = list(_DIGITS.finditer(bytes(made[:4000])))
            if found:
                number = dice.choice(found)
                made[number.start() : number.end()] = dice.choice(NUMBERS)
        case 7:
            value = dice.choice(BINARY)
            made[at : at + len(value)] = value
        case 8:
            source = dice.randrange(len(made) + 1)
            made[at : at + length] = made[source : source + length]
        case 9:
            made[at:at] = bytes([dice.randrange(256)]) * dice.choice((1, 10, 500))
        case 10:
            made[at:at] = dice.choice((b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"\0\0", b"\r", b"\x85"))


def _archive(dice, data):
    """The same archive with one part broken inside, taken out, doubled or renamed; its sums are right again."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(item.filename, archive.read(item)) for item in archive.infolist() if item.file_size <= 500_000]
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError, zlib.error, EOFError):
        return _mutated(dice, data, ".zip")
    if not parts:
        return _mutated(dice, data, ".zip")
    wanted = [n for n, (name, _) in enumerate(parts) if name.endswith((".xml", ".rels", ".html", ".txt", ".pdf", ".docx"))]
    at = dice.choice(wanted) if wanted and dice.random() < 0.9 else dice.randrange(len(parts))
    name, content = parts[at]
    chance = dice.random()
    if chance < 0.85:
        is_tree = suffix_of(name) in {".xml", ".rels"} and dice.random() < 0.7
        parts[at] = (name, _tree(dice, content) if is_tree else _mutated(dice, content, suffix_of(name)))
    elif chance < 0.9:
        del parts[at]
    elif chance < 0.95:
        parts.append((name, content))
    else:
        parts[at] = (dice.choice(("../", "/", "C:\\", "\u202e", "")) + name + dice.choice(("", "x", ".zip")), content)
    return _packed(parts)


def _packed(parts):
    file = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(file, "w") as archive:  # of two parts of one name
        for name, content in parts:
            archive.writestr(name or "x", content, zipfile.ZIP_DEFLATED, 1)
    return file.getvalue()


def _streams(dice, data):
    """The same PDF with what one of its streams holds broken, in plain or packed again."""
    found = list(_STREAM.finditer(data))
    if not found:
        return _mutated(dice, data, ".pdf")
    stream = dice.choice(found)
    try:
        content = zlib.decompress(stream[1])
    except zlib.error:
        content = stream[1]
    made = zlib.compress(_mutated(dice, content[: 4 * LARGEST], ".pdf"), 1)
    whole = data[: stream.start(1)] + made + data[stream.end(1) :]
    return _mutated(dice, whole, ".pdf") if dice.random() < 0.3 else whole
