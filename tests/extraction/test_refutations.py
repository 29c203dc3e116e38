"""Denials told behind the act they deny."""

import pytest

from support.event_reading import events, only


@pytest.mark.parametrize(
    "text",
    [
        "Russia claimed to have captured Robotyne. Ukraine's General Staff denied it.",
        "The Taliban said its fighters had seized Zaranj on Monday; the governor called this a lie.",
        "Moscow said Russian forces had taken Krynky, which Kyiv dismissed as nonsense.",
        "The Houthis said that they had hit a container ship on Monday. The US Navy said the ship had not been hit.",
        "Islamic State said it had captured Palmyra on Monday. “Nothing of the kind happened,” the Syrian Defence Ministry said.",
    ],
)
def test_an_act_that_another_denies_did_not_happen(text):
    assert only(text).status.value == "denied"


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine says Russian troops shelled a school in Kupiansk on Monday. Moscow denied it.",
        "Ukraine says Russian troops shelled a school in Kupiansk on Monday. Moscow denied having shelled the school.",
    ],
)
def test_who_denies_his_own_act_disputes_it(text):
    event = only(text)
    assert (event.status.value, event.disputed_by) == ("occurred", "Russia")


@pytest.mark.parametrize(
    "text",
    [
        "Russian drones hit a hotel in Odesa on Tuesday. The mayor rejected the plan to close the beach.",
        "Russian troops captured Karlivka on Monday. It is wrong to think that the war is over.",
        "A Russian missile hit a plant in Dnipro on Monday. The staged rebuilding of the city has begun.",
    ],
)
def test_other_refusals_leave_the_act_alone(text):
    assert [event.status.value for event in events(text)] == ["occurred"]
