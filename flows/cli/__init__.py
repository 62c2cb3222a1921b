"""The commands of python -m flows and the options they share."""
