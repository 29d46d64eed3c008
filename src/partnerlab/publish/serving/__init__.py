"""The dashboards: Voila runs the notebooks, and everything else of what it serves is the package's own."""
