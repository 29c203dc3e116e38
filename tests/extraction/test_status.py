"""Tried, beaten off, planned, denied or only supposed."""

import pytest

from support.event_reading import events, only


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Russian troops made two attempts to break through near Hlyboke on Monday.", "attempted"),
        ("Russian troops attempted four ground assaults near Orikhiv on Monday.", "attempted"),
        ("The RSF tried to storm El Obeid on Monday.", "attempted"),
        ("Ukrainian troops repelled nine Russian attacks near Hrekivka on Monday.", "repelled"),
        ("A Russian assault on Lyptsi was beaten off on Monday.", "repelled"),
        ("Russian forces attempted to break through near Siversk on Monday, without success.", "repelled"),
        ("Moscow threatened to strike government buildings in Kyiv.", "planned"),
        ("Sumy regional authorities are considering the evacuation of 600 people from Hlukhiv.", "planned"),
        ("Three hundred patients are to be moved out of Kupiansk on 20 May.", "planned"),
        ("Russian forces captured Karlivka on Monday.", "occurred"),
        ("Russian forces continued to shell Kherson on Monday.", "occurred"),
        ("Saadi said his troops would storm al-Yarmouk on 17 May.", "planned"),
        ("Russian commanders are preparing a larger assault on Krynky.", "planned"),
        ("The Syrian army assaulted Kabani on Monday without success.", "repelled"),
        ("Enemy assaults near Hryhorivka on Monday had no success.", "repelled"),
        ("None of the three assaults on Tell Tamr on Monday got through.", "repelled"),
        ("Not a single air strike was recorded in Hasakah province on Monday.", "denied"),
        ("Nobody was detained in Manbij on Monday.", "denied"),
        ("The Houthis claimed to have hit a container ship on Monday.", "occurred"),
    ],
)
def test_a_cue_holds_for_the_act_it_governs(text, status):
    assert only(text).status.value == status


def test_none_recorded_is_a_denied_event_of_zero():
    event = only("No air strikes were recorded in Chernihiv region on Monday.")
    assert (event.status.value, event.count.best) == ("denied", 0)


def test_who_repels_is_the_target():
    event = only("Ukrainian troops repelled nine Russian attacks near Hrekivka on Monday.")
    assert (event.type.value, event.actor, event.target) == ("ground_assault", "Russia", "Ukraine")


def test_repelling_one_act_leaves_the_next_alone():
    found = events(
        "Ukrainian units beat off 20 enemy assaults near Kreminna on Monday, and 30 combat engagements were recorded near Bakhmut."
    )
    assert [(e.type.value, e.status.value) for e in found] == [("ground_assault", "repelled"), ("clash", "occurred")]


def test_a_strike_is_repelled_only_where_all_of_it_was_intercepted():
    assert events("Russia launched eight drones at Poltava region overnight; eight were shot down.")[0].status.value == "repelled"
    assert events("Russia launched nine drones at Poltava region overnight; eight were shot down.")[0].status.value == "occurred"


def test_planned_acts_take_no_date_of_their_neighbours():
    done, planned = events("Police evacuated 1,400 people from Vovchansk yesterday and will bring 500 out of Lyptsi tomorrow.")
    assert (done.date.end.day, planned.date.end.day, planned.status.value) == (14, 16, "planned")


@pytest.mark.parametrize(
    "text",
    [
        "Had the dam at Tishrin been struck, 40 villages would have been under water.",
        "If Russia attacked Odesa, the port would close.",
    ],
)
def test_what_is_only_supposed_is_no_event(text):
    assert events(text) == []


@pytest.mark.parametrize(
    "text", ["Not a single air strike was recorded in Sumy region on Monday.", "No one was evacuated from Sumy on Monday."]
)
def test_nothing_counted_is_zero(text):
    assert only(text).count.best == 0
