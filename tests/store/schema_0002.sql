BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE change (
	session VARCHAR(36) NOT NULL, 
	number INTEGER NOT NULL, 
	what VARCHAR(16) NOT NULL, 
	activity VARCHAR(120), 
	seat VARCHAR(36), 
	entry VARCHAR(64), 
	op VARCHAR(36), 
	value JSON, 
	revision INTEGER, 
	at VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_change PRIMARY KEY (session, number), 
	CONSTRAINT uq_change_session_op UNIQUE (session, op), 
	CONSTRAINT fk_change_session FOREIGN KEY(session) REFERENCES session (id)
);
INSERT INTO "change" VALUES('ad684765-6c2d-4b45-94de-852ce8f17fc2',1,'phase','idea',NULL,NULL,NULL,'"open"',NULL,'2026-11-22T07:20:35.275+00:00');
INSERT INTO "change" VALUES('ad684765-6c2d-4b45-94de-852ce8f17fc2',2,'seat',NULL,'992dd645-75e5-48dd-89e4-d44a135a026e',NULL,NULL,NULL,NULL,'2026-11-22T07:20:35.279+00:00');
INSERT INTO "change" VALUES('ad684765-6c2d-4b45-94de-852ce8f17fc2',3,'entry','idea','992dd645-75e5-48dd-89e4-d44a135a026e','answer','926b7ee4-2467-4134-ab48-7a8a5f51e82b','"More time"',1,'2026-11-01T10:00:00.000+00:00');
CREATE TABLE entry (
	session VARCHAR(36) NOT NULL, 
	activity VARCHAR(120) NOT NULL, 
	seat VARCHAR(36) NOT NULL, 
	entry VARCHAR(64) NOT NULL, 
	value JSON, 
	revision INTEGER NOT NULL, 
	at VARCHAR(32) NOT NULL, hidden BOOLEAN DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_entry PRIMARY KEY (session, activity, seat, entry), 
	CONSTRAINT fk_entry_session FOREIGN KEY(session) REFERENCES session (id), 
	CONSTRAINT fk_entry_seat FOREIGN KEY(seat) REFERENCES seat (id)
);
INSERT INTO "entry" VALUES('ad684765-6c2d-4b45-94de-852ce8f17fc2','idea','992dd645-75e5-48dd-89e4-d44a135a026e','answer','"More time"',1,'2026-11-01T10:00:00.000+00:00',1);
CREATE TABLE member (
	session VARCHAR(36) NOT NULL, 
	seat VARCHAR(36) NOT NULL, 
	grouping VARCHAR(8) NOT NULL, 
	"group" VARCHAR(36) NOT NULL, 
	pen BOOLEAN DEFAULT '0' NOT NULL, 
	since VARCHAR(32) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_member PRIMARY KEY (session, seat, grouping), 
	CONSTRAINT fk_member_session FOREIGN KEY(session) REFERENCES session (id), 
	CONSTRAINT fk_member_seat FOREIGN KEY(seat) REFERENCES seat (id), 
	CONSTRAINT fk_member_group FOREIGN KEY("group") REFERENCES seat (id)
);
CREATE TABLE page (
	digest VARCHAR(64) NOT NULL, 
	content TEXT NOT NULL, 
	CONSTRAINT pk_page PRIMARY KEY (digest)
);
INSERT INTO "page" VALUES('7bcecc4b353d827c4f13d1aa5b62b42c938c975b74eb052b7b33decc5dd7283c','{"key": "a-small-page", "title": "A small page", "minutes": 5, "opening": [{"prose": "<p>Welcome.</p>"}], "steps": [{"key": "first", "title": "First", "minutes": 5, "group": "Alone", "now": "Do what First asks.", "must": true, "covers": [], "blocks": [{"prose": "<p>About First.</p>"}, {"activity": "idea"}]}], "activities": {"idea": {"key": "idea", "kind": "short_text", "prompt": "A question about idea?", "see": "anon-reveal", "about": "ideas", "hint": "", "reason": "", "options": {"limit": 140}, "figure": null}}}');
CREATE TABLE past_code (
	code VARCHAR(40) NOT NULL, 
	session VARCHAR(36) NOT NULL, 
	CONSTRAINT pk_past_code PRIMARY KEY (code), 
	CONSTRAINT fk_past_code_session FOREIGN KEY(session) REFERENCES session (id)
);
CREATE TABLE phase (
	session VARCHAR(36) NOT NULL, 
	activity VARCHAR(120) NOT NULL, 
	phase VARCHAR(16) NOT NULL, 
	CONSTRAINT pk_phase PRIMARY KEY (session, activity), 
	CONSTRAINT fk_phase_session FOREIGN KEY(session) REFERENCES session (id)
);
INSERT INTO "phase" VALUES('ad684765-6c2d-4b45-94de-852ce8f17fc2','idea','open');
CREATE TABLE seat (
	id VARCHAR(36) NOT NULL, 
	session VARCHAR(36) NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	rejoin VARCHAR(60) NOT NULL, 
	joined VARCHAR(32) NOT NULL, "table" VARCHAR(12) DEFAULT '' NOT NULL, job VARCHAR(40) DEFAULT '' NOT NULL, grouping VARCHAR(8) DEFAULT '' NOT NULL, removed BOOLEAN DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_seat PRIMARY KEY (id), 
	CONSTRAINT uq_seat_session_rejoin UNIQUE (session, rejoin), 
	CONSTRAINT fk_seat_session FOREIGN KEY(session) REFERENCES session (id)
);
INSERT INTO "seat" VALUES('992dd645-75e5-48dd-89e4-d44a135a026e','ad684765-6c2d-4b45-94de-852ce8f17fc2','participant','Zoe','ebony dingo 879','2026-11-22T07:20:35.279+00:00','3','','',0);
CREATE TABLE session (
	id VARCHAR(36) NOT NULL, 
	code VARCHAR(40) NOT NULL, 
	community VARCHAR(80) NOT NULL, 
	workbook VARCHAR(120) NOT NULL, 
	page VARCHAR(64) NOT NULL, 
	step VARCHAR(120) NOT NULL, 
	closed BOOLEAN NOT NULL, 
	shuffle VARCHAR(64) NOT NULL, 
	console_key VARCHAR(64) NOT NULL, 
	projector_key VARCHAR(64) NOT NULL, 
	created VARCHAR(32) NOT NULL, 
	changes INTEGER NOT NULL, begins VARCHAR(32) DEFAULT '' NOT NULL, ends VARCHAR(32) DEFAULT '' NOT NULL, paused BOOLEAN DEFAULT '0' NOT NULL, shut BOOLEAN DEFAULT '0' NOT NULL, recovery VARCHAR(64) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_session PRIMARY KEY (id), 
	CONSTRAINT uq_session_code UNIQUE (code), 
	CONSTRAINT fk_session_page FOREIGN KEY(page) REFERENCES page (digest)
);
INSERT INTO "session" VALUES('ad684765-6c2d-4b45-94de-852ce8f17fc2','C942','Year 9 team','a-small-page','7bcecc4b353d827c4f13d1aa5b62b42c938c975b74eb052b7b33decc5dd7283c','',0,'72c4f2a90b65340668d84cb3c2b58969','EK7a0UghaWUn01cEjBDpfiCu','RvT8cG4tVg0Z1qUjD-IXN1GP','2026-11-22T07:20:35.265+00:00',3,'2026-11-01T09:00:00.000+00:00','',0,1,'0c6f');
CREATE INDEX ix_entry_seat ON entry (seat);
CREATE INDEX ix_change_what ON change (session, what, activity, number);
COMMIT;
