"""Rows to files, one module a format, write-only."""

from analyst_app.exporters.formats import FORMATS, Format, Needs
from analyst_app.exporters.result import ExportSetting, Written

__all__ = ["FORMATS", "ExportSetting", "Format", "Needs", "Written"]
