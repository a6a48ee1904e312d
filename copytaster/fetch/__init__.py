"""Hands that bring things in: HTTP, files, folders; and the schedule that says which source is due. Nothing is parsed here."""
