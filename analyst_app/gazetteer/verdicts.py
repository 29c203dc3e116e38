"""Whether the likeliest candidate is meant at all: it, none of these, or only what all likely ones share. Knows no files."""

from collections.abc import Sequence
from dataclasses import replace

from analyst_app.domain.places import PRECISION_OF_KIND, Place, PlaceKind
from analyst_app.gazetteer.candidates import Ranked
from analyst_app.gazetteer.hints import Agreement, Bond, Hint, Setting, kilometres
from analyst_app.gazetteer.places_file import NameRole, Row
from analyst_app.gazetteer.wording import Wording

_SMALL_KINDS = frozenset({PlaceKind.SETTLEMENT, PlaceKind.FACILITY, PlaceKind.COMMUNITY, PlaceKind.DISTRICT})
_DIVISIONS = frozenset({PlaceKind.COMMUNITY, PlaceKind.DISTRICT})
_KNOWN_ABROAD, _SEAT_KNOWN_ABROAD = 250_000, 150_000
"""Inhabitants from which a city is named in reports of other countries, too; the second of one that its region is named for."""
_ABROAD = 350.0
"""Kilometres from the places of the report within which a village across a border may be meant."""
_MISFILED = 60.0
"""Kilometres from a stated region's places within which the register, not the report, may be wrong about the region."""
_ALIKE = 0.45
_TOLD = 1.2
"""What hints must say for a candidate at least before it is chosen among others alike in worth."""
_LEAST_SHARE = 0.12
_KNOWN_BETTER = frozenset({PlaceKind.COUNTRY, PlaceKind.WATER, PlaceKind.FACILITY})
_FRAMING = frozenset({Bond.FRAME, Bond.HEADING})
_OF_SENTENCE = frozenset({Bond.FRAME, Bond.MEASURED, Bond.NEXT, Bond.SENTENCE})
_OF_PARAGRAPH = frozenset({Bond.HEADING, Bond.PARAGRAPH})
_OFTEN, _ALMOST_ALL = 0.3, 0.8
"""Shares of a report from which a place of no known name is counted to a country: that of all around it, and by itself."""
_WITH_OWN_EXACTNESS = frozenset({PlaceKind.SETTLEMENT, PlaceKind.FACILITY, PlaceKind.COMMUNITY, PlaceKind.DISTRICT})


def decide(text: str, wording: Wording, wanted: PlaceKind, found: Sequence[Ranked], setting: Setting, *, named_whole: bool) -> Place:
    """The place that the words mean. `found` are the candidates, the likeliest first; `wanted` the kind that the words tell."""
    agreement = _stated(setting)
    standing = [r for r in found if not _out_of_the_way(r.row, wanted, setting)]
    if agreement.states:
        inside = [r for r in standing if agreement.holds(r.row)]
        standing = inside or [r for r in standing if _perhaps_misfiled(r.row, agreement)]
    if not standing:
        return none_of_these(text, wanted, setting)
    best = standing[0]
    if setting.hints or setting.countries:
        alike = [r for r in standing if r.score >= best.score - _ALIKE and r.row.kind is best.row.kind]
        best = max(alike, key=lambda r: r.told) if best.told < _TOLD else best
        apart = len({(r.row.country, r.row.admin1, r.row.admin2) for r in alike}) > 1
        if apart and best.told < _TOLD and best.row.kind in _SMALL_KINDS:
            return _shared(text, best.row.kind if wanted is PlaceKind.UNKNOWN else wanted, [r.row for r in alike])
    return place_of(text, wording, wanted, best.row, named_whole=named_whole, near=setting.near)


def none_of_these(text: str, kind: PlaceKind, setting: Setting) -> Place:
    """Words that no known place fits: at the point and in the divisions of the place that the report puts them in.

    Where it puts them in none, only the country and region are told, as far as all places around agree, and no point.
    """
    outer = _stated(setting).outermost()
    if outer is None:
        country, admin1 = _all_around(setting)
        return Place(text=text, kind=kind, country=country, admin1=admin1)
    return Place(
        text=text,
        kind=kind,
        country=outer.country,
        admin1=outer.admin1,
        admin2=outer.admin2,
        lat=outer.lat,
        lon=outer.lon,
        geo_precision=None if outer.lat is None else max(2, outer.geo_precision or 3, PRECISION_OF_KIND.get(outer.kind, 3)),
    )


def _stated(setting: Setting) -> Agreement:
    if not setting.hints:
        return _NOTHING_STATED
    return Agreement(tuple(h for h in setting.hints if h.bond in {Bond.WITHIN, Bond.AMONG}))


_NOTHING_STATED = Agreement(())


def _all_around(setting: Setting) -> tuple[str | None, str | None]:
    """The country and region spoken of, else the country in which all places of the sentence, paragraph or report lie."""
    framing = {(p.country, p.admin1) for p in (h.place for h in setting.hints if h.bond in _FRAMING) if p.country is not None}
    if len(framing) == 1:
        return framing.pop()
    shares = dict(setting.countries)
    for bonds in (_OF_SENTENCE, _OF_PARAGRAPH):
        countries = {h.place.country for h in setting.hints if h.bond in bonds and h.place.country is not None}
        if len(countries) == 1 and shares.get(code := countries.pop() or "", 0.0) >= _OFTEN:
            return code, None
    code, share = setting.countries[0] if setting.countries else ("", 0.0)
    return (code if share >= _ALMOST_ALL else None), None


def place_of(text: str, wording: Wording, wanted: PlaceKind, found: Row, *, named_whole: bool, near: bool = False) -> Place:
    """The domain's place for the chosen row, of the kind that the words tell."""
    # "United States", "Gaza Strip": what a whole name stands for is known better than its last word tells.
    known_better = named_whole and (found.kind in _KNOWN_BETTER or wanted is PlaceKind.AREA)
    kind = found.kind if wanted is PlaceKind.UNKNOWN or known_better else wanted
    name = found.name
    if wording.part and not named_whole and found.kind is not PlaceKind.AREA and wanted is PlaceKind.AREA:
        name = f"{wording.part} {found.name}"
    exactness = [PRECISION_OF_KIND[kind], found.precision if found.kind in _WITH_OWN_EXACTNESS else 1]
    if kind is PlaceKind.AREA and found.kind is PlaceKind.COUNTRY:
        exactness.append(3)
    if wording.near or near:
        exactness.append(2)
    return Place(
        text=text,
        name=name,
        kind=kind,
        country=found.country,
        admin1=found.admin1,
        admin2=found.admin2,
        lat=found.lat,
        lon=found.lon,
        geo_precision=None if found.lat is None else max(exactness),
        place_id=found.place_id,
    )


def _shared(text: str, kind: PlaceKind, rows: Sequence[Row]) -> Place:
    """What places have in common, one of which is meant."""
    place = Place(text=text, kind=kind)
    for name in ("country", "admin1", "admin2"):
        values = {getattr(row, name) for row in rows}
        if len(values) > 1:
            break
        place = replace(place, **{name: values.pop()})
    return place


def _out_of_the_way(row: Row, wanted: PlaceKind, setting: Setting) -> bool:
    """Whether a small place lies in a country of which the report does not speak, and far from all that it names.

    Mere likenesses, and districts that no word tells to be one, must lie near something that it names in any country.
    """
    doubtful = row.role is NameRole.LOOSE or (wanted is PlaceKind.UNKNOWN and row.kind in _DIVISIONS)
    if doubtful and any(h.place.lat is not None for h in setting.hints):
        framing = [h for h in setting.hints if h.bond in _FRAMING]
        return not any(_beside(row, hint) for hint in framing or setting.hints)
    if not setting.hints or not setting.countries or row.country is None or _known_abroad(row, wanted):
        return False
    if any(code == row.country and share >= _LEAST_SHARE for code, share in setting.countries):
        return False
    return not any(_near(row, hint) for hint in setting.hints)


def _known_abroad(row: Row, wanted: PlaceKind) -> bool:
    if row.kind not in _SMALL_KINDS:
        # A region that is not called one in the report ("Salah al-Din district") is no better than a village.
        return row.kind is not PlaceKind.REGION or wanted in {PlaceKind.UNKNOWN, PlaceKind.REGION, PlaceKind.AREA, PlaceKind.DIRECTION}
    return row.population >= (_SEAT_KNOWN_ABROAD if row.seat else _KNOWN_ABROAD)


def _near(row: Row, hint: Hint) -> bool:
    return (hint.place.country == row.country and row.country is not None) or _beside(row, hint)


def _beside(row: Row, hint: Hint) -> bool:
    place = hint.place
    if row.country is not None and row.country == place.country and row.admin1 is not None and row.admin1 == place.admin1:
        return True
    if row.lat is None or row.lon is None or place.lat is None or place.lon is None or place.kind is PlaceKind.COUNTRY:
        return False
    if row.role is NameRole.LOOSE and place.kind is PlaceKind.REGION and place.country != row.country:
        return False
    return kilometres(row.lat, row.lon, place.lat, place.lon) <= _ABROAD


def _perhaps_misfiled(row: Row, agreement: Agreement) -> bool:
    """Whether a place lies so near to the region it is said to be in that the files may put it into the wrong one."""
    outer = agreement.outermost()
    if outer is None or outer.kind is not PlaceKind.REGION or outer.country != row.country or row.precision > 1:
        return outer is not None and outer.kind not in {PlaceKind.REGION, PlaceKind.DISTRICT, PlaceKind.COMMUNITY, PlaceKind.COUNTRY}
    if row.lat is None or row.lon is None or outer.lat is None or outer.lon is None:
        return False
    return kilometres(row.lat, row.lon, outer.lat, outer.lon) <= _MISFILED
