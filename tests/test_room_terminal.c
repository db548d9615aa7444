/* A class in real terminals: the teacher's, a student's; what they see when the room is
 * killed and comes back, when a terminal vanishes, when the teacher leads. */
#include "child.h"
#include "pty.h"
#include "served.h"
#include "skip.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct pty *seat(const struct served *s, bool leader, bool restricted)
{
	char dir[80];
	const char *own[] = {HAGGLE_PROGRAM, "room", leader ? "lead" : "join", dir, "class", NULL};
	const char *shut[] = {HAGGLE_PROGRAM, "--restricted", dir, "--room=class", NULL};
	struct pty_options o = {.argv = restricted ? shut : own};

	snprintf(dir, sizeof dir, "--dir=%s", s->directory);
	struct pty *p = pty_start(&o);
	CU_ASSERT_PTR_NOT_NULL_FATAL(p);
	return p;
}

static void sees(struct pty *p, const char *text)
{
	bool there = pty_wait_for(p, text, PTY_WAIT);

	if (!there) {
		char *screen = pty_screen(p);
		fprintf(stderr, "\n'%s' does not come:\n%s\n", text, screen);
		free(screen);
	}
	CU_ASSERT_TRUE(there);
}

/* Once it listens to keys: what is typed before may be lost. */
static struct pty *teacher(const struct served *s)
{
	struct pty *p = seat(s, true, false);

	sees(p, " here");
	return p;
}

static struct pty *student(const struct served *s, bool restricted)
{
	struct pty *p = seat(s, false, restricted);

	sees(p, "Were you here before?");
	pty_send(p, "<Enter>");
	sees(p, "You are ");
	return p;
}

static void test_vote(void)
{
	struct served s;
	struct pty *t, *p;

	served_init(&s);
	CU_ASSERT_FATAL(served_start(&s, served_lesson, 0));
	t = teacher(&s);
	p = student(&s, true);
	sees(t, "1 of 1 here");
	pty_send(p, "n"); /* a student's key is not the teacher's */
	sees(p, "that key does nothing now");
	CU_ASSERT_FALSE(pty_find(t, "N back", NULL, NULL)); /* to where? */
	pty_send(t, "k");
	sees(t, "Enter remove  Esc give up"); /* keys are text */
	CU_ASSERT_FALSE(pty_find(t, "n next", NULL, NULL));
	pty_send(t, "<Esc>n");
	sees(p, "How much?");
	sees(t, "N back");
	sees(p, " a b vote");
	CU_ASSERT_FALSE(pty_find(p, "a b c vote", NULL, NULL));
	pty_send(p, "c"); /* of two */
	sees(p, "that key does nothing now");
	pty_send(p, "b");
	sees(p, "> b) More");
	sees(t, "1 of 1 answered");
	pty_send(t, "<Space>");
	sees(t, "## 1");
	pty_send(t, "<Space>");
	sees(p, "> b) More   RIGHT");
	pty_send(p, "q");
	CU_ASSERT_TRUE(pty_wait_exit(p, PTY_WAIT, NULL));
	sees(t, "0 of 1 here");
	pty_free(p);
	pty_free(t);
	served_end(&s);
}

/* Who mistypes a code is asked again. */
static void test_mistyped(void)
{
	struct served s;
	struct pty *p;

	served_init(&s);
	CU_ASSERT_FATAL(served_start(&s, served_lesson, 0));
	p = seat(&s, false, false);
	sees(p, "Were you here before?");
	pty_send(p, "0<Enter>");
	sees(p, "nobody here has this code");
	sees(p, "Were you here before?");
	pty_send(p, "<Enter>");
	sees(p, "You are ");
	pty_free(p);
	served_end(&s);
}

static void test_killed(void)
{
	struct served s;
	struct pty *t, *p;

	served_init(&s);
	CU_ASSERT_FATAL(served_start(&s, served_lesson, 0));
	t = teacher(&s);
	p = student(&s, false);
	pty_send(t, "n");
	sees(p, "How much?");
	pty_send(p, "a");
	sees(p, "> a) Less");
	served_kill(&s);
	sees(p, "DISCONNECTED");
	sees(t, "DISCONNECTED");
	CU_ASSERT_FATAL(served_start(&s, NULL, 0));
	CU_ASSERT_TRUE(pty_wait_gone(p, "DISCONNECTED", PTY_WAIT));
	sees(p, "> a) Less");
	sees(t, "1 of 1 answered");
	pty_free(p);
	pty_free(t);
	served_end(&s);
}

/* The teacher's terminal vanishes: nobody notices. The student's: the code leads back. */
static void test_vanish(void)
{
	struct served s;
	struct pty *t, *p;
	char code[8] = "";
	int x, y;

	served_init(&s);
	CU_ASSERT_FATAL(served_start(&s, served_lesson, 0));
	t = teacher(&s);
	p = student(&s, false);
	CU_ASSERT_TRUE_FATAL(pty_wait_at(p, "code ", &x, &y));
	for (int i = 0; i < ROOM_CODE_DIGITS; i++)
		code[i] = (char)pty_cell(p, x + 5 + i, y).cp;
	pty_send(t, "n");
	sees(p, "How much?");
	pty_hangup(t);
	pty_free(t);
	pty_send(p, "a");
	sees(p, "> a) Less");
	pty_hangup(p);
	pty_free(p);
	p = seat(&s, false, false);
	sees(p, "Were you here before?");
	pty_send(p, code);
	pty_send(p, "<Enter>");
	sees(p, "> a) Less");
	t = teacher(&s);
	sees(t, "1 of 1 answered");
	pty_free(p);
	pty_free(t);
	served_end(&s);
}

/* Over a command, as from another host; what it says when it fails is shown. */
static void test_through(void)
{
	char through[200];
	const char *argv[] = {HAGGLE_PROGRAM, "room", "join", through, "class", NULL};
	const char *lead[] = {HAGGLE_PROGRAM, "room", "lead", through, "class", NULL};
	const char *wrong[] = {HAGGLE_PROGRAM, "room", "join",
		"--through=echo no such host >&2; exit 255", "class", NULL};
	const char *other[] = {HAGGLE_PROGRAM, "room", "join", "--through=echo Welcome; cat",
		"class", NULL};
	struct served s;
	struct pty *t, *p;

	served_init(&s);
	CU_ASSERT_FATAL(served_start(&s, served_lesson, 0));
	snprintf(through, sizeof through, "--through=exec %s room connect --dir=%s class",
		HAGGLE_PROGRAM, s.directory);
	t = pty_start(&(struct pty_options){.argv = lead});
	p = pty_start(&(struct pty_options){.argv = argv});
	CU_ASSERT_TRUE_FATAL(t && p);
	sees(p, "Were you here before?");
	pty_send(p, "<Enter>");
	sees(p, "You are amber-badger");
	sees(t, "1 of 1 here");
	pty_send(t, "n");
	sees(p, "How much?");
	pty_send(p, "b");
	sees(t, "1 of 1 answered");
	served_kill(&s);
	sees(p, "DISCONNECTED");
	CU_ASSERT_FATAL(served_start(&s, NULL, 0));
	CU_ASSERT_TRUE(pty_wait_gone(p, "DISCONNECTED", PTY_WAIT)); /* by its code, unasked */
	sees(p, "> b) More");
	sees(t, "1 of 1 answered");
	pty_send(p, "q");
	CU_ASSERT_TRUE(pty_wait_exit(p, PTY_WAIT, NULL));
	pty_free(p);
	pty_free(t);
	served_end(&s);
	p = pty_start(&(struct pty_options){.argv = wrong});
	sees(p, "no such host");
	pty_free(p);
	p = pty_start(&(struct pty_options){.argv = other});
	sees(p, "not a room of this version");
	pty_free(p);
}

static void test_follow(void)
{
	struct served s;
	struct pty *t, *p;

	served_init(&s);
	CU_ASSERT_FATAL(served_start(&s, served_lesson, 0));
	t = teacher(&s);
	p = student(&s, true);
	pty_send(t, "F");
	sees(p, "you see what the teacher sees");
	sees(t, "the class sees what you see");
	sees(t, "F end following  Left/Right change");
	/* of who follows only these do anything */
	sees(p, "F explore by yourself  q leave");
	CU_ASSERT_FALSE(pty_find(p, "Left/Right", NULL, NULL));
	pty_send(t, "2<Right>");
	sees(p, "[2 Utilities]");
	sees(p, "share 0.5100");
	pty_send(p, "3");
	sees(p, "the teacher leads");
	pty_send(p, "F3");
	sees(p, "[3 Frontier]");
	sees(p, "F back to the teacher's  Left/Right change");
	pty_send(p, "/F"); /* text */
	sees(p, "find: F");
	pty_send(p, "<Esc>");
	CU_ASSERT_TRUE(pty_wait_gone(p, "find: F", PTY_WAIT));
	pty_send(p, "F");
	sees(p, "[2 Utilities]");
	pty_send(t, "F");
	sees(p, "The teacher begins.");
	pty_free(p);
	pty_free(t);
	served_end(&s);
}

static void test_words(void)
{
	static const struct { const char *line; int status; const char *says; } tries[] = {
		{"", 2, "room takes"},
		{"dance econ", 2, "room has no 'dance'"},
		{"serve", 2, "room serve takes NAME [SCENARIO]"},
		{"serve ../x symmetric", 1, "no room is called"},
		{"serve econ", 1, "there is no room econ yet"},
		{"export econ", 1, "econ.room/record: there is no record of such a room"},
		{"list --dir=/dev/null", 4, "/dev/null: Not a directory"},
		{"list --dir=/nonexistent", 4, "/nonexistent: No such file or directory"},
		{"join --as= econ", 1, "--as= cannot be a name: 1 to 31 letters"},
		{"join --as=$(printf %02000d 0) econ", 1, " cannot be a name: 1 to 31 letters"},
		{"--restricted serve econ symmetric", 2, "" /* it can write no file */},
		{"--restricted lead econ", 2, ""},
		{"--restricted join --through=true econ", 2, ""},
	};
	char dir[] = "/tmp/haggle-words-XXXXXX", script[300];

	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(dir));
	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
		snprintf(script, sizeof script, "\"$HAGGLE\" room --dir=%s %s", dir, tries[i].line);
		CU_ASSERT_TRUE(child_ends(script, tries[i].status, tries[i].says, NULL));
	}
	snprintf(script, sizeof script, "rm -rf %s", dir);
	struct child ran;
	child_shell(&ran, script);
	child_free(&ran);
}

static void lists(const struct served *s, const char *says)
{
	char script[200];
	struct child ran;

	snprintf(script, sizeof script, "\"$HAGGLE\" room list --dir=%s", s->directory);
	child_shell(&ran, script);
	CU_ASSERT_EQUAL(ran.status, 0);
	if (strcmp(ran.out, says) != 0)
		fprintf(stderr, "\n[%s] for [%s]\n", ran.out, says);
	CU_ASSERT_STRING_EQUAL(ran.out, says);
	child_free(&ran);
}

static void test_list(void)
{
	struct served s;
	struct link student;
	struct told told;

	served_init(&s);
	lists(&s, "");
	CU_ASSERT_FATAL(served_start(&s, served_lesson, 0));
	CU_ASSERT_FATAL(served_join(&s, &student, "student", NULL, ""));
	CU_ASSERT_FATAL(served_told(&student, &told));
	lists(&s, "class  A class  1 here  lobby\n");
	served_kill(&s);
	lists(&s, "class  not served\n");
	told_free(&told);
	link_close(&student);
	served_end(&s);
}

/* The unit that is shipped, with this haggle and accounts that there are. */
static void test_unit(void)
{
	static const char script[] = "d=$(mktemp -d) && u=$d/haggle-room@lesson-quarter.service && "
		"sed \"s,/usr/local/bin/haggle,$(realpath \"$HAGGLE\"),; s/=teacher/=$(id -un)/; "
		"s/=class/=$(id -gn)/\" man/haggle-room@.service >$u && systemd-analyze verify $u; "
		"s=$?; rm -r $d; exit $s";
	struct child ran;

	child_shell(&ran, "systemd-analyze --version && realpath man && id -un && id -gn");
	bool there = ran.status == 0;
	child_free(&ran);
	if (!there) {
		skip("there is no systemd-analyze");
		return;
	}
	child_shell(&ran, script);
	if (ran.status != 0 || ran.err[0])
		fprintf(stderr, "\n%s\n", ran.err);
	CU_ASSERT_EQUAL(ran.status, 0);
	CU_ASSERT_STRING_EQUAL(ran.err, "");
	child_free(&ran);
}

/* While it is served: each vote is a row. */
static void test_export(void)
{
	static const struct { const char *format, *says; } tries[] = {
		{"csv", ",1,,,amber-badger,,choose,2,"}, {"otree", "p1,amber-badger,0,0,class,2,"},
		{"json", "\"who\":\"amber-badger\",\"kind\":\"choose\",\"body\":\"2\"}"},
	};
	struct served s;
	struct link leader, student;
	struct told told, other;

	served_init(&s);
	CU_ASSERT_FATAL(served_start(&s, served_lesson, 0));
	CU_ASSERT_FATAL(served_join(&s, &leader, "leader", NULL, NULL));
	CU_ASSERT_FATAL(served_told(&leader, &told));
	CU_ASSERT_FATAL(served_join(&s, &student, "student", NULL, ""));
	CU_ASSERT_FATAL(served_told(&student, &other));
	CU_ASSERT_TRUE(served_do(&leader, &told, ROOM_NEXT, ""));
	told_free(&told);
	char code[ROOM_CODE_DIGITS + 1];
	strcpy(code, other.code);
	told_free(&other);
	CU_ASSERT_FATAL(served_told(&student, &other));
	CU_ASSERT_TRUE(served_do(&student, &other, ROOM_CHOOSE, "2"));
	told_free(&other);
	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
		char script[300];
		struct child ran;
		snprintf(script, sizeof script, "\"$HAGGLE\" room export class --dir=%s --format=%s",
			s.directory, tries[i].format);
		child_shell(&ran, script);
		CU_ASSERT_EQUAL(ran.status, 0);
		if (!strstr(ran.out, tries[i].says))
			fprintf(stderr, "\n%s lacks %s\n", ran.out, tries[i].says);
		CU_ASSERT_TRUE(strstr(ran.out, tries[i].says) != NULL);
		CU_ASSERT_TRUE(strstr(ran.out, code) == NULL); /* it would let others in */
		child_free(&ran);
	}
	link_close(&leader);
	link_close(&student);
	served_end(&s);
}

void suite_room_terminal(void)
{
	CU_pSuite suite = CU_add_suite("room_terminal", NULL, NULL);

	CU_add_test(suite, "a vote, and a restricted seat", test_vote);
	CU_add_test(suite, "a code is mistyped", test_mistyped);
	CU_add_test(suite, "the room is killed, and is back", test_killed);
	CU_add_test(suite, "terminals vanish", test_vanish);
	CU_add_test(suite, "through a command", test_through);
	CU_add_test(suite, "follow me", test_follow);
	CU_add_test(suite, "what the command refuses", test_words);
	CU_add_test(suite, "a list of rooms", test_list);
	CU_add_test(suite, "the unit that is shipped", test_unit);
	CU_add_test(suite, "exported while it is served", test_export);
}
