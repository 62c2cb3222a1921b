"""The pytest plugin: collects guides, prints results, keeps artifacts, removes passwords from traces."""
