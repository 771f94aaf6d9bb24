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

CREATE INDEX ix_audit_entries_at ON audit_entries (at);

CREATE INDEX ix_audit_entries_last_event ON audit_entries (last_event);

CREATE TABLE back_entries (
	id INTEGER NOT NULL,
	topic TEXT NOT NULL,
	entity BIGINT NOT NULL,
	happened_at BIGINT NOT NULL,
	entered_at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	form TEXT NOT NULL,
	CONSTRAINT pk_back_entries PRIMARY KEY (id)
);

CREATE INDEX ix_back_entries_entered_at ON back_entries (entered_at);

CREATE INDEX ix_back_entries_entity_happened_at ON back_entries (entity, happened_at);

CREATE INDEX ix_back_entries_happened_at ON back_entries (happened_at);

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

CREATE TABLE colleagues (
	id INTEGER NOT NULL,
	name TEXT NOT NULL,
	department TEXT NOT NULL,
	trade TEXT NOT NULL,
	phone TEXT NOT NULL,
	active BOOLEAN NOT NULL,
	left_at BIGINT,
	CONSTRAINT pk_colleagues PRIMARY KEY (id)
);

CREATE TABLE conflicts (
	id INTEGER NOT NULL,
	kind TEXT NOT NULL,
	entity TEXT NOT NULL,
	record BIGINT NOT NULL,
	mark TEXT NOT NULL,
	title TEXT NOT NULL,
	sides TEXT NOT NULL,
	found_at BIGINT NOT NULL,
	outcome TEXT NOT NULL,
	settled_at BIGINT,
	settled_by BIGINT NOT NULL,
	settled_by_name TEXT NOT NULL,
	CONSTRAINT pk_conflicts PRIMARY KEY (id)
);

CREATE INDEX ix_conflicts_settled_at ON conflicts (settled_at);

CREATE UNIQUE INDEX uq_conflicts_subject ON conflicts (kind, entity, record, mark);

CREATE TABLE counters (
	series TEXT NOT NULL,
	last INTEGER NOT NULL,
	CONSTRAINT pk_counters PRIMARY KEY (series)
);

CREATE TABLE day_closings (
	id INTEGER NOT NULL,
	day DATE NOT NULL,
	closed_at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	name TEXT NOT NULL,
	signature TEXT NOT NULL,
	words TEXT NOT NULL,
	figures TEXT NOT NULL,
	digest TEXT NOT NULL,
	CONSTRAINT pk_day_closings PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_day_closings_day ON day_closings (day);

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

CREATE TABLE drawer_counts (
	id INTEGER NOT NULL,
	at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	counted BIGINT NOT NULL,
	expected BIGINT NOT NULL,
	held BIGINT NOT NULL,
	explanation TEXT NOT NULL,
	asked TEXT NOT NULL,
	request TEXT NOT NULL,
	CONSTRAINT pk_drawer_counts PRIMARY KEY (id)
);

CREATE INDEX ix_drawer_counts_at ON drawer_counts (at);

CREATE UNIQUE INDEX uq_drawer_counts_request ON drawer_counts (request) WHERE request <> '';

CREATE TABLE drawer_movements (
	id INTEGER NOT NULL,
	at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	kind TEXT NOT NULL,
	cash BIGINT NOT NULL,
	held BIGINT NOT NULL,
	record_kind TEXT NOT NULL,
	record BIGINT,
	number TEXT NOT NULL,
	remark TEXT NOT NULL,
	asked TEXT NOT NULL,
	request TEXT NOT NULL,
	CONSTRAINT pk_drawer_movements PRIMARY KEY (id)
);

CREATE INDEX ix_drawer_movements_at ON drawer_movements (at);

CREATE INDEX ix_drawer_movements_record ON drawer_movements (record);

CREATE UNIQUE INDEX uq_drawer_movements_request ON drawer_movements (request) WHERE request <> '';

CREATE TABLE duty_entries (
	id INTEGER NOT NULL,
	happened_at BIGINT NOT NULL,
	entered_at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	tag TEXT NOT NULL,
	words TEXT NOT NULL,
	corrects BIGINT,
	incident BIGINT,
	mark TEXT NOT NULL,
	step TEXT NOT NULL,
	who TEXT NOT NULL,
	why TEXT NOT NULL,
	request TEXT NOT NULL,
	CONSTRAINT pk_duty_entries PRIMARY KEY (id)
);

CREATE INDEX ix_duty_entries_happened_at ON duty_entries (happened_at);

CREATE INDEX ix_duty_entries_incident_happened_at ON duty_entries (incident, happened_at) WHERE incident IS NOT NULL;

CREATE UNIQUE INDEX uq_duty_entries_corrects ON duty_entries (corrects) WHERE corrects IS NOT NULL;

CREATE UNIQUE INDEX uq_duty_entries_request ON duty_entries (request) WHERE request <> '';

CREATE TABLE exit_pass_lines (
	exit_pass INTEGER NOT NULL,
	position INTEGER NOT NULL,
	name TEXT NOT NULL,
	quantity INTEGER NOT NULL,
	unit TEXT NOT NULL,
	serial TEXT NOT NULL,
	returnable BOOLEAN NOT NULL,
	CONSTRAINT pk_exit_pass_lines PRIMARY KEY (exit_pass, position),
	CONSTRAINT fk_exit_pass_lines_exit_pass FOREIGN KEY(exit_pass) REFERENCES exit_passes (id) ON DELETE CASCADE
);

CREATE TABLE exit_passes (
	id INTEGER NOT NULL,
	number TEXT NOT NULL,
	kind TEXT NOT NULL,
	state TEXT NOT NULL,
	day DATE NOT NULL,
	tenant BIGINT,
	holder TEXT NOT NULL,
	unit TEXT NOT NULL,
	reason TEXT NOT NULL,
	goods TEXT NOT NULL,
	signatory BIGINT,
	signatory_name TEXT NOT NULL,
	sealed BOOLEAN NOT NULL,
	carrier TEXT NOT NULL,
	carrier_phone TEXT NOT NULL,
	plate TEXT NOT NULL,
	valid_from BIGINT NOT NULL,
	valid_until BIGINT NOT NULL,
	gates INTEGER NOT NULL,
	trips INTEGER NOT NULL,
	due DATE,
	out INTEGER NOT NULL,
	remark TEXT NOT NULL,
	visit BIGINT,
	issued_at BIGINT NOT NULL,
	issued_by BIGINT NOT NULL,
	approved_by BIGINT NOT NULL,
	waiver TEXT NOT NULL,
	pass_id BIGINT NOT NULL,
	copies INTEGER NOT NULL,
	replaces BIGINT,
	replaced_by BIGINT,
	revoked_by BIGINT NOT NULL,
	revoke_reason TEXT NOT NULL,
	paper_back_at BIGINT,
	paper_back_by BIGINT NOT NULL,
	called_at BIGINT,
	request TEXT NOT NULL,
	CONSTRAINT pk_exit_passes PRIMARY KEY (id),
	CONSTRAINT uq_exit_passes_pass_id UNIQUE (pass_id)
);

CREATE INDEX ix_exit_passes_day ON exit_passes (day);

CREATE INDEX ix_exit_passes_no_paper ON exit_passes (state) WHERE paper_back_at IS NULL;

CREATE INDEX ix_exit_passes_outside ON exit_passes (due) WHERE out > 0;

CREATE INDEX ix_exit_passes_state_valid_until ON exit_passes (state, valid_until);

CREATE INDEX ix_exit_passes_tenant ON exit_passes (tenant);

CREATE UNIQUE INDEX uq_exit_passes_request ON exit_passes (request) WHERE request <> '';

CREATE TABLE floors (
	id INTEGER NOT NULL,
	label TEXT NOT NULL,
	position INTEGER NOT NULL,
	active BOOLEAN NOT NULL,
	CONSTRAINT pk_floors PRIMARY KEY (id)
);

CREATE INDEX ix_floors_label ON floors (label);

CREATE TABLE found_elsewhere (
	id INTEGER NOT NULL,
	desk INTEGER NOT NULL,
	rev BIGINT NOT NULL,
	number TEXT NOT NULL,
	here BOOLEAN NOT NULL,
	what TEXT NOT NULL,
	features TEXT NOT NULL,
	place TEXT NOT NULL,
	floor TEXT NOT NULL,
	shelf TEXT NOT NULL,
	CONSTRAINT pk_found_elsewhere PRIMARY KEY (id)
);

CREATE TABLE found_item_claims (
	id INTEGER NOT NULL,
	item INTEGER NOT NULL,
	at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	words_sealed BLOB NOT NULL,
	granted BOOLEAN,
	decided_at BIGINT,
	decided_by BIGINT NOT NULL,
	why_sealed BLOB,
	name TEXT NOT NULL,
	phone TEXT NOT NULL,
	document_kind TEXT NOT NULL,
	document_mask TEXT NOT NULL,
	proof TEXT NOT NULL,
	signature TEXT NOT NULL,
	copies INTEGER NOT NULL,
	lost_report BIGINT,
	request TEXT NOT NULL,
	CONSTRAINT pk_found_item_claims PRIMARY KEY (id),
	CONSTRAINT fk_found_item_claims_item FOREIGN KEY(item) REFERENCES found_items (id) ON DELETE CASCADE
);

CREATE INDEX ix_found_item_claims_item ON found_item_claims (item);

CREATE UNIQUE INDEX uq_found_item_claims_granted ON found_item_claims (item) WHERE granted IS 1;

CREATE UNIQUE INDEX uq_found_item_claims_request ON found_item_claims (request) WHERE request <> '';

CREATE TABLE found_item_notices (
	id INTEGER NOT NULL,
	item INTEGER NOT NULL,
	who TEXT NOT NULL,
	name TEXT NOT NULL,
	at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	CONSTRAINT pk_found_item_notices PRIMARY KEY (id),
	CONSTRAINT fk_found_item_notices_item FOREIGN KEY(item) REFERENCES found_items (id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX ix_found_item_notices_item_who ON found_item_notices (item, who);

CREATE TABLE found_items (
	id INTEGER NOT NULL,
	number TEXT NOT NULL,
	code TEXT NOT NULL,
	state TEXT NOT NULL,
	what TEXT NOT NULL,
	category TEXT NOT NULL,
	quantity INTEGER NOT NULL,
	features TEXT NOT NULL,
	secret_sealed BLOB,
	contents_sealed BLOB,
	place TEXT NOT NULL,
	floor TEXT NOT NULL,
	found_at BIGINT NOT NULL,
	taken_at BIGINT NOT NULL,
	taken_by BIGINT NOT NULL,
	confirmed_by BIGINT NOT NULL,
	confirmed_at BIGINT,
	finder TEXT NOT NULL,
	finder_phone TEXT NOT NULL,
	value TEXT NOT NULL,
	shelf TEXT NOT NULL,
	photo TEXT NOT NULL,
	day DATE NOT NULL,
	keep_until DATE NOT NULL,
	noticed_on DATE,
	returned_at BIGINT,
	disposed_at BIGINT,
	outcome TEXT NOT NULL,
	outcome_by BIGINT NOT NULL,
	outcome_words TEXT NOT NULL,
	receipt TEXT NOT NULL,
	request TEXT NOT NULL,
	CONSTRAINT pk_found_items PRIMARY KEY (id),
	CONSTRAINT uq_found_items_code UNIQUE (code)
);

CREATE INDEX ix_found_items_day ON found_items (day);

CREATE INDEX ix_found_items_disposed_at ON found_items (disposed_at);

CREATE INDEX ix_found_items_returned_at ON found_items (returned_at);

CREATE INDEX ix_found_items_state_keep_until ON found_items (state, keep_until);

CREATE UNIQUE INDEX uq_found_items_request ON found_items (request) WHERE request <> '';

CREATE TABLE gate_scans (
	id INTEGER NOT NULL,
	at BIGINT NOT NULL,
	gate INTEGER NOT NULL,
	verdict TEXT NOT NULL,
	pass_id BIGINT,
	record BIGINT,
	proven BOOLEAN NOT NULL,
	"by" BIGINT NOT NULL, kind TEXT DEFAULT '' NOT NULL, suspect BOOLEAN DEFAULT '0' NOT NULL,
	CONSTRAINT pk_gate_scans PRIMARY KEY (id)
);

CREATE TABLE handover_countings (
	id INTEGER NOT NULL,
	at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	coming BIGINT NOT NULL,
	state TEXT NOT NULL,
	asked TEXT NOT NULL,
	request TEXT NOT NULL,
	CONSTRAINT pk_handover_countings PRIMARY KEY (id)
);

CREATE INDEX ix_handover_countings_open ON handover_countings (id) WHERE state = 'open';

CREATE UNIQUE INDEX uq_handover_countings_request ON handover_countings (request) WHERE request <> '';

CREATE TABLE handover_counts (
	id INTEGER NOT NULL,
	counting INTEGER NOT NULL,
	position INTEGER NOT NULL,
	"key" TEXT NOT NULL,
	label TEXT NOT NULL,
	unit TEXT NOT NULL,
	place TEXT NOT NULL,
	first BIGINT,
	first_expected BIGINT NOT NULL,
	why_not TEXT NOT NULL,
	again BIGINT,
	expected BIGINT,
	explanation TEXT NOT NULL,
	CONSTRAINT pk_handover_counts PRIMARY KEY (id),
	CONSTRAINT fk_handover_counts_counting FOREIGN KEY(counting) REFERENCES handover_countings (id) ON DELETE CASCADE
);

CREATE INDEX ix_handover_counts_counting ON handover_counts (counting);

CREATE TABLE handovers (
	id INTEGER NOT NULL,
	number TEXT NOT NULL,
	at BIGINT NOT NULL,
	counting INTEGER NOT NULL,
	leaving BIGINT NOT NULL,
	coming BIGINT NOT NULL,
	remarks TEXT NOT NULL,
	waived_by BIGINT NOT NULL,
	waiver TEXT NOT NULL,
	incidents INTEGER NOT NULL,
	differing INTEGER NOT NULL,
	unsent BIGINT NOT NULL,
	story TEXT NOT NULL,
	copies INTEGER NOT NULL,
	asked TEXT NOT NULL,
	request TEXT NOT NULL,
	CONSTRAINT pk_handovers PRIMARY KEY (id),
	CONSTRAINT fk_handovers_counting FOREIGN KEY(counting) REFERENCES handover_countings (id)
);

CREATE INDEX ix_handovers_at ON handovers (at);

CREATE UNIQUE INDEX ix_handovers_counting ON handovers (counting);

CREATE UNIQUE INDEX uq_handovers_request ON handovers (request) WHERE request <> '';

CREATE TABLE incident_kinds (
	id INTEGER NOT NULL,
	name TEXT NOT NULL,
	english_name TEXT NOT NULL,
	required TEXT NOT NULL,
	target_minutes INTEGER NOT NULL,
	injured BOOLEAN NOT NULL,
	active BOOLEAN NOT NULL,
	CONSTRAINT pk_incident_kinds PRIMARY KEY (id)
);

CREATE TABLE incidents (
	id INTEGER NOT NULL,
	number TEXT NOT NULL,
	kind BIGINT NOT NULL,
	required TEXT NOT NULL,
	place TEXT NOT NULL,
	floor TEXT NOT NULL,
	unit TEXT NOT NULL,
	reported_at BIGINT NOT NULL,
	entered_at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	injured BOOLEAN NOT NULL,
	target_minutes INTEGER NOT NULL,
	arrived_at BIGINT,
	closed_at BIGINT,
	closed_by BIGINT NOT NULL,
	request TEXT NOT NULL,
	CONSTRAINT pk_incidents PRIMARY KEY (id)
);

CREATE INDEX ix_incidents_closed_at ON incidents (closed_at);

CREATE INDEX ix_incidents_open ON incidents (reported_at) WHERE closed_at IS NULL;

CREATE INDEX ix_incidents_reported_at ON incidents (reported_at);

CREATE UNIQUE INDEX uq_incidents_request ON incidents (request) WHERE request <> '';

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

CREATE TABLE key_approvals (
	id INTEGER NOT NULL,
	handout INTEGER NOT NULL,
	"by" BIGINT NOT NULL,
	at BIGINT NOT NULL,
	reason TEXT NOT NULL,
	CONSTRAINT pk_key_approvals PRIMARY KEY (id),
	CONSTRAINT fk_key_approvals_handout FOREIGN KEY(handout) REFERENCES key_handouts (id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX ix_key_approvals_handout_by ON key_approvals (handout, "by");

CREATE TABLE key_calls (
	id INTEGER NOT NULL,
	handout INTEGER NOT NULL,
	at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	owner BOOLEAN NOT NULL,
	spoke_to TEXT NOT NULL,
	phone TEXT NOT NULL,
	reached BOOLEAN NOT NULL,
	words TEXT NOT NULL,
	asked TEXT NOT NULL,
	request TEXT NOT NULL,
	CONSTRAINT pk_key_calls PRIMARY KEY (id),
	CONSTRAINT fk_key_calls_handout FOREIGN KEY(handout) REFERENCES key_handouts (id) ON DELETE CASCADE
);

CREATE INDEX ix_key_calls_handout ON key_calls (handout);

CREATE UNIQUE INDEX uq_key_calls_request ON key_calls (request) WHERE request <> '';

CREATE TABLE key_copies (
	id INTEGER NOT NULL,
	"key" INTEGER NOT NULL,
	copy_number INTEGER NOT NULL,
	tag TEXT NOT NULL,
	hook TEXT NOT NULL,
	state TEXT NOT NULL,
	since BIGINT NOT NULL,
	ring INTEGER,
	CONSTRAINT pk_key_copies PRIMARY KEY (id),
	CONSTRAINT fk_key_copies_key FOREIGN KEY("key") REFERENCES keys (id),
	CONSTRAINT fk_key_copies_ring FOREIGN KEY(ring) REFERENCES key_rings (id),
	CONSTRAINT uq_key_copies_tag UNIQUE (tag)
);

CREATE UNIQUE INDEX ix_key_copies_key_copy_number ON key_copies ("key", copy_number);

CREATE INDEX ix_key_copies_ring ON key_copies (ring);

CREATE TABLE key_custody (
	id INTEGER NOT NULL,
	copy BIGINT NOT NULL,
	prev BIGINT NOT NULL,
	desk INTEGER NOT NULL,
	handout BIGINT NOT NULL,
	out BOOLEAN NOT NULL,
	at BIGINT NOT NULL,
	holder TEXT NOT NULL,
	due BIGINT,
	CONSTRAINT pk_key_custody PRIMARY KEY (id)
);

CREATE INDEX ix_key_custody_copy ON key_custody (copy);

CREATE INDEX ix_key_custody_handout ON key_custody (handout);

CREATE TABLE key_explanations (
	id INTEGER NOT NULL,
	handout INTEGER NOT NULL,
	day DATE NOT NULL,
	reason TEXT NOT NULL,
	"by" BIGINT NOT NULL,
	at BIGINT NOT NULL,
	CONSTRAINT pk_key_explanations PRIMARY KEY (id),
	CONSTRAINT fk_key_explanations_handout FOREIGN KEY(handout) REFERENCES key_handouts (id) ON DELETE CASCADE
);

CREATE INDEX ix_key_explanations_handout_day ON key_explanations (handout, day);

CREATE TABLE key_extensions (
	id INTEGER NOT NULL,
	handout INTEGER NOT NULL,
	at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	"before" BIGINT NOT NULL,
	"after" BIGINT NOT NULL,
	exceptions TEXT NOT NULL,
	reason TEXT NOT NULL,
	CONSTRAINT pk_key_extensions PRIMARY KEY (id),
	CONSTRAINT fk_key_extensions_handout FOREIGN KEY(handout) REFERENCES key_handouts (id) ON DELETE CASCADE
);

CREATE INDEX ix_key_extensions_handout ON key_extensions (handout);

CREATE TABLE key_faults (
	id INTEGER NOT NULL,
	copy INTEGER NOT NULL,
	words TEXT NOT NULL,
	critical BOOLEAN NOT NULL,
	at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	mended_at BIGINT,
	mended_by BIGINT NOT NULL,
	mended_words TEXT NOT NULL,
	CONSTRAINT pk_key_faults PRIMARY KEY (id),
	CONSTRAINT fk_key_faults_copy FOREIGN KEY(copy) REFERENCES key_copies (id)
);

CREATE INDEX ix_key_faults_copy ON key_faults (copy);

CREATE TABLE key_hand_ons (
	id INTEGER NOT NULL,
	handout INTEGER NOT NULL,
	at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	gave BIGINT NOT NULL,
	giver TEXT NOT NULL,
	taker TEXT NOT NULL,
	words TEXT NOT NULL,
	signature TEXT NOT NULL,
	CONSTRAINT pk_key_hand_ons PRIMARY KEY (id),
	CONSTRAINT fk_key_hand_ons_handout FOREIGN KEY(handout) REFERENCES key_handouts (id) ON DELETE CASCADE
);

CREATE INDEX ix_key_hand_ons_gave ON key_hand_ons (gave);

CREATE INDEX ix_key_hand_ons_handout ON key_hand_ons (handout);

CREATE TABLE key_handouts (
	id INTEGER NOT NULL,
	number TEXT NOT NULL,
	code TEXT NOT NULL,
	state TEXT NOT NULL,
	day DATE NOT NULL,
	colleague BIGINT NOT NULL,
	holder TEXT NOT NULL,
	department TEXT NOT NULL,
	purpose TEXT NOT NULL,
	words TEXT NOT NULL,
	asked_at BIGINT NOT NULL,
	asked_by BIGINT NOT NULL,
	out_at BIGINT,
	due BIGINT NOT NULL,
	closed_at BIGINT,
	ring TEXT NOT NULL,
	escorted TEXT NOT NULL,
	escorted_company TEXT NOT NULL,
	escorted_phone TEXT NOT NULL,
	escorted_visit BIGINT,
	needed INTEGER NOT NULL,
	exceptions TEXT NOT NULL,
	overnight BOOLEAN NOT NULL,
	refused_why TEXT NOT NULL,
	copies INTEGER NOT NULL,
	signature TEXT NOT NULL,
	forgotten BOOLEAN NOT NULL,
	asked TEXT NOT NULL,
	request TEXT NOT NULL,
	CONSTRAINT pk_key_handouts PRIMARY KEY (id),
	CONSTRAINT uq_key_handouts_code UNIQUE (code)
);

CREATE INDEX ix_key_handouts_closed_at ON key_handouts (closed_at);

CREATE INDEX ix_key_handouts_colleague ON key_handouts (colleague);

CREATE INDEX ix_key_handouts_day ON key_handouts (day);

CREATE INDEX ix_key_handouts_state_due ON key_handouts (state, due);

CREATE UNIQUE INDEX uq_key_handouts_request ON key_handouts (request) WHERE request <> '';

CREATE TABLE key_lines (
	id INTEGER NOT NULL,
	handout INTEGER NOT NULL,
	copy INTEGER NOT NULL,
	state TEXT NOT NULL,
	returned_at BIGINT,
	returned_by TEXT NOT NULL,
	by_another BOOLEAN NOT NULL,
	taken_by BIGINT NOT NULL,
	remark TEXT NOT NULL,
	checks TEXT NOT NULL,
	request TEXT NOT NULL,
	asked TEXT NOT NULL,
	CONSTRAINT pk_key_lines PRIMARY KEY (id),
	CONSTRAINT fk_key_lines_copy FOREIGN KEY(copy) REFERENCES key_copies (id),
	CONSTRAINT fk_key_lines_handout FOREIGN KEY(handout) REFERENCES key_handouts (id) ON DELETE CASCADE
);

CREATE INDEX ix_key_lines_copy ON key_lines (copy);

CREATE INDEX ix_key_lines_handout ON key_lines (handout);

CREATE UNIQUE INDEX uq_key_lines_open ON key_lines (copy) WHERE state IN ('waiting', 'out');

CREATE TABLE key_lost_reports (
	id INTEGER NOT NULL,
	number TEXT NOT NULL,
	copy INTEGER NOT NULL,
	handout BIGINT,
	who TEXT NOT NULL,
	happened_at BIGINT NOT NULL,
	how TEXT NOT NULL,
	lock_change BOOLEAN NOT NULL,
	reported_at BIGINT NOT NULL,
	reported_by BIGINT NOT NULL,
	became_kind TEXT NOT NULL,
	became BIGINT,
	found_at BIGINT,
	CONSTRAINT pk_key_lost_reports PRIMARY KEY (id),
	CONSTRAINT fk_key_lost_reports_copy FOREIGN KEY(copy) REFERENCES key_copies (id)
);

CREATE INDEX ix_key_lost_reports_copy ON key_lost_reports (copy);

CREATE INDEX ix_key_lost_reports_reported_at ON key_lost_reports (reported_at);

CREATE TABLE key_reservations (
	id INTEGER NOT NULL,
	"key" INTEGER NOT NULL,
	colleague BIGINT NOT NULL,
	name TEXT NOT NULL,
	starts BIGINT NOT NULL,
	ends BIGINT NOT NULL,
	words TEXT NOT NULL,
	active BOOLEAN NOT NULL,
	asked TEXT NOT NULL,
	request TEXT NOT NULL,
	CONSTRAINT pk_key_reservations PRIMARY KEY (id),
	CONSTRAINT fk_key_reservations_key FOREIGN KEY("key") REFERENCES keys (id)
);

CREATE INDEX ix_key_reservations_key_ends ON key_reservations ("key", ends);

CREATE UNIQUE INDEX uq_key_reservations_request ON key_reservations (request) WHERE request <> '';

CREATE TABLE key_rings (
	id INTEGER NOT NULL,
	code TEXT NOT NULL,
	tag TEXT NOT NULL,
	hook TEXT NOT NULL,
	active BOOLEAN NOT NULL,
	CONSTRAINT pk_key_rings PRIMARY KEY (id),
	CONSTRAINT uq_key_rings_tag UNIQUE (tag)
);

CREATE TABLE keys (
	id INTEGER NOT NULL,
	code TEXT NOT NULL,
	place TEXT NOT NULL,
	floor TEXT NOT NULL,
	unit TEXT NOT NULL,
	category TEXT NOT NULL,
	curfew_minute INTEGER,
	curfew_hours INTEGER,
	approvals INTEGER NOT NULL,
	tenant BIGINT,
	owner TEXT NOT NULL,
	owner_phone TEXT NOT NULL,
	instruction TEXT NOT NULL,
	active BOOLEAN NOT NULL,
	deactivated_why TEXT NOT NULL,
	deactivated_at BIGINT,
	CONSTRAINT pk_keys PRIMARY KEY (id)
);

CREATE INDEX ix_keys_tenant ON keys (tenant);

CREATE UNIQUE INDEX uq_keys_code ON keys (code) WHERE active;

CREATE TABLE kit_forms (
	id INTEGER NOT NULL,
	number TEXT NOT NULL,
	kind TEXT NOT NULL,
	kit INTEGER NOT NULL,
	state TEXT NOT NULL,
	settled_at BIGINT,
	"by" BIGINT NOT NULL,
	words TEXT NOT NULL,
	CONSTRAINT pk_kit_forms PRIMARY KEY (id),
	CONSTRAINT fk_kit_forms_kit FOREIGN KEY(kit) REFERENCES kits (id) ON DELETE CASCADE,
	CONSTRAINT uq_kit_forms_number UNIQUE (number)
);

CREATE INDEX ix_kit_forms_kit ON kit_forms (kit);

CREATE INDEX ix_kit_forms_open ON kit_forms (kit) WHERE state = 'open';

CREATE TABLE kits (
	id INTEGER NOT NULL,
	number TEXT NOT NULL,
	made_at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	handover BIGINT,
	saved BOOLEAN NOT NULL,
	CONSTRAINT pk_kits PRIMARY KEY (id),
	CONSTRAINT uq_kits_number UNIQUE (number)
);

CREATE TABLE known_desks (
	desk INTEGER NOT NULL,
	code TEXT NOT NULL,
	admitted_at BIGINT NOT NULL,
	card_at BIGINT NOT NULL,
	heard_at BIGINT,
	active BOOLEAN NOT NULL,
	CONSTRAINT pk_known_desks PRIMARY KEY (desk)
);

CREATE TABLE loan_calls (
	id INTEGER NOT NULL,
	loan INTEGER NOT NULL,
	at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	reached BOOLEAN NOT NULL,
	words TEXT NOT NULL,
	asked TEXT NOT NULL,
	request TEXT NOT NULL,
	CONSTRAINT pk_loan_calls PRIMARY KEY (id),
	CONSTRAINT fk_loan_calls_loan FOREIGN KEY(loan) REFERENCES loans (id) ON DELETE CASCADE
);

CREATE INDEX ix_loan_calls_loan ON loan_calls (loan);

CREATE UNIQUE INDEX uq_loan_calls_request ON loan_calls (request) WHERE request <> '';

CREATE TABLE loan_categories (
	id INTEGER NOT NULL,
	name TEXT NOT NULL,
	english_name TEXT NOT NULL,
	icon TEXT NOT NULL,
	counted BOOLEAN NOT NULL,
	days INTEGER NOT NULL,
	due_minute INTEGER NOT NULL,
	working_days BOOLEAN NOT NULL,
	deposit INTEGER NOT NULL,
	lost_fee INTEGER NOT NULL,
	damage_fee INTEGER NOT NULL,
	per_person INTEGER NOT NULL,
	advice TEXT NOT NULL,
	rain BOOLEAN NOT NULL,
	low INTEGER NOT NULL,
	position INTEGER NOT NULL,
	active BOOLEAN NOT NULL,
	CONSTRAINT pk_loan_categories PRIMARY KEY (id)
);

CREATE TABLE loan_extensions (
	id INTEGER NOT NULL,
	line INTEGER NOT NULL,
	at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	"before" BIGINT NOT NULL,
	"after" BIGINT NOT NULL,
	words TEXT NOT NULL,
	CONSTRAINT pk_loan_extensions PRIMARY KEY (id),
	CONSTRAINT fk_loan_extensions_line FOREIGN KEY(line) REFERENCES loan_lines (id) ON DELETE CASCADE
);

CREATE INDEX ix_loan_extensions_line ON loan_extensions (line);

CREATE TABLE loan_item_steps (
	id INTEGER NOT NULL,
	item INTEGER NOT NULL,
	at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	step TEXT NOT NULL,
	words TEXT NOT NULL,
	CONSTRAINT pk_loan_item_steps PRIMARY KEY (id),
	CONSTRAINT fk_loan_item_steps_item FOREIGN KEY(item) REFERENCES loan_items (id) ON DELETE CASCADE
);

CREATE INDEX ix_loan_item_steps_item_at ON loan_item_steps (item, at);

CREATE TABLE loan_items (
	id INTEGER NOT NULL,
	category BIGINT NOT NULL,
	tag TEXT NOT NULL,
	name TEXT NOT NULL,
	hook TEXT NOT NULL,
	state TEXT NOT NULL,
	since BIGINT NOT NULL,
	remark TEXT NOT NULL,
	sought TEXT NOT NULL,
	CONSTRAINT pk_loan_items PRIMARY KEY (id),
	CONSTRAINT uq_loan_items_tag UNIQUE (tag)
);

CREATE INDEX ix_loan_items_category_state ON loan_items (category, state);

CREATE TABLE loan_lines (
	id INTEGER NOT NULL,
	loan INTEGER NOT NULL,
	position INTEGER NOT NULL,
	item INTEGER NOT NULL,
	category BIGINT NOT NULL,
	due BIGINT NOT NULL,
	state TEXT NOT NULL,
	deposit INTEGER NOT NULL,
	refunded INTEGER NOT NULL,
	kept INTEGER NOT NULL,
	kept_reason TEXT NOT NULL,
	fee INTEGER NOT NULL,
	returned_at BIGINT,
	taken_by BIGINT NOT NULL,
	returned_by TEXT NOT NULL,
	condition TEXT NOT NULL,
	remark TEXT NOT NULL,
	extensions INTEGER NOT NULL,
	given_back INTEGER NOT NULL,
	asked TEXT NOT NULL,
	request TEXT NOT NULL,
	CONSTRAINT pk_loan_lines PRIMARY KEY (id),
	CONSTRAINT fk_loan_lines_item FOREIGN KEY(item) REFERENCES loan_items (id),
	CONSTRAINT fk_loan_lines_loan FOREIGN KEY(loan) REFERENCES loans (id) ON DELETE CASCADE
);

CREATE INDEX ix_loan_lines_due ON loan_lines (due) WHERE state = 'out';

CREATE INDEX ix_loan_lines_item ON loan_lines (item);

CREATE INDEX ix_loan_lines_loan ON loan_lines (loan);

CREATE INDEX ix_loan_lines_returned ON loan_lines (returned_at) WHERE returned_at IS NOT NULL;

CREATE UNIQUE INDEX uq_loan_lines_out ON loan_lines (item) WHERE state = 'out';

CREATE UNIQUE INDEX uq_loan_lines_request ON loan_lines (request) WHERE request <> '';

CREATE TABLE loan_stock (
	category BIGINT NOT NULL,
	on_hand INTEGER NOT NULL,
	CONSTRAINT pk_loan_stock PRIMARY KEY (category)
);

CREATE TABLE loan_stock_movements (
	id INTEGER NOT NULL,
	category BIGINT NOT NULL,
	at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	step TEXT NOT NULL,
	quantity INTEGER NOT NULL,
	"after" INTEGER NOT NULL,
	tenant TEXT NOT NULL,
	remark TEXT NOT NULL,
	asked TEXT NOT NULL,
	request TEXT NOT NULL,
	CONSTRAINT pk_loan_stock_movements PRIMARY KEY (id)
);

CREATE INDEX ix_loan_stock_movements_category_at ON loan_stock_movements (category, at);

CREATE UNIQUE INDEX uq_loan_stock_movements_request ON loan_stock_movements (request) WHERE request <> '';

CREATE TABLE loan_suspensions (
	id INTEGER NOT NULL,
	name TEXT NOT NULL,
	phone TEXT NOT NULL,
	reason TEXT NOT NULL,
	since DATE NOT NULL,
	until DATE,
	active BOOLEAN NOT NULL,
	"by" BIGINT NOT NULL,
	CONSTRAINT pk_loan_suspensions PRIMARY KEY (id)
);

CREATE INDEX ix_loan_suspensions_phone ON loan_suspensions (phone);

CREATE TABLE loans (
	id INTEGER NOT NULL,
	number TEXT NOT NULL,
	code TEXT NOT NULL,
	day DATE NOT NULL,
	borrower TEXT NOT NULL,
	phone TEXT NOT NULL,
	tail TEXT NOT NULL,
	tenant BIGINT,
	company TEXT NOT NULL,
	unit TEXT NOT NULL,
	visit BIGINT,
	remark TEXT NOT NULL,
	lent_at BIGINT NOT NULL,
	lent_by BIGINT NOT NULL,
	rain BOOLEAN NOT NULL,
	signature TEXT NOT NULL,
	copies INTEGER NOT NULL,
	approved_by BIGINT NOT NULL,
	waiver TEXT NOT NULL,
	asked TEXT NOT NULL,
	request TEXT NOT NULL,
	CONSTRAINT pk_loans PRIMARY KEY (id),
	CONSTRAINT uq_loans_code UNIQUE (code)
);

CREATE INDEX ix_loans_day ON loans (day);

CREATE INDEX ix_loans_phone ON loans (phone);

CREATE INDEX ix_loans_tail ON loans (tail);

CREATE INDEX ix_loans_tenant ON loans (tenant);

CREATE UNIQUE INDEX uq_loans_request ON loans (request) WHERE request <> '';

CREATE TABLE lost_reports (
	id INTEGER NOT NULL,
	number TEXT NOT NULL,
	what TEXT NOT NULL,
	category TEXT NOT NULL,
	features TEXT NOT NULL,
	place TEXT NOT NULL,
	floor TEXT NOT NULL,
	lost_from BIGINT,
	lost_until BIGINT,
	name TEXT NOT NULL,
	phone TEXT NOT NULL,
	tenant BIGINT,
	reported_at BIGINT NOT NULL,
	reported_by BIGINT NOT NULL,
	open BOOLEAN NOT NULL,
	closed_why TEXT NOT NULL,
	found BIGINT,
	request TEXT NOT NULL,
	CONSTRAINT pk_lost_reports PRIMARY KEY (id)
);

CREATE INDEX ix_lost_reports_open_reported_at ON lost_reports (open, reported_at);

CREATE INDEX ix_lost_reports_phone ON lost_reports (phone);

CREATE INDEX ix_lost_reports_tenant ON lost_reports (tenant);

CREATE UNIQUE INDEX uq_lost_reports_request ON lost_reports (request) WHERE request <> '';

CREATE TABLE mail_attempts (
	id INTEGER NOT NULL,
	piece INTEGER NOT NULL,
	at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	words TEXT NOT NULL,
	CONSTRAINT pk_mail_attempts PRIMARY KEY (id),
	CONSTRAINT fk_mail_attempts_piece FOREIGN KEY(piece) REFERENCES mail_pieces (id) ON DELETE CASCADE
);

CREATE INDEX ix_mail_attempts_piece ON mail_attempts (piece);

CREATE TABLE mail_batch_counts (
	batch INTEGER NOT NULL,
	kind TEXT NOT NULL,
	announced INTEGER NOT NULL,
	sorted INTEGER NOT NULL,
	CONSTRAINT pk_mail_batch_counts PRIMARY KEY (batch, kind),
	CONSTRAINT fk_mail_batch_counts_batch FOREIGN KEY(batch) REFERENCES mail_batches (id) ON DELETE CASCADE
);

CREATE TABLE mail_batches (
	id INTEGER NOT NULL,
	number TEXT NOT NULL,
	carrier TEXT NOT NULL,
	carrier_person TEXT NOT NULL,
	signature TEXT NOT NULL,
	day DATE NOT NULL,
	arrived_at BIGINT NOT NULL,
	received_by BIGINT NOT NULL,
	target_at BIGINT NOT NULL,
	taken_by_guard TEXT NOT NULL,
	sorted_at BIGINT,
	sorted_by BIGINT NOT NULL,
	difference TEXT NOT NULL,
	request TEXT NOT NULL,
	CONSTRAINT pk_mail_batches PRIMARY KEY (id)
);

CREATE INDEX ix_mail_batches_day ON mail_batches (day);

CREATE INDEX ix_mail_batches_open ON mail_batches (target_at) WHERE sorted_at IS NULL;

CREATE UNIQUE INDEX uq_mail_batches_request ON mail_batches (request) WHERE request <> '';

CREATE TABLE mail_months (
	id INTEGER NOT NULL,
	first DATE NOT NULL,
	closed_at BIGINT NOT NULL,
	closed_by BIGINT NOT NULL,
	digest TEXT NOT NULL,
	CONSTRAINT pk_mail_months PRIMARY KEY (id),
	CONSTRAINT uq_mail_months_first UNIQUE (first)
);

CREATE TABLE mail_ordinary (
	id INTEGER NOT NULL,
	batch INTEGER NOT NULL,
	day DATE NOT NULL,
	tenant BIGINT NOT NULL,
	kind TEXT NOT NULL,
	quantity INTEGER NOT NULL,
	delivered_at BIGINT,
	keep_until DATE,
	CONSTRAINT pk_mail_ordinary PRIMARY KEY (id),
	CONSTRAINT fk_mail_ordinary_batch FOREIGN KEY(batch) REFERENCES mail_batches (id) ON DELETE CASCADE
);

CREATE INDEX ix_mail_ordinary_batch ON mail_ordinary (batch);

CREATE INDEX ix_mail_ordinary_day ON mail_ordinary (day);

CREATE INDEX ix_mail_ordinary_tenant_day ON mail_ordinary (tenant, day);

CREATE TABLE mail_pieces (
	id INTEGER NOT NULL,
	number TEXT NOT NULL,
	code TEXT NOT NULL,
	batch INTEGER NOT NULL,
	kind TEXT NOT NULL,
	carrier TEXT NOT NULL,
	state TEXT NOT NULL,
	day DATE NOT NULL,
	arrived_at BIGINT NOT NULL,
	registered_by BIGINT NOT NULL,
	tenant BIGINT,
	company TEXT NOT NULL,
	unit TEXT NOT NULL,
	recipient TEXT NOT NULL,
	barcode TEXT NOT NULL,
	place TEXT NOT NULL,
	hold_until DATE NOT NULL,
	damaged BOOLEAN NOT NULL,
	remark TEXT NOT NULL,
	attempts INTEGER NOT NULL,
	handed_at BIGINT,
	handed_by BIGINT NOT NULL,
	handed_to TEXT NOT NULL,
	proxy BOOLEAN NOT NULL,
	signature TEXT NOT NULL,
	on_paper BOOLEAN NOT NULL,
	hand_over TEXT NOT NULL,
	reason TEXT NOT NULL,
	reason_words TEXT NOT NULL,
	form_number TEXT NOT NULL,
	asked_by BIGINT NOT NULL,
	approved_by BIGINT NOT NULL,
	approved_at BIGINT,
	sent_on_at BIGINT,
	closed_by BIGINT NOT NULL,
	closed_why TEXT NOT NULL,
	request TEXT NOT NULL,
	CONSTRAINT pk_mail_pieces PRIMARY KEY (id),
	CONSTRAINT fk_mail_pieces_batch FOREIGN KEY(batch) REFERENCES mail_batches (id) ON DELETE CASCADE,
	CONSTRAINT uq_mail_pieces_code UNIQUE (code)
);

CREATE INDEX ix_mail_pieces_approved ON mail_pieces (approved_at) WHERE approved_at IS NOT NULL;

CREATE INDEX ix_mail_pieces_barcode ON mail_pieces (barcode);

CREATE INDEX ix_mail_pieces_batch ON mail_pieces (batch);

CREATE INDEX ix_mail_pieces_day ON mail_pieces (day);

CREATE INDEX ix_mail_pieces_hand_over ON mail_pieces (hand_over);

CREATE INDEX ix_mail_pieces_handed ON mail_pieces (handed_at) WHERE handed_at IS NOT NULL;

CREATE INDEX ix_mail_pieces_sent_on ON mail_pieces (sent_on_at) WHERE sent_on_at IS NOT NULL;

CREATE INDEX ix_mail_pieces_state_hold_until ON mail_pieces (state, hold_until);

CREATE INDEX ix_mail_pieces_tenant_state ON mail_pieces (tenant, state);

CREATE UNIQUE INDEX uq_mail_pieces_request ON mail_pieces (request) WHERE request <> '';

CREATE TABLE mail_reconciliations (
	id INTEGER NOT NULL,
	monday DATE NOT NULL,
	carrier TEXT NOT NULL,
	registered BIGINT NOT NULL,
	stated BIGINT NOT NULL,
	explanation TEXT NOT NULL,
	at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	CONSTRAINT pk_mail_reconciliations PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ix_mail_reconciliations_monday_carrier ON mail_reconciliations (monday, carrier);

CREATE TABLE notice_reads (
	notice INTEGER NOT NULL,
	staff BIGINT NOT NULL,
	at BIGINT NOT NULL,
	CONSTRAINT pk_notice_reads PRIMARY KEY (notice, staff),
	CONSTRAINT fk_notice_reads_notice FOREIGN KEY(notice) REFERENCES notices (id) ON DELETE CASCADE
);

CREATE TABLE notices (
	id INTEGER NOT NULL,
	at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	text TEXT NOT NULL,
	audience TEXT NOT NULL,
	must_read BOOLEAN NOT NULL,
	first DATE NOT NULL,
	last DATE NOT NULL,
	withdrawn_at BIGINT,
	withdrawn_by BIGINT NOT NULL,
	withdrawn_why TEXT NOT NULL,
	asked TEXT NOT NULL,
	request TEXT NOT NULL,
	CONSTRAINT pk_notices PRIMARY KEY (id)
);

CREATE INDEX ix_notices_last ON notices (last);

CREATE UNIQUE INDEX uq_notices_request ON notices (request) WHERE request <> '';

CREATE TABLE outgoing_mail (
	id INTEGER NOT NULL,
	number TEXT NOT NULL,
	kind TEXT NOT NULL,
	carrier TEXT NOT NULL,
	day DATE NOT NULL,
	at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	tenant BIGINT,
	company TEXT NOT NULL,
	sender TEXT NOT NULL,
	phone TEXT NOT NULL,
	destination TEXT NOT NULL,
	barcode TEXT NOT NULL,
	postage INTEGER NOT NULL,
	paid TEXT NOT NULL,
	gone_at BIGINT,
	void BOOLEAN NOT NULL,
	corrects BIGINT,
	request TEXT NOT NULL,
	CONSTRAINT pk_outgoing_mail PRIMARY KEY (id)
);

CREATE INDEX ix_outgoing_mail_barcode ON outgoing_mail (barcode);

CREATE INDEX ix_outgoing_mail_day_carrier ON outgoing_mail (day, carrier);

CREATE UNIQUE INDEX uq_outgoing_mail_request ON outgoing_mail (request) WHERE request <> '';

CREATE TABLE pass_codes (
	pass_id INTEGER NOT NULL,
	root BIGINT NOT NULL,
	code TEXT NOT NULL,
	short_code TEXT NOT NULL,
	made_at BIGINT NOT NULL,
	CONSTRAINT pk_pass_codes PRIMARY KEY (pass_id)
);

CREATE INDEX ix_pass_codes_root ON pass_codes (root);

CREATE UNIQUE INDEX uq_pass_codes_short_code ON pass_codes (short_code) WHERE short_code <> '';

CREATE TABLE pass_keys (
	id INTEGER NOT NULL,
	purpose TEXT NOT NULL,
	public BLOB NOT NULL,
	desk INTEGER NOT NULL,
	desk_code TEXT NOT NULL,
	site INTEGER NOT NULL,
	valid_from BIGINT NOT NULL,
	retired_at BIGINT,
	revoked_at BIGINT,
	vouch BLOB,
	reason TEXT NOT NULL,
	"by" BIGINT NOT NULL,
	CONSTRAINT pk_pass_keys PRIMARY KEY (id),
	CONSTRAINT uq_pass_keys_public UNIQUE (public)
);

CREATE TABLE pass_refusals (
	id INTEGER NOT NULL,
	number TEXT NOT NULL,
	scan BIGINT NOT NULL,
	root BIGINT,
	exit_pass BIGINT,
	desk INTEGER NOT NULL,
	gate INTEGER NOT NULL,
	at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	by_name TEXT NOT NULL,
	reason TEXT NOT NULL,
	words TEXT NOT NULL,
	verdict TEXT NOT NULL,
	undone_at BIGINT,
	CONSTRAINT pk_pass_refusals PRIMARY KEY (id)
);

CREATE INDEX ix_pass_refusals_at ON pass_refusals (at);

CREATE INDEX ix_pass_refusals_root ON pass_refusals (root);

CREATE UNIQUE INDEX ix_pass_refusals_scan ON pass_refusals (scan);

CREATE TABLE pass_released_lines (
	release INTEGER NOT NULL,
	position INTEGER NOT NULL,
	quantity INTEGER NOT NULL,
	CONSTRAINT pk_pass_released_lines PRIMARY KEY (release, position),
	CONSTRAINT fk_pass_released_lines_release FOREIGN KEY(release) REFERENCES pass_releases (id) ON DELETE CASCADE
);

CREATE TABLE pass_releases (
	id INTEGER NOT NULL,
	root BIGINT NOT NULL,
	pass_id BIGINT NOT NULL,
	desk INTEGER NOT NULL,
	place INTEGER NOT NULL,
	gate INTEGER NOT NULL,
	at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	by_name TEXT NOT NULL,
	trip INTEGER NOT NULL,
	closes BOOLEAN NOT NULL,
	whole BOOLEAN NOT NULL,
	plate TEXT NOT NULL,
	carrier TEXT NOT NULL,
	remark TEXT NOT NULL,
	approved_by BIGINT NOT NULL,
	override TEXT NOT NULL,
	verdict TEXT NOT NULL,
	proven BOOLEAN NOT NULL,
	slip BIGINT,
	seen TEXT NOT NULL,
	request TEXT NOT NULL,
	CONSTRAINT pk_pass_releases PRIMARY KEY (id)
);

CREATE INDEX ix_pass_releases_at ON pass_releases (at);

CREATE INDEX ix_pass_releases_root ON pass_releases (root);

CREATE UNIQUE INDEX uq_pass_releases_place ON pass_releases (desk, root, place);

CREATE UNIQUE INDEX uq_pass_releases_request ON pass_releases (request) WHERE request <> '';

CREATE TABLE pass_returned_lines (
	return_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	quantity INTEGER NOT NULL,
	CONSTRAINT pk_pass_returned_lines PRIMARY KEY (return_id, position),
	CONSTRAINT fk_pass_returned_lines_return_id FOREIGN KEY(return_id) REFERENCES pass_returns (id) ON DELETE CASCADE
);

CREATE TABLE pass_returns (
	id INTEGER NOT NULL,
	root BIGINT NOT NULL,
	desk INTEGER NOT NULL,
	gate INTEGER NOT NULL,
	at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	by_name TEXT NOT NULL,
	remark TEXT NOT NULL,
	undone_at BIGINT,
	request TEXT NOT NULL,
	CONSTRAINT pk_pass_returns PRIMARY KEY (id)
);

CREATE INDEX ix_pass_returns_root ON pass_returns (root);

CREATE UNIQUE INDEX uq_pass_returns_request ON pass_returns (request) WHERE request <> '';

CREATE TABLE pass_revocations (
	root INTEGER NOT NULL,
	at BIGINT NOT NULL,
	by_name TEXT NOT NULL,
	desk INTEGER NOT NULL,
	replaced_by BIGINT,
	CONSTRAINT pk_pass_revocations PRIMARY KEY (root)
);

CREATE INDEX ix_pass_revocations_replaced_by ON pass_revocations (replaced_by);

CREATE TABLE pass_templates (
	id INTEGER NOT NULL,
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	tenant BIGINT,
	goods TEXT NOT NULL,
	lines TEXT NOT NULL,
	used INTEGER NOT NULL,
	active BOOLEAN NOT NULL,
	CONSTRAINT pk_pass_templates PRIMARY KEY (id)
);

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

CREATE TABLE privacy_requests (
	id INTEGER NOT NULL,
	number TEXT NOT NULL,
	kind TEXT NOT NULL,
	at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	second BIGINT NOT NULL,
	asked TEXT NOT NULL,
	why TEXT NOT NULL,
	records INTEGER NOT NULL,
	stayed INTEGER NOT NULL,
	cleared_at BIGINT,
	CONSTRAINT pk_privacy_requests PRIMARY KEY (id)
);

CREATE INDEX ix_privacy_requests_at ON privacy_requests (at);

CREATE TABLE purge_runs (
	id INTEGER NOT NULL,
	at BIGINT NOT NULL,
	ended_at BIGINT,
	counts TEXT NOT NULL,
	backups INTEGER NOT NULL,
	CONSTRAINT pk_purge_runs PRIMARY KEY (id)
);

CREATE TABLE repair_photos (
	"order" INTEGER NOT NULL,
	position INTEGER NOT NULL,
	picture TEXT NOT NULL,
	CONSTRAINT pk_repair_photos PRIMARY KEY ("order", position),
	CONSTRAINT fk_repair_photos_order FOREIGN KEY("order") REFERENCES repairs (id) ON DELETE CASCADE
);

CREATE TABLE repair_price_list (
	id INTEGER NOT NULL,
	trade TEXT NOT NULL,
	name TEXT NOT NULL,
	fen INTEGER NOT NULL,
	unit TEXT NOT NULL,
	active BOOLEAN NOT NULL,
	CONSTRAINT pk_repair_price_list PRIMARY KEY (id)
);

CREATE TABLE repair_prices (
	"order" INTEGER NOT NULL,
	position INTEGER NOT NULL,
	name TEXT NOT NULL,
	quantity INTEGER NOT NULL,
	fen INTEGER NOT NULL,
	material BOOLEAN NOT NULL,
	CONSTRAINT pk_repair_prices PRIMARY KEY ("order", position),
	CONSTRAINT fk_repair_prices_order FOREIGN KEY("order") REFERENCES repairs (id) ON DELETE CASCADE
);

CREATE TABLE repair_story (
	id INTEGER NOT NULL,
	"order" INTEGER NOT NULL,
	at BIGINT NOT NULL,
	"by" BIGINT NOT NULL,
	words TEXT NOT NULL,
	state TEXT NOT NULL,
	"before" TEXT NOT NULL,
	CONSTRAINT pk_repair_story PRIMARY KEY (id),
	CONSTRAINT fk_repair_story_order FOREIGN KEY("order") REFERENCES repairs (id) ON DELETE CASCADE
);

CREATE INDEX ix_repair_story_order_at ON repair_story ("order", at);

CREATE TABLE repairs (
	id INTEGER NOT NULL,
	number TEXT NOT NULL,
	code TEXT NOT NULL,
	kind TEXT NOT NULL,
	state TEXT NOT NULL,
	source TEXT NOT NULL,
	day DATE NOT NULL,
	reporter TEXT NOT NULL,
	phone TEXT NOT NULL,
	tenant BIGINT,
	company TEXT NOT NULL,
	unit TEXT NOT NULL,
	floor TEXT NOT NULL,
	area TEXT NOT NULL,
	trade TEXT NOT NULL,
	department TEXT NOT NULL,
	description TEXT NOT NULL,
	urgency TEXT NOT NULL,
	serious BOOLEAN NOT NULL,
	paid BOOLEAN NOT NULL,
	received_at BIGINT NOT NULL,
	received_by BIGINT NOT NULL,
	promised_at BIGINT,
	passed_on_at BIGINT,
	colleague BIGINT,
	colleague_name TEXT NOT NULL,
	dispatched_at BIGINT,
	arrived_at BIGINT,
	progress_at BIGINT,
	followed_up_at BIGINT,
	hold_why TEXT NOT NULL,
	hold_since BIGINT,
	hold_until BIGINT,
	held_ms BIGINT NOT NULL,
	held_state TEXT NOT NULL,
	done_at BIGINT,
	done_words TEXT NOT NULL,
	signature TEXT NOT NULL,
	called_back_at BIGINT,
	called_back_by BIGINT NOT NULL,
	satisfied BOOLEAN,
	dissatisfied_why TEXT NOT NULL,
	closed_at BIGINT,
	rework_of BIGINT,
	reworked_as BIGINT,
	joined_to BIGINT,
	repeats INTEGER NOT NULL,
	surcharge INTEGER NOT NULL,
	price_confirmed_at BIGINT,
	copies INTEGER NOT NULL,
	missed TEXT NOT NULL,
	request TEXT NOT NULL,
	CONSTRAINT pk_repairs PRIMARY KEY (id),
	CONSTRAINT uq_repairs_code UNIQUE (code)
);

CREATE INDEX ix_repairs_called_back ON repairs (called_back_at) WHERE called_back_at IS NOT NULL;

CREATE INDEX ix_repairs_day ON repairs (day);

CREATE INDEX ix_repairs_done ON repairs (done_at) WHERE done_at IS NOT NULL;

CREATE INDEX ix_repairs_joined_to ON repairs (joined_to);

CREATE INDEX ix_repairs_open ON repairs (received_at) WHERE closed_at IS NULL;

CREATE INDEX ix_repairs_phone ON repairs (phone);

CREATE INDEX ix_repairs_price_confirmed ON repairs (price_confirmed_at) WHERE price_confirmed_at IS NOT NULL;

CREATE INDEX ix_repairs_state_received_at ON repairs (state, received_at);

CREATE INDEX ix_repairs_tenant ON repairs (tenant);

CREATE INDEX ix_repairs_unit_trade ON repairs (unit, trade);

CREATE UNIQUE INDEX uq_repairs_request ON repairs (request) WHERE request <> '';

CREATE TABLE retention_rules (
	"key" TEXT NOT NULL,
	days INTEGER,
	wanted INTEGER NOT NULL,
	changed_at BIGINT NOT NULL,
	announced_at BIGINT NOT NULL,
	waited_ms BIGINT NOT NULL,
	agreed_by BIGINT NOT NULL,
	CONSTRAINT pk_retention_rules PRIMARY KEY ("key")
);

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

CREATE TABLE sync_heard (
	party TEXT NOT NULL,
	epoch TEXT NOT NULL,
	seq INTEGER NOT NULL,
	digest BLOB NOT NULL,
	heard_at BIGINT NOT NULL,
	CONSTRAINT pk_sync_heard PRIMARY KEY (party, epoch, seq)
);

CREATE TABLE sync_heard_upto (
	party TEXT NOT NULL,
	epoch TEXT NOT NULL,
	first INTEGER NOT NULL,
	sure INTEGER NOT NULL,
	newest INTEGER NOT NULL,
	whole INTEGER NOT NULL,
	heard_at BIGINT NOT NULL,
	CONSTRAINT pk_sync_heard_upto PRIMARY KEY (party, epoch)
);

CREATE TABLE sync_held (
	party TEXT NOT NULL,
	epoch TEXT NOT NULL,
	seq INTEGER NOT NULL,
	hash16 TEXT NOT NULL,
	heard_at BIGINT NOT NULL,
	relayed_at BIGINT,
	content BLOB NOT NULL,
	CONSTRAINT pk_sync_held PRIMARY KEY (party, epoch, seq)
);

CREATE TABLE sync_master_rows (
	"table" TEXT NOT NULL,
	"key" TEXT NOT NULL,
	said TEXT NOT NULL,
	packed BIGINT NOT NULL,
	stuck TEXT NOT NULL,
	CONSTRAINT pk_sync_master_rows PRIMARY KEY ("table", "key")
);

CREATE TABLE sync_outbox (
	epoch TEXT NOT NULL,
	seq INTEGER NOT NULL,
	content BLOB NOT NULL,
	digest BLOB NOT NULL,
	events INTEGER NOT NULL,
	first_event BIGINT NOT NULL,
	last_event BIGINT NOT NULL,
	last_audit INTEGER NOT NULL,
	packed_at BIGINT NOT NULL,
	published_at BIGINT,
	acked_at BIGINT,
	CONSTRAINT pk_sync_outbox PRIMARY KEY (epoch, seq)
);

CREATE INDEX ix_sync_outbox_acked_at ON sync_outbox (acked_at);

CREATE TABLE sync_packed_rows (
	epoch TEXT NOT NULL,
	seq INTEGER NOT NULL,
	"table" TEXT NOT NULL,
	"key" TEXT NOT NULL,
	CONSTRAINT pk_sync_packed_rows PRIMARY KEY (epoch, seq, "table", "key")
);

CREATE INDEX ix_sync_packed_rows_key ON sync_packed_rows ("key");

CREATE TABLE sync_parked (
	id INTEGER NOT NULL,
	party TEXT NOT NULL,
	line TEXT NOT NULL,
	parked_at BIGINT NOT NULL,
	CONSTRAINT pk_sync_parked PRIMARY KEY (id)
);

CREATE TABLE sync_parties (
	party TEXT NOT NULL,
	sync_key BLOB NOT NULL,
	box_key BLOB NOT NULL,
	pass_key BLOB NOT NULL,
	since BIGINT NOT NULL,
	ended_at BIGINT,
	revoked_at BIGINT,
	CONSTRAINT pk_sync_parties PRIMARY KEY (party, sync_key)
);

CREATE TABLE sync_quarantine (
	path TEXT NOT NULL,
	fault TEXT NOT NULL,
	found_at BIGINT NOT NULL,
	seen_at BIGINT NOT NULL,
	CONSTRAINT pk_sync_quarantine PRIMARY KEY (path)
);

CREATE TABLE sync_row_changes (
	seq INTEGER NOT NULL,
	"table" TEXT NOT NULL,
	"key" TEXT NOT NULL,
	gone BOOLEAN NOT NULL,
	CONSTRAINT pk_sync_row_changes PRIMARY KEY (seq)
);

CREATE UNIQUE INDEX uq_sync_row_changes_row ON sync_row_changes ("key", "table");

CREATE TABLE sync_state (
	"key" TEXT NOT NULL,
	value TEXT NOT NULL,
	CONSTRAINT pk_sync_state PRIMARY KEY ("key")
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
	created BIGINT NOT NULL, cleared_at BIGINT, cleared_by TEXT, cleared_reference TEXT, notice_on DATE,
	CONSTRAINT pk_tenants PRIMARY KEY (id)
);

CREATE INDEX ix_tenants_key ON tenants ("key");

CREATE TABLE told_passes (
	pass_id BIGINT NOT NULL,
	desk INTEGER NOT NULL,
	code TEXT NOT NULL,
	root BIGINT NOT NULL,
	number TEXT NOT NULL,
	trips INTEGER NOT NULL,
	quantities TEXT NOT NULL,
	CONSTRAINT pk_told_passes PRIMARY KEY (pass_id, desk, code)
);

CREATE INDEX ix_told_passes_root ON told_passes (root);

CREATE TABLE trusted_time (
	id INTEGER NOT NULL,
	newest BIGINT NOT NULL,
	counted_to BIGINT NOT NULL,
	CONSTRAINT pk_trusted_time PRIMARY KEY (id)
);

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

CREATE TABLE visit_words (
	visit INTEGER NOT NULL,
	desk INTEGER NOT NULL,
	rev BIGINT NOT NULL,
	step TEXT NOT NULL,
	at BIGINT NOT NULL,
	"by" TEXT NOT NULL,
	badge_returned BOOLEAN,
	CONSTRAINT pk_visit_words PRIMARY KEY (visit, desk),
	CONSTRAINT fk_visit_words_visit FOREIGN KEY(visit) REFERENCES visits (id) ON DELETE CASCADE
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

CREATE INDEX ix_visits_badge_kept ON visits (host_tenant) WHERE badge_returned IS 0;

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
