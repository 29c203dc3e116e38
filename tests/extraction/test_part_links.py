"""Parts that other words than "including" make: numbers of what was told before, the rest, lists that a line announces."""

import pytest

from support.event_reading import events, names, told


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Russia launched 52 drones at Odesa region overnight. The other three drones hit a depot in Smila.", [("drone_strike", "3")]),
        ("Russian forces fired nine missiles at Kharkiv region on Monday. One of them struck a school.", [("missile_strike", "1")]),
        ("The enemy carried out 46 air strikes on Monday. Four of the day's air strikes fell on Sloviansk.", [("airstrike", "4")]),
        (
            "Russian troops shelled Sumy region 90 times on Monday. More than half of the strikes, 51, fell on Bilopillia.",
            [("shelling", "51")],
        ),
        (
            "Russian troops carried out 90 attacks on Sumy region on Monday; 13 of the attacks were air strikes and 40 drone attacks.",
            [("airstrike", "13"), ("drone_strike", "40")],
        ),
        (
            "Russian troops carried out 90 attacks on Sumy region on Monday. Thirteen were air strikes, 40 were drone attacks.",
            [("airstrike", "13"), ("drone_strike", "40")],
        ),
        ("There were 112 clashes on Monday. Nearly a third of them, 38, took place near Lyman.", [("clash", "38")]),
        ("In Kursk region, 21 clashes occurred today, of which five are still going on.", [("clash", "5")]),
        ("Some 400 people were evacuated from Lyman on Monday. Of this number, 120 left Drobysheve.", [("evacuation", "120")]),
    ],
)
def test_a_number_of_what_was_told_before_is_a_part_of_it(text, parts):
    total, *found = events(text)
    assert told(found) == parts
    assert {e.part_of for e in found} == {total.id}
    assert {e.date for e in found} == {total.date}


def test_a_part_of_a_part():
    text = (
        "On Monday there were 52 Russian attacks, among them 19 ground assaults. Of the 19 assaults, 12 were made near Lyman; "
        "four of these 12 assaults were repelled by Ukrainian troops."
    )
    total, assaults, near, repelled = events(text)
    assert [assaults.part_of, near.part_of, repelled.part_of] == [total.id, assaults.id, near.id]
    assert (repelled.count.best, repelled.status.value, names(repelled)) == (4, "repelled", ["Lyman"])


def test_attempts_that_were_repelled_are_a_part_told_by_the_verb():
    text = (
        "The occupiers tried 17 times to break through near Lyman on Monday. Fourteen of these attempts were repelled by Ukrainian units."
    )
    tried, beaten = events(text)
    assert (tried.status.value, beaten.status.value) == ("attempted", "repelled")
    assert (beaten.count.best, beaten.trigger.of(text), beaten.part_of, names(beaten)) == (14, "repelled", tried.id, ["Lyman"])


def test_the_whole_may_be_told_after_its_part():
    text = "Three missiles hit a warehouse in Odesa on Monday. They were among seven missiles which Russia fired at Odesa region."
    part, whole = events(text)
    assert (part.part_of, whole.part_of, whole.date) == (whole.id, None, part.date)


@pytest.mark.parametrize("line", ["They comprised:", "The attacks included:", "Of these:", "The breakdown is as follows:"])
def test_a_list_that_a_line_announces_breaks_the_total_down(line):
    head = "Daily report\n\nRussian troops attacked Sumy region 33 times on Monday."
    text = f"{head} {line}\n\n- Lyman: 4 air strikes;\n- Nikopol: a mine blew up."
    total, *parts = events(text)
    assert {e.part_of for e in parts} == {total.id}
    assert [names(e) for e in parts] == [["Lyman"], ["Nikopol"]]


def test_a_list_of_what_is_known_is_no_breakdown():
    head = "Daily report\n\nRussian troops attacked Sumy region 33 times on Monday."
    text = f"{head} Details so far:\n\n- Lyman: 4 air strikes;\n- Nikopol: a mine blew up."
    assert [e.part_of for e in events(text)] == [None, None, None]


@pytest.mark.parametrize(
    "text",
    [
        "Russia launched 31 drones at Odesa on Monday. Four of them fell in fields.",
        "Ten people were wounded in Nikopol on Monday. Three of them were taken to hospital.",
        "Russian troops shelled Sumy region 90 times on Monday. Another three drones hit a depot in Smila.",
        "Russian forces fired nine missiles at Odesa on Monday. Of the 40 windows, seven were broken.",
    ],
)
def test_other_numbers_make_no_parts(text):
    assert all(e.part_of is None for e in events(text))


def test_casualties_place_by_place_are_parts_of_those_in_all():
    text = "On Monday seven people were killed in Kherson region: four in Kherson, two in Beryslav and one near Antonivka."
    total, *parts = events(text)
    assert (total.killed.best, names(total), total.part_of) == (7, ["Kherson region"], None)
    assert [(e.killed.best, names(e), e.part_of) for e in parts] == [
        (4, ["Kherson"], total.id),
        (2, ["Beryslav"], total.id),
        (1, ["Antonivka"], total.id),
    ]


def test_who_was_killed_is_no_part_of_the_casualties():
    assert len(events("Five people were killed in Nikopol on Monday, including two children in a school.")) == 1


def test_a_number_that_goes_on_without_verb_is_a_part_too():
    text = "The past day brought 31 enemy assaults. Nineteen of these fell to the Lyman axis, and 12 to the Siversk axis, near Hryhorivka."
    total, *parts = events(text)
    assert [(e.count.best, names(e), e.part_of) for e in parts] == [
        (19, ["Lyman axis"], total.id),
        (12, ["Hryhorivka", "Siversk axis"], total.id),
    ]


def test_who_beat_them_off_may_stand_first():
    tried, beaten = events("The occupiers made 49 attempts to break through near Lyman. Ukrainian troops have already repelled 44 of them.")
    assert (beaten.count.best, beaten.status.value, beaten.part_of) == (44, "repelled", tried.id)


def test_these_are_what_was_counted_last():
    text = "Air defences shot down four HIMARS rockets and 58 drones over Crimea on Monday, 21 of these over Sevastopol."
    rockets, drones, part = events(text)
    assert (part.part_of, part.target) == (drones.id, drones.target)
    assert part.part_of != rockets.id


def test_a_list_straight_under_its_total_is_made_of_parts_while_they_fit_in():
    text = "Bulletin\n\nOvernight air defences shot down 60 aerial targets:\n\n- 50 Shahed drones shot down;\n- ten missiles shot down."
    total, *parts = events(text)
    assert [e.part_of for e in parts] == [total.id, total.id]


def test_a_referent_is_told_apart_by_place_and_day():
    text = (
        "On Monday 128 explosions were recorded in Donetsk region and 9 explosions in Luhansk region. "
        "Of the explosions in Donetsk region, 44 blasts were heard near Yasynuvata."
    )
    donetsk, luhansk, blasts = events(text)
    assert blasts.part_of == donetsk.id != luhansk.id
    assert (blasts.count.best, names(blasts)) == (44, ["Yasynuvata", "Donetsk region"])


def test_a_share_of_all_that_is_told_at_once():
    whole, part = events("In the Kupiansk direction, nine of 15 assaults were repelled near Synkivka on Monday.")
    assert [(e.count.best, e.status.value) for e in (whole, part)] == [(15, "occurred"), (9, "repelled")]
    assert part.part_of == whole.id
    assert names(part) == names(whole) == ["Synkivka", "Kupiansk direction"]


def test_what_of_an_act_was_beaten_off_and_what_goes_on():
    whole, beaten, going = events("Of the 15 attacks near Lyman, 12 have been repelled and three are ongoing.")
    assert [(e.count.best, e.status.value) for e in (whole, beaten, going)] == [(15, "occurred"), (12, "repelled"), (3, "occurred")]
    assert beaten.part_of == going.part_of == whole.id


def test_a_cue_in_front_governs_the_act_and_not_the_number_behind():
    whole, part = events("Ukrainian troops held off 18 assaults near Lyman on Monday, of which five are still under way.")
    assert [(e.count.best, e.status.value) for e in (whole, part)] == [(18, "repelled"), (5, "occurred")]


def test_what_is_still_going_on_is_among_what_was_told():
    whole, part = events("The invaders attacked seven times near Lyman on Monday. Three attacks are still going on.")
    assert (part.part_of, part.type, part.count.best) == (whole.id, whole.type, 3)


def test_these_of_acts_that_were_not_counted_make_no_parts():
    found = events("On Monday 37 incidents were reported. Of these, 21 were attacks on villages and nine were clashes.")
    assert all(e.part_of is None for e in found)
