"""What the conflict data projects call countries: names, numbers and regions, by ISO 3166-1 alpha-2. Data only.

Numbers: ISO 3166-1 numeric; Gleditsch and Ward, “A Revised List of Independent States” (UCDP's country numbers). Regions and names: the
codebooks of ACLED and UCDP GED. Holds the countries that report on fighting is about; of others only the code is exported.
"""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Country:
    """One country; `gw` is None for what is no state in Gleditsch and Ward's list."""

    name: str
    iso: int
    acled_region: str
    gw: int | None
    ucdp_region: str


_ROWS = """
AE|United Arab Emirates|784|Middle East|696|Middle East
AF|Afghanistan|4|Caucasus and Central Asia|700|Asia
AM|Armenia|51|Caucasus and Central Asia|371|Europe
AO|Angola|24|Middle Africa|540|Africa
AZ|Azerbaijan|31|Caucasus and Central Asia|373|Europe
BA|Bosnia and Herzegovina|70|Europe|346|Europe
BD|Bangladesh|50|South Asia|771|Asia
BF|Burkina Faso|854|Western Africa|439|Africa
BH|Bahrain|48|Middle East|692|Middle East
BI|Burundi|108|Eastern Africa|516|Africa
BJ|Benin|204|Western Africa|434|Africa
BR|Brazil|76|South America|140|Americas
BY|Belarus|112|Europe|370|Europe
CD|Democratic Republic of Congo|180|Middle Africa|490|Africa
CF|Central African Republic|140|Middle Africa|482|Africa
CG|Republic of Congo|178|Middle Africa|484|Africa
CI|Ivory Coast|384|Western Africa|437|Africa
CM|Cameroon|120|Middle Africa|471|Africa
CN|China|156|East Asia|710|Asia
CO|Colombia|170|South America|100|Americas
CY|Cyprus|196|Europe|352|Europe
DJ|Djibouti|262|Eastern Africa|522|Africa
DZ|Algeria|12|Northern Africa|615|Africa
EC|Ecuador|218|South America|130|Americas
EG|Egypt|818|Northern Africa|651|Middle East
ER|Eritrea|232|Eastern Africa|531|Africa
ET|Ethiopia|231|Eastern Africa|530|Africa
GE|Georgia|268|Caucasus and Central Asia|372|Europe
GH|Ghana|288|Western Africa|452|Africa
GN|Guinea|324|Western Africa|438|Africa
HT|Haiti|332|Caribbean|41|Americas
ID|Indonesia|360|Southeast Asia|850|Asia
IL|Israel|376|Middle East|666|Middle East
IN|India|356|South Asia|750|Asia
IQ|Iraq|368|Middle East|645|Middle East
IR|Iran|364|Middle East|630|Middle East
JO|Jordan|400|Middle East|663|Middle East
KE|Kenya|404|Eastern Africa|501|Africa
KG|Kyrgyzstan|417|Caucasus and Central Asia|703|Asia
KH|Cambodia|116|Southeast Asia|811|Asia
KP|North Korea|408|East Asia|731|Asia
KR|South Korea|410|East Asia|732|Asia
KW|Kuwait|414|Middle East|690|Middle East
KZ|Kazakhstan|398|Caucasus and Central Asia|705|Asia
LA|Laos|418|Southeast Asia|812|Asia
LB|Lebanon|422|Middle East|660|Middle East
LK|Sri Lanka|144|South Asia|780|Asia
LR|Liberia|430|Western Africa|450|Africa
LY|Libya|434|Northern Africa|620|Africa
MA|Morocco|504|Northern Africa|600|Africa
MD|Moldova|498|Europe|359|Europe
ML|Mali|466|Western Africa|432|Africa
MM|Myanmar|104|Southeast Asia|775|Asia
MR|Mauritania|478|Western Africa|435|Africa
MX|Mexico|484|North America|70|Americas
MZ|Mozambique|508|Eastern Africa|541|Africa
NE|Niger|562|Western Africa|436|Africa
NG|Nigeria|566|Western Africa|475|Africa
NP|Nepal|524|South Asia|790|Asia
OM|Oman|512|Middle East|698|Middle East
PH|Philippines|608|Southeast Asia|840|Asia
PK|Pakistan|586|South Asia|770|Asia
PL|Poland|616|Europe|290|Europe
PS|Palestine|275|Middle East||Middle East
QA|Qatar|634|Middle East|694|Middle East
RO|Romania|642|Europe|360|Europe
RS|Serbia|688|Europe|340|Europe
RU|Russia|643|Europe|365|Europe
RW|Rwanda|646|Eastern Africa|517|Africa
SA|Saudi Arabia|682|Middle East|670|Middle East
SD|Sudan|729|Northern Africa|625|Africa
SN|Senegal|686|Western Africa|433|Africa
SO|Somalia|706|Eastern Africa|520|Africa
SS|South Sudan|728|Eastern Africa|626|Africa
SY|Syria|760|Middle East|652|Middle East
TD|Chad|148|Middle Africa|483|Africa
TG|Togo|768|Western Africa|461|Africa
TH|Thailand|764|Southeast Asia|800|Asia
TJ|Tajikistan|762|Caucasus and Central Asia|702|Asia
TN|Tunisia|788|Northern Africa|616|Africa
TR|Turkey|792|Middle East|640|Middle East
TW|Taiwan|158|East Asia|713|Asia
TZ|Tanzania|834|Eastern Africa|510|Africa
UA|Ukraine|804|Europe|369|Europe
UG|Uganda|800|Eastern Africa|500|Africa
US|United States|840|North America|2|Americas
UZ|Uzbekistan|860|Caucasus and Central Asia|704|Asia
VE|Venezuela|862|South America|101|Americas
VN|Vietnam|704|Southeast Asia|816|Asia
XK|Kosovo|0|Europe|347|Europe
YE|Yemen|887|Middle East|678|Middle East
"""


def _read(row: str) -> tuple[str, Country]:
    code, name, iso, acled_region, gw, ucdp_region = row.split("|")
    return code, Country(name, int(iso), acled_region, int(gw) if gw else None, ucdp_region)


COUNTRIES = MappingProxyType(dict(map(_read, _ROWS.split("\n")[1:-1])))
_BY_NAME = MappingProxyType({country.name.casefold(): country for country in COUNTRIES.values()})

UCDP_NAMES = MappingProxyType({
    "CD": "DR Congo (Zaire)",
    "CG": "Congo",
    "KH": "Cambodia (Kampuchea)",
    "BA": "Bosnia-Herzegovina",
    "MM": "Myanmar (Burma)",
    "RU": "Russia (Soviet Union)",
    "RS": "Serbia (Yugoslavia)",
    "US": "United States of America",
    "YE": "Yemen (North Yemen)",
})  # fmt: skip
"""Where UCDP calls a country otherwise."""


def state_named(party: str | None) -> Country | None:
    """The state that a party's name is, or None: “Russia” is one, “Hezbollah” and “Russian forces” are not."""
    return _BY_NAME.get((party or "").strip().casefold())
