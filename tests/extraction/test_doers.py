"""Who acts where the clause itself does not say, and which side a report takes."""

import pytest

from support.event_reading import events, only

OPERATIONAL = "General Staff of the Armed Forces of Ukraine\n\n"


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Missiles of the invaders hit a warehouse in Odesa on Monday.", "Russia"),
        ("A loitering munition of the Houthis struck a tanker near Hodeidah on Monday.", "Houthis"),
        ("Two raids of the Ethiopian air force on Mekelle were reported on Monday.", "Ethiopia"),
        ("Kadugli came under fire from RSF artillery on Monday.", "Rapid Support Forces"),
        ("On the Maiduguri road gunmen abducted nine passengers on Friday.", "gunmen"),
        ("Gulf of Aden: gunmen in three skiffs opened fire on a tanker on Monday.", "gunmen"),
        ("Iraqi federal police recaptured Badush on Monday.", "Iraq"),
        ("None of the three assaults which the Syrian National Army mounted on Tell Tamr on Monday got through.", "Syrian National Army"),
        ("In January 45 people were killed by Ethiopian soldiers in Merawi.", "Ethiopia"),
    ],
)
def test_the_actor_is_found_wherever_the_sentence_names_it(text, actor):
    assert events(text)[0].actor == actor


def test_verbs_share_their_subject_across_what_stands_between():
    found = events("Russian units repelled two Ukrainian attacks near Volokhovka on Monday, and destroyed a tank there.")
    assert [(e.type.value, e.actor) for e in found] == [("ground_assault", "Ukraine"), ("equipment_loss", "Russia")]
    _, burnt = events("ISWAP stormed a base in Monguno on Sunday, killing seven Nigerian soldiers and burning two gun trucks.")
    assert burnt.actor == "Islamic State West Africa Province"


def test_a_pronoun_means_the_subject_of_the_sentence_before():
    first, second = events("Insurgents attacked Diaca on Monday. On Tuesday they stormed Palma.")
    assert (first.actor, second.actor) == ("insurgents", "insurgents")
    _, second = events("Russian troops shelled Beryslav on Monday. They also struck Kherson with eight drones.")
    assert second.actor == "Russia"


def test_a_shelling_of_troops_tells_who_suffers_not_who_acts():
    assert only("Three people were wounded in a shelling of Ukrainian troops near Robotyne on Monday.").actor is None


@pytest.mark.parametrize(
    "text",
    [
        "Clashes between Russian troops and Ukrainian scouts broke out near Dovhenke on Monday.",
        "Russian troops clashed with Ukrainian scouts near Dovhenke on Monday.",
        "Russian and Ukrainian troops clashed near Dovhenke on Monday.",
    ],
)
def test_both_sides_of_a_clash_are_named(text):
    event = only(text)
    assert {event.actor, event.target} <= {"Russia", "Ukraine"}


def test_a_list_takes_the_actor_of_the_line_above_it():
    found = events(
        "Calm in Tyre is over.\n\nIn the night to Monday the Israeli air force:\n\n• struck Tyre with four bombs;\n• bombed Nabatieh twice."
    )
    assert [e.actor for e in found] == ["Israel", "Israel"]


def test_part_of_an_act_told_before_has_its_actor():
    found = events("Houthi forces launched eight missiles at Marib on Monday. Three of the missiles hit a market.")
    assert found[-1].actor == "Houthis"


def test_in_a_report_that_takes_sides_acts_of_nobody_named_are_the_enemys():
    text = OPERATIONAL + "The enemy shelled Beryslav. Nikopol was hit by two drones. Shot down over Odesa region: 18 drones."
    assert [(e.type.value, e.actor) for e in events(text)] == [
        ("shelling", "Russia"),
        ("drone_strike", "Russia"),
        ("interception", "Ukraine"),
    ]


def test_in_a_neutral_report_they_are_nobodys():
    found = events("Nikopol was hit by two drones on Monday. Clashes were reported near Orikhiv on Monday.")
    assert [e.actor for e in found] == [None, None]


def test_what_a_report_of_one_side_tells_of_the_enemys_things_its_own_side_did():
    text = OPERATIONAL + "The work of the Defence Forces:\n– four air strikes on concentrations of enemy personnel;"
    assert only(text).actor == "Ukraine"


def test_whoever_heads_the_report_says_who_the_enemy_is():
    head = "Ministry of Defence of the Russian Federation\nBriefing, 14 October 2024\n\n"
    found = events(
        head + "▫️ Units of the Sever group of forces repelled two enemy attacks near Volokhovka.\n\n▫️ Air defence shot down four rockets."
    )
    assert [e.actor for e in found] == ["Ukraine", "Russia"]


def test_pirates_and_gunmen_of_a_country_are_not_its_state():
    assert only("Somali pirates attacked a tanker near Eyl on Monday.").actor == "Somali pirates"
    assert only("Somali troops attacked a village near Eyl on Monday.").actor == "Somalia"


def test_the_rebels_are_the_one_group_named_before():
    _, second = events("M23 captured Goma on Monday. In Himbi the rebels seized five armoured cars on Tuesday.")
    assert second.actor == "M23"
    assert only("The rebels stormed Himbi on Tuesday.").actor == "rebels"


def test_who_repels_is_the_target_even_as_a_pronoun():
    text = "The Wagner group held the road on Monday. It beat off six attacks by the Ukrainian 3rd Assault Brigade near Klishchiivka."
    assert [(e.actor, e.target) for e in events(text)] == [("Ukraine", "Russia")]


def test_a_party_bears_the_full_name_that_the_report_gives_it():
    found = events("M23 captured Goma from the Congolese army on Monday, the largest city in the east of DR Congo.")
    assert [e.target for e in found] == ["DR Congo"]
    assert only("DRC troops stormed Sake on Monday.").actor == "Democratic Republic of the Congo"
    assert only("Forces of the Russian Federation stormed Sudzha on Monday.").actor == "Russia"


def test_fighters_of_a_group_are_the_group_known_or_not():
    assert only("Viv Ansanm gunmen attacked a police station in Port-au-Prince on Monday.").actor == "Viv Ansanm"
    assert only("ZLA gunmen stormed Boni on Monday.").actor == "ZLA"
    assert only("The Royal Jordanian Air Force shot down five drones over Amman on Monday.").actor == "Jordan"


def test_whom_a_clause_describes_is_acted_on():
    found = events("The fate of 18 Syrian soldiers whom Turkish troops captured near Ras al-Ain on 31 October is unknown.")
    assert [(e.actor, e.target) for e in found if e.type.value == "detention"] == [("Turkey", "Syria")]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Attacks blamed on the ADF left 23 villagers dead in Beni territory on Saturday.", "Allied Democratic Forces"),
        ("From the Russian side, mortars shelled Seredyna-Buda 12 times on Monday.", "Russia"),
        ("Rebel fighters from the Arakan Army shelled Ann on Monday.", "Arakan Army"),
        ("Russia’s Defence Ministry said 12 Ukrainian drones were shot down over Crimea on Monday.", "Russia"),
    ],
)
def test_an_actor_can_be_told_by_blame_by_direction_or_by_who_reports(text, actor):
    event = events(text)[0]
    assert (event.actor, event.target in {actor, "Ann"}) == (actor, False)


def test_the_group_is_the_one_that_acted_last():
    _, again = events("ADF fighters attacked Beni on Saturday. On Sunday, the group attacked Oicha.")
    assert again.actor == "Allied Democratic Forces"


def test_a_regional_administration_needs_no_word_for_the_enemy():
    found = events("Kharkiv Regional Military Administration\n14 May 2024\n\nAt 03:10 Balakliia was hit by two Shahed drones.")
    assert [e.actor for e in found] == ["Russia"]


def test_who_is_accused_acts_and_who_accuses_does_not():
    event = only("The GNA accused the LNA of having shelled Abu Salim with rockets on Tuesday.")
    assert (event.actor, event.reported_by) == ("Libyan National Army", "GNA")


def test_a_claim_in_a_sentence_of_its_own_names_the_actor():
    assert only("Gunmen attacked a post at Kongoussi on Monday. JNIM claimed the attack in a video.").actor == "JNIM"
    assert only("Gunmen attacked a post at Kongoussi on Monday. The mayor deplored the attack.").actor == "gunmen"


def test_government_forces_are_those_of_the_state_named_even_inside_a_name():
    text = (
        "According to the Syrian Observatory for Human Rights, government forces shelled Sarmin on Friday, and Russian jets flew over it."
    )
    assert events(text)[0].actor == "Syria"


def test_scouts_from_a_brigade_are_its_and_the_administration_the_one_named_before():
    assert only("Scouts from Ukraine’s 110th Brigade captured six Russian soldiers near Nevelske on Monday.").actor == "Ukraine"
    text = "Donetsk Regional Military Administration\n22 April 2025\n\nOn Monday the administration took 317 people out of Kramatorsk."
    assert only(text).actor == "Donetsk Regional Military Administration"
