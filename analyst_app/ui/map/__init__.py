"""Events on a map of the world. Imports pyqtgraph; nothing imports it before it is shown."""
