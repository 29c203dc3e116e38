"""Full text: whatever is typed is a question; found words can be shown where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from storage.samples import at

from analyst_app.domain.reports import Report
from analyst_app.domain.rows import ReportFilter
from analyst_app.storage import queries
from analyst_app.storage.search import find_in_report, match_expression, snippets


@pytest.fixture
def library(database):
    texts = {
        "strikes": "🛰️ Sixteen airstrikes hit Kupiansk. Café “Zoé” was damaged, and the S-300 missiles missed.",
        "shelling": "Artillery shelled Vovchansk; the airstrike came later in Kupiansk direction.",
        "cyrillic": "Вночі ворог завдав ударів по Харкову та області.",
    }
    with database.unit_of_work("Import") as uow:
        for key, text in texts.items():
            uow.reports.add(Report(key, text, title=key.title()), imported_at=at(9))
    return database


def found(database, words):
    with database.reading() as reader:
        rows = queries.list_reports(reader, matching=ReportFilter(text=words))
        assert queries.count_reports(reader, matching=ReportFilter(text=words)) == len(rows)
    return {row.key for row in rows}


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("airstrike", {"strikes", "shelling"}),
        ("AIRSTRIKES kupiansk", {"strikes", "shelling"}),
        ("kupian", {"strikes", "shelling"}),
        ("kupian ", set()),
        ('"kupiansk direction"', {"shelling"}),
        ('"direction kupiansk"', set()),
        ("cafe", {"strikes"}),
        ("zoe", {"strikes"}),
        ("s-300", {"strikes"}),
        ("харкову", {"cyrillic"}),
        ("ХАРК", {"cyrillic"}),
        ("Shelling", {"shelling"}),
        ("nothing-like-it", set()),
        ('unfinished "quote', set()),
        ('kupiansk "direction', {"shelling"}),
    ],
)
def test_words_are_found(library, words, keys):
    assert found(library, words) == keys


@pytest.mark.parametrize("words", ["", "   ", '"', "—", "***", "()", '""', "🛰️", "^", ":"])
def test_a_question_without_a_word_does_not_restrict(library, words):
    assert match_expression(words) is None
    assert found(library, words) == {"strikes", "shelling", "cyrillic"}


@pytest.mark.parametrize(
    "words", ["NEAR(", "a AND", "OR", "NOT x", "text:x", "{title}:x", "a*b", "x'", "-x", "a\x00b", "\ud83d", "'; DROP TABLE report; --"]
)
def test_odd_questions_are_no_errors(library, words):
    found(library, words)


@given(st.text(max_size=40))
def test_no_text_is_a_syntax_error(shared_library, words):
    with shared_library.reading() as reader:
        queries.list_reports(reader, matching=ReportFilter(text=words))
        find_in_report(reader, words, 1)


@pytest.fixture(scope="module")
def shared_library(template, tmp_path_factory):
    from analyst_app.storage.database import Database

    path = tmp_path_factory.mktemp("search") / "events.sqlite"
    path.write_bytes(template.read_bytes())
    database = Database.open(path)
    with database.unit_of_work("Import") as uow:
        uow.reports.add(Report("r", "Sixteen airstrikes hit Kupiansk."), imported_at=at(9))
    yield database
    database.close()


def test_found_words_are_spans_of_the_text_in_code_points(library):
    with library.reading() as reader:
        detail = queries.report_detail(reader, report_id=1)
        spans = find_in_report(reader, "kupiansk airstrik", 1)
        assert find_in_report(reader, "vovchansk", 1) == ()
        assert find_in_report(reader, "—", 1) == ()
    assert [span.of(detail.text) for span in spans] == ["airstrikes", "Kupiansk"]


def test_a_snippet_marks_the_words(library):
    with library.reading() as reader:
        rows = queries.list_reports(reader, matching=ReportFilter(text="vovchansk"))
        assert rows[0].snippet == "Artillery shelled ⟦Vovchansk⟧; the airstrike came later in Kupiansk direction."
        assert snippets(reader, "vovchansk", []) == {}


def test_the_index_follows_titles_removal_and_undo(library, raw):
    with library.unit_of_work("Describe") as uow:
        uow.reports.change(1, title="Zmiiv")
    assert found(library, "zmiiv") == {"strikes"}
    assert found(library, "Strikes title") == set()
    with library.unit_of_work("Remove") as uow:
        uow.reports.remove([1])
    assert found(library, "zmiiv") == set()
    raw.execute("INSERT INTO report_search (report_search, rank) VALUES ('integrity-check', 1)")
