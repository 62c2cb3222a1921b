"""Benchmarks. What is compared takes turns in one run, and what counts are ratios, since times differ by machine."""
