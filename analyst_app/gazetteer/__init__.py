"""Place names to places: look up, disambiguate. Reads one compiled, read-only file."""

from analyst_app.gazetteer.basemap import Basemap, RegionShape, load_basemap
from analyst_app.gazetteer.candidates import Candidate
from analyst_app.gazetteer.gazetteer import Gazetteer
from analyst_app.gazetteer.importer import Imported, import_places

__all__ = ["Basemap", "Candidate", "Gazetteer", "Imported", "RegionShape", "import_places", "load_basemap"]
