"""Filters, unit and window on the command line: the same selection as in the window, and a sentence where it makes none."""

import csv
import io
import json
import re
from datetime import timedelta

import pytest

from analyst_app.cli import main
from analyst_app.domain.rows import EventFilter
from analyst_app.paths import user_paths
from analyst_app.services.filters import save_filter
from support import chronicle

DAY = chronicle.FIRST + timedelta(days=90)


@pytest.fixture(scope="session")
def stored(tmp_path_factory):
    return chronicle.file_in(tmp_path_factory.mktemp("cli"))


@pytest.fixture
def run(stored, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ANALYST_APP_HOME", str(tmp_path / "home"))
    path = tmp_path / "chronicle.sqlite"
    path.write_bytes(stored.read_bytes())

    def start(command, *arguments):
        code = main([command, "--database", str(path), *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return start


def counted(said):
    return list(csv.DictReader(io.StringIO(said)))


def total(run, *arguments):
    code, said, _ = run("counts", "--format", "csv", *arguments)
    assert code == 0
    return sum(int(row["best"]) for row in counted(said))


def test_acts_and_munitions_are_the_attacks_and_each_answer_names_its_unit(run):
    attacks = total(run)
    acts, munitions = total(run, "--unit", "acts"), total(run, "--unit", "munitions")
    assert acts > 0
    assert munitions > 0
    assert acts + munitions == attacks
    assert {row["unit"] for row in counted(run("counts", "--format", "csv", "--unit", "munitions")[1])} == {"munitions"}
    answer = json.loads(run("counts", "--format", "json", "--unit", "places")[1])
    assert (answer["unit"], answer["rows"]) == ("places hit", [])
    assert "munitions" in run("counts", "--unit", "munitions")[1].splitlines()[0]


def test_every_part_of_the_windows_filter_restricts(run):
    rows = counted(run("counts", "--format", "csv", "--by", "direction", "--actor", "Russia", "--direction", "Lyman", "Pokrovsk")[1])
    assert {row["direction"] for row in rows} == {"Lyman", "Pokrovsk"}
    assert {row["by"] for row in rows} == {"Russia"}
    assert total(run, "--source", "Air Force") + total(run, "--source", "General Staff") == total(run)
    repelled, occurred = total(run, "--status", "repelled"), total(run, "--status", "occurred")
    assert repelled + occurred == total(run)
    one = total(run, "--from", DAY, "--to", DAY, "--type", "airstrike", "--region", "Donetsk")
    assert one == 0, "airstrikes of the chronicle have no place"
    assert total(run, "--words", "no such words anywhere") == 0
    assert total(run, "--analyst", "nobody") == 0


def test_a_saved_filter_is_taken_and_what_is_given_comes_on_top(run):
    save_filter(user_paths(), name="Ukraine", matching=EventFilter(actors=frozenset({"Ukraine"})))
    assert total(run, "--saved", "ukraine") == total(run, "--actor", "Ukraine") > 0
    assert total(run, "--saved", "ukraine", "--actor", "Russia") == total(run, "--actor", "Russia")
    code, _, complaint = run("counts", "--saved", "nothing")
    assert code == 1
    assert "“Ukraine”" in complaint


def test_rejected_events_are_exported_and_never_counted(run, tmp_path):
    code, said, _ = run("export", "--state", "rejected", "--format", "csv", "--out", tmp_path / "out.csv")
    assert (code, said.split()[0]) == (0, "0")
    for command in (("counts",), ("brief", "--date", DAY, "--out", tmp_path / "b.html")):
        code, _, complaint = run(*command, "--state", "rejected")
        assert code == 1
        assert "count on no day" in complaint


def test_the_window_holds_for_counts_and_export(run, tmp_path):
    first = json.loads(run("counts", "--format", "json", "--window", "first")[1])
    assert first["window"] == "first"
    assert run("export", "--window", "first", "--format", "csv", "--out", tmp_path / "out.csv")[0] == 0
    assert json.loads(run("counts", "--format", "json")[1])["window"] == "last"


def words_of(page):
    return re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8"))


def test_a_brief_of_a_filter_says_so(run, tmp_path):
    page = tmp_path / "brief.html"
    assert run("brief", "--date", DAY, "--out", page)[0] == 0
    whole = words_of(page)
    assert "Counts confirmed events of" in whole
    assert run("brief", "--date", DAY, "--out", page, "--type", "airstrike", "--actor", "Russia")[0] == 0
    part = words_of(page)
    assert "Counts confirmed events of type airstrike by Russia of" in part
    assert "Ground assault" in whole
    assert "Ground assault" not in part


def test_a_table_of_others_comes_in_and_is_compared(run, tmp_path):
    table = tmp_path / "theirs.csv"
    lines = [f"{chronicle.FIRST + timedelta(days=n)};Airstrike;{n % 5}" for n in range(60)]
    table.write_text("\n".join(["When;Kind;Count", *lines]), encoding="utf-8")
    code, said, _ = run("import", table, "--external", "csv", "--column", "day=When", "--column", "type=Kind", "--name", "Theirs")
    assert (code, said) == (0, "60 external events came in as “Theirs”.\n")
    out = tmp_path / "compared.csv"
    assert run("chart", "--out", out, "--external", "theirs")[0] == 0
    with out.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["series"] == "Theirs (external)" and row["best"]]
    assert sum(int(row["best"]) for row in rows) == sum(n % 5 for n in range(60))
    code, _, complaint = run("chart", "--out", out, "--external", "nobody")
    assert code == 1
    assert "no external series “nobody”" in complaint
    code, _, complaint = run("import", table, "--external", "csv", "--column", "day=Wann")
    assert code == 1
    assert "When, Kind, Count" in complaint
