"""When two wordings stand for the same thing: names of places and of parties are compared folded, without kind words and articles."""

import re
import unicodedata
from typing import Any

from quality.gold import Json

KINDS = {
    "region": ("region", "oblast", "governorate", "province", "state", "republic"),
    "district": ("district", "raion", "county", "counties"),
    "direction": ("direction", "axis", "axes", "sector", "front"),
    "community": ("community", "communities", "hromada"),
}
_KIND_OF = {word: kind for kind, words in KINDS.items() for word in words}
_KIND_OF |= {f"{word}s": kind for word, kind in _KIND_OF.items() if not word.endswith("s")}

_PLACE_WORDS = re.compile(r"\b(the|of|city|town|village|settlement|area|cities|towns|villages|settlements|areas|strip)\b")
_PARTY_WORDS = re.compile(
    r"\b(the|armed|forces|force|army|troops|military|defence|defense|government|forces'|soldiers|units|fighters|militants|militia)\b"
)

PARTIES = {
    "azerbaijan": ("azerbaijani",),
    "armenia": ("armenian",),
    "al shabaab": ("al shabab",),
    "ethiopia": ("ethiopian",),
    "france": ("french",),
    "hezbollah": ("hizbullah", "hizballah"),
    "houthis": ("houthi",),
    "iran": ("iranian",),
    "iraq": ("iraqi",),
    "islamic state": ("is", "isis", "isil"),
    "israel": ("israeli", "israelis", "idf"),
    "lebanon": ("lebanese",),
    "mali": ("malian",),
    "myanmar": ("burmese",),
    "nigeria": ("nigerian",),
    "palestine": ("palestinian",),
    "people": ("pdf",),
    "rapid support": ("rsf",),
    "russia": ("russian", "russians", "moscow", "kremlin"),
    "saudi arabia": ("saudi",),
    "somalia": ("somali",),
    "sudan": ("sudanese", "saf"),
    "syria": ("syrian",),
    "turkey": ("turkish", "turkiye"),
    "ukraine": ("ukrainian", "ukrainians", "kyiv"),
    "united kingdom": ("british", "uk"),
    "united states": ("american", "us", "u s"),
    "yemen": ("yemeni",),
}
_PARTY_OF = {word: party for party, words in PARTIES.items() for word in words}


def fold(words: Any) -> str:
    """Lower case, without accents, punctuation and genitive."""
    folded = unicodedata.normalize("NFKD", str(words or "").lower().replace("’", "'"))
    folded = "".join(mark for mark in folded if not unicodedata.combining(mark))
    folded = re.sub(r"'s\b", "", folded)
    return " ".join(re.sub(r"[^\w ]+", " ", folded).split())


def place(words: Any) -> tuple[str, str | None]:
    """A place as name and kind: "the Kharkiv region" is ("kharkiv", "region"), "Kharkiv" is ("kharkiv", None)."""
    name: list[str] = []
    kind = None
    for word in _PLACE_WORDS.sub(" ", fold(words)).split():
        if word in _KIND_OF:
            kind = _KIND_OF[word]
        else:
            name.append(word)
    return " ".join(name), kind


def party(words: Any) -> str:
    """A party without "forces", "army" and the like; a demonym or capital stands for its state."""
    name = " ".join(_PARTY_WORDS.sub(" ", fold(words)).split()) or fold(words)
    return _PARTY_OF.get(name, name)


def place_names(event: Json) -> list[set[tuple[str, str | None]]]:
    """The places of an event in order, each as the set of its names: as worded, and canonical."""
    return [{place(words) for words in (found.get("text"), found.get("name")) if words} for found in event.get("places") or []]


def best(value: Any) -> Any:
    """The best figure of a count."""
    return value.get("best") if isinstance(value, dict) else value
