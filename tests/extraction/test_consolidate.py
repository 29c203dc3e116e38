"""One act told twice is one event; two acts are two."""

from support.event_reading import events, told

TOTAL = "Russia launched 559 attacks on Ukrainian positions over the past 24 hours."


def test_a_correction_gives_up_the_older_figure():
    text = (
        "LIVE\n\nWednesday 15 May 2024\n\n15:25\nUkraine's Air Force has revised its tally: Russia launched 187 drones overnight, "
        "not 179 as first reported.\n\n08:05\nRussia launched 179 drones overnight, according to Ukraine's Air Force."
    )
    assert told(events(text)) == [("drone_strike", "187")]


def test_acts_of_other_places_days_or_numbers_stay_apart():
    acts = ("Orikhiv three times on Monday", "Orikhiv three times on Sunday", "Huliaipole three times on Monday")
    text = "\n\n".join(f"Russian troops shelled {act}." for act in acts)
    assert len(events(text)) == 3


def test_a_definite_noun_takes_up_the_act_before():
    text = "Al-Shabaab fighters stormed a base in Buulo Mareer on Monday. At least eight people were killed in the assault."
    (event,) = events(text)
    assert event.killed.best == 8


def test_uncounted_attacks_are_parts_of_the_actors_counted_total_of_the_same_days():
    text = (
        "Russia launched 559 attacks on Ukrainian positions over the past 24 hours. Over the past 24 hours Russian troops shelled Kupiansk."
    )
    total, part = events(text)
    assert part.part_of == total.id


def test_counted_attacks_are_no_parts_without_a_word_of_it():
    text = f"{TOTAL} Over the past 24 hours Russian troops shelled Kupiansk nine times."
    assert [e.part_of for e in events(text)] == [None, None]


def test_an_interception_does_not_answer_a_strike_of_long_ago():
    text = (
        "Ukrainian air defences shot down 28 drones over Odesa region. "
        "For comparison: on 17 November Russia launched 90 drones at Odesa region."
    )
    shot = next(e for e in events(text) if e.type.value == "interception")
    assert str(shot.date) == "2024-05-15"
