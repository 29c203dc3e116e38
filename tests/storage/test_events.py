"""Events are corrected, decided, added and removed; what the machine proposed is kept; filters and counts tell the truth."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError
from storage.samples import DAYS, KUPIANSK, TEXT, an_extraction, at, words

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.errors import InputError, Stale
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.places import Place
from analyst_app.domain.review import Origin, ReviewState
from analyst_app.domain.rows import Correction, EventFilter, EventOrder
from analyst_app.domain.spans import Span
from analyst_app.storage import queries
from analyst_app.storage.undo import event_history, undo
from support import plain_events


def get(database, event_id):
    with database.reading() as reader:
        return queries.get_event(reader, event_id=event_id)


def change(database, event_id, **fields):
    with database.unit_of_work("Correct", analyst="ana") as uow:
        uow.events.change(event_id, **fields)
    return get(database, event_id)


VALUES = {
    "type": EventType.DRONE_STRIKE,
    "count": Estimate.between(10, 12),
    "places_count": 4,
    "actor": "Ukraine",
    "target": None,
    "status": Status.DENIED,
    "disputed_by": "Russia",
    "date": DateSpan(date(2023, 11, 7), date(2023, 11, 7)),
    "places": (KUPIANSK, Place("Kharkiv region")),
    "killed": Estimate.at_least(2),
    "injured": Estimate.exactly(0),
    "reported_by": "General Staff",
    "part_of": "e3",
    "note": "seen twice",
}


@pytest.mark.parametrize("field", VALUES)
def test_every_field_takes_a_new_value_and_keeps_what_was_proposed(database, event_ids, field):
    before = get(database, event_ids[0]).event
    after = change(database, event_ids[0], **{field: VALUES[field]})
    assert getattr(after.event, field) == VALUES[field]
    assert [c.field for c in after.corrections] == [field]
    again = change(database, event_ids[0], **{field: getattr(before, field)})
    assert again.corrections == ()
    assert again.event == before


def test_the_first_correction_is_what_the_proposal_is_kept_by(database, event_ids):
    change(database, event_ids[1], count=Estimate.exactly(17), actor="Ukraine")
    after = change(database, event_ids[1], count=Estimate.exactly(18), actor="Ukraine")
    assert after.corrections == (Correction("count", "16"), Correction("actor", "Russia"))


def test_setting_the_same_value_is_no_correction_and_no_step(database, event_ids):
    with database.unit_of_work("Correct") as uow:
        uow.events.change(event_ids[0], actor="Russia")
    assert uow.command_id is None
    assert get(database, event_ids[0]).corrections == ()


def test_unknown_fields_wholes_and_circles_are_refused(database, event_ids):
    with database.unit_of_work("Correct") as uow:
        with pytest.raises(ValueError, match="no fields"):
            uow.events.change(event_ids[0], colour="red")
        with pytest.raises(ValueError, match="names no event"):
            uow.events.change(event_ids[0], part_of="e99")
        with pytest.raises(InputError, match="part of itself"):
            uow.events.change(event_ids[0], part_of="e1")
        with pytest.raises(InputError, match="part of itself"):
            uow.events.change(event_ids[0], part_of="e2")


def test_places_and_evidence_are_replaced_in_order(database, event_ids):
    with database.unit_of_work("Correct") as uow:
        uow.events.change(event_ids[1], places=(Place("A"), Place("B"), Place("C")))
        uow.events.change(event_ids[1], places=(Place("C"), Place("A")))
        uow.events.set_evidence(event_ids[1], "count", [words(TEXT, "559"), words(TEXT, "16")])
        uow.events.set_trigger(event_ids[1], words(TEXT, "assaults"))
        with pytest.raises(ValueError, match="outside a text"):
            uow.events.set_evidence(event_ids[1], "count", [Span(0, 5000)])
        with pytest.raises(ValueError, match="outside a text"):
            uow.events.set_trigger(event_ids[1], Span(0, 5000))
    event = get(database, event_ids[1]).event
    assert [place.text for place in event.places] == ["C", "A"]
    assert event.words_behind("count") == (words(TEXT, "559"), words(TEXT, "16"))
    assert event.words_behind("places") == (words(TEXT, "Kupiansk"),)
    assert event.trigger == words(TEXT, "assaults")


def test_a_decision_names_who_and_when_until_it_is_taken_back(database, event_ids):
    with database.unit_of_work("Confirm") as uow:
        uow.events.set_state(event_ids, ReviewState.CONFIRMED, analyst="ana", at=at(10))
    assert uow.changes.event_ids == frozenset(event_ids)
    assert (get(database, event_ids[2]).analyst, get(database, event_ids[2]).reviewed_at) == ("ana", at(10))
    with database.unit_of_work("Reopen") as uow:
        uow.events.set_state(event_ids, ReviewState.PROPOSED, analyst="ana", at=at(11))
    assert (get(database, event_ids[2]).analyst, get(database, event_ids[2]).reviewed_at) == (None, None)


def test_none_is_decided_where_one_has_gone(database, event_ids):
    with pytest.raises(Stale), database.unit_of_work("Confirm") as uow:
        uow.events.set_state([*event_ids, 999], ReviewState.CONFIRMED, analyst="ana", at=at(10))
    assert {get(database, event_id).state for event_id in event_ids} == {ReviewState.PROPOSED}


def test_an_added_event_gets_a_free_key_and_stands_last(database, report_id):
    event = Event("e1", EventType.CLASH, DAYS, words(TEXT, "assaults"), places=(KUPIANSK,), part_of="e1")
    with database.unit_of_work("Add") as uow:
        event_id = uow.events.add(report_id, event)
        with pytest.raises(ValueError, match="outside a text"):
            uow.events.add(report_id, Event("e9", EventType.CLASH, DAYS, Span(0, 9000)))
    stored = get(database, event_id)
    assert (stored.event.id, stored.origin, stored.event.part_of, stored.event.places) == ("e4", Origin.ANALYST, "e1", (KUPIANSK,))
    assert stored.corrections == ()


def test_the_parts_of_a_removed_event_move_up(database, report_id, event_ids):
    with database.unit_of_work("Remove") as uow:
        uow.events.change(event_ids[2], part_of="e2")
        uow.events.remove(event_ids[1])
    assert get(database, event_ids[1]) is None
    assert get(database, event_ids[2]).part_of_id == event_ids[0]
    undo(database)
    assert get(database, event_ids[1]).event == an_extraction().events[1]
    assert get(database, event_ids[2]).part_of_id is None


def test_an_id_is_never_given_out_twice(database, report_id):
    event = Event("x", EventType.CLASH, DAYS, Span(0, 4))
    with database.unit_of_work("Add") as uow:
        first = uow.events.add(report_id, event)
    with database.unit_of_work("Remove") as uow:
        uow.events.remove(first)
    with database.unit_of_work("Add") as uow:
        assert uow.events.add(report_id, event) > first


def test_the_file_itself_refuses_what_makes_no_sense(raw, event_ids):
    for statement in (
        "UPDATE event SET type = 'picnic'",
        "UPDATE event SET count_low = 20 WHERE id = 2",
        "UPDATE event SET count_best = NULL WHERE id = 2",
        "UPDATE event SET date_end = '1999-01-01'",
        "UPDATE event SET part_of_id = id",
        "UPDATE event SET part_of_id = 999",
        "UPDATE event SET preferred = 1",
        "UPDATE event SET key = 'e1'",
        "UPDATE place SET geo_precision = 4",
        "UPDATE place SET lat = NULL WHERE lon IS NOT NULL",
        'UPDATE entity SET "end" = start',
        "UPDATE entity SET label = 8",
        "DELETE FROM event WHERE id = 1",
    ):
        with pytest.raises(Exception, match="constraint failed"):
            raw.execute(statement)


def test_filters_find_what_they_say(database, event_ids):
    with database.unit_of_work("Confirm") as uow:
        uow.events.set_state(event_ids[:1], ReviewState.CONFIRMED, analyst="ana", at=at(10))

    def found(**chosen):
        with database.reading() as reader:
            rows = plain_events.list_events(reader, matching=EventFilter(**chosen))
            assert plain_events.count_events(reader, matching=EventFilter(**chosen)) == len(rows)
        return [event_ids.index(row.stored.id) + 1 for row in rows]

    assert found() == [1, 2, 3]
    assert found(types=frozenset({EventType.AIRSTRIKE})) == [2]
    assert found(statuses=frozenset({Status.REPELLED})) == [3]
    assert found(states=frozenset({ReviewState.CONFIRMED})) == [1]
    assert found(actors=frozenset({"Ukraine"})) == []
    assert found(places=frozenset({"Synkivka"})) == [3]
    assert found(sources=frozenset({"Ukrinform"})) == [1, 2, 3]
    assert found(first_day=date(2023, 11, 10)) == []
    assert found(last_day=date(2023, 11, 9)) == [1, 2, 3]
    assert found(event_ids=frozenset(event_ids[1:])) == [2, 3]
    assert found(event_ids=frozenset(range(100_000))) == [1, 2, 3]
    assert found(report_ids=frozenset({99})) == []
    assert found(text="AIRSTRIKE kup") == [2]
    assert found(text="100% '_") == []


def test_every_order_lists_each_event_once(database, event_ids):
    for order in EventOrder:
        for descending in (True, False):
            with database.reading() as reader:
                pages = [plain_events.list_events(reader, order=order, descending=descending, limit=1, offset=n) for n in range(4)]
            assert sorted(row.stored.id for page in pages for row in page) == event_ids
    with database.reading() as reader:
        rows = plain_events.list_events(reader, order=EventOrder.PLACE)
        assert rows[-1].stored.event.places == ()


def test_a_part_stays_a_part_when_its_whole_is_out_of_sight(database, event_ids):
    with database.reading() as reader:
        (row,) = plain_events.list_events(reader, matching=EventFilter(types=frozenset({EventType.AIRSTRIKE})))
        rows = {row.stored.event.id: row for row in plain_events.list_events(reader)}
    assert (row.counts_on, row.counted_attacks) == (None, 0)
    assert (rows["e1"].counts_on, rows["e1"].counted_attacks) == (date(2023, 11, 9), 559)
    assert rows["e3"].counted_attacks == 3
    with database.unit_of_work("Reject") as uow:
        uow.events.set_state(event_ids[:1], ReviewState.REJECTED, analyst="ana", at=at(10))
    with database.reading() as reader:
        rows = {row.stored.event.id: row for row in plain_events.list_events(reader)}
    assert (rows["e1"].counted_attacks, rows["e2"].counted_attacks) == (0, 16)


def test_one_act_in_two_reports_counts_once_and_names_its_other_telling(database, event_ids):
    with database.unit_of_work("Import") as uow:
        uow.reports.add(an_extraction("second").report, an_extraction("second"), imported_at=at(9))
    with database.unit_of_work("Link") as uow:
        uow.acts.link([event_ids[0], 4], preferred=4, reason="same figure")
    with database.reading() as reader:
        rows = {row.stored.id: row for row in plain_events.list_events(reader, matching=EventFilter(report_ids=frozenset({1})))}
    assert rows[event_ids[0]].counted_attacks == 0
    assert rows[event_ids[0]].same_as == ("second:e1",)
    assert rows[event_ids[0]].stored.preferred is False


def test_acts_merge_dissolve_and_always_prefer_one(database, event_ids, raw):
    one, two, three = event_ids
    with database.unit_of_work("Link") as uow:
        act = uow.acts.link([one, two], preferred=one)
        assert uow.acts.link([two, three], preferred=three, reason="told again") == act
    preferred = "SELECT id FROM event WHERE preferred"
    assert raw.execute(preferred).fetchall() == [(three,)]
    with database.unit_of_work("Prefer") as uow:
        uow.acts.prefer(one)
    assert raw.execute(preferred).fetchall() == [(one,)]
    with database.unit_of_work("Unlink") as uow:
        uow.acts.unlink([one])
    assert raw.execute(preferred).fetchall() == [(two,)]
    with database.unit_of_work("Unlink") as uow:
        uow.acts.unlink([two])
    assert raw.execute("SELECT count(*) FROM act").fetchone() == (0,)
    assert get(database, three).act_id is None
    with database.unit_of_work("Link") as uow:
        with pytest.raises(InputError):
            uow.acts.link([one], preferred=one)
        with pytest.raises(ValueError, match="not among"):
            uow.acts.link([one, two], preferred=three)
        for wrong in (uow.acts.prefer, lambda event_id: uow.acts.unlink([event_id])):
            with pytest.raises(Stale):
                wrong(one)


def test_a_removed_event_leaves_no_act_of_one_and_none_without_a_preferred_event(database, event_ids, raw):
    one, two, three = event_ids
    linked = "SELECT id, preferred FROM event WHERE act_id IS NOT NULL ORDER BY id"
    with database.unit_of_work("Link") as uow:
        uow.acts.link([one, two, three], preferred=one)
    for gone, left in ((one, [(two, 1), (three, 0)]), (two, [])):
        with database.unit_of_work("Remove") as uow:
            uow.events.remove(gone)
        assert raw.execute(linked).fetchall() == left
    assert raw.execute("SELECT count(*) FROM act").fetchone() == (0,)
    undo(database)
    undo(database)
    assert raw.execute(linked).fetchall() == [(one, 1), (two, 0), (three, 0)]


def test_the_history_says_who_changed_what_from_what_to_what(database, event_ids):
    with database.unit_of_work("Correct airstrike", analyst="ana") as uow:
        uow.events.change(event_ids[1], count=Estimate.at_least(17), places=(KUPIANSK, Place("Synkivka")), part_of=None)
        uow.events.set_evidence(event_ids[1], "count", [words(TEXT, "559")])
        uow.events.set_state([event_ids[1]], ReviewState.CONFIRMED, analyst="ana", at=at(10))
    undo(database, analyst="ben")
    with database.reading() as reader:
        lines = event_history(reader, event_id=event_ids[1])
    mine = {line.field: (line.before, line.after) for line in lines if line.analyst == "ana"}
    assert mine == {
        "count": ("16", "17+"),
        "places": ("Kupiansk", "Kupiansk; Synkivka"),
        "part_of": ("e1", ""),
        "evidence: count": ("16", "559"),
        "state": ("proposed", "confirmed"),
    }
    back = {line.field: (line.before, line.after) for line in lines if line.analyst == "ben"}
    assert {line.command for line in lines if line.analyst == "ben"} == {"Undo: Correct airstrike"}
    assert back["count"] == ("17+", "16")
    assert back["places"] == ("Kupiansk; Synkivka", "Kupiansk")


def test_a_broken_constraint_is_a_bug_and_no_sentence(database, event_ids):
    with pytest.raises(IntegrityError), database.unit_of_work("Wrong") as uow:
        uow.reader.exec_driver_sql("UPDATE event SET date_end = '1999-01-01'")
