#include "room/record.h"

#include "room/place.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct record {
	sqlite3 *db;
	char path[PLACE_PATH_MAX];
	sqlite3_stmt *insert;
	bool begun; /* a transaction is open */
};

static const char schema[] =
	"BEGIN;"
	"CREATE TABLE head(key TEXT PRIMARY KEY, value TEXT NOT NULL);"
	"CREATE TABLE event(seq INTEGER PRIMARY KEY, ms INTEGER NOT NULL, who TEXT NOT NULL,"
	" kind TEXT NOT NULL, body TEXT NOT NULL);";

/* Why it was refused, and which record it is. */
static enum status refused(const struct record *rec, struct error *err)
{
	int code = sqlite3_errcode(rec->db);
	const char *why = sqlite3_errmsg(rec->db);

	if (code == SQLITE_FULL)
		error_set(err, STATUS_SYSTEM, "the disk is full");
	else if (code == SQLITE_IOERR)
		error_set(err, STATUS_SYSTEM, "the disk is full, or refuses: %s", why);
	else if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
		error_set(err, STATUS_SYSTEM, "another program has locked the record");
	else
		error_set(err, STATUS_SYSTEM, "the record cannot be used: %s", why);
	error_place(err, rec->path, 0, 0);
	return STATUS_SYSTEM;
}

static const char *column(sqlite3_stmt *q, int i)
{
	const char *text = (const char *)sqlite3_column_text(q, i);

	return text ? text : "";
}

static enum status run(struct record *rec, const char *sql, struct error *err)
{
	return sqlite3_exec(rec->db, sql, NULL, NULL, NULL) == SQLITE_OK ? STATUS_OK :
		refused(rec, err);
}

static enum status open_at(const char *path, int flags, struct record **out, struct error *err)
{
	struct record *rec = calloc(1, sizeof *rec);

	*out = NULL;
	if (!rec)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	snprintf(rec->path, sizeof rec->path, "%s", path);
	if (sqlite3_open_v2(path, &rec->db, flags | SQLITE_OPEN_NOFOLLOW, NULL) != SQLITE_OK) {
		error_set(err, STATUS_SYSTEM, "the record cannot be opened: %s",
			rec->db ? sqlite3_errmsg(rec->db) : "out of memory");
		error_place(err, path, 0, 0);
		record_close(rec);
		return STATUS_SYSTEM;
	}
	sqlite3_busy_timeout(rec->db, 2000);
	*out = rec;
	return STATUS_OK;
}

/* Whether nothing was ever committed to it. One that cannot be read is not empty. */
static bool is_empty(struct record *rec)
{
	sqlite3_stmt *any = NULL;
	bool empty = sqlite3_prepare_v2(rec->db, "SELECT 1 FROM sqlite_master", -1, &any, NULL) ==
			SQLITE_OK && sqlite3_step(any) == SQLITE_DONE;

	sqlite3_finalize(any);
	return empty;
}

bool record_exists(const char *path)
{
	struct record *rec;
	struct stat st;
	bool empty;

	if (lstat(path, &st) != 0)
		return false;
	if (open_at(path, SQLITE_OPEN_READWRITE, &rec, NULL) != STATUS_OK)
		return true;
	empty = is_empty(rec);
	record_close(rec);
	return !empty;
}

/* Nothing is acknowledged before it is on the disk. */
static enum status set_up(struct record *rec, struct error *err)
{
	return run(rec, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;", err);
}

/* What is damaged is not read as if it were whole: SQLite takes what was cut off for zeros. */
static enum status check(struct record *rec, struct error *err)
{
	sqlite3_stmt *q = NULL;
	enum status status = STATUS_OK;

	if (sqlite3_prepare_v2(rec->db, "PRAGMA quick_check(1)", -1, &q, NULL) != SQLITE_OK ||
		sqlite3_step(q) != SQLITE_ROW) {
		status = refused(rec, err);
	} else if (strcmp(column(q, 0), "ok") != 0) {
		status = error_set(err, STATUS_SYSTEM, "the record is damaged: %s", column(q, 0));
		error_place(err, rec->path, 0, 0);
	}
	sqlite3_finalize(q);
	return status;
}

static enum status put_head(struct record *rec, const char *key, const char *value,
	struct error *err)
{
	sqlite3_stmt *put = NULL;
	enum status status = STATUS_OK;

	if (sqlite3_prepare_v2(rec->db, "INSERT OR REPLACE INTO head VALUES(?, ?)", -1, &put,
		NULL) != SQLITE_OK ||
		sqlite3_bind_text(put, 1, key, -1, SQLITE_STATIC) != SQLITE_OK ||
		sqlite3_bind_text(put, 2, value, -1, SQLITE_STATIC) != SQLITE_OK ||
		sqlite3_step(put) != SQLITE_DONE)
		status = refused(rec, err);
	sqlite3_finalize(put);
	return status;
}

enum status record_create(const char *path, const struct record_head *head, struct record **out,
	struct error *err)
{
	const char *const entry[][2] = {{"name", head->name}, {"scenario", head->scenario},
		{"text", head->text}, {"away", head->away_void ? "void" : "bot"}};
	struct record *rec;
	enum status status;

	if (record_exists(path))
		return error_set(err, STATUS_INPUT, "there is such a record already");
	status = open_at(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &rec, err);
	if (status != STATUS_OK)
		return status;
	status = set_up(rec, err);
	if (status == STATUS_OK)
		status = run(rec, schema, err);
	for (size_t i = 0; i < sizeof entry / sizeof *entry && status == STATUS_OK; i++)
		status = put_head(rec, entry[i][0], entry[i][1], err);
	if (status == STATUS_OK)
		status = run(rec, "COMMIT", err);
	if (status == STATUS_OK)
		*out = rec;
	else
		record_close(rec);
	return status;
}

enum status record_open(const char *path, bool write, struct record **out, struct error *err)
{
	enum status status;

	*out = NULL;
	if (!record_exists(path)) {
		error_set(err, STATUS_INPUT, "there is no record of such a room");
		error_place(err, path, 0, 0);
		return STATUS_INPUT;
	}
	/* One opened read-only could not take its -wal and -shm away again when it is closed. */
	status = open_at(path, SQLITE_OPEN_READWRITE, out, err);
	if (status != STATUS_OK)
		return status;
	status = write ? set_up(*out, err) : run(*out, "PRAGMA query_only=1", err);
	if (status == STATUS_OK)
		status = check(*out, err);
	if (status != STATUS_OK) {
		record_close(*out);
		*out = NULL;
	}
	return status;
}

void record_close(struct record *rec)
{
	if (!rec)
		return;
	sqlite3_finalize(rec->insert);
	sqlite3_close(rec->db);
	free(rec);
}

/* ---- writing ------------------------------------------------------------------- */

static enum status give_up(struct record *rec, struct error *err)
{
	enum status status = refused(rec, err);

	if (rec->insert)
		sqlite3_reset(rec->insert);
	if (!sqlite3_get_autocommit(rec->db))
		sqlite3_exec(rec->db, "ROLLBACK", NULL, NULL, NULL);
	rec->begun = false;
	return status;
}

static const char *who_name(const struct room *r, const struct room_event *e)
{
	return e->who >= 0 ? r->person[e->who].label :
		room_kind_by(e->kind) == BY_TEACHER ? "teacher" : "room";
}

enum status record_add(struct record *rec, const struct room *r, const struct room_event *e,
	struct error *err)
{
	static const char sql[] = "INSERT INTO event(ms, who, kind, body) VALUES(?, ?, ?, ?)";

	if (!rec->begun && sqlite3_exec(rec->db, "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
		return give_up(rec, err);
	rec->begun = true;
	if (!rec->insert && sqlite3_prepare_v2(rec->db, sql, -1, &rec->insert, NULL) != SQLITE_OK)
		return give_up(rec, err);
	if (sqlite3_bind_int64(rec->insert, 1, e->ms) != SQLITE_OK ||
		sqlite3_bind_text(rec->insert, 2, who_name(r, e), -1, SQLITE_TRANSIENT) !=
			SQLITE_OK ||
		sqlite3_bind_text(rec->insert, 3, room_kind_name(e->kind), -1, SQLITE_STATIC) !=
			SQLITE_OK ||
		sqlite3_bind_text(rec->insert, 4, e->body, -1, SQLITE_TRANSIENT) != SQLITE_OK ||
		sqlite3_step(rec->insert) != SQLITE_DONE)
		return give_up(rec, err);
	sqlite3_reset(rec->insert);
	return STATUS_OK;
}

enum status record_commit(struct record *rec, struct error *err)
{
	if (!rec->begun)
		return STATUS_OK;
	if (sqlite3_exec(rec->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
		return give_up(rec, err);
	rec->begun = false;
	return STATUS_OK;
}

bool record_probe(struct record *rec)
{
	return put_head(rec, "probe", "the disk takes this", NULL) == STATUS_OK;
}

/* ---- reading ------------------------------------------------------------------- */

enum status record_each(struct record *rec, record_see *see, void *context, struct error *err)
{
	sqlite3_stmt *q = NULL;
	enum status status = STATUS_OK;
	bool go_on = true;
	int code = sqlite3_prepare_v2(rec->db,
		"SELECT seq, ms, who, kind, body FROM event ORDER BY seq", -1, &q, NULL);

	while (code == SQLITE_OK && go_on && (code = sqlite3_step(q)) == SQLITE_ROW) {
		struct record_event e = {sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1),
			column(q, 2), column(q, 3), column(q, 4)};
		go_on = see(context, &e);
		code = SQLITE_OK;
	}
	if (code != SQLITE_OK && code != SQLITE_DONE)
		status = refused(rec, err);
	sqlite3_finalize(q);
	return status;
}

char *record_value(struct record *rec, const char *key)
{
	sqlite3_stmt *q = NULL;
	char *value = NULL;

	if (sqlite3_prepare_v2(rec->db, "SELECT value FROM head WHERE key = ?", -1, &q, NULL) ==
		SQLITE_OK && sqlite3_bind_text(q, 1, key, -1, SQLITE_STATIC) == SQLITE_OK &&
		sqlite3_step(q) == SQLITE_ROW)
		value = strdup(column(q, 0));
	sqlite3_finalize(q);
	return value;
}

struct replay {
	struct room *room;
	struct record_watch watch;
	long long strange; /* seq of an event that cannot be; 0: none is */
	char kind[20];     /* and its kind */
};

static bool happen(void *context, const struct record_event *e)
{
	struct replay *p = context;
	struct room_news news;
	int kind = room_kind_find(e->kind);
	struct room_event event = {.ms = e->ms, .kind = (enum room_kind)kind, .body = e->body,
		.who = room_find(p->room, e->who)};

	if (kind < 0 || room_step(p->room, &event, &news, NULL) != STATUS_OK) {
		p->strange = e->seq;
		snprintf(p->kind, sizeof p->kind, "%s", e->kind);
		return false;
	}
	if (p->watch.see)
		p->watch.see(p->watch.context, p->room, e);
	return true;
}

static enum status begin(struct record *rec, struct room **out, struct error *err)
{
	char *name = record_value(rec, "name"), *scenario = record_value(rec, "scenario");
	char *text = record_value(rec, "text"), *away = record_value(rec, "away");
	struct error_list *errors = calloc(1, sizeof *errors);
	char moved[ROOM_LABEL_MAX + 1];
	struct scenario s;
	enum status status = STATUS_INPUT;

	if (name && scenario && text && away && errors)
		status = scenario_parse(scenario, text, strlen(text), &s, errors);
	if (status == STATUS_OK) {
		status = room_alloc(name, &s, out, err);
		scenario_free(&s);
	} else {
		error_set(err, status, "this is no record of a room");
		error_place(err, rec->path, 0, 0);
	}
	if (status == STATUS_OK) {
		(*out)->away_void = strcmp(away, "void") == 0;
		if (place_name(rec->path, moved)) /* since it began */
			strcpy((*out)->name, moved);
	}
	free(name);
	free(scenario);
	free(text);
	free(away);
	free(errors);
	return status;
}

enum status record_replay(struct record *rec, struct record_watch watch, struct room **out,
	struct error *err)
{
	struct replay p = {.watch = watch};
	enum status status = begin(rec, &p.room, err);

	*out = NULL;
	if (status == STATUS_OK)
		status = record_each(rec, happen, &p, err);
	if (status == STATUS_OK && p.strange) {
		status = error_set(err, STATUS_INPUT, "event %lld, '%s', does not follow the rules "
			"of this version", p.strange, p.kind);
		error_place(err, rec->path, 0, 0);
	}
	if (status == STATUS_OK)
		*out = p.room;
	else
		room_free(p.room);
	return status;
}
