"""Page objects: locators first, then verbs named as the reader's act. They never assert."""
