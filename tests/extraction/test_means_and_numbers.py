"""By what means an act is done and how often: guns that are fired from, bombs of strikes that are counted, battles that go on."""

from datetime import date

import pytest

from analyst_app.domain.ontology import EventType, Status
from support.event_reading import events

_DAY = date(2025, 5, 9)
_SHELLING, _AIR, _DRONE, _MISSILE = EventType.SHELLING, EventType.AIRSTRIKE, EventType.DRONE_STRIKE, EventType.MISSILE_STRIKE
_GROUND, _ATTACK, _CLASH, _BLAST = EventType.GROUND_ASSAULT, EventType.ATTACK, EventType.CLASH, EventType.EXPLOSION
_DOWN = EventType.INTERCEPTION


def counted(text):
    return sorted((event.type, event.count and event.count.best) for event in events(text, published=_DAY))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The invaders fired 41 times from rocket launchers near Lyptsi.", [(_SHELLING, 41)]),
        ("The column carried out two air strikes and fired nine times from tanks.", [(_AIR, 2), (_SHELLING, 9)]),
        ("Gunners fired on the trenches 3,180 times, including 44 times from MLRS.", [(_SHELLING, 44), (_SHELLING, 3180)]),
        ("The news was fired 41 times from the same account.", []),
    ],
)
def test_guns_are_fired_from(text, told):
    assert counted(text) == sorted(told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The enemy shelled the district 31 times, firing 210 shells from mortars and howitzers.", [(_SHELLING, 31)]),
        ("Aircraft carried out 17 strikes, dropping 29 guided bombs.", [(_AIR, 17)]),
        ("Russian troops attacked Orikhiv twice, using guided bombs.", [(_AIR, 2)]),
        # Fewer munitions than strikes are those of some of them only.
        ("The enemy carried out 90 strikes, launching four missiles.", [(_ATTACK, 90), (_MISSILE, 4)]),
        ("The enemy fired 210 shells from mortars and howitzers.", [(_SHELLING, None)]),
    ],
)
def test_munitions_of_strikes_that_are_counted_add_nothing(text, told):
    assert sorted(counted(text), key=str) == sorted(told, key=str)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The occupiers used 71 glide bombs to strike villages near Sumy.", [(_AIR, 71)]),
        ("Russia used nine drones to attack the port of Izmail.", [(_DRONE, 9)]),
        ("The enemy used three S-300 missiles against Kharkiv.", [(_MISSILE, 3)]),
        ("The enemy used three schools as barracks.", []),
    ],
)
def test_what_is_used_for_an_attack_is_its_number(text, told):
    assert counted(text) == told


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Missile units hit two command posts.", _MISSILE),
        ("Artillery hit two command posts.", _SHELLING),
        ("Missile troops and artillery hit two command posts.", _ATTACK),
        ("Ukrainian aviation and missile units hit two command posts.", _ATTACK),
        ("Critics of the missile deal hit two ministers hard.", None),
    ],
)
def test_what_troops_are_tells_what_they_do(text, kind):
    found = events(text, published=_DAY)
    assert [event.type for event in found if event.type is not _ATTACK or kind is not None] == ([kind] if kind else [])


def test_battles_with_a_number_are_clashes_and_go_on_beside_what_was_beaten_off():
    found = events("Troops stopped five assaults near Siversk; two more battles are under way.", published=_DAY)
    assert [(event.type, event.count.best, event.part_of) for event in found] == [(_GROUND, 5, None), (_CLASH, 2, None)]
    assert events("The battles of the last century are remembered in Lyman.", published=_DAY) == []
    among = events("The enemy attacked five times near Siversk. Two battles are under way.", published=_DAY)
    assert among[1].part_of == among[0].id


def test_an_unsuccessful_attempt_is_repelled_and_a_bare_one_attempted():
    (failed,) = events("The enemy made one unsuccessful attempt to advance near Stepove.", published=_DAY)
    (tried,) = events("The enemy made one attempt to advance near Stepove.", published=_DAY)
    assert (failed.status, tried.status) == (Status.REPELLED, Status.ATTEMPTED)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The enemy launched 12 attack drones; nine of them were destroyed.", [(_DRONE, 12), (_DOWN, 9)]),
        ("Of the 12 drones launched, nine were destroyed.", [(_DRONE, 12), (_DOWN, 9)]),
        ("The army fired two missiles, both of which were intercepted.", [(_DOWN, 2), (_MISSILE, 2)]),
        ("Rebels fired a missile at Aden, and the navy intercepted it.", [(_DOWN, 1), (_MISSILE, 1)]),
        ("Twelve houses stood here; nine of them were destroyed.", []),
    ],
)
def test_what_was_sent_and_destroyed_is_intercepted(text, told):
    assert counted(text) == sorted(told)


@pytest.mark.parametrize(
    "text",
    [
        "Air raid sirens sounded in Kyiv for three hours.",
        "An air raid alert lasted two hours in Odesa.",
        "Surgeons treated blast injuries in Dnipro.",
        "A prisoner exchange took place near Sumy.",
    ],
)
def test_an_alert_and_a_wound_are_no_act(text):
    assert events(text, published=_DAY) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A shepherd stepped on a mine in Izium district.", [(_BLAST, 1)]),
        ("A pick-up drove over an anti-tank mine near Balakliia.", [(_BLAST, 1)]),
        ("A shepherd stepped on a rake in Izium district.", []),
        ("The coal mine was driven over by nobody.", []),
    ],
)
def test_a_mine_that_is_trodden_on_goes_off(text, told):
    assert counted(text) == told


def test_what_burns_after_an_attack_tells_of_the_attack():
    (found,) = events("A depot in Feodosia caught fire after a drone attack.", published=_DAY)
    assert (found.type, found.count.best) == (_DRONE, 1)
    assert events("Talks stalled after an attack of flu.", published=_DAY) == []


def test_one_strike_is_joined_to_others_and_bombs_dropped_beside_them_are_theirs():
    told = counted("The enemy carried out one missile and 31 air strikes and dropped 55 guided bombs.")
    assert told == sorted([(_MISSILE, 1), (_AIR, 31)])
    # Fewer bombs than strikes cannot be all of theirs.
    assert counted("The enemy carried out 31 air strikes and dropped nine guided bombs.") == sorted([(_AIR, 31), (_AIR, 9)])


def test_these_attacks_are_those_told_last():
    text = "In the Lyman direction five attacks took place.\n\nNear Siversk the enemy attacked 24 times. Eight of these attacks go on."
    lyman, siversk, lasting = events(text, published=_DAY)
    assert (lasting.count.best, lasting.part_of) == (8, siversk.id)
    assert lyman.part_of is None


def test_a_compound_participle_stays_with_its_noun():
    (loss,) = events("Moscow said its forces destroyed 12 US-made howitzers near Lyman.", published=_DAY)
    assert (loss.type, loss.count.best) == (EventType.EQUIPMENT_LOSS, 12)
    (hit,) = events("Two high-rise buildings in Myrnohrad were hit by two guided bombs.", published=_DAY)
    assert hit.target == "high-rise buildings"


def test_what_troops_do_as_a_rule_is_no_event_and_a_headline_is():
    assert events("Russian forces attack with small infantry groups, he said.", published=_DAY) == []
    assert [event.type for event in events("Russian drones attack Odesa.", published=_DAY)] == [_DRONE]


def test_a_past_day_that_is_named_is_the_period_of_the_bulletin():
    text = "Over the past day, 8 May, Russians killed two residents.\n\nLyman district. A house in Yampil was hit by a guided bomb."
    assert {event.date.end for event in events(text, published=_DAY)} == {date(2025, 5, 8)}


def test_the_assault_that_is_beaten_off_is_the_one_just_told():
    (once,) = events("Fighters attacked a base in Kukawa; troops repelled the assault after two hours.", published=_DAY)
    assert (once.type, once.status, once.count) == (_GROUND, Status.REPELLED, None)
    several = events("Fighters attacked a base in Kukawa. Troops repelled two assaults on Baga.", published=_DAY)
    assert [event.status for event in several] == [Status.OCCURRED, Status.REPELLED]


def test_a_day_inside_a_relative_clause_stays_there():
    taken, hit = events("The town of Rubizhne, which the rebels seized on 2 May, was shelled.", published=_DAY)
    assert (taken.date.end, hit.date.end) == (date(2025, 5, 2), _DAY)


def test_what_was_shot_down_is_no_part_of_what_was_sent_and_not_by_who_sent_it():
    sent, downed = events("Russia fired 38 missiles at Ukraine, of which 30 were shot down, the air force said.", published=_DAY)
    assert (downed.count.best, downed.part_of, downed.target) == (30, None, "missiles")
    assert downed.actor != sent.actor


def test_a_toll_that_adds_up_is_not_that_of_the_last_strike():
    text = (
        "Russia fired 38 missiles at Ukraine. One hit a clinic in Kyiv, killing two people. In Kryvyi Rih ten people died in strikes "
        "on a plant. In all at least 41 people were killed."
    )
    killed = [event.killed and event.killed.best for event in events(text, published=_DAY)]
    assert killed == [41, 2, 10]


def test_nobody_hurt_elsewhere_says_nothing_of_the_place_told_last():
    (here,) = events("Snovsk: three mortar attacks. There were no casualties in the other communities.", published=_DAY)
    assert (here.count.best, here.killed) == (3, None)
    (told,) = events("Snovsk: three mortar attacks. There were no casualties.", published=_DAY)
    assert told.killed.best == 0


@pytest.mark.parametrize(
    "text",
    [
        "No drone hit the port of Izmail.",
        "Neither Orikhiv nor Huliaipole was shelled.",
    ],
)
def test_what_no_weapon_and_neither_town_saw_is_denied(text):
    assert [event.status for event in events(text, published=_DAY)] == [Status.DENIED]


def test_who_fails_to_retake_a_town_is_who_tried():
    (tried,) = events("Russian troops tried but failed to retake Robotyne.", published=_DAY)
    assert (tried.actor, tried.status) == ("Russia", Status.REPELLED)


def test_each_part_of_a_sentence_has_its_own_day():
    (sunday,) = events("On Sunday the enemy attacked 11 times near Siversk, on Saturday he rested.", published=_DAY)
    assert sunday.date.end == date(2025, 5, 4)
    whole, part = events("In the past two days Russia fired 110 missiles, 84 of them on Thursday.", published=_DAY)
    assert (whole.date.start, whole.date.end) == (date(2025, 5, 7), _DAY)
    assert part.date.end == date(2025, 5, 8)


def test_a_week_told_at_the_end_is_not_the_period_of_the_report():
    text = (
        "A dozen rockets struck Sloviansk. Four mortar bombs fell on Toretsk. Six air strikes hit Avdiivka. "
        "Hundreds of attacks were recorded last week."
    )
    days = [event.date.end for event in events(text, published=_DAY)]
    assert days == [_DAY, _DAY, _DAY, date(2025, 5, 4)]


def test_drones_are_sent_against_a_town_and_not_to_an_ally():
    assert counted("Iran sent 60 drones towards Israel.") == [(_DRONE, 60)]
    assert counted("Turkey sent 60 drones to Somalia's army.") == []


def test_of_six_people_two_children_are_two_of_them():
    (hit,) = events("In Synelnykove six people, among them two children, were killed when a missile hit a street.", published=_DAY)
    assert hit.killed.best == 6


def test_the_name_before_a_distance_is_a_place():
    (taken,) = events("Special forces recaptured Bartella, 15 km east of Mosul, after a barrage of artillery.", published=_DAY)[:1]
    assert [place.text for place in taken.places] == ["Bartella"]
    text = "Colonel Ihor Petrenko, 15 years in office, spoke."
    assert events(text, published=_DAY) == []


def test_a_munition_that_kills_before_another_act_is_an_act_of_its_own():
    found = events("Drones struck two vehicles in Raqqa, hours after a car bomb killed 15 farm workers in Manbij.", published=_DAY)
    assert [(event.type, event.killed and event.killed.best) for event in found] == [(_DRONE, None), (_BLAST, 15)]


def test_weapons_of_several_kinds_leave_the_kind_of_an_attack_open():
    (mixed,) = events("Azerbaijan attacked positions near Goris with artillery and drones.", published=_DAY)
    (guns,) = events("Azerbaijan attacked positions near Goris with artillery and mortars.", published=_DAY)
    assert (mixed.type, guns.type) == (_ATTACK, _SHELLING)


def test_a_list_of_losses_goes_on_with_equipment_behind_its_men():
    text = "General Staff: estimated losses of the enemy\npersonnel – about 857,830 (+1,040) people\ntanks – 10,041 (+4)\n"
    found = events(text, published=_DAY)
    assert [(event.type, event.count and event.count.best) for event in found] == [
        (EventType.CASUALTIES, None),
        (EventType.CASUALTIES, None),
        (EventType.EQUIPMENT_LOSS, 10041),
        (EventType.EQUIPMENT_LOSS, 4),
    ]


def test_one_number_counts_drones_of_two_makes():
    assert counted("The enemy attacked with 74 Shahed UAVs and drones of unknown type.") == [(_DRONE, 74)]
    assert counted("The enemy attacked with 74 Shahed UAVs and two cruise missiles.") == sorted([(_DRONE, 74), (_MISSILE, 2)])


def test_who_makes_a_counterattack_is_not_its_target():
    text = (
        "Russian Ministry of Defence, briefing, 9 May 2025\n\nThe enemy lost up to 235 troops near Vovchansk. "
        "Units of the Centre group repelled six counterattacks of the 24th brigade."
    )
    beaten = events(text, published=_DAY)[-1]
    assert (beaten.actor, beaten.target, beaten.status) == ("Ukraine", "Russia", Status.REPELLED)


def test_a_past_day_told_further_down_is_not_the_period_of_the_report():
    text = (
        "Assessment. Russian forces made gains near Avdiivka on 9 May. They captured Nevelske. Nobody was hurt. "
        "An observer said that they conducted 14 assaults near Robotyne over the past day."
    )
    days = [(event.date.start, event.date.end) for event in events(text, published=_DAY)]
    assert days == [(_DAY, _DAY), (date(2025, 5, 8), _DAY)]


def test_a_number_behind_a_colon_counts_the_act_before_it():
    (hit,) = events("At 15:10 the enemy hit Kharkiv with guided bombs: five strikes.", published=_DAY)
    assert (hit.type, hit.count.best, [place.text for place in hit.places]) == (_AIR, 5, ["Kharkiv"])


def test_a_bare_number_of_what_was_sent_is_some_of_it():
    sent, downed, hit = events("The enemy launched nine Shaheds: five were shot down, four hit a depot.", published=_DAY)
    assert [event.count.best for event in (sent, downed, hit)] == [9, 5, 4]
    assert (downed.part_of, hit.part_of) == (None, sent.id)


def test_what_follows_a_semicolon_has_its_own_subject():
    text = "Ukraine's air force said Russia had launched 43 missiles and 74 drones; 30 missiles and 47 drones were shot down."
    assert counted(text) == sorted([(_MISSILE, 43), (_DRONE, 74), (_DOWN, 30), (_DOWN, 47)])


def test_of_which_behind_a_comma_makes_no_part_of_what_was_named_last():
    found = events("Russia launched 43 missiles and 74 drones, of which 30 missiles and 47 drones were shot down.", published=_DAY)
    assert [event.part_of for event in found] == [None] * 4


def test_that_all_targets_were_hit_is_no_further_act():
    (strike,) = events("Moscow confirmed a massive strike on gas plants and said that all targets had been hit.", published=_DAY)
    assert strike.type is _ATTACK
    assert len(events("Two targets were hit in Engels.", published=_DAY)) == 1


def test_a_toll_of_a_town_is_that_of_the_strike_on_its_centre():
    text = "10:55 A missile has struck central Sumy.\n11:30 The number of injured in Sumy rises to 28.\n12:00 Talks go on.\n"
    (hit,) = events(text, published=_DAY)
    assert hit.injured.best == 28


def test_mines_that_are_dropped_are_not_counted_and_one_that_kills_is():
    assert counted("Eleven mines were dropped on Znob-Novhorodske.") == [(_AIR, None)]
    assert counted("A farmer was killed by a mine near Izium.") == [(_BLAST, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "Since the beginning of the full-scale invasion the enemy has fired more than 8,000 missiles.",
        "The enemy has fired more than 8,000 missiles since the start of the war.",
        "Since the very outset of the conflict, more than 8,000 missiles have been launched.",
    ],
)
def test_a_figure_since_the_beginning_of_the_war_counts_on_no_day(text):
    (total,) = events(text, published=_DAY)
    assert total.count.best == 8000
    assert total.date.end == _DAY
    assert total.date.length > 300


def test_what_else_the_sentence_tells_keeps_its_day():
    total, hit = events("Russia has launched 1,200 missiles since the start of the war, and 40 drones attacked Odesa.", published=_DAY)
    assert (total.date.start, hit.date.start) == (date(2022, 2, 24), _DAY)
    (today,) = events("Since the start of the day the enemy attacked 40 times.", published=_DAY)
    assert today.date.length == 1
