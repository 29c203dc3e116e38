"""Names that many places bear, in the contexts that reports give them: each must come out where a reader would look for it."""

from datetime import date

import pytest

from analyst_app.domain.places import PlaceKind
from support.placing import places

UKRAINE = [
    # Stated by the report's own hierarchy.
    ("Russian troops shelled Petropavlivka, Kharkiv region.", "Petropavlivka", "Kharkiv", "Kupiansk"),
    ("Russian troops shelled Petropavlivka, Dnipropetrovsk region.", "Petropavlivka", "Dnipropetrovsk", "Synelnykove"),
    ("Russian troops shelled Petropavlivka (Luhansk Oblast).", "Petropavlivka", "Luhansk", "Shchastia"),
    ("A drone hit a farm in Novoselivka in the Kharkiv region.", "Novoselivka", "Kharkiv", None),
    ("Shelling damaged houses in Ivanivka, Beryslav district, Kherson region.", "Ivanivka", "Kherson", "Beryslav"),
    ("The enemy struck Mykolaivka, Kramatorsk district.", "Mykolaivka", "Donetsk", "Kramatorsk"),
    ("Donetsk region’s Kostiantynivka was hit by guided bombs.", "Kostiantynivka", "Donetsk", "Kramatorsk"),
    ("Sumy region’s Kostiantynivka was hit by guided bombs.", "Kostiantynivka", "Sumy", "Sumy"),
    ("In Kherson region (Antonivka, Komyshany, Ivanivka) two people were wounded.", "Ivanivka", "Kherson", None),
    ("Bombs hit Synkivka, Ivanivka and Berestove in Kharkiv region, and Torske in Donetsk region.", "Ivanivka", "Kharkiv", "Kupiansk"),
    ("Bombs hit Synkivka, Ivanivka and Berestove in Kharkiv region, and Torske in Donetsk region.", "Berestove", "Kharkiv", None),
    ("Bombs hit Synkivka, Ivanivka and Berestove in Kharkiv region, and Torske in Donetsk region.", "Torske", "Donetsk", "Kramatorsk"),
    # The direction in whose sentence or section the name stands.
    ("In the Kupiansk direction, three attacks near Petropavlivka and Pishchane were repelled.", "Pishchane", "Kharkiv", "Kupiansk"),
    ("In the Lyman direction, the enemy attacked near Terny and Yampolivka.", "Terny", "Donetsk", "Kramatorsk"),
    ("In the Lyman direction, the enemy attacked near Novoselivka and Zarichne.", "Novoselivka", "Donetsk", "Kramatorsk"),
    ("In the Lyman direction, the enemy attacked near Novoselivka and Zarichne.", "Zarichne", "Donetsk", "Kramatorsk"),
    ("In the Pokrovsk direction, the enemy attacked near Novoselivka Persha and Mykolaivka.", "Mykolaivka", "Donetsk", "Pokrovsk"),
    ("Kurakhove direction: assaults near Novomykhailivka and Kostiantynivka were beaten off.", "Novomykhailivka", "Donetsk", "Pokrovsk"),
    ("Kurakhove direction: assaults near Novomykhailivka and Kostiantynivka were beaten off.", "Kostiantynivka", "Donetsk", "Pokrovsk"),
    ("In the Avdiivka direction, attacks near Stepove, Orlivka and Krasnohorivka were repelled.", "Stepove", "Donetsk", "Pokrovsk"),
    ("In the Orikhiv direction, the enemy attacked near Stepove and Kamianske.", "Kamianske", "Zaporizhzhia", "Vasylivka"),
    ("In the Siversk direction, an assault near Berestove and Vyimka failed.", "Berestove", "Donetsk", "Bakhmut"),
    ("In the Bakhmut direction, assaults near Bohdanivka, Ivanivske and Andriivka were repelled.", "Andriivka", "Donetsk", "Bakhmut"),
    ("In the Vremivka direction, the enemy attacked near Urozhaine and Kostiantynivka.", "Urozhaine", "Donetsk", "Volnovakha"),
    ("In the Huliaipole direction, attacks near Malynivka and Novopokrovka were repelled.", "Malynivka", "Zaporizhzhia", "Polohy"),
    ("In the Kharkiv direction, the enemy attacked near Starytsia and Krasne.", "Krasne", "Kharkiv", "Kharkiv"),
    ("In the Prydniprovske direction, the enemy attacked near Pidstepne and Kozachi Laheri.", "Pidstepne", "Kherson", "Kherson"),
    ("North Slobozhanskyi direction: assaults near Andriivka, Oleksiivka and Kindrativka.", "Oleksiivka", "Sumy", "Sumy"),
    # Distances, neighbours, a part of the report that names the region only once.
    ("Russian forces advanced in Ivanivka, 20 km southeast of Kupiansk.", "Ivanivka", "Kharkiv", "Kupiansk"),
    ("Troops fought for Novoselivka, 15 km north-west of Avdiivka.", "Novoselivka", "Donetsk", "Pokrovsk"),
    ("Clashes went on near Pershotravneve, east of Kupiansk.", "Pershotravneve", "Kharkiv", "Kupiansk"),
    ("Mortars were fired at Oleksandrivka (20km south-west of Donetsk).", "Oleksandrivka", "Donetsk", "Donetsk"),
    ("Kherson, Antonivka and Sadove came under fire; a man died in Sadove.", "Sadove", "Kherson", "Kherson"),
    ("Nikopol and Marhanets were shelled, as were Myrove and Pokrovske.", "Myrove", "Dnipropetrovsk", "Nikopol"),
    ("Over the day Vovchansk, Lyptsi and Hlyboke were bombed.", "Hlyboke", "Kharkiv", "Kharkiv"),
    ("Sumy region\n\nRussian troops shelled Krasnopillia, Bilopillia and Mykolaivka.", "Mykolaivka", "Sumy", "Sumy"),
    ("Chernihiv region:\n\n• mortar fire near Mykolaivka and Semenivka\n", "Mykolaivka", "Chernihiv", "Novhorod-Siverskyi"),
    ("The village of Krynky was shelled from Oleshky, the Kherson authorities said.", "Krynky", "Kherson", "Kherson"),
    # Old and Russian names.
    ("The Russian ministry said its troops had taken Mikhailovka near Selidovo.", "Mikhailovka", "Donetsk", "Pokrovsk"),
    ("In the Krasny Liman direction Ukrainian assaults near Terny were repelled.", "Terny", "Donetsk", "Kramatorsk"),
]  # fmt: skip

ELSEWHERE = [
    ("Clashes in Tripoli between the Libyan National Army and fighters from Misrata killed nine people.", "Tripoli", "LY", "Tripoli"),
    ("Israeli jets struck a flat in Tripoli in northern Lebanon; Hezbollah said a commander had died.", "Tripoli", "LB", "North Lebanon"),
    ("Syrian government artillery shelled villages north of Hama and in Idlib province.", "Hama", "SY", "Hama"),
    ("A car bomb exploded in Al-Bab, Aleppo province, wounding Syrian National Army fighters.", "Al-Bab", "SY", "Aleppo"),
    ("Gunmen killed five soldiers near Tera in western Niger, close to Burkina Faso.", "Tera", "NE", "Tillabéri"),
    ("US aircraft struck Hudaydah and Sanaa overnight, the Houthis said.", "Hudaydah", "YE", "Hodeidah"),
    ("M23 fighters entered Goma after the Congolese army fled towards Bukavu.", "Goma", "CD", "North Kivu"),
    ("Insurgents attacked Palma, Cabo Delgado province, for the second time.", "Palma", "MZ", "Cabo Delgado"),
    ("Fighting between the RSF and the army reached Mellit and El Fasher in North Darfur.", "Mellit", "SD", "North Darfur"),
    ("A roadside bomb hit a convoy in Marib; Saudi-led coalition aircraft answered in Al-Jawf.", "Marib", "YE", "Marib"),
    ("Al-Shabaab stormed a base in Barawe, Lower Shabelle.", "Barawe", "SO", "Lower Shabelle"),
    ("Taliban fighters attacked Jalalabad in Nangarhar, Afghanistan.", "Jalalabad", "AF", "Nangarhar"),
]  # fmt: skip


def named(text, words, **given):
    return next(place for place in places(text, **given) if place.text == words)


@pytest.mark.parametrize(("text", "words", "admin1", "admin2"), UKRAINE)
def test_a_ukrainian_name_comes_out_in_its_oblast_and_raion(text, words, admin1, admin2):
    place = named(text, words)
    assert (place.country, place.admin1) == ("UA", admin1)
    assert admin2 in {None, place.admin2}


@pytest.mark.parametrize(("text", "words", "country", "admin1"), ELSEWHERE)
def test_a_name_of_another_war_comes_out_in_its_country_and_region(text, words, country, admin1):
    place = named(text, words)
    assert (place.country, place.admin1) == (country, admin1)


def test_one_name_can_mean_two_villages_in_one_sentence():
    text = "Shells hit Novoselivka in Kramatorsk district and Novoselivka in Kharkiv region."
    found = [(p.admin1, p.place_id) for p in places(text) if p.text == "Novoselivka"]
    assert [region for region, _ in found] == ["Donetsk", "Kharkiv"]
    assert len({key for _, key in found}) == 2


def test_one_name_can_mean_two_villages_in_two_sections():
    text = (
        "Kupiansk direction\n\nThe enemy attacked near Synkivka, Petropavlivka and Ivanivka.\n\n"
        "Kherson direction\n\nBeryslav, Tiahynka and Ivanivka came under artillery fire.\n"
    )
    assert [p.admin1 for p in places(text) if p.text == "Ivanivka"] == ["Kharkiv", "Kherson"]


def test_words_mean_the_same_place_where_only_one_mention_says_where_it_lies():
    text = (
        "Among the villages shelled were Synkivka, Terny and Spirne.\n\n"
        "Six air strikes fell on the Lyman direction, near Terny.\n\nThe police took 34 people out of Terny."
    )
    assert {(p.admin1, p.admin2) for p in places(text) if p.text == "Terny"} == {("Donetsk", "Kramatorsk")}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Russian troops shelled Izium and Kupiansk districts.", [PlaceKind.DISTRICT, PlaceKind.DISTRICT]),
        ("Drones flew over Odesa, Kherson and Sumy regions.", [PlaceKind.REGION] * 3),
        ("The villages of Terny, Torske and Zarichne were shelled.", [PlaceKind.SETTLEMENT] * 3),
        ("Fighting went on in the Pokrovsk and Kurakhove directions.", [PlaceKind.DIRECTION] * 2),
        ("Troops crossed the Oskil under fire.", [PlaceKind.WATER]),
        ("Boats crossed the Dnipro near Krynky.", [PlaceKind.WATER, PlaceKind.SETTLEMENT]),
        ("A missile hit Dnipro.", [PlaceKind.SETTLEMENT]),
    ],
)  # fmt: skip
def test_a_kind_said_once_holds_for_the_whole_list(text, kinds):
    assert [place.kind for place in places(text)] == kinds


def test_kyiv_in_a_list_of_regions_is_the_region():
    kyiv, *_ = places("Missiles were shot down over Kyiv, Cherkasy and Poltava regions.")
    assert (kyiv.text, kyiv.name, kyiv.admin1) == ("Kyiv", "Kyiv Oblast", "Kyiv Oblast")


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("Shells hit Kupiansk.", 1),
        ("Shells fell near Kupiansk.", 2),
        ("Shells fell 5 km west of Kupiansk.", 2),
        ("Shells fell in the east of Kupiansk.", 1),
        ("Attacks went on in the areas of Kupiansk and Vovchansk.", 2),
        ("Shells hit Hroza.", 2),
        ("Shells hit Kupiansk district.", 2),
        ("Shells hit the Kharkiv region.", 3),
    ],
)
def test_precision_says_how_exactly_the_report_tells_the_place(text, precision):
    assert {place.geo_precision for place in places(text)} == {precision}


def test_a_place_that_no_source_knows_is_put_into_the_district_that_the_report_names_and_says_so():
    place = named("Insurgents burned Qwertapo, Palma district, Cabo Delgado province, Mozambique.", "Qwertapo")
    assert (place.name, place.place_id) == (None, None)
    assert (place.country, place.admin1) == ("MZ", "Cabo Delgado")
    assert place.geo_precision is not None
    assert place.geo_precision >= 2


def test_none_of_these_is_an_answer():
    """A Syrian town and a Kenyan one bear names like these, but the reports are of other countries."""
    assert named("M23 rebels took Katana and Bukavu in South Kivu, DR Congo.", "Katana").place_id is None
    awasse = named("Insurgents attacked Awasse and Mueda in Cabo Delgado, Mozambique.", "Awasse")
    assert (awasse.name, awasse.country) == (None, "MZ")


def test_where_nothing_tells_villages_apart_only_what_they_share_is_told():
    place = named("Ukraine’s police evacuated a family from Ivanivka.", "Ivanivka", published=date(2012, 5, 1))
    assert (place.country, place.admin1, place.lat, place.place_id) == ("UA", None, None, None)


def test_the_day_tells_which_front_is_meant():
    text = "Russian troops shelled Petropavlivka."
    assert named(text, "Petropavlivka", published=date(2024, 5, 15)).admin1 == "Kharkiv"
    assert named(text, "Petropavlivka", published=date(2010, 5, 15)).admin1 == "Dnipropetrovsk"


def test_a_very_long_list_of_places_is_read_in_reasonable_steps():
    text = "Shelled: " + ", ".join(["Terny", "Synkivka", "Ivanivka", "Spirne"] * 300) + "."
    assert len(places(text)) > 1000
