"""What a later sentence makes of an act told before: its figure risen, its killing named as an attack."""

from support.event_reading import events, names, only, told


def test_a_figure_that_has_risen_is_that_of_the_act_told_before():
    text = (
        "On Monday Russia launched 80 Shahed drones at Odesa. As of 09:00, 71 of them had been shot down. "
        "The number of drones shot down has since risen to 73."
    )
    assert told(events(text)) == [("drone_strike", "80"), ("interception", "73")]


def test_a_figure_that_another_act_reaches_is_its_own():
    text = "On Monday air defences shot down 71 drones over Odesa. Later 73 drones were shot down over Kherson."
    assert told(events(text)) == [("interception", "71"), ("interception", "73")]


def test_the_attack_names_the_killing_told_before():
    event = only("Gunmen killed six people in Plateau State on Monday. The attack took place in Bokkos.")
    assert (event.type.value, event.actor, event.killed.best) == ("attack", "gunmen", 6)
    assert names(event) == ["Bokkos", "Plateau State"]
    assert str(event.date) == "2024-05-13"


def test_another_attack_is_no_name_for_the_killing():
    found = events("Gunmen killed six people in Plateau State on Monday. An attack on Bokkos by soldiers on Tuesday was repelled.")
    assert found[0].type.value == "casualties"
    assert len(found) == 2
