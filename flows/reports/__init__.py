"""The results of a run, and the report page and drift matrix made from them."""
