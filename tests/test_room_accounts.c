/* Who is who in a served room: accounts of one's own, as the kernel has them, and how many
 * connections each may have; lists of names; who leads. And what the server's process can still
 * do once it serves.
 *
 * Other accounts are borrowed by root for as long as it takes to connect: they need not exist. */
#define _DEFAULT_SOURCE /* setgroups */
#include "child.h"
#include "served.h"
#include "skip.h"

#include "base/sandbox.h"

#include <CUnit/CUnit.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CLASS = 60100, ANNA = 60001, BEN = 60002, STRANGER = 60003 };

/* Connects as another account; false: the system does not let it. */
static bool connect_as(const struct served *s, uid_t uid, gid_t gid, struct link *l,
	struct error *err)
{
	bool ok;

	CU_ASSERT_FATAL(setgroups(0, NULL) == 0 && setegid(gid) == 0 && seteuid(uid) == 0);
	ok = link_open(s->place.socket, l, err) == STATUS_OK;
	CU_ASSERT_FATAL(seteuid(0) == 0 && setegid(0) == 0);
	return ok;
}

static void sit_down(const struct served *s, uid_t uid, struct link *l, struct told *t)
{
	CU_ASSERT_FATAL(connect_as(s, uid, CLASS, l, NULL));
	/* what is said besides changes nothing of who it is */
	CU_ASSERT_TRUE(link_hello(l, "student", "teacher", "123456"));
	CU_ASSERT_TRUE_FATAL(served_told(l, t));
}

static bool open_room(struct served *s, const char *roster, bool own)
{
	if (geteuid() != 0) {
		skip("other accounts can be had by root alone");
		return false;
	}
	served_init(s);
	s->own = own;
	s->roster = roster;
	CU_ASSERT_FATAL(chown(s->directory, 0, CLASS) == 0);
	CU_ASSERT_FATAL(chmod(s->directory, 02750) == 0);
	CU_ASSERT_TRUE_FATAL(served_start(s, served_lesson, 0));
	return true;
}

static void test_own(void)
{
	struct served s;
	struct link leader, anna, ben, nobody;
	struct told told, t;

	if (!open_room(&s, NULL, true))
		return;
	CU_ASSERT_TRUE_FATAL(served_join(&s, &leader, "leader", NULL, NULL));
	CU_ASSERT_TRUE_FATAL(served_told(&leader, &told));
	CU_ASSERT_TRUE(served_do(&leader, &told, ROOM_NEXT, ""));
	sit_down(&s, ANNA, &anna, &t);
	CU_ASSERT_STRING_EQUAL(t.label, "account-60001");
	CU_ASSERT_PTR_NULL(t.code); /* the account says who it is */
	CU_ASSERT_TRUE(served_do(&anna, &t, ROOM_CHOOSE, "2"));
	told_free(&t);
	link_close(&anna);
	sit_down(&s, BEN, &ben, &t);
	CU_ASSERT_STRING_EQUAL(t.label, "account-60002");
	CU_ASSERT_EQUAL(t.people, 2);
	CU_ASSERT_EQUAL(t.mine[0], -1);
	told_free(&t);
	sit_down(&s, ANNA, &anna, &t); /* back, with nothing to be typed */
	CU_ASSERT_STRING_EQUAL(t.label, "account-60001");
	CU_ASSERT_EQUAL(t.people, 2);
	CU_ASSERT_EQUAL(t.mine[0], 1);
	told_free(&t);
	sit_down(&s, 65534, &nobody, &t); /* the one name that every system has */
	CU_ASSERT_STRING_EQUAL(t.label, "nobody");
	told_free(&t);
	told_free(&told);
	link_close(&leader);
	link_close(&anna);
	link_close(&ben);
	link_close(&nobody);
	served_end(&s);
}

static void test_lead(void)
{
	struct served s;
	struct link l;
	struct told told;
	struct error err;

	if (!open_room(&s, NULL, true))
		return;
	CU_ASSERT_FATAL(connect_as(&s, ANNA, CLASS, &l, NULL));
	CU_ASSERT_TRUE(link_hello(&l, "leader", NULL, NULL));
	CU_ASSERT_PTR_NOT_NULL(served_line(&l, "bye\twhy=only the account that serves"));
	link_close(&l);
	/* a seat does not lead either, whatever it says */
	sit_down(&s, ANNA, &l, &told);
	CU_ASSERT_TRUE(link_hello(&l, "leader", NULL, NULL));
	CU_ASSERT_PTR_NOT_NULL(served_line(&l, "no\twhy=that was said before"));
	CU_ASSERT_FALSE(served_do(&l, &told, ROOM_NEXT, ""));
	CU_ASSERT_FALSE(served_do(&l, &told, ROOM_REMOVE, "account-60001"));
	told_free(&told);
	link_close(&l);
	/* who is not of the class does not get as far as the socket */
	CU_ASSERT_FALSE(connect_as(&s, STRANGER, STRANGER, &l, &err));
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "this room is not for you"));
	served_end(&s);
}

static void test_eight(void)
{
	struct served s;
	struct link anna[SERVER_ACCOUNT_MAX], more, ben, leader[SERVER_ACCOUNT_MAX + 1];
	struct told told;

	if (!open_room(&s, NULL, true))
		return;
	for (int i = 0; i < SERVER_ACCOUNT_MAX; i++) {
		sit_down(&s, ANNA, &anna[i], &told);
		CU_ASSERT_EQUAL(told.people, 1);
		told_free(&told);
	}
	CU_ASSERT_FATAL(connect_as(&s, ANNA, CLASS, &more, NULL));
	CU_ASSERT_PTR_NOT_NULL(served_line(&more, "bye\twhy=too many are here"));
	link_close(&more);
	sit_down(&s, BEN, &ben, &told); /* others are none the worse for it */
	CU_ASSERT_EQUAL(told.people, 2);
	told_free(&told);
	/* nor does the teacher's account have such a bound */
	for (int i = 0; i <= SERVER_ACCOUNT_MAX; i++)
		CU_ASSERT_TRUE(served_join(&s, &leader[i], "leader", NULL, NULL) &&
			served_line(&leader[i], "told\t"));
	link_close(&anna[0]);
	/* the room learns of it in a turn of its own, before or with the next connection's */
	for (int tries = 0; tries < 100; tries++) {
		CU_ASSERT_FATAL(connect_as(&s, ANNA, CLASS, &more, NULL));
		link_hello(&more, "student", NULL, NULL);
		char *line = served_line(&more, "");
		bool in = line && strncmp(line, "told\t", 5) == 0;
		if (in)
			break;
		link_close(&more);
		CU_ASSERT(tries < 99);
	}
	link_close(&more);
	for (int i = 1; i < SERVER_ACCOUNT_MAX; i++)
		link_close(&anna[i]);
	for (int i = 0; i <= SERVER_ACCOUNT_MAX; i++)
		link_close(&leader[i]);
	link_close(&ben);
	served_end(&s);
}

/* An account that the class shares may take all the places there are: not its teacher's. */
static void test_crowd(void)
{
	struct link *l = calloc(SERVER_CLIENTS_MAX + 1, sizeof *l), leader;
	struct served s;

	CU_ASSERT_FATAL(l != NULL);
	if (open_room(&s, NULL, false)) {
		for (int i = 0; i <= SERVER_CLIENTS_MAX; i++) /* they say nothing */
			CU_ASSERT_FATAL(connect_as(&s, ANNA, CLASS, &l[i], NULL));
		CU_ASSERT_PTR_NOT_NULL(served_line(&l[SERVER_CLIENTS_MAX], "bye\twhy=too many are here"));
		CU_ASSERT_TRUE(served_join(&s, &leader, "leader", NULL, NULL));
		CU_ASSERT_PTR_NOT_NULL(served_line(&leader, "told\t"));
		link_close(&leader);
		for (int i = 0; i <= SERVER_CLIENTS_MAX; i++)
			link_close(&l[i]);
		served_end(&s);
	}
	free(l);
}

/* ---- lists of names --------------------------------------------------------------- */

static void write_list(char path[40], const char *text)
{
	int fd;

	strcpy(path, "/tmp/haggle-roster-XXXXXX");
	fd = mkstemp(path);
	CU_ASSERT_FATAL(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
}

static void test_list_of_accounts(void)
{
	char path[40];
	struct served s;
	struct link anna, ben;
	struct told told;

	write_list(path, "account-60001\nnobody\n");
	if (open_room(&s, path, true)) {
		sit_down(&s, ANNA, &anna, &told);
		CU_ASSERT_STRING_EQUAL(told.label, "account-60001");
		told_free(&told);
		CU_ASSERT_FATAL(connect_as(&s, BEN, CLASS, &ben, NULL));
		CU_ASSERT_TRUE(link_hello(&ben, "student", "account-60001", NULL));
		CU_ASSERT_PTR_NOT_NULL(served_line(&ben,
			"no\twhy=account-60002 is not on the list of this room"));
		link_close(&anna);
		link_close(&ben);
		served_end(&s);
	}
	unlink(path);
}

static void asks(const struct served *s, const char *label, const char *answer)
{
	struct link l;

	CU_ASSERT_TRUE_FATAL(served_join(s, &l, "student", label, ""));
	char *line = served_line(&l, answer);
	if (!line)
		fprintf(stderr, "\n%s: not answered by '%s'\n", label ? label : "nobody", answer);
	CU_ASSERT_PTR_NOT_NULL(line);
	link_close(&l);
}

static void test_list_of_names(void)
{
	char path[40], code[ROOM_CODE_DIGITS + 1];
	struct served s;
	struct link l;
	struct told told;

	write_list(path, "anna\nben\n\nclara.m"); /* the last line without its end */
	served_init(&s);
	s.roster = path;
	CU_ASSERT_TRUE_FATAL(served_start(&s, served_lesson, 0));
	asks(&s, NULL, "no\twhy=say who you are, as the list of this room has it");
	asks(&s, "dora", "no\twhy=say who you are");
	asks(&s, "ann", "no\twhy=say who you are");
	asks(&s, "clara", "no\twhy=say who you are");
	asks(&s, "clara.m", "told\t");
	CU_ASSERT_TRUE_FATAL(served_join(&s, &l, "student", "anna", ""));
	CU_ASSERT_TRUE_FATAL(served_told(&l, &told));
	CU_ASSERT_STRING_EQUAL(told.label, "anna");
	strcpy(code, told.code);
	told_free(&told);
	link_close(&l);
	/* a name alone does not lead into somebody's seat: the code does */
	asks(&s, "anna", "no\twhy=anna is here already: come back by the code");
	CU_ASSERT_TRUE_FATAL(served_join(&s, &l, "student", "anna", code));
	CU_ASSERT_TRUE_FATAL(served_told(&l, &told));
	CU_ASSERT_STRING_EQUAL(told.label, "anna");
	told_free(&told);
	link_close(&l);
	served_end(&s);
	unlink(path);
}

/* A code is lost: the teacher frees the name, and it has another code; of who sits there still, no
 * line is heard any more. */
static void test_freed_name(void)
{
	char path[40];
	struct served s;
	struct link lead, old, new;
	struct told led, before, after;

	write_list(path, "anna\nben\n");
	served_init(&s);
	s.roster = path;
	CU_ASSERT_TRUE_FATAL(served_start(&s, served_lesson, 0));
	CU_ASSERT_TRUE_FATAL(served_join(&s, &lead, "leader", NULL, NULL));
	CU_ASSERT_TRUE_FATAL(served_told(&lead, &led));
	CU_ASSERT_TRUE_FATAL(served_join(&s, &old, "student", "anna", ""));
	CU_ASSERT_TRUE_FATAL(served_told(&old, &before));
	CU_ASSERT_TRUE(served_do(&lead, &led, ROOM_REMOVE, "anna"));
	CU_ASSERT_TRUE_FATAL(served_join(&s, &new, "student", "anna", ""));
	CU_ASSERT_TRUE_FATAL(served_told(&new, &after));
	CU_ASSERT_STRING_EQUAL(after.label, "anna");
	CU_ASSERT_STRING_NOT_EQUAL(after.code, before.code);
	CU_ASSERT_PTR_NOT_NULL(served_line(&old, "bye\twhy=the teacher has closed this seat"));
	asks(&s, "anna", "no\twhy=anna is here already: come back by the code on its screen, or "
		"have the teacher free the name by k");
	told_free(&led);
	told_free(&before);
	told_free(&after);
	link_close(&lead);
	link_close(&old);
	link_close(&new);
	served_end(&s);
	unlink(path);
}

/* Whether a room is served with a list of these bytes. */
static bool serves(const char *bytes, size_t length)
{
	char path[40];
	struct served s;
	bool served;

	write_list(path, "");
	FILE *f = fopen(path, "w");
	CU_ASSERT_FATAL(f && fwrite(bytes, 1, length, f) == length);
	fclose(f);
	served_init(&s);
	s.roster = path;
	served = served_start(&s, served_lesson, 0);
	if (served) { /* what is between two names is none, nor are both together */
		asks(&s, "", "no\twhy=say who you are");
		asks(&s, "anna\nben", "no\twhy=say who you are");
		asks(&s, "\nanna", "no\twhy=say who you are");
		asks(&s, "ben", "told\t");
	}
	served_end(&s);
	unlink(path);
	return served;
}

static void test_files_of_names(void)
{
	static const char nul[] = "anna\0ben\n", all[] = "anna\nben\n\n";
	struct served s;

	CU_ASSERT_TRUE(serves(all, sizeof all - 1));
	CU_ASSERT_TRUE(serves("anna\nben", 8)); /* nothing ends the last line */
	CU_ASSERT_TRUE(serves("\xef\xbb\xbf" "anna\r\n ben \r\n", 16)); /* as of a spreadsheet */
	CU_ASSERT_FALSE(serves("anna\nben smith\n", 15));
	CU_ASSERT_FALSE(serves(nul, sizeof nul - 1));
	CU_ASSERT_FALSE(serves("", 0)); /* nobody could join */
	CU_ASSERT_FALSE(serves("\n \n", 3));
	served_init(&s);
	s.roster = "/";
	CU_ASSERT_FALSE(served_start(&s, served_lesson, 0));
	s.roster = "/dev/zero";
	CU_ASSERT_FALSE(served_start(&s, served_lesson, 0));
	served_end(&s);
}

/* ---- the server's fence ------------------------------------------------------------- */

static bool offered(void)
{
	if ((sandbox_offers() & SANDBOX_ALL) == SANDBOX_ALL)
		return true;
	skip("there is no such sandbox here");
	return false;
}

/* The real program. */
static void test_fence(void)
{
	struct served s;
	char dir[80], byte;
	int up[2];

	if (!offered())
		return;
	served_init(&s);
	snprintf(dir, sizeof dir, "--dir=%s", s.directory);
	CU_ASSERT_FATAL(pipe(up) == 0);
	s.pid = fork();
	if (s.pid == 0) {
		dup2(up[1], STDOUT_FILENO);
		close(up[0]);
		close(up[1]);
		execl(HAGGLE_PROGRAM, "haggle", "room", "serve", dir, "class", "symmetric",
			(char *)NULL);
		_exit(127);
	}
	close(up[1]);
	CU_ASSERT_EQUAL(read(up[0], &byte, 1), 1);
	close(up[0]);
	/* it has been told to serve; that it does shows that it is shut in */
	struct link l;
	CU_ASSERT_TRUE(served_join(&s, &l, "guest", NULL, NULL) && served_line(&l, "room\t"));
	link_close(&l);
	CU_ASSERT_TRUE(child_says(s.pid, "Seccomp:\t2\n"));
	CU_ASSERT_TRUE(child_says(s.pid, "NoNewPrivs:\t1\n"));
	served_end(&s);
}

/* What a server that an intruder has taken over might try; 0: it was refused. */
typedef int attempt(const struct served *s);

static int runs(const struct served *s)
{
	(void)s;
	return execl("/bin/true", "true", (char *)NULL);
}

static int forks(const struct served *s)
{
	(void)s;
	return (int)fork();
}

static int calls_out(const struct served *s)
{
	(void)s;
	return socket(AF_INET, SOCK_STREAM, 0);
}

static int joins(const struct served *s)
{
	struct link l;

	return (int)link_open(s->place.socket, &l, NULL);
}

static int kills(const struct served *s)
{
	(void)s;
	return kill(getppid(), 0);
}

static int opens(const struct served *s)
{
	char beside[120];

	snprintf(beside, sizeof beside, "%s/beside", s->directory);
	return (open("/etc/passwd", O_RDONLY) < 0 && errno == EACCES &&
		open(beside, O_WRONLY | O_CREAT, 0600) < 0 && errno == EACCES &&
		unlink(s->place.socket) < 0 && errno == EACCES) ? 0 : 1;
}

/* How one that serves and then tries that ends, as the shell has it. */
static int serves_and(const struct served *s, attempt *try)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		struct server_options o = {.directory = s->directory, .name = "class",
			.shared = true};
		struct server *server;
		struct error err;
		struct rlimit none = {0, 0};
		setrlimit(RLIMIT_CORE, &none);
		_exit(server_open(&o, &server, &err) == STATUS_OK &&
			server_shut_in(server, &err) == STATUS_OK ? try(s) : 127);
	}
	CU_ASSERT_FATAL(child > 0 && waitpid(child, &status, 0) == child);
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static void test_violations(void)
{
	static const struct { const char *name; attempt *try; int status; } tries[] = {
		{"a program", runs, 128 + SIGSYS}, {"a process", forks, 128 + SIGSYS},
		{"a host", calls_out, 128 + SIGSYS}, {"a connection", joins, 128 + SIGSYS},
		{"a signal", kills, 128 + SIGSYS}, {"files of others", opens, 0},
	};
	struct served s;

	if (!offered())
		return;
	served_init(&s);
	CU_ASSERT_TRUE_FATAL(served_start(&s, served_lesson, 0));
	served_kill(&s);
	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
		int status = serves_and(&s, tries[i].try);
		if (status != tries[i].status)
			fprintf(stderr, "\n%s: ends with %d\n", tries[i].name, status);
		CU_ASSERT_EQUAL(status, tries[i].status);
	}
	served_end(&s);
}

void suite_room_accounts(void)
{
	CU_pSuite suite = CU_add_suite("room_accounts", NULL, NULL);

	signal(SIGPIPE, SIG_IGN);
	CU_add_test(suite, "everybody is who the account says", test_own);
	CU_add_test(suite, "who leads, who comes in", test_lead);
	CU_add_test(suite, "eight connections of an account", test_eight);
	CU_add_test(suite, "a crowd, and the teacher", test_crowd);
	CU_add_test(suite, "a list of accounts", test_list_of_accounts);
	CU_add_test(suite, "a list of names, and codes", test_list_of_names);
	CU_add_test(suite, "a name that is freed", test_freed_name);
	CU_add_test(suite, "files of names", test_files_of_names);
	CU_add_test(suite, "the server is shut in", test_fence);
	CU_add_test(suite, "what ends the server", test_violations);
}
