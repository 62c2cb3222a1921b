"""The command line: its commands and the options they share."""
