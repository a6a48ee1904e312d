-- Which wires carry a line that another wire brought first, so that a wire's list is read by index. A row may outlive what it says,
-- as where an editor parted the line: line.places is asked before a line is shown.
CREATE TABLE line_place (
  source TEXT NOT NULL,
  line INTEGER NOT NULL,
  PRIMARY KEY (source, line)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO line_place
  SELECT place.value, line.id FROM line, json_each(line.places) AS place WHERE place.value <> line.source;
