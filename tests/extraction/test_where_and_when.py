"""Places and dates that an event takes from around it: labels, lead-ins, headings, entries of a chronicle, plans."""

from datetime import date

import pytest

from support.event_reading import events, names, only, told


def days(event):
    return str(event.date)


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("Beryslav district: two guided bombs hit Tiahynka.", ["Tiahynka", "Beryslav district"]),
        ("Lyman direction: seven Russian assaults near Terny were repelled.", ["Terny", "Lyman direction"]),
        ("In Nikopol: the enemy shelled a school.", ["Nikopol"]),
        ("Zolochiv – a drone struck a bus.", ["Zolochiv"]),
        ("Sumy region, Krasnopillia community: mortar fire wounded a man.", ["Sumy region", "Krasnopillia community"]),
    ],
)
def test_a_label_before_a_colon_belongs_to_the_sentence(line, places):
    assert names(only(f"Daily report\n\n• {line}")) == places


def test_a_label_holds_for_its_whole_line_and_no_further():
    text = "Daily report\n\n• Kharkiv: a drone hit a bus. Later a school was shelled.\n• On the front, a soldier was detained."
    strike, shells, arrest = events(text)
    assert [names(e) for e in (strike, shells, arrest)] == [["Kharkiv"], ["Kharkiv"], []]


def test_the_second_part_of_a_sentence_is_no_label():
    assert names(only("Police in Odesa said: a mine exploded near Kherson on Monday.")) == ["Kherson"]


def test_a_table_row_gives_place_and_date():
    first, second = events("Incidents\n\n2 May | Kharkiv | A grenade went off.\n3 May | Sumy | Soldiers detained 27 students.")
    assert (days(first), names(first)) == ("2024-05-02", ["Kharkiv"])
    assert (days(second), names(second)) == ("2024-05-03", ["Sumy"])


def test_a_list_takes_the_date_of_the_line_that_leads_it_in():
    found = events(
        "Daily report\n\nOn Monday Russian forces shelled Kherson region. Known so far:\n\n- a drone hit a bus;\n- a mine exploded."
    )
    assert {days(e) for e in found} == {"2024-05-13"}


def test_a_heading_gives_the_date_of_what_stands_below():
    found = events("Daily report\n\n13 May\n\nA drone hit a bus in Kharkiv.\n\n14 May\n\nA mine exploded near Izium.")
    assert [days(e) for e in found] == ["2024-05-13", "2024-05-14"]


def test_entries_of_a_chronicle_go_on_in_their_year():
    text = (
        "Factbox\n\n15 May 2024 (Wire) – Key dates:\n\nMarch 3, 2022 – Russian troops capture Enerhodar.\n"
        "November 11 – Ukrainian forces liberate Kherson. An assault on Snihurivka is repelled.\n"
        "February 2 – A missile strike on Kramatorsk kills three people."
    )
    assert [days(e) for e in events(text)] == ["2022-03-03", "2022-11-11", "2022-11-11", "2023-02-02"]


def test_a_year_alone_on_its_line_heads_the_entries_below():
    text = "Timeline\n\n2022\n\n9 March: An air strike on Mariupol kills three people.\n\n2023\n\n6 June: An explosion shakes Kakhovka."
    assert [days(e) for e in events(text)] == ["2022-03-09", "2023-06-06"]


def test_what_is_planned_is_dated_ahead():
    assert days(only("Police will evacuate 40 people from Lyman on Monday.")) == "2024-05-20"
    assert days(only("The authorities plan to evacuate 40 people from Lyman in June.")) == "2024-06-01/2024-06-30"
    assert days(only("On Sunday the general threatened to storm Tokmak.")) == "2024-05-15"


def test_acts_that_share_a_verb_have_each_their_own_date():
    found = events("Police will move 450 people out of Lyman tomorrow and 200 out of Izium on Saturday.")
    assert [days(e) for e in found] == ["2024-05-16", "2024-05-18"]


def test_the_same_night_is_the_night_told_before():
    found = events("KYIV, 15 May 2024 - Three missiles hit Odesa on Monday night. On the same night drones attacked Mykolaiv.")
    assert [days(e) for e in found] == ["2024-05-13/2024-05-14"] * 2


def test_since_a_day_when_something_happened_is_that_day():
    event = only("It was the heaviest attack since 3 January, when 40 missiles struck Kharkiv.")
    assert (told([event]), days(event)) == ([("missile_strike", "40")], "2024-01-03")


def test_an_entry_of_a_live_blog_has_the_day_of_the_report():
    text = "Live\n\n06:40 Enemy drones attacked Sumy overnight.\n\n09:20 A mine exploded near Izium.\n\n12:10 A drone hit a bus in Kherson."
    assert [days(e) for e in events(text)] == ["2024-05-14/2024-05-15", "2024-05-15", "2024-05-15"]


@pytest.mark.parametrize(
    ("head", "period"),
    [
        ("Data for 8–14 July 2023", "2023-07-08/2023-07-14"),
        ("Period: 8–14 July 2023", "2023-07-08/2023-07-14"),
        ("This update covers 8 to 14 July 2023.", "2023-07-08/2023-07-14"),
        ("Summary for the week of 8–14 July 2023", "2023-07-08/2023-07-14"),
    ],
)
def test_a_stated_period_dates_what_has_no_date(head, period):
    event = only(f"Weekly overview\n{head}\n\nArmy artillery shelled a camp.", published=date(2023, 7, 17))
    assert days(event) == period


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Russia fired seven missiles at Mykolaiv region from a frigate in the Black Sea on Monday.", ["Mykolaiv region"]),
        ("Russia launched 52 drones at Odesa from Kursk, Yeysk and Primorsko-Akhtarsk on Monday.", ["Odesa"]),
        ("In Donetsk region, 12 people were killed by shelling in Kramatorsk on Monday.", ["Kramatorsk", "Donetsk region"]),
        (
            "The Toretsk direction remains the hottest: here the enemy made 36 attempts to advance near Promin.",
            ["Promin", "Toretsk direction"],
        ),
        ("Russian troops shelled Sumy region and Okhtyrka on Monday.", ["Sumy region", "Okhtyrka"]),
        ("A mine exploded near Izium on Monday, an official in Kharkiv said.", ["Izium"]),
        ("A shell hit a farm near Beryslav on Monday; the authorities in Mykolaiv reported no losses.", ["Beryslav"]),
        ("13 May, 1425 UTC, 47 NM southwest of Hodeidah: a bulk carrier was struck by a missile.", ["Hodeidah"]),
    ],
)
def test_an_event_keeps_the_places_where_it_happened_the_most_specific_first(text, places):
    assert names(only(text)) == places


def test_there_takes_up_all_places_of_the_act_before():
    beaten, loss = events("Units repelled two attacks near Vovchansk in the Kharkiv direction on Monday and destroyed a tank there.")
    assert names(loss) == names(beaten) == ["Vovchansk", "Kharkiv direction"]


def test_a_part_lies_in_the_place_of_its_whole_that_the_sentence_names():
    whole, part = events("In the Lyman direction, Ukrainian defenders repelled 52 assaults on Monday, 19 of them near Terny.")
    assert (names(whole), names(part)) == (["Lyman direction"], ["Terny", "Lyman direction"])


def test_a_bulletin_that_opens_with_the_past_day_is_about_it():
    text = (
        "Bulletin\n\nOver the past day, 34 settlements of Kherson region were shelled.\n\nAt Beryslav a drone hit a farm. "
        "Yesterday a mine exploded near Izium."
    )
    assert [days(e) for e in events(text)] == ["2024-05-14/2024-05-15", "2024-05-14/2024-05-15", "2024-05-14"]


def test_news_that_name_the_days_are_about_no_period():
    text = "News\n\nOver the past day 34 towns were shelled. On Monday a mine exploded near Izium.\n\nA drone hit a farm at Beryslav."
    assert days(events(text)[-1]) == "2024-05-15"


def test_since_a_month_when_something_happened_is_that_month():
    event = only("It was the deadliest attack since April 2023, when an air raid on Kutum killed 30 people.")
    assert days(event) == "2023-04-01/2023-04-30"


def test_hours_and_the_following_night_are_those_of_the_day_told_before():
    text = (
        "On 12 May 2024 Russian troops shelled Toretsk. At 17:20 a guided bomb hit Druzhkivka. "
        "The following night, drones attacked Kostiantynivka."
    )
    assert [days(e) for e in events(text)] == ["2024-05-12", "2024-05-12", "2024-05-12/2024-05-13"]


def test_a_place_told_with_its_region_stands_before_it_also_as_the_subject():
    (shelled,) = events("Petropavlivka, Kharkiv region, was shelled.")
    assert [place.text for place in shelled.places] == ["Petropavlivka", "Kharkiv region"]
    (hit,) = events("Sumy region and Okhtyrka came under drone attacks.")
    assert {place.text for place in hit.places} == {"Sumy region", "Okhtyrka"}
