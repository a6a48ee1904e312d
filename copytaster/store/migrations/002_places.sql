-- The wires that carry a line, as a JSON list: copy of one origin may be printed in several. Empty: its own wire alone.
ALTER TABLE line ADD COLUMN places TEXT NOT NULL DEFAULT '[]';
