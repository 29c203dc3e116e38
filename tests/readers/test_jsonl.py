"""A file of many reports: each line for itself, a bad one named and the others done."""

import json
from dataclasses import replace
from datetime import date

import pytest

from analyst_app.domain.contract import SCHEMA, to_json
from analyst_app.domain.dates import DateSpan
from analyst_app.domain.errors import InputError
from analyst_app.domain.events import Event
from analyst_app.domain.ontology import EventType
from analyst_app.domain.reports import Extraction, Report, Versions
from analyst_app.domain.spans import Span
from analyst_app.readers import is_extraction, read_file, read_stored


def lines(*rows):
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)


def an_extraction(key="r1"):
    day = date(2023, 11, 9)
    event = Event("e1", EventType.AIRSTRIKE, DateSpan.day(day), Span(3, 13))
    return Extraction(Report(key, "16 airstrikes 💥.", day), day, (), (event,), Versions("1", "m", "l", "g"))


def test_each_line_is_a_report_and_other_keys_are_ignored(file):
    path = file(
        "many.jsonl",
        lines(
            {"id": "r1", "text": " Izyum\r\nwas hit. ", "published": "2023-11-09", "title": "Daily", "source": "Desk", "score": [1]},
            "",
            {"id": 7, "text": "💥", "published": "2023-11-10T23:00:00Z", "title": None},
        ),
    )
    first, second = read_file(path).reports
    assert first == Report("r1", " Izyum\nwas hit. ", date(2023, 11, 9), "Daily", "Desk")
    assert second == Report("7", "💥", date(2023, 11, 10))


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("{nonsense", "not JSON"),
        ("[1]", "not a JSON object"),
        ({"text": "x"}, "no id"),
        ({"id": "  ", "text": "x"}, "no id"),
        ({"id": True, "text": "x"}, "no id"),
        ({"id": "r2"}, "no text"),
        ({"id": "r2", "text": " \n"}, "no text"),
        ({"id": "r2", "text": 5}, "no text"),
        ({"id": "r2", "text": "x", "published": "9 November"}, "“9 November” is no date"),
        ({"id": "r1", "text": "x"}, "stands on an earlier line"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(file, bad, why):
    result = read_file(file("many.jsonl", lines({"id": "r1", "text": "one"}, bad, {"id": "r3", "text": "three"})))
    assert [report.key for report in result.reports] == ["r1", "r3"]
    (problem,) = result.problems
    assert problem.startswith("many.jsonl, line 2: ")
    assert why in problem


def test_bytes_that_are_no_utf8_cost_one_line(file):
    result = read_file(file("m.jsonl", b'\xef\xbb\xbf{"id": "a", "text": "one"}\n{"id": "b", "text": "\xff"}\n'))
    assert [report.key for report in result.reports] == ["a"]
    assert result.problems == ("m.jsonl, line 2: not UTF-8. Save the file as UTF-8.",)


def test_a_line_above_the_limit_is_passed_over_and_the_next_one_read(file, monkeypatch):
    monkeypatch.setattr("analyst_app.readers.jsonl.LARGEST_REPORT", 100)
    result = read_file(file("m.jsonl", lines({"id": "a", "text": "x" * 1000}, {"id": "b", "text": "two"})))
    assert [report.key for report in result.reports] == ["b"]
    assert result.problems[0].startswith("m.jsonl, line 1: the report is larger than")


def test_a_file_without_any_report_fails_as_a_whole(file):
    with pytest.raises(InputError, match=r"m\.jsonl, line 1: not JSON"):
        read_file(file("m.jsonl", "nothing\n"))
    with pytest.raises(InputError, match=r"m\.jsonl is empty"):
        read_file(file("m.jsonl", "\n\n"))


def test_our_own_extractions_are_told_by_their_schema_and_come_back_whole(file):
    made = [an_extraction("r1"), an_extraction("r2")]
    path = file("out.jsonl", lines(*(to_json(each) for each in made)))
    assert is_extraction(path)
    assert [extraction for extraction, _ in read_stored(path)] == made


def test_an_extraction_file_can_be_read_as_plain_reports_too(file):
    path = file("out.jsonl", lines(to_json(an_extraction())))
    assert read_file(path).reports == (an_extraction().report,)


@pytest.mark.parametrize("content", ["", "\n", "nonsense", '{"id": "a", "text": "b"}', '["analyst-app/extraction/1"]'])
def test_other_files_are_not_taken_for_extractions(file, content):
    assert not is_extraction(file("m.jsonl", content))
    assert not is_extraction(file("m.txt", f'{{"schema": "{SCHEMA}"}}'))


def test_a_missing_file_is_no_extraction_and_a_sentence_when_read(tmp_path):
    assert not is_extraction(tmp_path / "gone.jsonl")
    with pytest.raises(InputError, match="cannot be read"):
        list(read_stored(tmp_path / "gone.jsonl"))


def test_a_bad_extraction_is_named_by_its_line(file):
    good = an_extraction()
    bad = to_json(replace(good, report=replace(good.report, text="short")))
    path = file("out.jsonl", lines(to_json(good), bad, to_json(an_extraction("r3"))))
    problems = []
    assert [each.report.key for each, _ in read_stored(path, on_problem=problems.append)] == ["r1", "r3"]
    assert len(problems) == 1
    assert problems[0].startswith("out.jsonl, line 2: Not an extraction")
    with pytest.raises(InputError, match="line 2"):
        list(read_stored(path))
