"""The record of a run, and its views: the report page, the drift matrix, the claims, formats for other tools."""
