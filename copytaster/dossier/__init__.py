"""The backgrounder on a situation: sections, timeline, actors, claims, every sentence cited; and the checks before it is printed.

Pure: versions in, values out; no clock, disk, network, dice or log. `compose.compose` makes a dossier, `check.check` holds it
against the copy that stands now, `analysis.check_analysis` does the same for texts that people write.
"""
