"""Page objects: locators first, then methods named after the reader's actions; they never assert."""
