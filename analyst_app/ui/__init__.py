"""The window: PySide6 and pyqtgraph. Calls services and nothing deeper."""
