"""How alike two texts are: the same whatever the case and marks, in proportion to what was changed, found by the sketch."""

from random import Random

from analyst_app.domain.likeness import ALIKE, BANDS, alike, bands_of, runs_of

WORDS = [f"word{n}" for n in range(2000)]


def a_text(random, words=300):
    return [random.choice(WORDS) for _ in range(words)]


def likeness(one, other):
    return alike(runs_of(one), runs_of(other))


def test_case_marks_and_spaces_are_left_aside():
    assert likeness("Russia launched 16 airstrikes.", "RUSSIA  launched\n16 “airstrikes”") == 1


def test_other_words_are_nothing_alike_and_order_counts():
    assert likeness("three shellings near Sumy", "four drones over Kyiv") == 0
    assert likeness("one two three four", "four three two one") == 0


def test_a_report_with_one_figure_changed_stays_the_same_report():
    text = a_text(Random(1))
    other = [*text]
    other[150] = "17"
    assert 0.97 < likeness(" ".join(text), " ".join(other)) < 1


def test_a_report_with_half_its_sentences_new_is_another_one():
    random = Random(2)
    text = a_text(random)
    assert likeness(" ".join(text), " ".join(text[:150] + a_text(random, 150))) < ALIKE


def test_texts_of_a_few_words_and_of_none_have_a_sketch():
    for text in ("", "!", "one", "one two"):
        assert len(bands_of(runs_of(text))) == BANDS
    assert likeness("one two", "one two") == 1
    assert likeness("one two", "one three") == 0


def test_the_sketch_finds_what_is_alike_and_seldom_what_is_not():
    random = Random(3)
    found = missed = wrongly = 0
    for _ in range(200):
        text = a_text(random, 100)
        near = [*text]
        near[random.randrange(100)] = "changed"
        bands = set(bands_of(runs_of(" ".join(text))))
        if likeness(" ".join(text), " ".join(near)) >= ALIKE:
            seen = bool(bands & set(bands_of(runs_of(" ".join(near)))))
            found, missed = found + seen, missed + (not seen)
        wrongly += bool(bands & set(bands_of(runs_of(" ".join(a_text(random, 100))))))
    assert found > 150
    assert missed == 0
    assert wrongly == 0


def test_the_sketch_is_the_same_in_every_run_of_the_program():
    assert bands_of(runs_of("Russia launched 16 airstrikes on Kupiansk")) == bands_of(runs_of("russia launched 16 airstrikes on kupiansk"))
    assert bands_of(runs_of("Russia launched 16 airstrikes on Kupiansk"))[0] == 761390463522
