"""Who is quoted, and who denies."""

import pytest

from support.event_reading import events, only


def test_a_person_goes_before_the_body_and_keeps_the_full_name():
    event = only("The head of the region, Oleksandr Marchenko, told Ukrinform that Russian forces had shelled Orikhiv on Monday.")
    assert event.reported_by == "Oleksandr Marchenko"
    first, second = events(
        "Governor Vadym Lakh said Russian troops shelled Orikhiv on Monday. Lakh added that Russian drones hit Huliaipole on Monday."
    )
    assert (first.reported_by, second.reported_by) == ("Vadym Lakh", "Vadym Lakh")


def test_a_source_at_the_end_covers_the_sentence():
    assert (
        only("Russian troops shelled Orikhiv on Monday, according to the State Emergency Service.").reported_by == "State Emergency Service"
    )


def test_a_source_covers_only_what_it_says():
    first, second = events("Russian drones hit Huliaipole on Monday. The Malian army said it had killed 20 gunmen near Gao on Sunday.")
    assert first.reported_by is None
    assert second.reported_by == "Malian army"


def test_the_reports_own_author_is_no_source():
    head = "OSCE Special Monitoring Mission to Ukraine, 15 May 2024"
    text = f"{head}\n\nThe Mission recorded 86 ceasefire violations in Luhansk region on Monday."
    assert only(text).reported_by is None


def test_the_authors_denial_is_a_dispute():
    event = only("The RSF denied responsibility for the shelling of the Abu Shouk camp on Monday that killed eight people.")
    assert (event.status.value, event.actor, event.disputed_by) == ("occurred", "Rapid Support Forces", "Rapid Support Forces")


def test_the_other_sides_denial_means_that_it_did_not_happen():
    event = only("Kyiv denied a claim by Russia’s Defence Ministry that Russian forces had captured Synkivka.")
    assert (event.status.value, event.disputed_by, event.reported_by) == ("denied", None, "Russia’s Defence Ministry")


def test_an_accusation_names_the_actor_and_its_source():
    event = only("Sudan’s army accused the RSF of shelling El Obeid on Monday.")
    assert (event.type.value, event.actor) == ("shelling", "Rapid Support Forces")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "Russian troops mounted three assaults near Kupiansk on Monday, said Ivan Koval, spokesman for the eastern command.",
            "Ivan Koval",
        ),
        ("Russian troops mounted three assaults near Kupiansk on Monday, said spokesman Ivan Koval.", "Ivan Koval"),
        ("Two people were killed in shelling of Kherson on Monday, said the regional governor, Ivan Koval.", "Ivan Koval"),
    ],
)
def test_whoever_is_named_behind_the_verb_is_the_source(text, source):
    assert only(text).reported_by == source


def test_what_stands_behind_the_verb_without_a_comma_is_told_and_tells_nothing():
    event = only("The Southern Command said paratroopers shelled Oleshky on Monday.")
    assert event.reported_by == "Southern Command"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Three Russian missiles hit a depot in Mykolaiv on Monday, mayor Oleh Sydorenko said, killing two people.", "Oleh Sydorenko"),
        (
            "Russian missiles hit Chuhuiv on Monday, said Oleh Sydorenko, who heads the region, and three people were injured.",
            "Oleh Sydorenko",
        ),
        (
            "Russian soldiers abducted 12 farmers near Melitopol on Monday, said the Centre for Civil Liberties.",
            "Centre for Civil Liberties",
        ),
        ("Ukrainian artillery shelled Tokmak on Monday, Yevhen Balyk, the head of the town, wrote on Telegram.", "Yevhen Balyk"),
        ("Bulama Zanna, an analyst in Maiduguri, says Nigerian troops stormed Kukawa on Monday.", "Bulama Zanna"),
        ("Hamas claims that its fighters attacked a patrol near Rafah on Monday.", "Hamas"),
        ("Nigerian jets bombed Kukawa on Monday, as reported by Radio Ndarason.", "Radio Ndarason"),
        ("According to Serhii Lysak, the governor, Russian drones hit Nikopol on Monday.", "Serhii Lysak"),
        ("President Volodymyr Zelenskyy: Russia launched 93 missiles overnight.", "Volodymyr Zelenskyy"),
    ],
)
def test_sources_in_every_order(text, source):
    assert events(text)[0].reported_by == source


def test_preliminary_data_are_nobody():
    assert events("According to preliminary data, Ukrainian soldiers destroyed two tanks near Lyman on Monday.")[0].reported_by is None


def test_a_quotation_goes_on_in_the_next_sentence():
    found = events("“The enemy shelled Kherson on Monday,” Roman Mrochko told reporters. “They also shelled Beryslav twice.”")
    assert [e.reported_by for e in found] == ["Roman Mrochko", "Roman Mrochko"]


def test_in_a_transcript_the_turn_is_the_source_and_a_question_none():
    text = (
        "TRANSCRIPT\nPress briefing by Colonel Dana Whitlock\n\nCOL. WHITLOCK: Good afternoon.\n\n"
        "Last night American forces conducted three airstrikes on Jurf al-Sakhar.\n\n"
        "Q: Turkish drones bombed Rmelan this morning. Any comment?\n\nCOL. WHITLOCK: No."
    )
    first, second = events(text)
    assert (first.reported_by, second.reported_by) == ("Dana Whitlock", None)


def test_a_short_name_is_written_out_where_the_report_does():
    text = "The Oromo Liberation Army (OLA) holds Sherka. The OLA said it attacked a convoy near Sherka on Monday."
    assert only(text).reported_by == "Oromo Liberation Army"


def test_whoever_heads_the_report_counts_for_itself():
    assert only("Joint Maritime Centre\n15 July 2024\n\nThe Centre recorded 91 attacks on tankers over the past day.").reported_by is None


def test_who_is_told_is_no_source():
    event = only("Two drones hit Orikhiv on Monday, the deputy head of the region, Oleh Sydorenko, told Ukrinform.")
    assert event.reported_by == "Oleh Sydorenko"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Three people were killed in an Israeli air strike on a studio in Tehran on Monday, IRNA reports.", "IRNA"),
        (
            "ISWAP fighters stormed Zigué on Monday; seven soldiers fell, the Cameroonian defence ministry confirmed.",
            "Cameroonian defence ministry",
        ),
        (
            "A Ukrainian drone hit a depot in Feodosia on Monday, Sergei Aksyonov, the Russian-appointed head of Crimea, wrote.",
            "Sergei Aksyonov",
        ),
    ],
)
def test_sources_that_the_parser_hides(text, source):
    assert events(text)[0].reported_by == source


def test_who_is_believed_to_be_somebody_says_nothing():
    assert only("The attackers, believed to be from ISWAP, abducted 14 women in Borno on Sunday.").reported_by is None
