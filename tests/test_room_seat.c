/* A seat's end of its connection: each thing that is done happens once, whatever becomes of
 * connections and answers. The room at the other end is the test. */
#include "class.h"
#include "ui/class_state.h"

#include <CUnit/CUnit.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const struct explorer_options usual;

struct line_up {
	struct class class;
	struct class_options options;
	struct class_seat seat;
	int room; /* the other end */
};

/* A connection, with nothing said yet. */
static void connect_again(struct line_up *u)
{
	int pair[2];

	CU_ASSERT_FATAL(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
	fcntl(pair[0], F_SETFL, O_NONBLOCK);
	fcntl(pair[1], F_SETFL, O_NONBLOCK);
	u->seat.link = (struct link){.fd = pair[0], .greeted = true};
	u->seat.connected = true;
	u->room = pair[1];
}

static void lose(struct line_up *u)
{
	seat_lose(&u->seat);
	close(u->room);
}

static void say(struct line_up *u, const char *line)
{
	CU_ASSERT_EQUAL(write(u->room, line, strlen(line)), (ssize_t)strlen(line));
	seat_read(&u->seat);
}

/* The room tells what there is, `done` of it by this seat. */
static void tell(struct line_up *u, int done)
{
	struct buffer w = {.text = NULL};
	struct told t;

	CU_ASSERT_FATAL(room_tell(u->class.room, 0, &t, NULL) == STATUS_OK);
	t.done = done;
	buffer_add_text(&w, "told\t");
	told_write(&t, &w);
	buffer_add_text(&w, "\n");
	CU_ASSERT_FATAL(w.text != NULL);
	say(u, w.text);
	buffer_free(&w);
	told_free(&t);
}

/* What came to the room is this, and nothing else. */
static void came(struct line_up *u, const char *line)
{
	char bytes[4000];
	ssize_t n = read(u->room, bytes, sizeof bytes - 1);

	bytes[n > 0 ? n : 0] = '\0';
	if (strcmp(bytes, line) != 0)
		fprintf(stderr, "\ncame: %s\nnot:  %s\n", bytes, line);
	CU_ASSERT_STRING_EQUAL(bytes, line);
}

static void open_seat(struct line_up *u)
{
	memset(u, 0, sizeof *u);
	class_open(&u->class, NULL);
	class_join(&u->class, 1);
	u->options = (struct class_options){.name = "class", .explore = &usual};
	u->seat.options = &u->options;
	u->seat.told.left = -1;
	scenario_init(&u->seat.game);
	CU_ASSERT_FATAL(canvas_init(&u->seat.canvas, 80, 24, NULL) == STATUS_OK);
	connect_again(u);
	tell(u, 4);
	came(u, "");
}

static void close_seat(struct line_up *u)
{
	close(u->room);
	seat_free(&u->seat);
	class_close(&u->class);
}

static const char first[] = "do\tseq=5\tat=0\tkind=choose\tbody=1\n";
static const char second[] = "do\tseq=6\tat=0\tkind=choose\tbody=2\n";

/* Of an ultimatum one side is asked for an offer, the other for the worst that it would accept. */
static void test_ultimatum(void)
{
	struct lesson_lab lab = lesson_lab_default();
	int offers = 0;

	lab.protocol = LAB_ULTIMATUM;
	for (int p = 0; p < 2; p++) {
		struct line_up u;
		struct told t;
		char *text;

		open_seat(&u);
		class_close(&u.class);
		class_open(&u.class, &lab);
		class_join(&u.class, 2);
		class_to_deal(&u.class);
		CU_ASSERT_FATAL(room_tell(u.class.room, p, &t, NULL) == STATUS_OK);
		told_free(&u.seat.told);
		u.seat.told = t;
		class_draw(&u.seat);
		CU_ASSERT_FATAL(canvas_to_text(&u.seat.canvas, &text, NULL) == STATUS_OK);
		CU_ASSERT_EQUAL(strstr(text, "Enter offer") != NULL, t.proposes);
		CU_ASSERT_EQUAL(strstr(text, "Enter decide") != NULL, !t.proposes);
		CU_ASSERT_EQUAL(strstr(text, "worst share") != NULL, !t.proposes);
		offers += t.proposes;
		free(text);
		close_seat(&u);
	}
	CU_ASSERT_EQUAL(offers, 1);
}

static void test_in_turn(void)
{
	struct line_up u;

	open_seat(&u);
	seat_do(&u.seat, ROOM_CHOOSE, "1");
	seat_do(&u.seat, ROOM_CHOOSE, "2");
	came(&u, first); /* the second waits for its answer */
	say(&u, "ok\tseq=5\n");
	came(&u, second);
	say(&u, "no\tseq=6\twhy=not now\n");
	CU_ASSERT_STRING_EQUAL(u.seat.message, "not now");
	seat_do(&u.seat, ROOM_CHOOSE, "2"); /* what was refused had no number */
	came(&u, second);
	for (int i = 0; i < SEAT_DOINGS_MAX; i++)
		seat_do(&u.seat, ROOM_CHOOSE, "3");
	CU_ASSERT_STRING_EQUAL(u.seat.message, "the room does not answer: that was not taken");
	close_seat(&u);
}

/* No answer, a new connection: the same number, whether it had arrived or not. */
static void test_lost(void)
{
	for (int arrived = 0; arrived < 2; arrived++) {
		struct line_up u;
		open_seat(&u);
		seat_do(&u.seat, ROOM_CHOOSE, "1");
		seat_do(&u.seat, ROOM_CHOOSE, "2");
		came(&u, first);
		lose(&u);
		seat_do(&u.seat, ROOM_CHOOSE, "3");
		CU_ASSERT_STRING_EQUAL(u.seat.message, SEAT_LOST);
		CU_ASSERT_STRING_EQUAL(u.seat.notice, SEAT_LOST);
		connect_again(&u);
		came(&u, ""); /* it is not known yet who it is */
		tell(&u, 4 + arrived);
		came(&u, first);
		say(&u, "ok\tseq=5\n");
		came(&u, second);
		close_seat(&u);
	}
}

static void test_another_terminal(void)
{
	struct line_up u;

	open_seat(&u);
	seat_do(&u.seat, ROOM_CHOOSE, "2");
	came(&u, "do\tseq=5\tat=0\tkind=choose\tbody=2\n");
	say(&u, "again\tseq=5\tdone=5\n"); /* sooner; this one never happened */
	came(&u, second);
	lose(&u);
	connect_again(&u);
	tell(&u, 7);
	came(&u, second);
	say(&u, "again\tseq=6\tdone=7\n"); /* this one may have: nobody knows */
	came(&u, "");
	CU_ASSERT_PTR_NOT_NULL(strstr(u.seat.message, "may have been lost"));
	seat_do(&u.seat, ROOM_CHOOSE, "1");
	came(&u, "do\tseq=8\tat=0\tkind=choose\tbody=1\n");
	close_seat(&u);
}

/* What a full disk does not take is not said again by itself. */
static void test_nothing_is_taken(void)
{
	struct line_up u;

	open_seat(&u);
	seat_do(&u.seat, ROOM_CHOOSE, "1");
	came(&u, first);
	say(&u, "notice\twhy=the disk is full\n");
	CU_ASSERT_STRING_EQUAL(u.seat.notice, "the disk is full");
	tell(&u, 4);
	came(&u, "");
	say(&u, "notice\twhy=\n");
	seat_do(&u.seat, ROOM_CHOOSE, "1");
	came(&u, first);
	close_seat(&u);
}

void suite_room_seat(void)
{
	CU_pSuite suite = CU_add_suite("room_seat", NULL, NULL);

	signal(SIGPIPE, SIG_IGN);
	CU_add_test(suite, "an ultimatum", test_ultimatum);
	CU_add_test(suite, "one thing after the other", test_in_turn);
	CU_add_test(suite, "a lost connection", test_lost);
	CU_add_test(suite, "another terminal was sooner", test_another_terminal);
	CU_add_test(suite, "a full disk", test_nothing_is_taken);
}
