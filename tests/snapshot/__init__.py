"""What the product prints and shows, kept while its rooms are moved; leaves the repository once they stand."""
