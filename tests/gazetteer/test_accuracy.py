"""How many place mentions of conflict reports are put into the right country and region, each report's mentions in their order."""

import pytest

REPORTS = {
    "kharkiv": """
        Kharkiv region|UA|Kharkiv; Kupiansk direction|UA|Kharkiv; Luhansk region|UA|Luhansk; Donetsk region|UA|Donetsk; Synkivka|UA|Kharkiv;
        Petropavlivka|UA|Kharkiv; Kyslivka|UA|Kharkiv; Bohodukhiv|UA|Kharkiv; Chuhuiv|UA|Kharkiv; Izyum|UA|Kharkiv; Vovchansk|UA|Kharkiv;
        Lyptsi|UA|Kharkiv; Hlyboke|UA|Kharkiv; Ohirtseve|UA|Kharkiv; Staryi Saltiv|UA|Kharkiv; Saltivka|UA|Kharkiv; Kharkiv City|UA|Kharkiv;
        Lake Oskil|UA|Kharkiv; Balakliia|UA|Kharkiv; Hroza|UA|Kharkiv; Derhachi|UA|Kharkiv; Belgorod|RU|Belgorod; Shebekino|RU|Belgorod
    """,
    "donetsk": """
        Bakhmut axis|UA|Donetsk; Chasiv Yar|UA|Donetsk; Bohdanivka|UA|Donetsk; Ivanivske|UA|Donetsk; Klishchiivka|UA|Donetsk;
        Andriivka|UA|Donetsk; Siversk axis|UA|Donetsk; Spirne|UA|Donetsk; Verkhnokamianske|UA|Donetsk; Lyman axis|UA|Donetsk;
        Terny|UA|Donetsk; Torske|UA|Donetsk; Yampolivka|UA|Donetsk; Nevske|UA|Luhansk; Bilohorivka|UA|Luhansk; Avdiivka|UA|Donetsk;
        Pokrovsk direction|UA|Donetsk; Hrodivka|UA|Donetsk; Selydove|UA|Donetsk; Novohrodivka|UA|Donetsk; Ocheretyne|UA|Donetsk;
        Kurakhove|UA|Donetsk; Marinka|UA|Donetsk; Heorhiivka|UA|Donetsk; Vuhledar|UA|Donetsk; Velyka Novosilka|UA|Donetsk;
        Toretsk direction|UA|Donetsk; Niu-York|UA|Donetsk; Kramatorsk|UA|Donetsk; Sloviansk|UA|Donetsk; Kostiantynivka|UA|Donetsk;
        Donbas|UA|-; Makiivka|UA|Donetsk; Horlivka|UA|Donetsk; Mariupol|UA|Donetsk
    """,
    "south": """
        Zaporizhzhia region|UA|Zaporizhzhia; Orikhiv|UA|Zaporizhzhia; Robotyne|UA|Zaporizhzhia; Verbove|UA|Zaporizhzhia;
        Mala Tokmachka|UA|Zaporizhzhia; Huliaipole|UA|Zaporizhzhia; Kamianske|UA|Zaporizhzhia; Stepnohirsk|UA|Zaporizhzhia;
        Novodanylivka|UA|Zaporizhzhia; Tokmak|UA|Zaporizhzhia; Melitopol|UA|Zaporizhzhia; Enerhodar|UA|Zaporizhzhia;
        Zaporizhzhia Nuclear Power Plant|UA|Zaporizhzhia; Nikopol|UA|Dnipropetrovsk; Marhanets|UA|Dnipropetrovsk; Kherson|UA|Kherson;
        Krynky|UA|Kherson; Antonivka|UA|Kherson; Beryslav|UA|Kherson; Bilozerka|UA|Kherson; Nova Kakhovka|UA|Kherson;
        Kryvyi Rih|UA|Dnipropetrovsk; Odesa region|UA|Odesa; Izmail|UA|Odesa; Snake Island|UA|Odesa; Mykolaiv|UA|Mykolaiv;
        Ochakiv|UA|Mykolaiv; Crimea|UA|Crimea; Sevastopol|UA|Sevastopol; Saky|UA|Crimea; Dzhankoi|UA|Crimea; Kerch Strait|UA|Crimea;
        Black Sea|-|-
    """,
    "north": """
        Sumy region|UA|Sumy; Bilopillia|UA|Sumy; Krasnopillia|UA|Sumy; Hlukhiv district|UA|Sumy; Yunakivka|UA|Sumy; Konotop|UA|Sumy;
        Chernihiv region|UA|Chernihiv; Semenivka|UA|Chernihiv; Slavutych|UA|Kyiv Oblast; Kyiv|UA|Kyiv; Kyiv region|UA|Kyiv Oblast;
        Bucha|UA|Kyiv Oblast;
        Kursk region|RU|Kursk; Sudzha|RU|Kursk; Bryansk Oblast|RU|Bryansk; Lviv|UA|Lviv; Starokostiantyniv|UA|Khmelnytskyi
    """,
    "syria": """
        Idlib city|SY|Idlib; Al-Eis|SY|Aleppo; southern Aleppo province|SY|Aleppo; Nayrab|SY|Idlib; Taftanaz|SY|Idlib;
        Saraqib|SY|Idlib;
        Atarib|SY|Aleppo; Darat Izza|SY|Aleppo; Khan Tuman|SY|Aleppo; Maarat al-Numan|SY|Idlib; north-western Syria|SY|-; Afrin|SY|Aleppo;
        Deir ez-Zor|SY|Deir ez-Zor; Raqqa|SY|Raqqa; Kobani|SY|Aleppo; Eastern Ghouta|SY|Rif Dimashq; Daraa|SY|Daraa; Latakia|SY|Latakia
    """,
    "levant": """
        Gaza|PS|Gaza Strip; Gaza City|PS|Gaza Strip; Khan Younis|PS|Gaza Strip; Rafah|PS|Gaza Strip; Jabalia refugee camp|PS|Gaza Strip;
        Bureij|PS|Gaza Strip; Nuseirat|PS|Gaza Strip; Beit Lahia|PS|Gaza Strip; West Bank|PS|West Bank; Jenin|PS|West Bank;
        southern Lebanon|LB|-; Bekaa Valley|LB|Bekaa; Beirut’s southern suburbs|LB|Mount Lebanon; Maroun al-Ras|LB|Nabatieh;
        Bint Jbeil|LB|Nabatieh; Marjayoun|LB|Nabatieh; Nabatieh|LB|Nabatieh; Naqoura|LB|South Lebanon; Tyre|LB|South Lebanon;
        Baalbek|LB|Baalbek-Hermel; Haifa|IL|Haifa; Tel Aviv|IL|Tel Aviv; Kiryat Shmona|IL|Northern District; Sderot|IL|Southern District
    """,
    "sudan": """
        El Fasher|SD|North Darfur; Darfur|SD|-; Abu Shouk camp|SD|North Darfur; Zamzam camp|SD|North Darfur; Kutum|SD|North Darfur;
        West Kordofan|SD|West Kordofan; Babanusa|SD|West Kordofan; Mellit|SD|North Darfur; Wad al-Noura|SD|Gezira; Gezira state|SD|Gezira;
        Khartoum|SD|Khartoum; Omdurman|SD|Khartoum; Nyala|SD|South Darfur; El Geneina|SD|West Darfur; Port Sudan|SD|Red Sea;
        Wad Madani|SD|Gezira; El Obeid|SD|North Kordofan
    """,
    "myanmar": """
        Laukkai|MM|Shan; Sagaing Region|MM|Sagaing; Kanan village|MM|Sagaing; Namhkam|MM|Shan; Rakhine State|MM|Rakhine; Pauktaw|MM|Rakhine;
        Kyauktaw|MM|Rakhine; Pauk Township|MM|Magway; Hpakant|MM|Kachin; Lashio|MM|Shan; Myawaddy|MM|Kayin; Loikaw|MM|Kayah
    """,
    "karabakh": """
        Stepanakert|AZ|Stepanakert; Hadrut|AZ|Khojavend; Terter|AZ|Tartar; Goranboy|AZ|Goranboy; Fizuli district|AZ|Fizuli; Ganja|AZ|Ganja;
        Vardenis|AM|Gegharkunik; Nagorno-Karabakh|AZ|-; Shusha|AZ|Shusha; Yerevan|AM|Yerevan; Lachin|AZ|Lachin
    """,
    "yemen": """
        Sanaa|YE|Sanaa City; Hodeidah|YE|Hodeidah; Taiz|YE|Taiz; Hays|YE|Hodeidah; Marib|YE|Marib; Gulf of Aden|-|-; Red Sea|-|-;
        Hanish Islands|YE|Hodeidah; Bab al-Mandab Strait|-|-; Saada governorate|YE|Saada; Aden|YE|Aden
    """,
    "africa": """
        Gao airport|ML|Gao; Bourem|ML|Gao; Anéfis|ML|Kidal; Rharous|ML|Timbuktu; Mopti|ML|Mopti; Tera|NE|Tillabéri; Niamey|NE|Niamey;
        Djibo|BF|Sahel; Ouagadougou|BF|-; Maiduguri|NG|Borno; Buulo Mareer|SO|Lower Shabelle; Mogadishu|SO|Banadir; Galmudug State|SO|-;
        Lower Shabelle region|SO|Lower Shabelle; Kismayo|SO|Lower Juba; Mekelle|ET|Tigray; Goma|CD|North Kivu; Bunia|CD|Ituri
    """,
}  # fmt: skip
MENTIONS = [(report, *m.strip().split("|")) for report, listed in REPORTS.items() for m in listed.split(";")]
LEAST_RIGHT = 0.97


@pytest.fixture(scope="module")
def answers(gazetteer):
    found = {}
    for report in REPORTS:
        context = []
        for _, text, *_expected in [m for m in MENTIONS if m[0] == report]:
            place = gazetteer.resolve(text, context=context)
            found[report, text] = place
            if place.country is not None:
                context.append(place)
    return found


def test_mentions_are_put_into_the_right_country_and_region(answers):
    wrong = []
    for report, text, country, admin1 in MENTIONS:
        place = answers[report, text]
        # Where the place spans several regions, or the sources do not agree on the region, only the country is asked for.
        right = place.name is not None and (place.country or "-") == country and admin1 in {"-", place.admin1}
        if not right:
            wrong.append(f"{report}: {text} → {place.name}, {place.country}, {place.admin1} (not {country}, {admin1})")
    share = 1 - len(wrong) / len(MENTIONS)
    assert len(MENTIONS) >= 200
    assert share >= LEAST_RIGHT, f"{share:.1%} right:\n" + "\n".join(wrong)


def test_the_places_found_have_coordinates(answers):
    located = [p for p in answers.values() if p.lat is not None and p.lon is not None]
    assert len(located) / len(answers) >= LEAST_RIGHT
