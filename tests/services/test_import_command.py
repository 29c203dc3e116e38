"""The command that imports, as a script hears it: what looks like an earlier report is named and kept."""

from dataclasses import replace

from analyst_app.cli import main
from support.invented import TEXT, extraction, written

LONG = TEXT + " ".join(f"Sentence number {n} says what sentence number {n} says." for n in range(60))


def test_a_look_alike_is_named_on_standard_error_and_kept(tmp_path, capsys):
    first = extraction(text=LONG)
    again = replace(first, report=replace(first.report, key="again", title="Corrected", text=f"{LONG} Corrected."))
    for made in (first, again):
        assert main(["import", str(written(tmp_path, made)), "--database", str(tmp_path / "events.sqlite")]) == 0
    told = capsys.readouterr()
    assert "“Corrected” looks like “Report of 9 November” of 2023-11-09 (99 % alike): both are kept" in told.err
    assert told.out.count("1 report imported") == 2
