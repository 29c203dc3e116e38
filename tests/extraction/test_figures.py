"""Figures told as lists, lines and tables."""

import pytest

from support.event_reading import events, names, told


def test_losses_listed_behind_a_colon_are_one_record_each():
    found = events(
        "The total combat losses of the enemy from 24.02.22 to 15.05.24 were approximately: personnel – about 485,430 (+1,160), "
        "tanks – 7,525 (+9), artillery systems – 12,577 (+33), the General Staff of the Armed Forces of Ukraine said."
    )
    assert told(found) == [
        ("casualties", None),
        ("casualties", None),
        ("equipment_loss", "7525"),
        ("equipment_loss", "9"),
        ("equipment_loss", "12577"),
        ("equipment_loss", "33"),
    ]
    assert [e.killed.best for e in found[:2]] == [485430, 1160]
    assert [e.date.length for e in found[2:4]] == [812, 2]


def test_lines_of_figures_go_on_with_the_line_above():
    found = events(
        "General Staff, 15 May 2024\n\nDestroyed by the Defence Forces of Ukraine since 24.02.2022\n\n"
        "tanks — 7,525 | +9\nhelicopters — 325 |\n\nThe data are being checked.\n"
    )
    assert told(found) == [("equipment_loss", "7525"), ("equipment_loss", "9"), ("equipment_loss", "325")]


@pytest.mark.parametrize(
    ("line", "kind", "count"),
    [
        ("➤ Enemy artillery shellings: 1,043", "shelling", "1043"),
        ("➤ Enemy missile strikes: none recorded", "missile_strike", "0"),
        ("➤ Taken prisoner: 6", "detention", "6"),
        ("➤ Combat engagements – 39", "clash", "39"),
    ],
)
def test_a_line_counts_what_stands_before_its_figure(line, kind, count):
    found = events(f"Tavria group, 15 May 2024\n\n{line}\n➤ The weather is cold.\n")
    assert told(found) == [(kind, count)]


def test_killed_and_wounded_of_a_line_are_one_record():
    found = events("Tavria group, 15 May 2024\n\n➤ Killed: 387; wounded: 412\n➤ The weather is cold.\n")
    assert [(e.type.value, e.killed.best, e.injured.best) for e in found] == [("casualties", 387, 412)]


def test_a_table_gives_one_record_for_each_figure():
    found = events(
        "Daily report, 15 May 2024\n\n| | ceasefire violations, 13–14 May | of which explosions |\n|---|---|---|\n"
        "| Donetsk region | 415 | 128 |\n| Luhansk region | 63 | 9 |\n\nThe monitors saw two foxes.\n"
    )
    assert told(found) == [("attack", "415"), ("explosion", "128"), ("attack", "63"), ("explosion", "9")]
    assert [names(e) for e in found] == [["Donetsk region"], ["Donetsk region"], ["Luhansk region"], ["Luhansk region"]]
    assert found[1].part_of == found[0].id


def test_a_log_with_marks_is_no_table():
    found = events(
        "Log, May 2024\n\n2 May | Durbete | Ethiopian soldiers detained 27 students.\n3 May | Ataye | Fano fighters shelled an army camp.\n"
    )
    assert told(found) == [("detention", "27"), ("shelling", None)]


def test_so_many_of_those_told_before_are_their_part():
    found = events("Last week 96 people were abducted in Zamfara. Of the 96 people abducted, 42 were carried off by bandits from Wanzamai.")
    assert told(found) == [("detention", "96"), ("detention", "42")]
    assert found[1].part_of == found[0].id
