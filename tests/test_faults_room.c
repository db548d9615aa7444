/* Each call of the system that a served room makes fails once, the record's among them: the
 * server goes on or ends saying why, and what it acknowledged is in the record, once, in its
 * order; served again without the fault, the room goes on. faults/faults.c does it. */
#include "child.h"
#include "pty.h"
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

enum { SHOWS = 3, TIMES_MAX = 400, SEAT_TIMES_MAX = 12, STATUS_MAX = 4 };

/* Of a fault: the call is only to be tried again; none but the server makes it. */
enum { HARMLESS = 1, SERVING = 2 };

static const struct { const char *call; int error; unsigned kind; } faults[] = {
	{"open", EACCES, 0}, {"read", EIO, 0}, {"write", ENOSPC, 0}, {"fsync", EIO, SERVING},
	{"pread", EIO, SERVING}, {"pwrite", ENOSPC, SERVING}, {"ftruncate", ENOSPC, SERVING},
	{"mmap", ENOMEM, 0}, {"close", EIO, 0}, {"fopen", EACCES, 0},
	{"mkdir", EACCES, SERVING}, {"chmod", EPERM, SERVING}, {"socket", EMFILE, 0},
	{"bind", EADDRINUSE, SERVING}, {"listen", EADDRINUSE, SERVING},
	{"connect", ECONNREFUSED, 0}, {"accept", EMFILE, SERVING}, {"recv", ECONNRESET, 0},
	{"send", EPIPE, 0}, {"poll", ENOMEM, 0}, {"poll", EINTR, HARMLESS},
	{"recv", EINTR, HARMLESS}, {"send", EINTR, HARMLESS},
	{"accept", EINTR, HARMLESS | SERVING},
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
				if (!ok || (faults[f].kind & HARMLESS && !same)) {
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
			failed += !holds(fault, faults[f].kind & HARMLESS, &more);
			count += more;
		}
		CU_ASSERT_FALSE(more);
	}
	CU_ASSERT_EQUAL(failed, 0);
	CU_ASSERT(count > 40);
}

/* ---- who sits at it ----------------------------------------------------------------- */

/* What somebody at a seat sees once all is well, a question before it, and what a key brings. */
static const struct seat_kind { const char *word, *asked, *well; } seats[] = {
	{"join", "Were you here before?", "You are "},
	{"lead", NULL, "To join, each types this"},
};

enum sight { SIGHT_ASKED, SIGHT_WELL, SIGHT_OVER, SIGHT_ENDED, SIGHT_NOTHING };

/* Reads until one of these stands there, or it has ended. */
static enum sight look(struct pty *p, const char *asked, const char *well)
{
	for (int waited = 0; waited < PTY_WAIT; waited += 100) {
		if (pty_find(p, "any key ends this", NULL, NULL))
			return SIGHT_OVER;
		if (asked && pty_find(p, asked, NULL, NULL))
			return SIGHT_ASKED;
		if (pty_find(p, well, NULL, NULL))
			return SIGHT_WELL;
		if (pty_pump(p, 100) < 0)
			return SIGHT_ENDED;
	}
	return SIGHT_NOTHING;
}

/* Whether a seat is taken all the same, and left by a key; or it ends saying why, of itself,
 * the terminal as it was. */
static bool seat_holds(struct pty *p, const struct seat_kind *seat, const char *fault)
{
	enum sight there = look(p, seat->asked, seat->well);
	int status = 0;
	size_t said;

	/* asked again where the answer was lost */
	for (int k = 0; k < 3 && there == SIGHT_ASKED && pty_send(p, "<Enter>"); k++) {
		pty_wait_gone(p, seat->asked, PTY_WAIT);
		there = look(p, seat->asked, seat->well);
	}
	if (there == SIGHT_WELL || there == SIGHT_OVER)
		pty_send(p, "q");
	bool ended = there != SIGHT_NOTHING && pty_wait_exit(p, PTY_WAIT, &status);
	pty_output(p, &said);
	bool ok = ended && WIFEXITED(status) && WEXITSTATUS(status) <= STATUS_MAX && said > 0 &&
		(there == SIGHT_WELL || WEXITSTATUS(status) > 0);
	if (!ok) {
		char *screen = pty_screen(p);
		fprintf(stderr, "room %s, %s: %s, status %x\n%s\n", seat->word, fault,
			there == SIGHT_NOTHING ? "nothing comes" : ended ? "ended" : "not ended", (unsigned)status,
			screen);
		free(screen);
	}
	return ok;
}

/* The call fails in a seat's program: whether that happened. */
static bool sit(const struct served *room, const struct seat_kind *seat, const char *fault,
	const char *told, int *failed)
{
	char dir[80], preload[300], which[60], file[110];
	const char *argv[] = {HAGGLE_PROGRAM, "room", seat->word, dir, "class", NULL};
	const char *env[] = {preload, which, file, NULL};
	struct pty_options o = {.argv = argv, .env = env};
	struct pty *p;

	snprintf(dir, sizeof dir, "--dir=%s", room->directory);
	snprintf(preload, sizeof preload, "LD_PRELOAD=%s", HAGGLE_FAULTS);
	snprintf(which, sizeof which, "HAGGLE_FAULT=%s", fault);
	snprintf(file, sizeof file, "HAGGLE_FAULT_TOLD=%s", told);
	unlink(told);
	p = pty_start(&o);
	CU_ASSERT_PTR_NOT_NULL_FATAL(p);
	*failed += !seat_holds(p, seat, fault);
	pty_free(p);
	FILE *f = fopen(told, "r");
	bool happened = f && fgetc(f) == '1';
	if (f)
		fclose(f);
	return happened;
}

/* Those who join and who lead: a lost connection is made again, what cannot be is said; and
 * the room goes on for others. */
static void test_seats(void)
{
	struct run r = {.pid = 0};
	char told[90];
	int failed = 0, count = 0;

	if (SANITIZED) {
		skip("a sanitizer wants to be loaded first");
		return;
	}
	served_init(&r.room);
	snprintf(told, sizeof told, "%s/told", r.room.directory);
	CU_ASSERT_FATAL(served_start(&r.room, served_lesson, 0));
	for (size_t s = 0; s < sizeof seats / sizeof *seats; s++)
		for (size_t f = 0; f < sizeof faults / sizeof *faults; f++) {
			bool more = true;
			int most = faults[f].kind & SERVING ? 0 : getenv("HAGGLE_TORTURE") ?
				SEAT_TIMES_MAX : faults[f].kind & HARMLESS ? 0 : 2 - (int)s;
			for (int n = 1; more && n <= most; n++) {
				char fault[40];
				snprintf(fault, sizeof fault, "%s:%d:%d", faults[f].call, n, faults[f].error);
				more = sit(&r.room, &seats[s], fault, told, &failed);
				count += more;
			}
		}
	CU_ASSERT_EQUAL(failed, 0);
	CU_ASSERT(count > 10);
	play(&r);
	for (int k = 0; k < SHOWS; k++)
		CU_ASSERT_TRUE(r.acknowledged[k]);
	CU_ASSERT_TRUE(recorded(&r));
	if (getenv("HAGGLE_TORTURE"))
		fprintf(stderr, "\n    seats: %d faults\n", count);
	unlink(told);
	served_end(&r.room);
}

void suite_faults_room(void)
{
	CU_pSuite s = CU_add_suite("faults_room", NULL, NULL);
	CU_add_test(s, "each call of a served room fails once", test_server);
	CU_add_test(s, "and of what asks for its record", test_asked);
	CU_add_test(s, "and of those who join and who lead", test_seats);
}
