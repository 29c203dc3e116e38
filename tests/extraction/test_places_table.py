"""How many places of the annotated reports come out in the right country, oblast and raion, by a table of right answers.

`tests/data/places.csv` holds one row for the words of a place in a report; where a name is ambiguous its answer was looked up
in the register of Ukraine's units by hand. An empty region is not asked for: the place spans several, or sources do not agree.
Raions are asked for in Ukraine alone. Reports that are not at hand are skipped.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from analyst_app.domain.places import Place
from quality.sets import BY_NAME, TESTS
from support.placing import located

FLOORS = {"development": (0.97, 0.95), "practice": (0.97, 0.95), "other-styles": (0.85, 0.88), "practice-wars": (0.78, 0.95)}
"""The least shares of places in the right region and, of Ukraine's, in the right raion. The first is asked of the product; in
the wars of the two last many a village stands in no source that may be shipped."""


@dataclass(frozen=True, slots=True)
class Answer:
    report: str
    words: str
    country: str
    admin1: str
    admin2: str

    def region_is_right(self, place: Place) -> bool:
        return (place.country or "") == self.country and self.admin1 in {"", place.admin1}

    def raion_is_right(self, place: Place) -> bool:
        return self.region_is_right(place) and self.admin2 == place.admin2


def table() -> dict[str, list[Answer]]:
    found = defaultdict(list)
    with (TESTS / "data" / "places.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["report"]].append(Answer(**row))
    return found


def answered(name: str) -> Iterator[tuple[Answer, list[Place | None]]]:
    """Each answer of a set's reports with what the words came out as, each time that they are named; None where they are missed."""
    answers = table()
    for report in BY_NAME[name].read():
        found = located(report["text"], published=date.fromisoformat(report["published"]))
        for answer in answers[report["id"]]:
            named = [e for e in report["entities"] if e["label"] == "LOCATION" and e["text"] == answer.words]
            assert named, (report["id"], answer.words)
            yield answer, [_met(found, entity) for entity in named]


def _met(found, entity) -> Place | None:
    return next((p for span, p in found.items() if span.start < entity["end"] and entity["start"] < span.end), None)


@pytest.mark.parametrize("name", FLOORS)
def test_places_come_out_in_the_right_region_and_raion(name):
    if not BY_NAME[name].read():
        pytest.skip("the reports are not at hand")
    regions, raions, wrong = [], [], []
    for answer, places in answered(name):
        right = all(p is not None and answer.region_is_right(p) for p in places)
        regions.append(right)
        if answer.country == "UA" and answer.admin2:
            raions.append(all(p is not None and answer.raion_is_right(p) for p in places))
            right = raions[-1]
        if not right:
            seen = [(p.country, p.admin1, p.admin2) if p else None for p in places]
            wrong.append(f"{answer.report[:3]} {answer.words}: {seen}, not {answer.country} {answer.admin1} {answer.admin2}")
    shares = sum(regions) / len(regions), sum(raions) / len(raions) if raions else 1.0
    floors = FLOORS[name]
    assert shares[0] >= floors[0], f"{shares[0]:.1%} in the right region:\n" + "\n".join(wrong)
    assert shares[1] >= floors[1], f"{shares[1]:.1%} in the right raion:\n" + "\n".join(wrong)


def test_each_place_of_the_development_reports_has_its_answer():
    answers = table()
    for report in BY_NAME["development"].read():
        told = {answer.words for answer in answers[report["id"]]}
        named = {e["text"] for e in report["entities"] if e["label"] == "LOCATION"}
        assert named == told, report["id"]
