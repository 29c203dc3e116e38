"""The extractor as services use it: many reports, long ones, empty ones, and what crosses processes."""

import pickle
from datetime import date

from analyst_app.domain import contract
from analyst_app.domain.reports import Report
from analyst_app.extraction.model.batches import LONGEST_PIECE
from support.event_reading import extraction, extractor

SENTENCE = "Russian forces carried out 14 air strikes on Sumy region on Monday. "


def test_many_reports_come_out_in_order_and_as_one_by_one():
    reports = [Report(f"r{n}", f"{SENTENCE}Police evacuated {n} people from Sumy.", date(2024, 5, 15)) for n in range(2, 40)]
    told: list[int] = []
    many = list(extractor().extract_many(reports, progress=told.append))
    assert [x.report.key for x in many] == [r.key for r in reports]
    assert told == list(range(1, len(reports) + 1))
    assert many[0] == extractor().extract(reports[0])


def test_nothing_gives_nothing():
    for text in ("", "   \n\n", "."):
        assert extraction(text).events == ()


def test_a_report_longer_than_the_parser_takes_at_once_is_read_whole():
    text = (SENTENCE + "\n") * (LONGEST_PIECE // len(SENTENCE) + 20) + "Russian drones hit Orikhiv on Sunday."
    found = extraction(text)
    assert found.events[-1].trigger.start > LONGEST_PIECE
    assert found.events[-1].places[0].text == "Orikhiv"
    assert all(found.report.text[e.span.start : e.span.end] == e.text for e in found.entities)


def test_results_can_be_sent_to_another_process_and_written_as_the_contract():
    found = extraction(SENTENCE)
    assert pickle.loads(pickle.dumps(found)) == found
    assert contract.from_json(contract.to_json(found)).events == found.events


def test_the_versions_tell_what_made_a_proposal():
    versions = extractor().versions
    assert "3.8" in versions.model
    assert versions.lexicons
    assert versions.gazetteer != "none"
