"""The conductor: intake, decisions, editions, the demo. It calls the pure rooms and the hands, and is called by the faces."""
