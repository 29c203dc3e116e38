"""Entities: never overlapping, always holding the words of their span, and the machine's proposal is kept."""

import json

import pytest
from storage.samples import TEXT, an_extraction, words

from analyst_app.domain.errors import InputError, Stale
from analyst_app.domain.review import Origin
from analyst_app.domain.spans import Entity, Label, Span
from analyst_app.storage import queries


def entities(database, report_id):
    with database.reading() as reader:
        return {row.entity.text: row for row in queries.report_entities(reader, report_id=report_id)}


def test_an_entity_can_be_marked_past_an_emoji(database, report_id):
    span = words(TEXT, "Synkivka")
    with database.unit_of_work("Mark") as uow:
        uow.entities.add(report_id, Entity(span, Label.LOCATION, "Synkivka", "Synkivka"))
    assert uow.changes.entities
    row = entities(database, report_id)["Synkivka"]
    assert (row.entity.span.of(TEXT), row.origin) == ("Synkivka", Origin.ANALYST)


def test_words_that_are_not_there_are_refused(database, report_id):
    with database.unit_of_work("Mark") as uow:
        with pytest.raises(ValueError, match="holds"):
            uow.entities.add(report_id, Entity(Span(0, 4), Label.LOCATION, "Kyiv"))
        with pytest.raises(Stale):
            uow.entities.add(99, Entity(Span(0, 4), Label.LOCATION, "Khar"))


def test_entities_do_not_overlap(database, report_id):
    known = entities(database, report_id)
    span = words(TEXT, "16 airstrikes")
    with database.unit_of_work("Mark") as uow:
        with pytest.raises(InputError, match=r"overlap the (quantity “16”|attack “airstrikes”)"):
            uow.entities.add(report_id, Entity(span, Label.ATTACK, "16 airstrikes"))
        with pytest.raises(InputError, match="overlap the attack"):
            uow.entities.resize(known["16"].id, span)
        uow.entities.remove(known["airstrikes"].id)
        uow.entities.resize(known["16"].id, span)
    assert "16 airstrikes" in entities(database, report_id)


def test_the_proposal_is_kept_at_the_first_change(database, report_id, raw):
    row = entities(database, report_id)["Kupiansk"]
    with database.unit_of_work("Relabel") as uow:
        uow.entities.relabel(row.id, Label.ORGANISATION)
        uow.entities.relabel(row.id, Label.PERSON, canonical="K.")
    assert entities(database, report_id)["Kupiansk"].entity.label is Label.PERSON
    (kept,) = raw.execute("SELECT proposed FROM entity WHERE id = ?", (row.id,)).fetchone()
    assert json.loads(kept)["label"] == "LOCATION"
    assert entities(database, report_id)["Kupiansk"].origin is Origin.MACHINE


def test_a_removed_entity_is_gone_for_commands_but_kept(database, report_id, raw):
    row = entities(database, report_id)["Kupiansk"]
    with database.unit_of_work("Unmark") as uow:
        uow.entities.remove(row.id)
        with pytest.raises(Stale):
            uow.entities.relabel(row.id, Label.PERSON)
    assert "Kupiansk" not in entities(database, report_id)
    assert raw.execute("SELECT count(*) FROM entity").fetchone() == (len(an_extraction().entities),)
