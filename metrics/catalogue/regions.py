"""England and its regions, as published files and comparators name them."""

ENGLAND = "England"

REGIONS = {
    "e12000001": "North East",
    "e12000002": "North West",
    "e12000003": "Yorkshire and The Humber",
    "e12000004": "East Midlands",
    "e12000005": "West Midlands",
    "e12000006": "East of England",
    "e12000007": "London",
    "e12000008": "South East",
    "e12000009": "South West",
}
"""The regions by their ONS codes, in small letters."""
