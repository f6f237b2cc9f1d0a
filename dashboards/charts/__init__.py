"""Pure functions that return plotly figures."""
