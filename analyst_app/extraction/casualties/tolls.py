"""Running totals of dead and injured: "the death toll rose to five", "the number of injured now stands at 31"."""

from analyst_app.domain.estimates import Estimate
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row

_HARMED = frozenset({"injured", "wounded", "hurt", "dead", "killed", "victims", "deaths", "fatalities", "casualties"})
_ORDINALS = {
    word: n
    for n, word in enumerate(
        (
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "13th",
            "14th",
            "15th",
        ),
        2,
    )
}
_BODIES = frozenset({"body", "victim", "death", "fatality", "person"})
_TOLD = frozenset({"toll", "tolls", "number", *_ORDINALS})
_ALIVE = frozenset({"injured", "wounded", "hurt"})


def tolls(row: Row) -> list[tuple[bool, Estimate, int]]:
    """Each total that a row tells: whether of the dead, how many, and the chunk that holds the number."""
    found: list[tuple[bool, Estimate, int]] = []
    words = row.scene.words
    if _TOLD.isdisjoint(words[row.sentence.tokens.start : row.sentence.tokens.stop]):
        return found
    for k, chunk in enumerate(row.chunks):
        nth = next((_ORDINALS[word] for word in chunk.adjectives if word in _ORDINALS), None)
        if nth is not None and row.word(k) in _BODIES and (row.word(k) != "person" or row.word(k + 1 if k + 1 < len(row) else k) == "died"):
            found.append((True, Estimate.exactly(nth), k))
            continue
        span = {words[i] for i in range(chunk.first, chunk.last + 1)}
        about = set(words[chunk.first : min(chunk.last + 6, row.sentence.tokens.stop)])
        toll = bool(span & {"toll", "tolls"})
        if not (toll or ("number" in span and about & _HARMED)):
            continue
        at = _figure(row, k)
        count = None if at is None else row.chunks[at].count
        if at is not None and count is not None:
            found.append(((toll and not about & _ALIVE) or not about & _ALIVE, count, at))
    return found


def _figure(row: Row, k: int) -> int | None:
    """The chunk of the number: behind "at", "to" or "is", else before, as in "has brought to 67 the number of people killed"."""
    for n in range(k + 1, len(row)):
        chunk = row.chunks[n]
        if chunk.kind not in {Kind.NUMBER, Kind.PEOPLE} or chunk.count is None:
            continue
        if chunk.prep in {"at", "to"} or (not chunk.prep and row.chunks[n - 1].kind is Kind.VERB):
            return n
    return next(
        (
            n
            for n in range(k - 1, max(-1, k - 3), -1)
            if row.chunks[n].kind is Kind.NUMBER and row.chunks[n].prep in {"to", "at"} and row.chunks[n].count
        ),
        None,
    )
