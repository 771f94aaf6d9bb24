CREATE TABLE audit_entries (
	seq INTEGER NOT NULL,
	at BIGINT NOT NULL,
	staff BIGINT NOT NULL,
	beside BIGINT NOT NULL,
	role TEXT NOT NULL,
	action TEXT NOT NULL,
	outcome TEXT NOT NULL,
	detail TEXT NOT NULL,
	events INTEGER NOT NULL,
	events_digest BLOB,
	last_event BIGINT NOT NULL,
	previous BLOB NOT NULL,
	digest BLOB NOT NULL,
	CONSTRAINT pk_audit_entries PRIMARY KEY (seq)
);

CREATE TABLE blobs (
	sha256 TEXT NOT NULL,
	media TEXT NOT NULL,
	content BLOB NOT NULL,
	created BIGINT NOT NULL,
	CONSTRAINT pk_blobs PRIMARY KEY (sha256)
);

CREATE TABLE calls (
	id INTEGER NOT NULL,
	number TEXT NOT NULL,
	at BIGINT NOT NULL,
	caller TEXT NOT NULL,
	phone TEXT NOT NULL,
	company TEXT NOT NULL,
	host_tenant BIGINT,
	host_name TEXT NOT NULL,
	host_unit TEXT NOT NULL,
	host_floor TEXT NOT NULL,
	host_person TEXT NOT NULL,
	about TEXT NOT NULL,
	passed_at BIGINT,
	passed_by BIGINT NOT NULL,
	became BIGINT,
	became_kind TEXT NOT NULL,
	request TEXT NOT NULL,
	taken_by BIGINT NOT NULL,
	CONSTRAINT pk_calls PRIMARY KEY (id)
);

CREATE INDEX ix_calls_at ON calls (at);

CREATE INDEX ix_calls_open ON calls (at) WHERE passed_at IS NULL AND became IS NULL;

CREATE UNIQUE INDEX uq_calls_request ON calls (request) WHERE request <> '';

CREATE TABLE counters (
	series TEXT NOT NULL,
	last INTEGER NOT NULL,
	CONSTRAINT pk_counters PRIMARY KEY (series)
);

CREATE TABLE departments (
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	english_name TEXT NOT NULL,
	phone TEXT NOT NULL,
	CONSTRAINT pk_departments PRIMARY KEY (code)
);

CREATE TABLE desk (
	only INTEGER NOT NULL,
	building TEXT NOT NULL,
	site_code TEXT NOT NULL,
	site_number INTEGER NOT NULL,
	desk_code TEXT NOT NULL,
	desk_number INTEGER NOT NULL,
	kind TEXT NOT NULL,
	zone TEXT NOT NULL,
	instance TEXT NOT NULL,
	created BIGINT NOT NULL,
	CONSTRAINT pk_desk PRIMARY KEY (only)
);

CREATE TABLE floors (
	id INTEGER NOT NULL,
	label TEXT NOT NULL,
	position INTEGER NOT NULL,
	active BOOLEAN NOT NULL,
	CONSTRAINT pk_floors PRIMARY KEY (id)
);

CREATE INDEX ix_floors_label ON floors (label);

CREATE TABLE gate_scans (
	id INTEGER NOT NULL,
	at BIGINT NOT NULL,
	gate INTEGER NOT NULL,
	verdict TEXT NOT NULL,
	pass_id BIGINT,
	visit BIGINT,
	proven BOOLEAN NOT NULL,
	"by" BIGINT NOT NULL,
	CONSTRAINT pk_gate_scans PRIMARY KEY (id)
);

CREATE TABLE journal_events (
	id INTEGER NOT NULL,
	stamp BIGINT NOT NULL,
	kind TEXT NOT NULL,
	version INTEGER NOT NULL,
	entity BIGINT NOT NULL,
	at BIGINT NOT NULL,
	actor BIGINT NOT NULL,
	payload TEXT NOT NULL,
	private TEXT,
	seal BLOB,
	digest BLOB NOT NULL,
	CONSTRAINT pk_journal_events PRIMARY KEY (id)
);

CREATE INDEX ix_journal_events_entity ON journal_events (entity);

CREATE TABLE print_jobs (
	id INTEGER NOT NULL,
	kept BIGINT NOT NULL,
	kind TEXT NOT NULL,
	subject TEXT NOT NULL,
	number TEXT NOT NULL,
	copy INTEGER NOT NULL,
	printer TEXT,
	state TEXT NOT NULL,
	tries INTEGER NOT NULL,
	reason TEXT,
	reason_values TEXT,
	pdf BLOB,
	CONSTRAINT pk_print_jobs PRIMARY KEY (id)
);

CREATE INDEX ix_print_jobs_state ON print_jobs (state);

CREATE TABLE roll_call_lines (
	id INTEGER NOT NULL,
	roll_call INTEGER NOT NULL,
	visit BIGINT NOT NULL,
	name TEXT NOT NULL,
	company TEXT NOT NULL,
	host TEXT NOT NULL,
	floor TEXT NOT NULL,
	unit TEXT NOT NULL,
	party INTEGER NOT NULL,
	presence TEXT NOT NULL,
	on_break BOOLEAN NOT NULL,
	badge TEXT NOT NULL,
	seen_at BIGINT,
	mark TEXT NOT NULL,
	marked_at BIGINT,
	marked_by BIGINT NOT NULL,
	CONSTRAINT pk_roll_call_lines PRIMARY KEY (id),
	CONSTRAINT fk_roll_call_lines_roll_call FOREIGN KEY(roll_call) REFERENCES roll_calls (id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX uq_roll_call_lines_roll_call_visit ON roll_call_lines (roll_call, visit);

CREATE TABLE roll_calls (
	id INTEGER NOT NULL,
	drill BOOLEAN NOT NULL,
	started_at BIGINT NOT NULL,
	started_by BIGINT NOT NULL,
	ended_at BIGINT,
	ended_by BIGINT NOT NULL,
	outcome TEXT NOT NULL,
	note TEXT NOT NULL,
	CONSTRAINT pk_roll_calls PRIMARY KEY (id)
);

CREATE INDEX ix_roll_calls_running ON roll_calls (id) WHERE ended_at IS NULL;

CREATE TABLE search_class (no INTEGER PRIMARY KEY, kind TEXT NOT NULL, audience INTEGER NOT NULL, UNIQUE (kind, audience));

CREATE TABLE search_entry (row INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE, class INTEGER NOT NULL, title TEXT NOT NULL, subtitle TEXT NOT NULL, packed TEXT NOT NULL);

CREATE TABLE search_scheme (scheme INTEGER NOT NULL);

CREATE VIRTUAL TABLE search_terms USING fts5(terms, content='', contentless_delete=1, detail=none, tokenize='ascii');

CREATE TABLE settings (
	"key" TEXT NOT NULL,
	value TEXT NOT NULL,
	CONSTRAINT pk_settings PRIMARY KEY ("key")
);

CREATE TABLE sign_in_troubles (
	staff BIGINT NOT NULL,
	wrong INTEGER NOT NULL,
	CONSTRAINT pk_sign_in_troubles PRIMARY KEY (staff)
);

CREATE TABLE signatories (
	id INTEGER NOT NULL,
	tenant INTEGER NOT NULL,
	name TEXT NOT NULL,
	phone TEXT NOT NULL,
	expires DATE,
	kinds TEXT NOT NULL,
	specimen TEXT NOT NULL,
	active BOOLEAN NOT NULL,
	CONSTRAINT pk_signatories PRIMARY KEY (id),
	CONSTRAINT fk_signatories_tenant FOREIGN KEY(tenant) REFERENCES tenants (id)
);

CREATE INDEX ix_signatories_tenant ON signatories (tenant);

CREATE TABLE staff (
	id INTEGER NOT NULL,
	name TEXT NOT NULL,
	role TEXT NOT NULL,
	phone TEXT NOT NULL,
	active BOOLEAN NOT NULL,
	pin TEXT NOT NULL,
	must_change BOOLEAN NOT NULL,
	created BIGINT NOT NULL,
	CONSTRAINT pk_staff PRIMARY KEY (id)
);

CREATE TABLE tenant_contacts (
	id INTEGER NOT NULL,
	tenant INTEGER NOT NULL,
	name TEXT NOT NULL,
	job TEXT NOT NULL,
	phone TEXT NOT NULL,
	after_hours BOOLEAN NOT NULL,
	active BOOLEAN NOT NULL,
	CONSTRAINT pk_tenant_contacts PRIMARY KEY (id),
	CONSTRAINT fk_tenant_contacts_tenant FOREIGN KEY(tenant) REFERENCES tenants (id)
);

CREATE INDEX ix_tenant_contacts_tenant ON tenant_contacts (tenant);

CREATE TABLE tenants (
	id INTEGER NOT NULL,
	name TEXT NOT NULL,
	"key" TEXT NOT NULL,
	short_name TEXT NOT NULL,
	english_name TEXT NOT NULL,
	status TEXT NOT NULL,
	mailbox TEXT NOT NULL,
	after_hours_phone TEXT NOT NULL,
	forwarding TEXT NOT NULL,
	note TEXT NOT NULL,
	cleared BOOLEAN NOT NULL,
	moved_in DATE,
	moving_out DATE,
	moved_out DATE,
	created BIGINT NOT NULL,
	CONSTRAINT pk_tenants PRIMARY KEY (id)
);

CREATE INDEX ix_tenants_key ON tenants ("key");

CREATE TABLE units (
	id INTEGER NOT NULL,
	number TEXT NOT NULL,
	floor INTEGER NOT NULL,
	tenant INTEGER,
	active BOOLEAN NOT NULL,
	CONSTRAINT pk_units PRIMARY KEY (id),
	CONSTRAINT fk_units_floor FOREIGN KEY(floor) REFERENCES floors (id),
	CONSTRAINT fk_units_tenant FOREIGN KEY(tenant) REFERENCES tenants (id)
);

CREATE INDEX ix_units_number ON units (number);

CREATE INDEX ix_units_tenant ON units (tenant);

CREATE TABLE visit_breaks (
	id INTEGER NOT NULL,
	visit INTEGER NOT NULL,
	out_at BIGINT NOT NULL,
	back_at BIGINT,
	CONSTRAINT pk_visit_breaks PRIMARY KEY (id),
	CONSTRAINT fk_visit_breaks_visit FOREIGN KEY(visit) REFERENCES visits (id) ON DELETE CASCADE
);

CREATE INDEX ix_visit_breaks_visit ON visit_breaks (visit);

CREATE TABLE visit_photos (
	visit INTEGER NOT NULL,
	jpeg BLOB NOT NULL,
	CONSTRAINT pk_visit_photos PRIMARY KEY (visit),
	CONSTRAINT fk_visit_photos_visit FOREIGN KEY(visit) REFERENCES visits (id) ON DELETE CASCADE
);

CREATE TABLE visits (
	id INTEGER NOT NULL,
	number TEXT NOT NULL,
	state TEXT NOT NULL,
	day DATE NOT NULL,
	name TEXT NOT NULL,
	phone TEXT NOT NULL,
	company TEXT NOT NULL,
	purpose TEXT NOT NULL,
	host_tenant BIGINT,
	host_name TEXT NOT NULL,
	host_unit TEXT NOT NULL,
	host_floor TEXT NOT NULL,
	host_person TEXT NOT NULL,
	party_size INTEGER NOT NULL,
	plate TEXT NOT NULL,
	badge TEXT NOT NULL,
	badge_returned BOOLEAN,
	belongings TEXT NOT NULL,
	remark TEXT NOT NULL,
	id_kind TEXT NOT NULL,
	id_mask TEXT NOT NULL,
	id_index INTEGER,
	id_sealed BLOB,
	permit_number TEXT NOT NULL,
	permit_until DATE,
	escort TEXT NOT NULL,
	expected_from BIGINT,
	expected_until BIGINT,
	arrived_at BIGINT,
	seen_at BIGINT,
	left_at BIGINT,
	left_by TEXT NOT NULL,
	reason TEXT NOT NULL,
	watch_entry BIGINT,
	pass_id BIGINT,
	pass_code TEXT NOT NULL,
	short_code TEXT NOT NULL,
	copies INTEGER NOT NULL,
	request TEXT NOT NULL,
	received_by BIGINT NOT NULL,
	CONSTRAINT pk_visits PRIMARY KEY (id)
);

CREATE INDEX ix_visits_day_state ON visits (day, state);

CREATE INDEX ix_visits_phone ON visits (phone);

CREATE INDEX ix_visits_state_seen_at ON visits (state, seen_at);

CREATE UNIQUE INDEX uq_visits_pass_id ON visits (pass_id) WHERE pass_id IS NOT NULL;

CREATE UNIQUE INDEX uq_visits_request ON visits (request) WHERE request <> '';

CREATE UNIQUE INDEX uq_visits_short_code ON visits (short_code) WHERE short_code <> '';

CREATE TABLE watch_list (
	id INTEGER NOT NULL,
	name TEXT NOT NULL,
	phone TEXT NOT NULL,
	id_mask TEXT NOT NULL,
	id_index INTEGER,
	reason TEXT NOT NULL,
	added_at BIGINT NOT NULL,
	until DATE,
	active BOOLEAN NOT NULL,
	CONSTRAINT pk_watch_list PRIMARY KEY (id)
);

CREATE INDEX ix_watch_list_id_index ON watch_list (id_index);

CREATE INDEX ix_watch_list_name ON watch_list (name);

CREATE INDEX ix_watch_list_phone ON watch_list (phone);
