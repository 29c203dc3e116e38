"""English names of first-order regions where reports use another than CLDR does, by ISO 3166-2 code."""

REGION_NAMES = {
    "SD-GZ": "Gezira", "SD-GD": "Gedaref", "SD-KN": "North Kordofan", "SD-KS": "South Kordofan", "SD-GK": "West Kordofan",
    "YE-HU": "Hodeidah", "YE-TA": "Taiz", "YE-SD": "Saada", "YE-SN": "Sanaa", "YE-SA": "Sanaa City", "YE-AD": "Aden", "YE-MA": "Marib",
    "YE-BA": "Al Bayda", "YE-DA": "Dhale", "YE-HD": "Hadramawt", "YE-LA": "Lahij",
    "SO-SH": "Lower Shabelle", "SO-SD": "Middle Shabelle", "SO-HI": "Hiraan", "SO-BY": "Bay", "SO-BN": "Banadir", "SO-NU": "Nugaal",
    "SO-JH": "Lower Juba", "SO-JD": "Middle Juba", "SO-GA": "Galgaduud",
    "SY-HA": "Hasakah", "SY-RA": "Raqqa", "SY-SU": "Suwayda", "SY-RD": "Rif Dimashq", "SY-HM": "Hama", "SY-DR": "Daraa",
    "LB-BI": "Bekaa", "LB-AS": "North Lebanon", "LB-JA": "South Lebanon", "LB-NA": "Nabatieh",
    "RU-BEL": "Belgorod", "RU-KRS": "Kursk", "RU-BRY": "Bryansk", "RU-KDA": "Krasnodar", "RU-MOS": "Moscow Oblast", "RU-MOW": "Moscow",
    "RU-SPE": "Saint Petersburg", "RU-STA": "Stavropol", "RU-PER": "Perm", "RU-RYA": "Ryazan", "RU-ORL": "Oryol", "RU-TVE": "Tver",
    "RU-NIZ": "Nizhny Novgorod", "RU-CE": "Chechnya", "RU-BU": "Buryatia", "RU-TYU": "Tyumen", "RU-AST": "Astrakhan",
    "AZ-TAR": "Tartar", "AZ-FUZ": "Fizuli", "ML-6": "Timbuktu", "IL-Z": "Northern District", "IL-D": "Southern District",
    "IL-M": "Central District",
}  # fmt: skip
