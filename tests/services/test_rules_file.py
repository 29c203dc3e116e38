"""The rules in use: a change of the file reaches the next extraction, and no fault costs a file."""

from datetime import UTC, date, datetime

import pytest

from analyst_app.domain.errors import InputError, UserError
from analyst_app.domain.own_rules import NO_RULES, OwnRules, PartyRule, PlaceRule
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.domain.reports import Report
from analyst_app.paths import user_paths
from analyst_app.services import places
from analyst_app.services.rules_file import RulesFile, read_rules, replace_rules, set_aside

REED = OwnRules(parties=(PartyRule("River Column", ("Reed Men",)),))
SENTENCE = Report("own", "Reed Men shelled Kupiansk on Monday.", date(2024, 5, 6))


def actors(workbench):
    return [event.actor for event in workbench.engine.extractor().extract(SENTENCE).events]


def test_rules_reach_the_extractor_in_use_without_a_restart(workbench):
    before = workbench.engine.extractor()
    assert actors(workbench) == [None]
    replace_rules(user_paths().own_rules, REED)
    assert actors(workbench) == ["River Column"]
    assert workbench.engine.extractor().versions != before.versions
    assert workbench.engine.extractor() is workbench.engine.extractor()
    assert workbench.engine.extractor().nlp is before.nlp
    user_paths().own_rules.unlink()
    assert actors(workbench) == [None]
    assert workbench.engine.extractor().versions == before.versions


def test_a_file_with_a_fault_stops_the_extraction_with_its_line_until_it_is_mended(workbench):
    file = user_paths().own_rules
    replace_rules(file, REED)
    assert actors(workbench) == ["River Column"]
    broken = file.read_text(encoding="utf-8") + '\n[[party]]\nnmae = "B"\n'
    file.write_text(broken, encoding="utf-8")
    for _ in range(2):
        with pytest.raises(InputError, match=r"Line \d+ of “rules.toml”: there is no “nmae”"):
            workbench.engine.extractor()
    assert file.read_text(encoding="utf-8") == broken
    file.write_text(broken.replace("nmae", "name"), encoding="utf-8")
    assert actors(workbench) == ["River Column"]


def test_writing_keeps_the_file_before(home):
    file = user_paths().own_rules
    replace_rules(file, REED)
    file.write_text("# my thoughts\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    replace_rules(file, NO_RULES)
    assert read_rules(file) == NO_RULES
    assert file.with_name("rules.toml.before").read_text(encoding="utf-8").startswith("# my thoughts\n")
    assert sorted(p.name for p in file.parent.iterdir()) == ["rules.toml", "rules.toml.before"]


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(home):
    file = user_paths().own_rules
    file.parent.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(UserError, match="cannot be written"):
        replace_rules(file, REED)


def test_a_crash_while_writing_leaves_the_old_file(home, monkeypatch):
    file = user_paths().own_rules
    replace_rules(file, REED)
    monkeypatch.setattr(
        "analyst_app.exporters.atomic.os.fsync", lambda _handle: (_ for _ in ()).throw(OSError(28, "No space left on device"))
    )
    with pytest.raises(UserError, match="No space left"):
        replace_rules(file, NO_RULES)
    assert read_rules(file) == REED


def test_a_file_set_aside_is_kept_under_another_name(home):
    file = user_paths().own_rules
    replace_rules(file, REED)
    kept = set_aside(file, moment=datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC))
    assert kept.name == "rules-20240506-070809.toml"
    assert read_rules(kept) == REED
    assert RulesFile(file).rules() == NO_RULES


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"[[party]", "[[party]]\nname = 3".encode("utf-16")])
def test_what_is_no_file_of_rules_is_refused_in_a_sentence(tmp_path, content):
    (tmp_path / "mine.toml").write_bytes(content)
    with pytest.raises(InputError, match=r"mine.toml.*\.$"):
        read_rules(tmp_path / "mine.toml")


def test_no_such_file_is_told(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_rules(tmp_path / "nowhere.toml")


HILL = Place("Hill 217", "Hill 217", PlaceKind.FACILITY, "UA", "Kharkiv", None, 49.9, 37.7, 1)
BY_THE_SEA = Place("Petropavlivka", "Petropavlivka", country="UA", admin1="Odesa")


def test_places_of_rules_stand_first_while_typing_and_once(workbench):
    plain = places.suggest_places(workbench, prefix="Petropavl")
    replace_rules(user_paths().own_rules, OwnRules(places=(PlaceRule("Petropavlivka", BY_THE_SEA), PlaceRule("Hill 217", HILL))))
    ruled = places.suggest_places(workbench, prefix="Petropavl")
    assert plain[0].admin1 != "Odesa"
    assert (ruled[0].admin1, ruled[0].text) == ("Odesa", "Petropavlivka")
    assert len({place.place_id for place in ruled}) == len(ruled) == len(plain)
    assert places.suggest_places(workbench, prefix="hill 2")[0].lat == 49.9


def test_typed_words_mean_what_the_rule_says(workbench):
    replace_rules(
        user_paths().own_rules,
        OwnRules(places=(PlaceRule("Petropavlivka", BY_THE_SEA), PlaceRule("Terny", HILL, near=("Oskil",)), PlaceRule("Kupiansk", None))),
    )
    assert places.resolve_place(workbench, words=" Petropavlivka ").admin1 == "Odesa"
    assert places.resolve_place(workbench, words="Kupiansk").lat is None
    assert places.resolve_place(workbench, words="Terny").name == "Terny"
