-- Received: never edited.

CREATE TABLE source (
  key TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  added INTEGER NOT NULL DEFAULT 0,
  value TEXT NOT NULL                      -- the Source as JSON
) STRICT;

CREATE TABLE source_state (
  source TEXT PRIMARY KEY REFERENCES source(key),
  value TEXT NOT NULL                      -- the SourceState as JSON
) STRICT;

CREATE TABLE raw (
  digest TEXT PRIMARY KEY,                 -- SHA-256 of the bytes as they came
  size INTEGER NOT NULL,
  packed INTEGER NOT NULL,                 -- 1: zlib
  body BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX raw_by_size ON raw (size);

CREATE TABLE delivery (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL REFERENCES source(key),
  received INTEGER NOT NULL,               -- microseconds since 1970, UTC, as are all times here
  digest TEXT NOT NULL REFERENCES raw(digest),
  address TEXT NOT NULL,
  media_type TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('kept', 'read', 'quarantined', 'repeat')),
  problem TEXT NOT NULL DEFAULT '',
  items INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX delivery_by_source ON delivery (source, id);
CREATE INDEX delivery_by_state ON delivery (state, id);
CREATE INDEX delivery_by_arrival ON delivery (received);

CREATE TABLE version (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL REFERENCES source(key),
  delivery INTEGER NOT NULL REFERENCES delivery(id),
  arrived INTEGER NOT NULL,
  time INTEGER NOT NULL,
  dated TEXT NOT NULL CHECK (dated IN ('instant', 'day', 'arrival')),
  digest TEXT NOT NULL,
  held INTEGER NOT NULL DEFAULT 0,         -- 1: an embargo holds it back; no judge and no reader sees it
  embargoed_until INTEGER,
  uri TEXT,
  headline TEXT NOT NULL,
  summary TEXT NOT NULL,
  body TEXT NOT NULL,
  pairs TEXT NOT NULL DEFAULT '',          -- text of unspaced scripts as pairs of characters, for search only
  rest TEXT NOT NULL                       -- all other fields of the Item as JSON
) STRICT;
CREATE INDEX version_by_delivery ON version (delivery);
CREATE INDEX version_by_digest ON version (source, digest);
CREATE INDEX version_by_uri ON version (source, uri, id) WHERE uri IS NOT NULL;
CREATE INDEX version_undated ON version (source, delivery) WHERE dated = 'arrival' AND json_extract(rest, '$.position') IS NOT NULL;
CREATE INDEX version_held ON version (embargoed_until) WHERE held = 1;

CREATE VIRTUAL TABLE search USING fts5 (
  headline, summary, body, pairs,
  content = 'version', content_rowid = 'id',
  tokenize = "unicode61 remove_diacritics 2"
);

-- Judged: can be dropped and made again.

CREATE TABLE line_call (
  version INTEGER PRIMARY KEY REFERENCES version(id),
  kind TEXT NOT NULL,
  of INTEGER,
  score REAL NOT NULL,
  why TEXT NOT NULL,
  change TEXT                              -- kinds and advisory as JSON
) STRICT;

CREATE TABLE story_call (
  line INTEGER PRIMARY KEY,
  story INTEGER NOT NULL,
  near INTEGER,
  score REAL NOT NULL,
  why TEXT NOT NULL
) STRICT;

CREATE TABLE situation_call (
  story INTEGER PRIMARY KEY,
  situation INTEGER NOT NULL,
  near INTEGER,
  score REAL NOT NULL,
  why TEXT NOT NULL,
  parent INTEGER
) STRICT;

-- Decided: only ever appended to.

CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  note TEXT NOT NULL,
  detail TEXT NOT NULL,
  undoes INTEGER REFERENCES decision(id)
) STRICT;

CREATE INDEX decision_by_kind ON decision (kind, id);

CREATE TABLE decided_on (
  decision INTEGER NOT NULL REFERENCES decision(id),
  place INTEGER NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (decision, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX decided_by_version ON decided_on (version);

CREATE TABLE edition (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  number INTEGER NOT NULL,
  title TEXT NOT NULL,
  at INTEGER NOT NULL,
  content TEXT NOT NULL,
  note TEXT NOT NULL,
  decision INTEGER,
  anchor INTEGER,
  UNIQUE (kind, key, number)
) STRICT;

-- What stands: calls overlaid by decisions. Written by the desk; can be rebuilt from the above.

CREATE TABLE stands (
  version INTEGER PRIMARY KEY REFERENCES version(id),
  line INTEGER NOT NULL
) STRICT;
CREATE INDEX stands_by_line ON stands (line, version);

CREATE TABLE line (
  id INTEGER PRIMARY KEY,
  head INTEGER NOT NULL REFERENCES version(id),
  source TEXT NOT NULL,
  first_time INTEGER NOT NULL,
  time INTEGER NOT NULL,
  versions INTEGER NOT NULL,
  story INTEGER,
  genre TEXT NOT NULL,
  origins TEXT NOT NULL,
  tasted INTEGER NOT NULL,
  spiked INTEGER NOT NULL,
  pinned INTEGER NOT NULL,
  killed INTEGER NOT NULL,
  corrected_headline TEXT NOT NULL,
  correction TEXT NOT NULL,
  changed INTEGER NOT NULL
) STRICT;
CREATE INDEX line_by_time ON line (genre, time DESC, head DESC);
CREATE INDEX line_by_source ON line (source, time DESC, head DESC);
CREATE INDEX line_by_story ON line (story, time DESC, head DESC);
CREATE INDEX line_tasted ON line (time DESC, head DESC) WHERE tasted = 1;
CREATE INDEX line_by_change ON line (changed);

CREATE TABLE story (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  first_time INTEGER NOT NULL,
  time INTEGER NOT NULL,
  lines INTEGER NOT NULL,
  versions INTEGER NOT NULL,
  wires INTEGER NOT NULL,
  origins INTEGER NOT NULL,
  situation INTEGER,
  tasted INTEGER NOT NULL,
  pinned INTEGER NOT NULL,
  spiked INTEGER NOT NULL,
  urgency INTEGER,
  days TEXT NOT NULL,
  changed INTEGER NOT NULL
) STRICT;
CREATE INDEX story_by_time ON story (time DESC, id DESC);
CREATE INDEX story_by_situation ON story (situation, time DESC);
CREATE INDEX story_pinned ON story (pinned) WHERE pinned = 1;

CREATE TABLE situation (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  first_time INTEGER NOT NULL,
  time INTEGER NOT NULL,
  stories INTEGER NOT NULL,
  lines INTEGER NOT NULL,
  parent INTEGER,
  changed INTEGER NOT NULL
) STRICT;
CREATE INDEX situation_by_size ON situation (stories DESC, time DESC);
CREATE INDEX situation_by_time ON situation (time DESC, id DESC);
CREATE INDEX situation_by_parent ON situation (parent) WHERE parent IS NOT NULL;

CREATE TABLE moved (
  level TEXT NOT NULL,
  id INTEGER NOT NULL,
  to_id INTEGER NOT NULL,                  -- itself where it went nowhere
  changed INTEGER NOT NULL,
  PRIMARY KEY (level, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX moved_by_change ON moved (level, changed);

CREATE TABLE change (
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE memory (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
