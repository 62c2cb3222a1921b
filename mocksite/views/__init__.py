"""The pages: one blueprint a page area. A view fetches, asks a rule, puts back, redirects."""
