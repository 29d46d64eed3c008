"""Reports and dashboards: the notebooks run, exported and served."""
