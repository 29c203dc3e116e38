"""Exports of whole reports and of maps come back with what they are read with."""

import json
from datetime import date

import pytest
import spacy
from spacy.tokens import DocBin

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event, Evidence
from analyst_app.domain.ontology import EventType
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.domain.reports import Extraction, Report, Versions
from analyst_app.domain.spans import Entity, Label, Span
from analyst_app.exporters import FORMATS
from analyst_app.readers import is_extraction, read_stored

TEXT = "💥 Russia launched 16 airstrikes\u2028near “Izyum”."
DAY = date(2023, 11, 9)


def found(words, label):
    start = TEXT.index(words)
    return Entity(Span(start, start + len(words)), label, words)


@pytest.fixture
def extraction():
    entities = (
        found("Russia", Label.ACTOR),
        found("16", Label.QUANTITY),
        found("airstrikes", Label.ATTACK),
        found("Izyum", Label.LOCATION),
    )
    event = Event(
        "e1",
        EventType.AIRSTRIKE,
        DateSpan.day(DAY),
        entities[2].span,
        count=Estimate.exactly(16),
        actor="Russia",
        places=(Place("Izyum", "Izium", PlaceKind.SETTLEMENT, lat=49.2, lon=37.2),),
        evidence=(Evidence("count", entities[1].span), Evidence("places", entities[3].span)),
        confidence=(("event", 0.9),),
    )
    return Extraction(Report("r1", TEXT, DAY, "Daily", "Desk", "Anna"), DAY, entities, (event,), Versions("1", "m", "l", "g"))


def test_json_lines_lose_nothing(tmp_path, setting, extraction):
    path = tmp_path / "a.jsonl"
    assert FORMATS["jsonl"].write(path, iter([extraction, extraction]), setting).rows == 2
    assert path.read_bytes().count(b"\n") == 2
    assert is_extraction(path)
    assert [each for each, _ in read_stored(path)] == [extraction, extraction]


def test_spacy_reads_the_entities_where_they_stand(tmp_path, setting, extraction):
    path = tmp_path / "a.spacy"
    assert FORMATS["spacy"].write(path, [extraction], setting).rows == 1
    nlp = spacy.blank("en")
    (doc,) = DocBin(store_user_data=True).from_bytes(path.read_bytes()).get_docs(nlp.vocab)
    assert doc.text == TEXT
    assert [(ent.text, ent.label_) for ent in doc.ents] == [(entity.text, entity.label.value) for entity in extraction.entities]
    assert [ent.start_char for ent in doc.ents] == [entity.span.start for entity in extraction.entities]
    assert doc.user_data == {"id": "r1", "published": "2023-11-09"}


def test_an_entity_inside_a_token_is_told_and_costs_no_other(tmp_path, setting, extraction):
    inside = Entity(Span(2, 5), Label.ACTOR, TEXT[2:5])
    broken = Extraction(extraction.report, DAY, (inside, *extraction.entities[1:]), (), extraction.versions)
    result = FORMATS["spacy"].write(tmp_path / "a.spacy", [broken], setting)
    assert result.left_out == (("entities that end inside a token", 1),)
    (doc,) = DocBin().from_bytes((tmp_path / "a.spacy").read_bytes()).get_docs(spacy.blank("en").vocab)
    assert len(doc.ents) == 3


class TestGeoJson:
    def read(self, path, rows, setting):
        result = FORMATS["geojson"].write(path, rows, setting)
        collection = json.loads(path.read_text(encoding="utf-8"))
        assert collection["type"] == "FeatureCollection"
        assert result.rows == len(collection["features"])
        return collection["features"]

    def test_a_point_is_longitude_first_and_says_how_exact_it_is(self, tmp_path, setting, full_row):
        (feature,) = self.read(tmp_path / "a.geojson", [full_row], setting)
        assert feature["id"] == "r1:e2"
        assert feature["geometry"] == {"type": "Point", "coordinates": [37.24853, 49.20861]}
        told = feature["properties"]
        assert (told["geo_precision"], told["place"], told["count_best"], told["killed_high"]) == (1, "Izyum", 16, None)
        assert (told["date_end"], told["reviewed_at"], told["preferred"]) == ("2023-11-09", "2023-11-09T18:05:07Z", True)
        assert "latitude" not in told

    def test_an_event_without_a_known_place_is_kept_without_a_point(self, tmp_path, setting, row):
        nowhere = row(places=(Place("Nowhere"),))
        features = self.read(tmp_path / "a.geojson", [row(), nowhere], setting)
        assert [feature["geometry"] for feature in features] == [None, None]

    def test_the_point_of_a_later_place_is_not_sold_as_the_first(self, tmp_path, setting, row, full_row):
        region = full_row.stored.event.places[1]
        (feature,) = self.read(tmp_path / "a.geojson", [row(places=(Place("Nowhere"), region))], setting)
        assert feature["geometry"]["coordinates"] == [37.6157, 49.7106]
        assert feature["properties"]["place"] == "Kupiansk direction"
        assert feature["properties"]["geo_precision"] == 2
        assert feature["properties"]["all_places"] == "Nowhere; Kupiansk direction"

    def test_formulas_are_left_as_they_are(self, tmp_path, setting, row):
        (feature,) = self.read(tmp_path / "a.geojson", [row(note='=1+1\n"\u2028')], setting)
        assert feature["properties"]["note"] == '=1+1\n"\u2028'

    def test_nothing_selected_is_an_empty_collection(self, tmp_path, setting):
        assert self.read(tmp_path / "a.geojson", [], setting) == []
