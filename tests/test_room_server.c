/* A served room: who is let in, what is refused, and what is left after it is killed, its
 * disk is full, or its clock goes back. */
#include "room/record.h"
#include "child.h"
#include "served.h"

#include <CUnit/CUnit.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define KILLS 40

struct table {
	struct served served;
	struct link leader;
	struct told told;
};

static void open_table(struct table *t)
{
	served_init(&t->served);
	CU_ASSERT_FATAL(served_start(&t->served, served_lesson, 0));
	CU_ASSERT_FATAL(served_join(&t->served, &t->leader, "leader", NULL, NULL));
	CU_ASSERT_FATAL(served_told(&t->leader, &t->told));
}

static void close_table(struct table *t)
{
	told_free(&t->told);
	link_close(&t->leader);
	served_end(&t->served);
}

/* ---- talking -------------------------------------------------------------------- */

static void test_vote(void)
{
	struct table t;
	struct link student;
	struct told told;

	open_table(&t);
	CU_ASSERT_FATAL(served_join(&t.served, &student, "student", NULL, ""));
	CU_ASSERT_FATAL(served_told(&student, &told));
	CU_ASSERT_STRING_EQUAL(told.label, "amber-badger");
	CU_ASSERT_EQUAL(strlen(told.code), ROOM_CODE_DIGITS);
	CU_ASSERT_FALSE(served_do(&student, &told, ROOM_NEXT, "")); /* not for a student */
	CU_ASSERT_FALSE(served_do(&student, &told, ROOM_CHOOSE, "1"));
	CU_ASSERT_TRUE(served_do(&t.leader, &t.told, ROOM_NEXT, ""));
	CU_ASSERT_FALSE(served_do(&t.leader, &t.told, ROOM_NEXT, "")); /* of another moment */
	told_free(&told);
	CU_ASSERT_FATAL(served_told(&student, &told));
	CU_ASSERT_EQUAL(told.stage, ROOM_VOTE);
	CU_ASSERT_TRUE(served_do(&student, &told, ROOM_CHOOSE, "2"));
	told_free(&told);
	CU_ASSERT_FATAL(served_told(&student, &told));
	CU_ASSERT_EQUAL(told.mine[0], 1);
	told_free(&told);
	link_close(&student);
	close_table(&t);
}

static void test_come_back(void)
{
	struct table t;
	struct link first, second, third;
	struct told told;
	char code[ROOM_CODE_DIGITS + 1];

	open_table(&t);
	CU_ASSERT_FATAL(served_join(&t.served, &first, "student", NULL, ""));
	CU_ASSERT_FATAL(served_told(&first, &told));
	strcpy(code, told.code);
	told_free(&told);
	link_close(&first);
	CU_ASSERT_TRUE(served_join(&t.served, &second, "student", NULL, code));
	CU_ASSERT_FATAL(served_told(&second, &told));
	CU_ASSERT_STRING_EQUAL(told.label, "amber-badger");
	CU_ASSERT_EQUAL(told.people, 1);
	told_free(&told);
	code[0] = code[0] == '9' ? '0' : (char)(code[0] + 1);
	CU_ASSERT_TRUE(served_join(&t.served, &third, "student", NULL, code));
	CU_ASSERT_PTR_NOT_NULL(served_line(&third, "no\twhy=nobody here has this code"));
	for (int i = 0; i < 4; i++)
		link_hello(&third, "student", NULL, code);
	CU_ASSERT_PTR_NOT_NULL(served_line(&third, "bye\twhy=too many wrong codes"));
	link_close(&second);
	link_close(&third);
	close_table(&t);
}

/* Nobody comes upon another's code by trying many, however many connections that takes. */
static void test_guess(void)
{
	struct table t;
	struct link l;
	int looked_up = 0, put_off = 0;
	char code[ROOM_CODE_DIGITS + 1];

	open_table(&t);
	for (int i = 0; i < 400 && put_off < 5; i++) {
		char *line;
		snprintf(code, sizeof code, "%06d", i);
		CU_ASSERT_FATAL(served_join(&t.served, &l, "student", NULL, code));
		line = served_line(&l, "no\twhy=");
		CU_ASSERT_PTR_NOT_NULL_FATAL(line);
		looked_up += strcmp(line, "no\twhy=nobody here has this code") == 0;
		put_off += strstr(line, "too many wrong codes are given here") != NULL;
		link_close(&l);
	}
	CU_ASSERT(looked_up >= 20 && looked_up < 400);
	CU_ASSERT_EQUAL(put_off, 5);
	CU_ASSERT_FATAL(served_join(&t.served, &l, "student", NULL, "")); /* somebody new */
	CU_ASSERT_PTR_NOT_NULL(served_line(&l, "told\t"));
	link_close(&l);
	close_table(&t);
}

/* What is said, and how the answer begins. */
static void refused(struct table *t, const char *said, size_t length, const char *answer)
{
	struct link l;

	CU_ASSERT_FATAL(link_open(t->served.place.socket, &l, NULL) == STATUS_OK);
	CU_ASSERT_EQUAL(write(l.fd, said, length), (ssize_t)length);
	CU_ASSERT_PTR_NOT_NULL(served_line(&l, answer));
	link_close(&l);
}

static void test_refused(void)
{
	struct table t;
	char line[2000], *flood = malloc(100 * 20);
	static const char *const wrong[][2] = {
		{"nonsense\n", "bye"}, {"hello\n", "no"}, {"hello\tas=king\n", "no"},
		{"do\tseq=1\tat=0\tkind=next\n", "no\tseq=1\twhy=say hello first"},
		{"hello\tas=student\tlabel=me\tcode=\n", "no\twhy=this room has no list"},
		{"hello\tas=student\n", "ask"},
		{"hello\tas=guest\n", "room\troom=class"},
	};

	open_table(&t);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		refused(&t, wrong[i][0], strlen(wrong[i][0]), wrong[i][1]);
	memset(line, 'x', sizeof line);
	refused(&t, line, sizeof line, "bye\twhy=a line has at most 1024 bytes");
	refused(&t, "a\0b\n", 4, "bye\twhy=a line has no NUL");
	CU_ASSERT_FATAL(flood != NULL);
	for (int i = 0; i < 100; i++)
		memcpy(flood + 11 * (size_t)i, "do\tkind=1\t\n", 11);
	refused(&t, flood, 1100, "bye\twhy=too much");
	free(flood);
	/* and it is none the worse for it */
	CU_ASSERT_TRUE(served_do(&t.leader, &t.told, ROOM_FOLLOW, "on"));
	close_table(&t);
}

static bool count_all(void *context, const struct record_event *e)
{
	bool coming_and_going = strcmp(e->kind, "join") == 0 || strcmp(e->kind, "here") == 0 ||
		strcmp(e->kind, "gone") == 0;

	*(int *)context += !coming_and_going;
	return true;
}

static int events(const struct served *s)
{
	struct record *rec;
	int count = 0;

	CU_ASSERT_FATAL(record_open(s->place.record, false, &rec, NULL) == STATUS_OK);
	CU_ASSERT(record_each(rec, count_all, &count, NULL) == STATUS_OK);
	record_close(rec);
	return count;
}

/* A student whose client is not ours says all that there is to say, with numbers and moments
 * that are right, over as many connections as it takes: nothing of it happens that its own
 * seat could not have done by a key. */
static void test_forged(void)
{
	static const char *const body[] = {"", "0", "3", "-1", "nan", "1e999", "on", "amber-badger",
		"1\\n1", "out"};
	struct table t;
	struct link l = {.fd = -1};
	struct told told;
	char code[ROOM_CODE_DIGITS + 1] = "", line[200];
	int said = 0, before, taken = 0, unanswered = 0;

	open_table(&t);
	CU_ASSERT_TRUE(served_do(&t.leader, &t.told, ROOM_NEXT, ""));
	before = events(&t.served);
	for (int k = 0; k < ROOM_KINDS; k++)
		for (size_t b = 0; b < sizeof body / sizeof *body; b++, said++) {
			if (said % (SERVER_RATE - 1) == 0) { /* the greeting is a line, too */
				link_close(&l);
				CU_ASSERT_FATAL(served_join(&t.served, &l, "student", NULL, code));
				CU_ASSERT_FATAL(served_told(&l, &told));
				strcpy(code, told.code);
				told_free(&told);
			}
			snprintf(line, sizeof line, "do\tseq=1\tat=1\tkind=%s\tbody=%s\twho=0\t"
				"as=leader\tlabel=amber-badger\n", room_kind_name((enum room_kind)k),
				body[b]);
			CU_ASSERT_EQUAL(write(l.fd, line, strlen(line)), (ssize_t)strlen(line));
			const char *answer = served_line(&l, "");
			while (answer && strncmp(answer, "told\t", 5) == 0)
				answer = served_line(&l, "");
			taken += answer && strncmp(answer, "ok", 2) == 0;
			unanswered += !answer;
		}
	CU_ASSERT_EQUAL(taken, 0);
	CU_ASSERT_EQUAL(unanswered, 0);
	CU_ASSERT_EQUAL(events(&t.served), before);
	link_close(&l);
	close_table(&t);
}

static void test_places(void)
{
	struct table t;
	struct served other, twice;
	struct place p;

	CU_ASSERT_EQUAL(place_find("/tmp", "../x", &p, NULL), STATUS_INPUT);
	CU_ASSERT_EQUAL(place_find("/tmp/a-directory-with-a-very-long-name/that-goes-on/and-on/"
		"until-a-socket-has-no-room/for-it-and-nobody-would-see-why", "class", &p, NULL), STATUS_INPUT);
	open_table(&t);
	twice = t.served;
	twice.pid = 0;
	CU_ASSERT_FALSE(served_start(&twice, NULL, 0));
	/* started again, with the scenario that it began with or none, it goes on */
	served_kill(&t.served);
	CU_ASSERT_FALSE(served_start(&t.served, "[scenario]\n[generalist]\n[specialist a]\n", 0));
	CU_ASSERT_TRUE(served_start(&t.served, served_lesson, 0));
	close_table(&t);
	served_init(&other);
	chmod(other.directory, 0777);
	CU_ASSERT_FALSE(served_start(&other, served_lesson, 0));
	chmod(other.directory, 0700);
	CU_ASSERT_FALSE(served_start(&other, NULL, 0)); /* nothing to go on with */
	/* what is no socket is not taken away for one */
	FILE *f = fopen(other.place.socket, "w");
	CU_ASSERT_FATAL(f && fclose(f) == 0);
	CU_ASSERT_FALSE(served_start(&other, served_lesson, 0));
	CU_ASSERT_EQUAL(access(other.place.socket, F_OK), 0);
	served_end(&other);
}

/* Somebody who reads nothing holds up nobody. */
static void test_slow_reader(void)
{
	struct table t;
	struct link slow[20];
	int failed = 0;

	open_table(&t);
	for (int i = 0; i < 20; i++)
		CU_ASSERT_FATAL(served_join(&t.served, &slow[i], "leader", NULL, NULL));
	for (int i = 0; i < 8; i++) /* not too fast */
		failed += !served_do(&t.leader, &t.told, ROOM_FOLLOW, i % 2 ? "off" : "on");
	CU_ASSERT_EQUAL(failed, 0);
	for (int i = 0; i < 20; i++)
		link_close(&slow[i]);
	close_table(&t);
}

/* How many clients of the account that serves it get in; the next one is told why not. */
static int get_in(const struct served *s)
{
	enum { MOST = SERVER_CLIENTS_MAX + SERVER_OWN_MAX + 1 };
	struct link *l = calloc(MOST, sizeof *l);
	const char *answer = "";
	int in = 0, tried = 0;

	CU_ASSERT_FATAL(l != NULL);
	for (; tried < MOST && answer && strncmp(answer, "bye", 3) != 0; tried++) {
		CU_ASSERT_FATAL(link_open(s->place.socket, &l[tried], NULL) == STATUS_OK);
		link_hello(&l[tried], "guest2", NULL, NULL);
		answer = served_line(&l[tried], "");
		in += answer && strncmp(answer, "no\t", 3) == 0;
	}
	CU_ASSERT_PTR_NOT_NULL(answer);
	CU_ASSERT(answer && strcmp(answer, "bye\twhy=too many are here") == 0);
	for (int i = 0; i < tried; i++)
		link_close(&l[i]);
	free(l);
	return in;
}

static void test_many(void)
{
	struct table t;
	struct served few;

	open_table(&t);
	CU_ASSERT_EQUAL(get_in(&t.served), SERVER_CLIENTS_MAX + SERVER_OWN_MAX - 1); /* a leader */
	close_table(&t);
	/* where fewer files may be open, nobody waits for an answer that never comes */
	served_init(&few);
	few.files = 64;
	CU_ASSERT_TRUE_FATAL(served_start(&few, served_lesson, 0));
	int in = get_in(&few);
	CU_ASSERT(in > SERVER_OWN_MAX && in < 64);
	served_kill(&few);
	few.files = 16;
	CU_ASSERT_FALSE(served_start(&few, NULL, 0));
	served_end(&few);
}

/* How the program ends that is to do so with the room, and complains. */
static int complains(const struct served *s, const char *word, const char *says)
{
	char script[200];
	struct child ran;

	snprintf(script, sizeof script, "\"$HAGGLE\" room %s --dir=%s class", word, s->directory);
	child_shell(&ran, script);
	if (!strstr(ran.err, says))
		fprintf(stderr, "\n%s: %s for %s\n", script, ran.err, says);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran.err, says));
	int status = ran.status;
	child_free(&ran);
	return status;
}

/* ---- what is left ----------------------------------------------------------------- */

/* The teacher shows 1, 2, 3, ... Whether the record has them all, once, in their order. */
struct tally { int last, wrong; };

static bool count_shows(void *context, const struct record_event *e)
{
	struct tally *t = context;

	if (strcmp(e->kind, "show") == 0)
		t->wrong += atoi(e->body) != ++t->last;
	return true;
}

static void read_tally(const struct served *s, struct tally *t)
{
	struct record *rec;

	*t = (struct tally){.last = 0};
	CU_ASSERT_FATAL(record_open(s->place.record, false, &rec, NULL) == STATUS_OK);
	CU_ASSERT(record_each(rec, count_shows, t, NULL) == STATUS_OK);
	record_close(rec);
}

static bool show(struct link *leader, struct told *told, int number)
{
	char body[20];

	snprintf(body, sizeof body, "%d", number);
	return served_do(leader, told, ROOM_SHOW, body);
}

/* Killed at any moment: what was acknowledged is there; what was not is said again to the next
 * server, and there once whether it had arrived or not. */
static void test_kill(void)
{
	struct served s;
	struct tally t;
	int number = 0, seq = 0, again = 0, few = 0, wrong = 0;
	unsigned random = 7;

	served_init(&s);
	for (int k = 0; k < KILLS; k++) {
		struct link leader;
		struct told told;
		char body[20];
		CU_ASSERT_FATAL(served_start(&s, k == 0 ? served_lesson : NULL, 0));
		CU_ASSERT_FATAL(served_join(&s, &leader, "leader", NULL, NULL));
		CU_ASSERT_FATAL(served_told(&leader, &told));
		if (number > 0) {
			again += told.done == seq;
			told.done = seq - 1;
			few += !show(&leader, &told, number);
		}
		random = random * 1103515245u + 12345u;
		for (unsigned i = 0; i < ((random >> 16) & 7); i++)
			few += !show(&leader, &told, ++number);
		read_tally(&s, &t);
		wrong += t.wrong;
		few += t.last != number;
		seq = told.done + 1;
		snprintf(body, sizeof body, "%d", ++number);
		link_do(&leader, seq, told.moment, ROOM_SHOW, body); /* its fate is not known */
		if (k % 2)
			served_line(&leader, "ok"); /* it happened, but that is not known */
		served_kill(&s);
		told_free(&told);
		link_close(&leader);
	}
	CU_ASSERT_EQUAL(wrong, 0);
	CU_ASSERT_EQUAL(few, 0);
	CU_ASSERT(again >= KILLS / 2 - 1);
	served_end(&s);
}

/* Reads on, until so much that was done is known. */
static void hear(struct link *l, struct told *t, int done)
{
	do {
		told_free(t);
		CU_ASSERT_TRUE_FATAL(served_told(l, t));
	} while (t->done < done);
}

/* A lost connection, and the server goes on. */
static void test_again(void)
{
	struct table t;
	struct link student, other;
	struct told told, second;
	char code[ROOM_CODE_DIGITS + 1];

	open_table(&t);
	CU_ASSERT_TRUE(served_do(&t.leader, &t.told, ROOM_NEXT, ""));
	CU_ASSERT_FATAL(served_join(&t.served, &student, "student", NULL, ""));
	CU_ASSERT_FATAL(served_told(&student, &told));
	strcpy(code, told.code);
	CU_ASSERT_EQUAL(told.done, 0);
	CU_ASSERT_TRUE(served_do(&student, &told, ROOM_CHOOSE, "1"));
	CU_ASSERT_EQUAL(told.done, 1);
	link_close(&student);
	CU_ASSERT_FATAL(served_join(&t.served, &student, "student", NULL, code));
	told.done = 0; /* no answer was read: it is said again */
	CU_ASSERT_TRUE(served_do(&student, &told, ROOM_CHOOSE, "1"));
	told_free(&told);
	CU_ASSERT_FATAL(served_told(&student, &told));
	CU_ASSERT_EQUAL(told.done, 1);
	CU_ASSERT_EQUAL(told.mine[0], 0);
	/* another terminal of the same person: neither takes the other's place unseen */
	CU_ASSERT_FATAL(served_join(&t.served, &other, "student", NULL, code));
	CU_ASSERT_FATAL(served_told(&other, &second));
	CU_ASSERT_TRUE(served_do(&other, &second, ROOM_CHOOSE, "2"));
	CU_ASSERT_TRUE(link_do(&student, told.done + 1, told.moment, ROOM_CHOOSE, "1"));
	CU_ASSERT_PTR_NOT_NULL(served_line(&student, "again\tseq=2\tdone=2"));
	/* nor does a number from elsewhere do anything */
	CU_ASSERT_TRUE(link_do(&student, 9, told.moment, ROOM_CHOOSE, "1"));
	CU_ASSERT_PTR_NOT_NULL(served_line(&student, "again\tseq=9\tdone=2"));
	/* 30 seconds more, said twice, are 30 seconds more; and then once more */
	hear(&t.leader, &t.told, 1);
	CU_ASSERT_TRUE(served_do(&t.leader, &t.told, ROOM_MORE, ""));
	hear(&t.leader, &t.told, 2);
	t.told.done--;
	CU_ASSERT_TRUE(served_do(&t.leader, &t.told, ROOM_MORE, ""));
	CU_ASSERT(t.told.left > 0 && t.told.left <= 30000);
	CU_ASSERT_TRUE(served_do(&t.leader, &t.told, ROOM_MORE, ""));
	hear(&t.leader, &t.told, 3);
	CU_ASSERT(t.told.left > 30000 && t.told.left <= 60000);
	told_free(&told);
	told_free(&second);
	link_close(&student);
	link_close(&other);
	close_table(&t);
}

static bool count_kind(void *context, const struct record_event *e)
{
	*(int *)context += strcmp(e->kind, "show") == 0;
	return true;
}

static void test_disk_full(void)
{
	struct served s;
	struct link leader, student;
	struct told told, other;
	char body[ROOM_BODY_MAX - 100];
	int taken = 0, recorded = 0;
	struct record *rec;

	served_init(&s);
	CU_ASSERT_FATAL(served_start(&s, served_lesson, 45000));
	CU_ASSERT_FATAL(served_join(&s, &student, "student", NULL, ""));
	CU_ASSERT_FATAL(served_told(&student, &other));
	CU_ASSERT_FATAL(served_join(&s, &leader, "leader", NULL, NULL));
	CU_ASSERT_FATAL(served_told(&leader, &told));
	memset(body, '5', sizeof body);
	body[sizeof body - 1] = '\0';
	body[1] = ' ';
	while (taken < 9 && served_do(&leader, &told, ROOM_SHOW, body))
		taken++;
	CU_ASSERT(taken > 0 && taken < 9);
	CU_ASSERT_PTR_NOT_NULL(served_line(&student, "notice\twhy=the disk is full"));
	CU_ASSERT_FATAL(record_open(s.place.record, false, &rec, NULL) == STATUS_OK);
	CU_ASSERT(record_each(rec, count_kind, &recorded, NULL) == STATUS_OK);
	record_close(rec);
	CU_ASSERT_EQUAL(recorded, taken);
	served_kill(&s);
	told_free(&told);
	told_free(&other);
	link_close(&leader);
	link_close(&student);
	/* with room on the disk it goes on */
	CU_ASSERT_FATAL(served_start(&s, NULL, 0));
	CU_ASSERT_FATAL(served_join(&s, &leader, "leader", NULL, NULL));
	CU_ASSERT_FATAL(served_told(&leader, &told));
	CU_ASSERT_EQUAL(told.people, 1);
	CU_ASSERT_TRUE(served_do(&leader, &told, ROOM_SHOW, "6"));
	told_free(&told);
	link_close(&leader);
	served_end(&s);
}

/* Another program has the record: that is said, and not that the disk is full. */
static void test_locked(void)
{
	struct table t;
	sqlite3 *db = NULL;

	open_table(&t);
	CU_ASSERT_EQUAL_FATAL(sqlite3_open(t.served.place.record, &db), SQLITE_OK);
	CU_ASSERT_EQUAL(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	CU_ASSERT_TRUE(link_do(&t.leader, 1, t.told.moment, ROOM_NEXT, ""));
	CU_ASSERT_PTR_NOT_NULL(served_line(&t.leader, "no\tseq=1\twhy=another program has "
		"locked the record; nothing is taken until that is over"));
	sqlite3_close(db);
	close_table(&t);
	/* nor is it, where it is served again */
	served_init(&t.served);
	CU_ASSERT_FATAL(served_start(&t.served, served_lesson, 0));
	served_kill(&t.served);
	CU_ASSERT_EQUAL_FATAL(sqlite3_open(t.served.place.record, &db), SQLITE_OK);
	CU_ASSERT_EQUAL(sqlite3_exec(db, "INSERT INTO event(ms, who, kind, body) "
		"VALUES(1, 'teacher', 'next', ''); BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	CU_ASSERT_EQUAL(complains(&t.served, "serve", "another program has locked the record"), 4);
	sqlite3_close(db);
	served_end(&t.served);
}

/* So many events more, all in the record's one file. */
static void fill(const struct served *s, int count)
{
	sqlite3 *db = NULL;
	char sql[200];

	CU_ASSERT_EQUAL_FATAL(sqlite3_open(s->place.record, &db), SQLITE_OK);
	CU_ASSERT_EQUAL(sqlite3_exec(db, "BEGIN", NULL, NULL, NULL), SQLITE_OK);
	for (int i = 0; i < count; i++) {
		snprintf(sql, sizeof sql, "INSERT INTO event(ms, who, kind, body) "
			"VALUES(%d, 'teacher', 'show', '%d')", i + 1, i);
		CU_ASSERT_EQUAL(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	}
	CU_ASSERT_EQUAL(sqlite3_exec(db, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_close(db);
}

/* What is damaged, or of a later version, is never read as if it were whole: its file is named. */
static void test_damaged(void)
{
	static const struct { off_t cut; const char *sql, *says; int serve; } tries[] = {
		{100, NULL, "record: the record is damaged: ", 4},
		{5000, NULL, "record: the record cannot be used: ", 4},
		{0, "INSERT INTO event VALUES(9000, 9000, 'teacher', 'dance', '')",
			"record: event 9000, 'dance', does not follow the rules of this version", 1},
		{0, "INSERT INTO event VALUES(9000, 9223372036854775807, 'teacher', 'show', '')",
			"record: event 9000, 'show', does not follow", 1},
		{0, "DELETE FROM head", "record: this is no record of a room", 1},
	};
	struct stat st;

	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
		struct served s;
		sqlite3 *db = NULL;
		served_init(&s);
		CU_ASSERT_FATAL(served_start(&s, served_lesson, 0));
		served_kill(&s);
		fill(&s, 300);
		if (tries[i].cut > 0) {
			CU_ASSERT_FATAL(stat(s.place.record, &st) == 0);
			CU_ASSERT_FATAL(truncate(s.place.record, st.st_size - tries[i].cut) == 0);
		} else {
			CU_ASSERT_EQUAL_FATAL(sqlite3_open(s.place.record, &db), SQLITE_OK);
			CU_ASSERT_EQUAL(sqlite3_exec(db, tries[i].sql, NULL, NULL, NULL), SQLITE_OK);
			sqlite3_close(db);
		}
		CU_ASSERT_EQUAL(complains(&s, "serve", tries[i].says), tries[i].serve);
		CU_ASSERT_EQUAL(complains(&s, "export", tries[i].says), tries[i].serve);
		served_end(&s);
	}
}

/* A room is called as its directory is, whatever that was called when it began. */
static void test_moved(void)
{
	struct served s;
	struct place to;
	struct record *rec;
	struct room *r;
	char name[ROOM_LABEL_MAX + 1];

	served_init(&s);
	CU_ASSERT_FATAL(served_start(&s, served_lesson, 0));
	served_kill(&s);
	CU_ASSERT_FATAL(place_find(s.directory, "economics-2", &to, NULL) == STATUS_OK);
	CU_ASSERT_FATAL(rename(s.place.own, to.own) == 0);
	CU_ASSERT_FATAL(record_open(to.record, false, &rec, NULL) == STATUS_OK);
	CU_ASSERT_FATAL(record_replay(rec, (struct record_watch){.see = NULL}, &r, NULL) == STATUS_OK);
	CU_ASSERT_STRING_EQUAL(r->name, "economics-2");
	room_free(r);
	record_close(rec);
	CU_ASSERT_FATAL(rename(to.own, s.place.own) == 0);
	served_end(&s);
	CU_ASSERT_TRUE(place_name("a.room/record", name) && strcmp(name, "a") == 0);
	CU_ASSERT_FALSE(place_name(".room/record", name));
	CU_ASSERT_FALSE(place_name("/tmp/.room/record", name));
	CU_ASSERT_FALSE(place_name("record", name));
	CU_ASSERT_FALSE(place_name("", name));
}

struct times { long long last; int back; };

static bool see_time(void *context, const struct record_event *e)
{
	struct times *t = context;

	t->back += e->ms < t->last;
	t->last = e->ms;
	return true;
}

/* The wall's clock was set back by a year while nobody served. */
static void test_clock(void)
{
	struct served s;
	struct link leader;
	struct told told;
	struct record *rec;
	struct record_head head = {.name = "class", .scenario = "class", .text = served_lesson};
	struct room *r;
	struct room_news news;
	struct times times = {.last = 0};
	long long later = ((long long)time(NULL) + 31536000) * 1000;
	struct room_event e = {.ms = later, .who = ROOM_COMPUTER, .kind = ROOM_NEXT, .body = ""};

	served_init(&s);
	CU_ASSERT_FATAL(mkdir(s.place.own, 0700) == 0);
	CU_ASSERT_FATAL(record_create(s.place.record, &head, &rec, NULL) == STATUS_OK);
	CU_ASSERT_FATAL(record_replay(rec, (struct record_watch){.see = NULL}, &r, NULL) ==
		STATUS_OK);
	CU_ASSERT(room_step(r, &e, &news, NULL) == STATUS_OK);
	CU_ASSERT(record_add(rec, r, &e, NULL) == STATUS_OK);
	CU_ASSERT(record_commit(rec, NULL) == STATUS_OK);
	record_close(rec);
	room_free(r);
	CU_ASSERT_FATAL(served_start(&s, NULL, 0));
	CU_ASSERT_FATAL(served_join(&s, &leader, "leader", NULL, NULL));
	CU_ASSERT_FATAL(served_told(&leader, &told));
	CU_ASSERT_EQUAL(told.stage, ROOM_VOTE);
	CU_ASSERT_TRUE(served_do(&leader, &told, ROOM_REVEAL, ""));
	CU_ASSERT_FATAL(record_open(s.place.record, false, &rec, NULL) == STATUS_OK);
	CU_ASSERT(record_each(rec, see_time, &times, NULL) == STATUS_OK);
	CU_ASSERT_EQUAL(times.back, 0);
	CU_ASSERT(times.last >= later);
	record_close(rec);
	told_free(&told);
	link_close(&leader);
	served_end(&s);
}

void suite_room_server(void)
{
	CU_pSuite suite = CU_add_suite("room_server", NULL, NULL);

	signal(SIGPIPE, SIG_IGN);
	CU_add_test(suite, "a vote over a socket", test_vote);
	CU_add_test(suite, "back by a code", test_come_back);
	CU_add_test(suite, "guessed codes", test_guess);
	CU_add_test(suite, "what is refused", test_refused);
	CU_add_test(suite, "forged lines", test_forged);
	CU_add_test(suite, "where a room may be", test_places);
	CU_add_test(suite, "slow readers", test_slow_reader);
	CU_add_test(suite, "no more than there is room for", test_many);
	CU_add_test(suite, "killed in a loop", test_kill);
	CU_add_test(suite, "said again, done once", test_again);
	CU_add_test(suite, "a full disk", test_disk_full);
	CU_add_test(suite, "moved to another name", test_moved);
	CU_add_test(suite, "a locked record", test_locked);
	CU_add_test(suite, "records that are damaged", test_damaged);
	CU_add_test(suite, "a clock set back", test_clock);
}
