"""The backgrounder: a situation told in six sections from sentences that stand in sources. Pure: versions in, a dossier out."""
