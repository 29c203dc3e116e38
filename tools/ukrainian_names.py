"""English spellings of Ukrainian place names, by the schemes that reports use. Pure; knows letters, not places.

Sources: Resolution 55 of the Cabinet of Ministers of Ukraine (27 January 2010) for the official spelling; BGN/PCGN 1965 for
the one of older maps; BGN/PCGN 1947 for Russian, applied to the Russian form of the name, for that of Russian sources.
"""

import re
from itertools import pairwise

_OFFICIAL = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y", "і": "i",
    "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia",
}  # fmt: skip
_OFFICIAL_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_BGN = {**_OFFICIAL, "є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_RUSSIAN = {
    **_BGN,
    "г": "g", "и": "i", "ы": "y", "э": "e", "ё": "yo", "ъ": "",
}  # fmt: skip
_APOSTROPHES = re.compile("[’'ʼ`‘]")

# Ukrainian endings and roots to Russian ones, in order. Regular correspondences only; single names belong in the supplement.
_TO_RUSSIAN = (
    (r"[іи]?ївка\b", "еевка"),
    (r"([жчшщц])івка\b", r"\1евка"),
    (r"івка\b", "овка"),
    (r"[іи]?ївськ", "еевск"),
    (r"([жчшщцнл])івськ", r"\1евск"),
    (r"івськ", "овск"),
    (r"([аоуеіи])їв\b", r"\1ев"),
    (r"([жчшщц])ів\b", r"\1ев"),
    (r"ів\b", "ов"),
    (r"([сцз])ьке\b", r"\1кое"),
    (r"([сцз])ька\b", r"\1кая"),
    (r"([сцз])ький\b", r"\1кий"),
    (r"([сцз])ьк", r"\1к"),
    (r"([оеє])ве\b", r"\1во"),
    (r"ине\b", "ино"),
    (r"([^аоуеиіїєюя\s-])не\b", r"\1ное"),
    (r"ий\b", "ый"),
    (r"([кгх])ый\b", r"\1ий"),
    (r"ське\b", "ское"),
    (r"'я", "ья"),
)


def official(name: str) -> str:
    """The spelling of Ukraine's 2010 table: Куп’янськ → Kupiansk, Запоріжжя → Zaporizhzhia."""
    return _written(name, _OFFICIAL, _OFFICIAL_FIRST)


def older(name: str) -> str:
    """The BGN/PCGN spelling without its apostrophes: Куп’янськ → Kupyansk, Ізюм → Izyum."""
    return _written(name, _BGN, {})


def from_russian(name: str) -> str:
    """A Russian name in BGN/PCGN letters, `е` plain: Авдеевка → Avdeevka."""
    return _written(name, _RUSSIAN, {})


def russian_form(name: str) -> str:
    """What the name regularly becomes in Russian: Авдіївка → Авдеевка, Новомихайлівка → Новомихайловка."""
    words = _APOSTROPHES.sub("'", name.casefold())
    for pattern, plain in _TO_RUSSIAN:
        words = re.sub(pattern, plain, words)
    return words.replace("є", "е").replace("ї", "и").replace("ґ", "г").replace("'", "")


def spellings(name: str) -> tuple[str, ...]:
    """The other spellings under which reports write a Ukrainian name, without its official one."""
    russian = russian_form(name)
    made = [
        older(name),
        # Russian writes і as и or as е, and и as и or as ы; both are seen in English.
        from_russian(russian.replace("і", "и")),
        from_russian(russian.replace("і", "е")),
        from_russian(russian.replace("и", "ы").replace("і", "и")) if re.search(r"[^кгхжчш]и", russian) else "",
    ]
    made += [m.replace("eev", "eyev") for m in made if "eev" in m]
    # й before a consonant is y on maps, and i in many a text: Mikhaylovka, Mikhailovka.
    made += [re.sub(r"(?<=[aeiou])y(?=[^aeiouy\W])", "i", m) for m in made if re.search(r"[aeiou]y[^aeiouy\W]", m)]
    made += [re.sub(r"oe\b", "oye", m) for m in made if m.endswith("oe")]
    made += [re.sub(r"[iy]y\b", "y", m) for m in made if m.endswith(("iy", "yy"))]
    return tuple(m for m in dict.fromkeys(made) if m and m != official(name))


def _written(name: str, table: dict[str, str], first: dict[str, str]) -> str:
    words = _APOSTROPHES.sub("", name.strip())
    return re.sub(r"[^\W\d_]+", lambda w: _word(w[0], table, first), words)


def _word(word: str, table: dict[str, str], first: dict[str, str]) -> str:
    small = word.casefold()
    # By the official table зг is zgh, so that it is not read as ж.
    letters = [first.get(small[0], table.get(small[0], small[0]))]
    for before, letter in pairwise(small):
        letters.append("gh" if letter == "г" and before == "з" and table is _OFFICIAL else table.get(letter, letter))
    written = "".join(letters)
    if word.isupper() and len(word) > 1:
        return written.upper()
    return written[:1].upper() + written[1:] if word[:1].isupper() or not word[:1].isalpha() else written
