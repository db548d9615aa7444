/* Each call of the system that a served room makes fails once, the record's among them: the
 * server goes on or ends saying why, and what it acknowledged is in the record, once, in its
 * order; served again without the fault, the room goes on. faults/faults.c does it. */
#include "child.h"
#include "room/record.h"
#include "served.h"
#include "skip.h"

#include "base/instrumented.h"

#include <CUnit/CUnit.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SHOWS = 3, TIMES_MAX = 400, STATUS_MAX = 4 };

static const struct {
	const char *call;
	int error;
	bool harmless; /* it is only to be tried again */
} faults[] = {
	{"open", EACCES, false}, {"read", EIO, false}, {"write", ENOSPC, false}, {"fsync", EIO, false},
	{"pread", EIO, false}, {"pwrite", ENOSPC, false}, {"ftruncate", ENOSPC, false},
	{"mmap", ENOMEM, false}, {"close", EIO, false}, {"fopen", EACCES, false}, {"mkdir", EACCES, false},
	{"chmod", EPERM, false}, {"socket", EMFILE, false}, {"bind", EADDRINUSE, false},
	{"listen", EADDRINUSE, false}, {"accept", EMFILE, false}, {"recv", ECONNRESET, false},
	{"send", EPIPE, false}, {"poll", ENOMEM, false}, {"poll", EINTR, true}, {"recv", EINTR, true},
	{"send", EINTR, true}, {"accept", EINTR, true},
};

struct run {
	struct served room; /* its pid is unused: the program serves */
	char told[90], said[90];
	pid_t pid;
	bool listens;
	bool acknowledged[SHOWS];
	int status; /* that it ended with of itself; -1: it was ended */
};

static void serve(const struct run *r, const char *fault, int up)
{
	char value[60], file[110], dir[80];
	int said = open(r->said, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	snprintf(dir, sizeof dir, "--dir=%s", r->room.directory);
	snprintf(value, sizeof value, "%s", fault);
	snprintf(file, sizeof file, "%s", r->told);
	setenv("HAGGLE_FAULT", value, 1);
	setenv("HAGGLE_FAULT_TOLD", file, 1);
	setenv("LD_PRELOAD", HAGGLE_FAULTS, 1);
	dup2(up, STDOUT_FILENO);
	dup2(said, STDERR_FILENO);
	execl(HAGGLE_PROGRAM, HAGGLE_PROGRAM, "room", "serve", dir, "--accounts=shared", "class",
		"presets/lesson-quarter.ini", (char *)NULL);
	_exit(127);
}

static void start(struct run *r, const char *fault)
{
	int up[2];
	char byte;

	CU_ASSERT_FATAL(pipe(up) == 0);
	r->pid = fork();
	CU_ASSERT_FATAL(r->pid >= 0);
	if (r->pid == 0) {
		close(up[0]);
		serve(r, fault, up[1]);
	}
	close(up[1]);
	r->listens = read(up[0], &byte, 1) == 1;
	close(up[0]);
}

/* A leader, who connects again where the connection is lost, once a command. */
static void play(struct run *r)
{
	for (int k = 0; k < SHOWS; k++) {
		struct link l = {.fd = -1};
		struct told told = {.room = NULL};
		char body[12];

		snprintf(body, sizeof body, "%d", k);
		if (served_join(&r->room, &l, "leader", NULL, NULL) && served_told(&l, &told))
			r->acknowledged[k] = served_do(&l, &told, ROOM_SHOW, body);
		told_free(&told);
		link_close(&l);
	}
}

static void end(struct run *r)
{
	int status = 0;
	pid_t ended = r->listens ? waitpid(r->pid, &status, WNOHANG) : waitpid(r->pid, &status, 0);

	r->status = -1;
	if (ended == r->pid)
		r->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	else if (kill(r->pid, SIGKILL) == 0)
		waitpid(r->pid, &status, 0);
}

/* ---- what is left ------------------------------------------------------------------- */

struct shown { int count, number[SHOWS + 2]; };

static bool count_shows(void *context, const struct record_event *e)
{
	struct shown *s = context;

	if (strcmp(e->kind, "show") == 0 && s->count < SHOWS + 2)
		s->number[s->count++] = atoi(e->body);
	return true;
}

/* All that was acknowledged, and nothing twice or out of order. */
static bool recorded(const struct run *r)
{
	struct shown s = {0};
	struct record *rec;
	bool ok = true, any = false;

	for (int k = 0; k < SHOWS; k++)
		any |= r->acknowledged[k];
	if (record_open(r->room.place.record, false, &rec, NULL) != STATUS_OK)
		return !any;
	ok = record_each(rec, count_shows, &s, NULL) == STATUS_OK || !any;
	record_close(rec);
	for (int i = 1; i < s.count; i++)
		ok = ok && s.number[i] > s.number[i - 1];
	for (int k = 0; k < SHOWS; k++) {
		bool there = false;
		for (int i = 0; i < s.count; i++)
			there |= s.number[i] == k;
		ok = ok && (there || !r->acknowledged[k]);
	}
	return ok;
}

static bool says_something(const struct run *r)
{
	FILE *f = fopen(r->said, "r");
	bool any = f && fgetc(f) != EOF;

	if (f)
		fclose(f);
	return any;
}

static bool is_told(const struct run *r)
{
	FILE *f = fopen(r->told, "r");
	bool is = f && fgetc(f) == '1';

	if (f)
		fclose(f);
	return is;
}

/* Whether it is as it should be. *happened: whether the fault did. */
static bool holds(const char *fault, bool harmless, bool *happened)
{
	struct run r = {.pid = 0}, again;
	bool ok, all = true;

	served_init(&r.room);
	snprintf(r.told, sizeof r.told, "%s/told", r.room.directory);
	snprintf(r.said, sizeof r.said, "%s/said", r.room.directory);
	start(&r, fault);
	if (r.listens)
		play(&r);
	end(&r);
	for (int k = 0; k < SHOWS; k++)
		all = all && r.acknowledged[k];
	*happened = is_told(&r);
	ok = r.status < 0 || (r.status > 0 && r.status <= STATUS_MAX && says_something(&r));
	ok = ok && recorded(&r) && (all || (*happened && !harmless));
	if (!ok)
		fprintf(stderr, "room, %s: status %d, acknowledged %d%d%d\n", fault, r.status,
			r.acknowledged[0], r.acknowledged[1], r.acknowledged[2]);
	again = r;
	start(&again, "");
	if (!again.listens) {
		ok = false;
		fprintf(stderr, "room, %s: it is not served again\n", fault);
	}
	again.listens = false; /* ended now */
	kill(again.pid, SIGKILL);
	end(&again);
	unlink(r.told);
	unlink(r.said);
	served_end(&r.room);
	return ok;
}

/* The next occurrence to try: all of them are tried under HAGGLE_TORTURE, else fewer the
 * later they come. */
static int after(int n)
{
	return getenv("HAGGLE_TORTURE") ? n + 1 : n < 2 ? n + 1 : 3 * n;
}

/* Runs haggle room WORD on a room that is served: whether the fault happened. */
static bool ask(struct child *ran, const struct served *room, const char *word, const char *fault)
{
	char command[400];

	snprintf(command, sizeof command, "t=$(mktemp -u); LD_PRELOAD=%s HAGGLE_FAULT=%s "
		"HAGGLE_FAULT_TOLD=$t \"$HAGGLE\" room %s --dir=%s; s=$?; ! grep -q 1 $t || "
		"echo TOLD >&2; rm $t; exit $s", HAGGLE_FAULTS, fault, word, room->directory);
	child_shell(ran, command);
	char *told = strstr(ran->err, "TOLD\n");
	if (told)
		*told = '\0';
	return told != NULL;
}

/* What is asked of a room gives all of it, or a part and why it ended. */
static void test_asked(void)
{
	static const char *const words[] = {"export class", "export class --format=json", "list"};
	struct run r = {.pid = 0};
	int failed = 0, count = 0;

	if (SANITIZED) {
		skip("a sanitizer wants to be loaded first");
		return;
	}
	served_init(&r.room);
	CU_ASSERT_FATAL(served_start(&r.room, served_lesson, 0));
	play(&r);
	for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
		/* A room that does not answer is a line, and how many are here may change. */
		bool list = strcmp(words[w], "list") == 0;
		struct child whole, ran;
		CU_ASSERT_FALSE(ask(&whole, &r.room, words[w], ""));
		CU_ASSERT(whole.status == 0 && whole.out_n > 0);
		for (size_t f = 0; f < sizeof faults / sizeof *faults; f++) {
			bool more = true;
			for (int n = 1; more && n <= TIMES_MAX; n = after(n)) {
				char fault[40];
				snprintf(fault, sizeof fault, "%s:%d:%d", faults[f].call, n, faults[f].error);
				more = ask(&ran, &r.room, words[w], fault);
				count += more && !list;
				bool same = list ? strncmp(ran.out, "class  ", 7) == 0 : strcmp(ran.out, whole.out) == 0;
				bool ok = ran.status == 0 ? same || list : ran.status <= STATUS_MAX && ran.err[0] &&
					strncmp(ran.out, whole.out, ran.out_n) == 0;
				if (!ok || (faults[f].harmless && !same)) {
					failed++;
					fprintf(stderr, "%s, %s: status %d, %s%s\n", words[w], fault, ran.status,
						ran.out, ran.err);
				}
				child_free(&ran);
			}
		}
		child_free(&whole);
	}
	CU_ASSERT_EQUAL(failed, 0);
	CU_ASSERT(count > 20);
	served_end(&r.room);
}

static void test_server(void)
{
	int failed = 0, count = 0;

	if (SANITIZED) {
		skip("a sanitizer wants to be loaded first");
		return;
	}
	for (size_t f = 0; f < sizeof faults / sizeof *faults; f++) {
		bool more = true;
		for (int n = 1; more && n <= TIMES_MAX; n = after(n)) {
			char fault[40];
			snprintf(fault, sizeof fault, "%s:%d:%d", faults[f].call, n, faults[f].error);
			failed += !holds(fault, faults[f].harmless, &more);
			count += more;
		}
		CU_ASSERT_FALSE(more);
	}
	CU_ASSERT_EQUAL(failed, 0);
	CU_ASSERT(count > 40);
}

void suite_faults_room(void)
{
	CU_pSuite s = CU_add_suite("faults_room", NULL, NULL);
	CU_add_test(s, "each call of a served room fails once", test_server);
	CU_add_test(s, "and of what asks for its record", test_asked);
}
