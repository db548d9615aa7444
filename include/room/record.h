/* What happened in a room, on disk: a SQLite database with one writer. What was
 * committed is there after a kill or a power cut; what was not never was. */
#ifndef HAGGLE_ROOM_RECORD_H
#define HAGGLE_ROOM_RECORD_H

#include "room/room.h"

struct record;

/* What a room begins with. */
struct record_head {
	const char *name;     /* of the room */
	const char *scenario; /* as it was named */
	const char *text;     /* of the scenario */
	bool away_void;
};

/* Makes a record that is not there yet, or refuses (STATUS_INPUT: there is one). */
enum status record_create(const char *path, const struct record_head *head, struct record **out,
	struct error *err);
/* Opens one that is; to be read only, even while a room is served, or to be gone on with.
 * STATUS_INPUT where there is none. */
enum status record_open(const char *path, bool write, struct record **out, struct error *err);
void record_close(struct record *rec); /* NULL is fine */
/* Whether there is one. A file to which nothing was ever committed, its making cut off, is none. */
bool record_exists(const char *path);

/* What it begins with under a key, such as "text", the scenario's; malloced, NULL: nothing. */
char *record_value(struct record *rec, const char *key);

/* Puts an event down; it counts from record_commit on. STATUS_SYSTEM where the disk is
 * full, or refuses; nothing since the last commit is then kept. */
enum status record_add(struct record *rec, const struct room *r, const struct room_event *e,
	struct error *err);
/* Nothing where nothing was put down. */
enum status record_commit(struct record *rec, struct error *err);
/* Whether the disk takes anything: writes and commits something of no importance. */
bool record_probe(struct record *rec);

/* An event as recorded; who is a label, "teacher" or "room". Strings hold for the call. */
struct record_event {
	long long seq, ms;
	const char *who, *kind, *body;
};
/* Has all events told in their order; false ends it. */
typedef bool record_see(void *context, const struct record_event *e);
enum status record_each(struct record *rec, record_see *see, void *context, struct error *err);

/* The room that is recorded. `see`, where not NULL, is told of every event just after it
 * happened to the room, as far as it is, at *r. STATUS_INPUT: this is no record of ours. */
struct record_watch {
	void (*see)(void *context, const struct room *r, const struct record_event *e);
	void *context;
};
enum status record_replay(struct record *rec, struct record_watch watch, struct room **out,
	struct error *err);

#endif
