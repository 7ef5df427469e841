-- Schema 1.  INT8, BYTES, TEXT and STRICT are words for both engines (sql/rewrite.c).
--
-- Every table of a region has the key (region, id) with ids from that region's counter, so that many
-- counties share one database and one county can be taken out of it.  Region 0 is the installation.
-- Nothing people made is deleted: `gone` is 1 instead.  Money is fen, times are ms since 1970 UTC, days
-- are 'YYYY-MM-DD', yes and no are 1 and 0.  Numbers of figures are n / 10^scale.

-- One row: which schema this is.
CREATE TABLE installation (
	one     INT8 NOT NULL PRIMARY KEY CHECK (one = 1),
	schema  INT8 NOT NULL,
	made_at INT8 NOT NULL
) STRICT;

-- Counties, and towns under them.  A region has a code (GB/T 2260) where it is known.
CREATE TABLE region (
	id     INT8 NOT NULL PRIMARY KEY CHECK (id >= 0),
	parent INT8 REFERENCES region (id),
	code   TEXT CHECK (length(code) BETWEEN 6 AND 12),
	name   TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
	UNIQUE (name),
	UNIQUE (code)
) STRICT;

-- The row that a writing transaction of the region locks first: its counter of ids, the head of its
-- audit chain, and the version of what the public sees.
CREATE TABLE region_head (
	region  INT8 NOT NULL PRIMARY KEY REFERENCES region (id),
	next_id INT8 NOT NULL CHECK (next_id >= 1),
	seq     INT8 NOT NULL CHECK (seq >= 0),
	head    BYTES NOT NULL CHECK (length(head) = 32),
	version INT8 NOT NULL CHECK (version >= 0)
) STRICT;

-- The audit chain (docs/format.md): who, when, what, old and new, why; hash covers the record and its
-- predecessor's hash.  It is the history of every field too.  `owner` is the project of an item or milestone.
-- Personal fields appear as changed, without value.
CREATE TABLE audit (
	region     INT8 NOT NULL REFERENCES region (id),
	seq        INT8 NOT NULL CHECK (seq >= 1),
	at         INT8 NOT NULL,
	account    INT8 NOT NULL,
	actor      TEXT NOT NULL,
	action     TEXT NOT NULL,
	kind       TEXT NOT NULL,
	object     INT8 NOT NULL,
	owner      INT8,
	field      TEXT NOT NULL,
	old        TEXT,
	new        TEXT,
	reason     TEXT NOT NULL,
	change_set INT8 NOT NULL,
	hash       BYTES NOT NULL CHECK (length(hash) = 32),
	PRIMARY KEY (region, seq)
) STRICT;
CREATE INDEX audit_object ON audit (region, kind, object, seq);
CREATE INDEX audit_owner ON audit (region, owner, seq);
CREATE INDEX audit_set ON audit (region, change_set, seq);

-- Bodies that do the work.  kind decides how they are addressed.
CREATE TABLE unit (
	region  INT8 NOT NULL REFERENCES region (id),
	id      INT8 NOT NULL,
	name    TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 240),
	kind    TEXT NOT NULL CHECK (kind IN ('government', 'party', 'mass', 'judicial', 'vertical', 'company',
					      'institution', 'township', 'other')),
	phone   TEXT NOT NULL,
	gone    INT8 NOT NULL CHECK (gone IN (0, 1)),
	version INT8 NOT NULL,
	PRIMARY KEY (region, id)
) STRICT;

-- Every name that stands for a unit: its own and its aliases.  One name, one unit.
CREATE TABLE unit_name (
	region INT8 NOT NULL,
	name   TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 240),
	unit   INT8 NOT NULL,
	alias  INT8 NOT NULL CHECK (alias IN (0, 1)),
	PRIMARY KEY (region, name),
	FOREIGN KEY (region, unit) REFERENCES unit (region, id)
) STRICT;

-- People with duties.  Their telephone numbers stand apart, in person_phone alone.
CREATE TABLE person (
	region  INT8 NOT NULL REFERENCES region (id),
	id      INT8 NOT NULL,
	name    TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
	post    TEXT NOT NULL,
	unit    INT8,
	gone    INT8 NOT NULL CHECK (gone IN (0, 1)),
	version INT8 NOT NULL,
	PRIMARY KEY (region, id),
	FOREIGN KEY (region, unit) REFERENCES unit (region, id)
) STRICT;

-- Personal data: never in a public page, an export, the search index or the audit chain.
CREATE TABLE person_phone (
	region INT8 NOT NULL,
	person INT8 NOT NULL,
	phone  TEXT NOT NULL CHECK (length(phone) BETWEEN 3 AND 40),
	PRIMARY KEY (region, person),
	FOREIGN KEY (region, person) REFERENCES person (region, id)
) STRICT;

-- Files as they came: originals of imports and attachments.  Both hashes are checked by `verify`.
CREATE TABLE stored_file (
	region INT8 NOT NULL REFERENCES region (id),
	id     INT8 NOT NULL,
	name   TEXT NOT NULL,
	kind   TEXT NOT NULL CHECK (kind IN ('candidates', 'tasks', 'ledger', 'report', 'other')),
	media  TEXT NOT NULL,
	size   INT8 NOT NULL CHECK (size >= 0),
	bytes  BYTES NOT NULL,
	sm3    BYTES NOT NULL CHECK (length(sm3) = 32),
	sha256 BYTES NOT NULL CHECK (length(sha256) = 32),
	at     INT8 NOT NULL,
	by     TEXT NOT NULL,
	open   INT8 NOT NULL CHECK (open IN (0, 1)),
	PRIMARY KEY (region, id)
) STRICT;
CREATE INDEX stored_file_sm3 ON stored_file (region, sm3);

-- One body's list for one year.  batch is 1, 2 … where a year has several lists.
CREATE TABLE programme (
	region         INT8 NOT NULL REFERENCES region (id),
	id             INT8 NOT NULL,
	year           INT8 NOT NULL CHECK (year BETWEEN 1990 AND 2100),
	batch          INT8 NOT NULL CHECK (batch >= 1),
	title          TEXT NOT NULL,
	state          TEXT NOT NULL CHECK (state IN ('candidates', 'running', 'finished')),
	published      INT8 NOT NULL CHECK (published IN (0, 1)),
	published_at   INT8,
	next_no        INT8 NOT NULL CHECK (next_no >= 1), -- numbers below it were given and are never given again
	rest           TEXT NOT NULL, -- words of its documents outside any project
	changed_at     INT8 NOT NULL,
	version        INT8 NOT NULL,
	PRIMARY KEY (region, id),
	UNIQUE (region, year, batch),
	CHECK (published = 0 OR published_at IS NOT NULL)
) STRICT;

-- 实事项目, the voted thing.  no is its number on the task list, candidate_no that on the list of candidates;
-- code is fixed for life and leads to it from a QR code.
CREATE TABLE project (
	region       INT8 NOT NULL,
	id           INT8 NOT NULL,
	programme    INT8 NOT NULL,
	ord          INT8 NOT NULL,
	no           INT8 CHECK (no >= 1),
	candidate_no INT8 CHECK (candidate_no >= 1),
	code         TEXT NOT NULL CHECK (length(code) = 8),
	name         TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 2000),
	field        TEXT NOT NULL,
	state        TEXT NOT NULL CHECK (state IN ('candidate', 'reserve', 'running', 'closed', 'stopped')),
	closed_on    TEXT CHECK (length(closed_on) = 10),
	total_fen    INT8 CHECK (total_fen >= 0),
	compare      TEXT NOT NULL CHECK (compare IN ('', 'at_least', 'above', 'at_most', 'about', 'aspire')),
	funds_text   TEXT NOT NULL,
	rest         TEXT NOT NULL, -- words of the document that became no value
	gone         INT8 NOT NULL CHECK (gone IN (0, 1)),
	changed_at   INT8 NOT NULL,
	version      INT8 NOT NULL,
	PRIMARY KEY (region, id),
	UNIQUE (code),
	FOREIGN KEY (region, programme) REFERENCES programme (region, id),
	CHECK (closed_on IS NULL OR state = 'closed'),
	CHECK (no IS NOT NULL OR state IN ('candidate', 'reserve') OR gone = 1)
) STRICT;
CREATE UNIQUE INDEX project_no ON project (region, programme, no) WHERE gone = 0;
CREATE INDEX project_of_programme ON project (region, programme, ord);

-- Who pays how much; fen is null where only the source is named.
CREATE TABLE fund_source (
	region  INT8 NOT NULL,
	project INT8 NOT NULL,
	ord     INT8 NOT NULL,
	name    TEXT NOT NULL,
	fen     INT8 CHECK (fen >= 0),
	PRIMARY KEY (region, project, ord),
	FOREIGN KEY (region, project) REFERENCES project (region, id)
) STRICT;

-- 子项: a part of a project with its own units, targets and milestones; a project has at least one.
CREATE TABLE item (
	region    INT8 NOT NULL,
	id        INT8 NOT NULL,
	project   INT8 NOT NULL,
	ord       INT8 NOT NULL,
	task      TEXT NOT NULL,
	progress  TEXT NOT NULL,
	problems  TEXT NOT NULL,
	next_plan TEXT NOT NULL,
	status    TEXT NOT NULL,
	remark    TEXT NOT NULL,
	site      TEXT NOT NULL, -- the places as printed; one by one in table site
	done_on   TEXT CHECK (length(done_on) = 10),
	gone      INT8 NOT NULL CHECK (gone IN (0, 1)),
	PRIMARY KEY (region, id),
	FOREIGN KEY (region, project) REFERENCES project (region, id)
) STRICT;
CREATE INDEX item_of_project ON item (region, project, ord);

-- 牵头、配合、实施.
CREATE TABLE item_unit (
	region INT8 NOT NULL,
	item   INT8 NOT NULL,
	role   TEXT NOT NULL CHECK (role IN ('lead', 'support', 'implement')),
	ord    INT8 NOT NULL,
	unit   INT8 NOT NULL,
	PRIMARY KEY (region, item, role, ord),
	UNIQUE (region, item, role, unit),
	FOREIGN KEY (region, item) REFERENCES item (region, id),
	FOREIGN KEY (region, unit) REFERENCES unit (region, id)
) STRICT;
CREATE INDEX item_unit_of_unit ON item_unit (region, unit);

-- Leaders by role as the document names them; person where they are in the list of people.
CREATE TABLE assignment (
	region INT8 NOT NULL,
	item   INT8 NOT NULL,
	ord    INT8 NOT NULL,
	role   TEXT NOT NULL,
	name   TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 240),
	person INT8,
	PRIMARY KEY (region, item, ord),
	FOREIGN KEY (region, item) REFERENCES item (region, id),
	FOREIGN KEY (region, person) REFERENCES person (region, id)
) STRICT;

-- Places where it is done.
CREATE TABLE site (
	region INT8 NOT NULL,
	item   INT8 NOT NULL,
	ord    INT8 NOT NULL,
	name   TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 240),
	PRIMARY KEY (region, item, ord),
	FOREIGN KEY (region, item) REFERENCES item (region, id)
) STRICT;

-- Quantities to be reached.
CREATE TABLE target (
	region  INT8 NOT NULL,
	item    INT8 NOT NULL,
	ord     INT8 NOT NULL,
	n       INT8 NOT NULL,
	scale   INT8 NOT NULL CHECK (scale BETWEEN 0 AND 9),
	unit    TEXT NOT NULL,
	what    TEXT NOT NULL,
	stage   TEXT NOT NULL,
	compare TEXT NOT NULL CHECK (compare IN ('', 'at_least', 'above', 'at_most', 'about', 'aspire')),
	mode    TEXT NOT NULL CHECK (mode IN ('unknown', 'increment', 'cumulative')),
	PRIMARY KEY (region, item, ord),
	FOREIGN KEY (region, item) REFERENCES item (region, id)
) STRICT;

-- 时间节点: one time-anchored clause; met is the day it was reached.
CREATE TABLE milestone (
	region   INT8 NOT NULL,
	id       INT8 NOT NULL,
	item     INT8 NOT NULL,
	ord      INT8 NOT NULL,
	sub      TEXT NOT NULL,
	from_day TEXT CHECK (length(from_day) = 10),
	due      TEXT CHECK (length(due) = 10),
	text     TEXT NOT NULL,
	recurs   TEXT NOT NULL CHECK (recurs IN ('', 'month', 'quarter', 'year')),
	bare     INT8 NOT NULL CHECK (bare IN (0, 1)),
	met      TEXT CHECK (length(met) = 10),
	gone     INT8 NOT NULL CHECK (gone IN (0, 1)),
	PRIMARY KEY (region, id),
	FOREIGN KEY (region, item) REFERENCES item (region, id),
	CHECK (from_day IS NULL OR due IS NULL OR from_day <= due)
) STRICT;
CREATE INDEX milestone_of_item ON milestone (region, item, ord);

CREATE TABLE milestone_figure (
	region    INT8 NOT NULL,
	milestone INT8 NOT NULL,
	ord       INT8 NOT NULL,
	n         INT8 NOT NULL,
	scale     INT8 NOT NULL CHECK (scale BETWEEN 0 AND 9),
	unit      TEXT NOT NULL,
	what      TEXT NOT NULL,
	stage     TEXT NOT NULL,
	compare   TEXT NOT NULL CHECK (compare IN ('', 'at_least', 'above', 'at_most', 'about', 'aspire')),
	mode      TEXT NOT NULL CHECK (mode IN ('unknown', 'increment', 'cumulative')),
	PRIMARY KEY (region, milestone, ord),
	FOREIGN KEY (region, milestone) REFERENCES milestone (region, id)
) STRICT;

-- Files of a programme, or of one of its projects.
CREATE TABLE attachment (
	region    INT8 NOT NULL,
	programme INT8 NOT NULL,
	project   INT8,
	file      INT8 NOT NULL,
	PRIMARY KEY (region, programme, file),
	FOREIGN KEY (region, programme) REFERENCES programme (region, id),
	FOREIGN KEY (region, project) REFERENCES project (region, id),
	FOREIGN KEY (region, file) REFERENCES stored_file (region, id)
) STRICT;

-- What was promised: the programme as JSON (docs/format.md) at its first publication as a task list.
CREATE TABLE baseline (
	region    INT8 NOT NULL,
	programme INT8 NOT NULL,
	seq       INT8 NOT NULL,
	taken_at  INT8 NOT NULL,
	by        TEXT NOT NULL,
	json      TEXT NOT NULL,
	sm3       BYTES NOT NULL CHECK (length(sm3) = 32),
	PRIMARY KEY (region, programme, seq),
	FOREIGN KEY (region, programme) REFERENCES programme (region, id)
) STRICT;

-- Rules of a place, as data: what it is called, which version, and where it was decided.
CREATE TABLE rule_set (
	region    INT8 NOT NULL REFERENCES region (id),
	id        INT8 NOT NULL,
	name      TEXT NOT NULL,
	version   INT8 NOT NULL CHECK (version >= 1),
	source    TEXT NOT NULL,
	json      TEXT NOT NULL,
	frozen_at INT8,
	PRIMARY KEY (region, id),
	UNIQUE (region, name, version)
) STRICT;

-- A document on its way into a programme.  frame holds its blocks (docs/format.md), telephone numbers
-- masked; what was read is read from it again, by the same program version.
CREATE TABLE import (
	region       INT8 NOT NULL REFERENCES region (id),
	id           INT8 NOT NULL,
	file         INT8 NOT NULL,
	programme    INT8,
	year         INT8 NOT NULL,
	title        TEXT NOT NULL,
	kind         TEXT NOT NULL CHECK (kind IN ('unknown', 'candidates', 'tasks', 'ledger', 'report')),
	state        TEXT NOT NULL CHECK (state IN ('draft', 'confirmed', 'dropped', 'undone')),
	frame        BYTES NOT NULL,
	reading      TEXT NOT NULL, -- the JSON form of what was read, for the record
	reader       TEXT NOT NULL, -- version of the program that read it
	projects     INT8 NOT NULL,
	by           TEXT NOT NULL,
	at           INT8 NOT NULL,
	confirmed_at INT8,
	change_set   INT8,
	PRIMARY KEY (region, id),
	FOREIGN KEY (region, file) REFERENCES stored_file (region, id),
	FOREIGN KEY (region, programme) REFERENCES programme (region, id)
) STRICT;

-- What a person answered about an import, in order; the last answer for a key holds.
CREATE TABLE import_answer (
	region INT8 NOT NULL,
	import INT8 NOT NULL,
	seq    INT8 NOT NULL,
	key    TEXT NOT NULL,
	value  TEXT NOT NULL,
	keep   INT8 NOT NULL CHECK (keep IN (0, 1)), -- remember it for imports to come
	PRIMARY KEY (region, import, seq),
	FOREIGN KEY (region, import) REFERENCES import (region, id)
) STRICT;

-- People who log in.  password is argon2id, null before the first one was set.
CREATE TABLE account (
	id           INT8 NOT NULL PRIMARY KEY,
	login        TEXT NOT NULL UNIQUE,
	name         TEXT NOT NULL,
	password     TEXT,
	must_change  INT8 NOT NULL CHECK (must_change IN (0, 1)),
	active       INT8 NOT NULL CHECK (active IN (0, 1)),
	failed       INT8 NOT NULL CHECK (failed >= 0),
	failed_at    INT8,
	locked_until INT8,
	last_login   INT8,
	version      INT8 NOT NULL,
	made_at      INT8 NOT NULL
) STRICT;

-- What an account may do where; ended grants keep their last day.
CREATE TABLE account_grant (
	id       INT8 NOT NULL PRIMARY KEY,
	account  INT8 NOT NULL REFERENCES account (id),
	role     TEXT NOT NULL CHECK (role IN ('clerk', 'reporter', 'reviewer', 'leader', 'congress_staff', 'deputy',
		'township', 'authority', 'teller', 'finance', 'auditor', 'system_admin', 'security_admin', 'audit_admin')),
	region   INT8 NOT NULL REFERENCES region (id),
	unit     INT8,
	from_day TEXT CHECK (length(from_day) = 10),
	to_day   TEXT CHECK (length(to_day) = 10),
	gone     INT8 NOT NULL CHECK (gone IN (0, 1)),
	FOREIGN KEY (region, unit) REFERENCES unit (region, id)
) STRICT;
CREATE INDEX account_grant_of ON account_grant (account);

-- Who is logged in: an account, or a unit through a one-time link.  Only hashes of tokens.
CREATE TABLE session (
	hash    BYTES NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
	account INT8 REFERENCES account (id),
	region  INT8,
	unit    INT8,
	began   INT8 NOT NULL,
	seen    INT8 NOT NULL,
	ends    INT8 NOT NULL,
	FOREIGN KEY (region, unit) REFERENCES unit (region, id),
	CHECK ((account IS NULL) <> (unit IS NULL))
) STRICT;
CREATE INDEX session_of ON session (account);

-- One-time links: single use, bound to a unit.
CREATE TABLE one_time_link (
	hash    BYTES NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
	region  INT8 NOT NULL,
	unit    INT8 NOT NULL,
	by      TEXT NOT NULL,
	made_at INT8 NOT NULL,
	ends    INT8 NOT NULL,
	used_at INT8,
	FOREIGN KEY (region, unit) REFERENCES unit (region, id)
) STRICT;
CREATE INDEX one_time_link_of ON one_time_link (region, unit);

-- Settings that differ from their default (ops/op_setting.c has the table of them).
CREATE TABLE setting (
	region INT8 NOT NULL REFERENCES region (id),
	key    TEXT NOT NULL,
	value  TEXT NOT NULL,
	PRIMARY KEY (region, key)
) STRICT;

-- What search looks into: the words of a project, folded, and the pinyin initials of its name …
CREATE TABLE search_text (
	region   INT8 NOT NULL,
	project  INT8 NOT NULL,
	initials TEXT NOT NULL,
	words    TEXT NOT NULL, -- lines: name, tasks, units, leaders, places
	PRIMARY KEY (region, project),
	FOREIGN KEY (region, project) REFERENCES project (region, id)
) STRICT;

-- … and every one and two neighbouring characters of them, to find candidates by.
CREATE TABLE search_gram (
	gram    TEXT NOT NULL,
	region  INT8 NOT NULL,
	project INT8 NOT NULL,
	PRIMARY KEY (gram, region, project),
	FOREIGN KEY (region, project) REFERENCES project (region, id)
) STRICT;
CREATE INDEX search_gram_of ON search_gram (region, project);
