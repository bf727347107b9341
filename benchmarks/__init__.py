"""How fast the dashboard is, beside a page of twelve charts, in one run: python -m benchmarks."""
