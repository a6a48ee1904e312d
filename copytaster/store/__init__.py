"""Hands that keep things: the Store protocol (`base`) and the databases behind it."""
