"""The prepared text: plain signs in place of typographic ones, every character where it was."""

import pytest

from analyst_app.extraction.text.normalise import prepare


@pytest.mark.parametrize(
    ("stored", "plain"),
    [
        ("17\u00a0people", "17 people"),
        ("421\u202f430", "421 430"),
        ("10–12 and 155‑mm", "10-12 and 155-mm"),
        ("‘fiction’, “no”, «так»", '\'fiction\', "no", "так"'),
        ("one\r\ntwo", "one \ntwo"),
        ("one\rtwo", "one\ntwo"),
        ("one\u2028two", "one\ntwo"),
        ("١٦ strikes", "16 strikes"),
        ("tab\there", "tab here"),
        ("▪\ufe0f 57", "▪  57"),
        ("\ud800", "\ufffd"),
        ("Kharkiv — 5", "Kharkiv — 5"),
    ],
)
def test_signs_take_their_plain_form(stored, plain):
    assert prepare(stored) == plain


def test_offsets_stay_true():
    stored = "⚡️ “60”\u00a0targets\r\n– 5\u00ad7"
    assert len(prepare(stored)) == len(stored)
