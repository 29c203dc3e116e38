"""Daily attack counts as charts. The only package that imports pyqtgraph; nothing imports it before it is shown."""
