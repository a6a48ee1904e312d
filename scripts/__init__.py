"""Programs for those who work on copytaster: reference pages, screenshots, setting up."""
