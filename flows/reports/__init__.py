"""Results of a run, and the pages and data that show them."""
