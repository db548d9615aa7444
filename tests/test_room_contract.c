/* A class that haggles over a share and a term beside it: what is paid, by closed forms (costs
 * a0^2 and x^2, revenue a), what the computer takes, what a seat's keys say to the room, and that
 * the same events, and those of records with shares alone, make the room again. */
#include "class.h"
#include "room/export.h"
#include "room/record.h"
#include "ui/class_state.h"

#include <CUnit/CUnit.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define NEAR(got, want) CU_ASSERT_DOUBLE_EQUAL(got, want, 1e-9)
#define OK(x) CU_assertImplementation((x), __LINE__, #x, __FILE__, "", CU_FALSE)
#define REFUSED(x) CU_assertImplementation(!(x), __LINE__, "refused: " #x, __FILE__, "", CU_FALSE)

/* One round of it, at work, of two people; whose seats are g and s. */
static void begin(struct class *c, enum lab_over over, int people, int *g, int *s)
{
	struct lesson_lab lab = lesson_lab_default();

	lab.over = over;
	lab.rounds = 1;
	class_open(c, &lab);
	class_join(c, people);
	class_to_deal(c);
	*g = c->room->round[0].pair[0].seat[SEAT_GENERALIST];
	*s = c->room->round[0].pair[0].seat[SEAT_SPECIALIST];
}

static struct room_pair *pair(const struct class *c)
{
	return &c->room->round[c->room->rounds - 1].pair[0];
}

/* The same events make the same room; then the class ends. */
static void replay(struct class *c)
{
	struct room *again = class_replay(c);
	char *a = class_dump(c->room), *b;

	CU_ASSERT_PTR_NOT_NULL_FATAL(again);
	b = class_dump(again);
	CU_ASSERT_STRING_EQUAL(a, b);
	free(a);
	free(b);
	room_free(again);
	class_close(c);
}

/* Without any share the generalist builds what is best for all, or its fee is declined. */
static void test_fee(void)
{
	struct class c;
	int g, s;

	begin(&c, LAB_FEE, 2, &g, &s);
	REFUSED(class_do(&c, g, ROOM_OFFER, "0 x"));
	REFUSED(class_do(&c, g, ROOM_OFFER, "0 1e7"));
	REFUSED(class_do(&c, g, ROOM_OFFER, "1.5 0.1"));
	OK(class_do(&c, g, ROOM_OFFER, "0 0.75"));
	REFUSED(class_do(&c, s, ROOM_ACCEPT, "0 0.5"));
	REFUSED(class_do(&c, s, ROOM_ACCEPT, "0"));
	OK(class_do(&c, s, ROOM_ACCEPT, "0 0.75"));
	NEAR(pair(&c)->term, .75);
	OK(class_share(&c, g, ROOM_LEVEL, .5));
	OK(class_share(&c, s, ROOM_ADD, .5));
	NEAR(pair(&c)->u[SEAT_GENERALIST], .5);
	NEAR(pair(&c)->u[SEAT_SPECIALIST], 0);
	NEAR(pair(&c)->theory_level, .5);
	NEAR(pair(&c)->regret[SEAT_GENERALIST], 0);
	NEAR(pair(&c)->regret[SEAT_SPECIALIST], 0);
	replay(&c);
}

/* What is paid at signing moves no level, and is paid though nobody comes. */
static void test_payment(void)
{
	struct class c;
	int g, s;

	begin(&c, LAB_PAYMENT, 2, &g, &s);
	OK(class_do(&c, s, ROOM_OFFER, "0.5 -0.05"));
	OK(class_do(&c, g, ROOM_ACCEPT, "0.5 -0.05"));
	OK(class_share(&c, g, ROOM_LEVEL, .25));
	OK(class_do(&c, s, ROOM_ADD, "out"));
	NEAR(pair(&c)->u[SEAT_GENERALIST], -.0625 + .05);
	NEAR(pair(&c)->u[SEAT_SPECIALIST], -.05);
	NEAR(pair(&c)->theory_level, .25);
	NEAR(pair(&c)->theory_u[SEAT_GENERALIST], .1875 + .05);
	NEAR(pair(&c)->theory_u[SEAT_SPECIALIST], .1875 - .05);
	NEAR(pair(&c)->regret[SEAT_SPECIALIST], .1875);
	replay(&c);
}

static void test_parts(void)
{
	struct class c;
	int g, s;

	begin(&c, LAB_COST_SHARE, 2, &g, &s);
	REFUSED(class_do(&c, g, ROOM_OFFER, "0.5 1"));
	REFUSED(class_do(&c, g, ROOM_OFFER, "0.5 -0.1"));
	OK(class_do(&c, g, ROOM_OFFER, "0.5 0.5"));
	OK(class_do(&c, s, ROOM_ACCEPT, "0.5 0.5"));
	OK(class_share(&c, g, ROOM_LEVEL, .25));
	OK(class_share(&c, s, ROOM_ADD, .5));
	NEAR(pair(&c)->u[SEAT_GENERALIST], .1875);
	NEAR(pair(&c)->u[SEAT_SPECIALIST], .25);
	NEAR(pair(&c)->regret[SEAT_SPECIALIST], 0);
	replay(&c);
	begin(&c, LAB_BASE_SHARE, 2, &g, &s);
	OK(class_do(&c, g, ROOM_OFFER, "0.5 0.5"));
	OK(class_do(&c, s, ROOM_ACCEPT, "0.5 0.5"));
	OK(class_share(&c, g, ROOM_LEVEL, .5));
	OK(class_share(&c, s, ROOM_ADD, .25));
	NEAR(pair(&c)->u[SEAT_GENERALIST], .25);
	NEAR(pair(&c)->u[SEAT_SPECIALIST], .1875);
	replay(&c);
}

/* A share alone, as records had it before there were terms: the term is the scenario's own. */
static void test_share_alone(void)
{
	struct class c;
	int g, s;

	begin(&c, LAB_FEE, 2, &g, &s);
	OK(class_share(&c, g, ROOM_OFFER, .5));
	OK(class_share(&c, s, ROOM_ACCEPT, .5));
	NEAR(pair(&c)->term, 0);
	replay(&c);
	begin(&c, LAB_SHARE, 2, &g, &s);
	REFUSED(class_do(&c, g, ROOM_OFFER, "0.5 0.1"));
	OK(class_share(&c, g, ROOM_OFFER, .5));
	OK(class_share(&c, s, ROOM_ACCEPT, .5));
	CU_ASSERT_TRUE(isnan(pair(&c)->term));
	replay(&c);
}

/* The computer takes what is worth as much to it as what it asks for: half, 0.1875. */
static void test_computer(void)
{
	struct class c;
	struct told t;
	const char *enough, *too_little;
	int g, s, alone;

	begin(&c, LAB_FEE, 1, &g, &s);
	alone = g >= 0 ? g : s;
	CU_ASSERT_EQUAL_FATAL(room_tell(c.room, alone, &t, NULL), STATUS_OK);
	NEAR(t.offer[1 - t.seat], .5);
	NEAR(t.term_offer[1 - t.seat], 0);
	/* at a share of .6 the generalist has .21, the specialist .16, and the fee apart */
	enough = t.seat == SEAT_GENERALIST ? "0.6 -0.03" : "0.4 0.03";
	too_little = t.seat == SEAT_GENERALIST ? "0.6 -0.02" : "0.4 0.02";
	told_free(&t);
	OK(class_do(&c, alone, ROOM_OFFER, too_little));
	CU_ASSERT_EQUAL(pair(&c)->stage, PAIR_BARGAIN);
	OK(class_do(&c, alone, ROOM_OFFER, enough));
	CU_ASSERT(pair(&c)->stage > PAIR_BARGAIN);
	NEAR(fabs(pair(&c)->term), .03);
	replay(&c);
}

static void test_files(void)
{
	static const char game[] = "[generalist]\n[specialist d]\n[lab]\ntitle = A\ntext = B\n";
	static const char *const word[] = {"fee", "cost-share", "base-share", "payment"};
	struct error_list errors;
	struct scenario s;
	char ini[300], *written;

	for (int i = 0; i < 4; i++) {
		snprintf(ini, sizeof ini, "%sover = %s\n", game, word[i]);
		error_list_init(&errors);
		CU_ASSERT_EQUAL_FATAL(scenario_parse("x", ini, strlen(ini), &s, &errors), STATUS_OK);
		CU_ASSERT_EQUAL((int)s.lesson.step[0].lab.over, i + 1);
		CU_ASSERT_EQUAL(scenario_write(&s, &written, NULL), STATUS_OK);
		snprintf(ini, sizeof ini, "over = %s\n", word[i]);
		CU_ASSERT(strstr(written, ini) != NULL || strstr(written, word[i]) != NULL);
		free(written);
		scenario_free(&s);
	}
	snprintf(ini, sizeof ini, "%sover = fee\nprotocol = ultimatum\n", game);
	error_list_init(&errors);
	CU_ASSERT_EQUAL(scenario_parse("x", ini, strlen(ini), &s, &errors), STATUS_INPUT);
	CU_ASSERT(strstr(errors.item[0].text, "protocol = ultimatum needs over = share") != NULL);
}

/* ---- as data ------------------------------------------------------------------------ */

/* What happened to the class as a record, exported; malloced. */
static char *exported(const struct class *c, enum export_format format)
{
	char path[] = "/tmp/haggle-record-XXXXXX", *written = NULL, *text = NULL;
	struct record_head head = {.name = "class", .scenario = "class"};
	struct record *rec;
	size_t size = 0;
	FILE *f = open_memstream(&text, &size);
	int file = mkstemp(path);

	CU_ASSERT_FATAL(f != NULL && file >= 0);
	close(file);
	unlink(path);
	CU_ASSERT_FATAL(scenario_write(&c->scenario, &written, NULL) == STATUS_OK);
	head.text = written;
	CU_ASSERT_FATAL(record_create(path, &head, &rec, NULL) == STATUS_OK);
	for (int i = 0; i < c->events; i++) {
		struct room_event e = {.ms = c->event[i].ms, .who = c->event[i].who,
			.kind = c->event[i].kind, .body = c->event[i].body};
		CU_ASSERT_FATAL(record_add(rec, c->room, &e, NULL) == STATUS_OK);
	}
	CU_ASSERT_FATAL(record_commit(rec, NULL) == STATUS_OK);
	record_close(rec);
	CU_ASSERT_EQUAL(export_record(path, format, f, NULL), STATUS_OK);
	fclose(f);
	for (size_t i = 0; i < 2; i++) {
		char beside[sizeof path + 4];

		snprintf(beside, sizeof beside, "%s%s", path, i == 0 ? "-wal" : "-shm");
		CU_ASSERT_NOT_EQUAL(access(beside, F_OK), 0);
	}
	unlink(path);
	free(written);
	return text;
}

static void export_has(const struct class *c, enum export_format format, const char *words,
	bool wanted)
{
	char *text = exported(c, format);

	if ((strstr(text, words) != NULL) != wanted)
		fprintf(stderr, "\n%s %s:\n%s\n", wanted ? "lacks" : "has", words, text);
	CU_ASSERT_EQUAL(strstr(text, words) != NULL, wanted);
	free(text);
}

/* Every row of CSV has as many fields as the first. */
static void export_is_even(const struct class *c, enum export_format format)
{
	char *text = exported(c, format);
	int fields = 0;

	for (char *row = strtok(text, "\n"); row; row = strtok(NULL, "\n")) {
		int commas = 0;

		for (const char *at = row; *at; at++)
			commas += *at == ',';
		CU_ASSERT(fields == 0 || commas == fields);
		fields = commas;
	}
	CU_ASSERT(fields > 10);
	free(text);
}

/* A term has columns of its own, where there is one. */
static void test_export(void)
{
	struct class c;
	int g, s;

	begin(&c, LAB_COST_SHARE, 2, &g, &s);
	OK(class_do(&c, g, ROOM_OFFER, "0.6 0.25"));
	OK(class_do(&c, s, ROOM_OFFER, "0.5 0.5"));
	OK(class_do(&c, g, ROOM_ACCEPT, "0.5 0.5"));
	OK(class_share(&c, g, ROOM_LEVEL, .25));
	OK(class_share(&c, s, ROOM_ADD, .5));
	export_has(&c, EXPORT_CSV, ",payoff,_is_bot,over,term_offered,term\n", true);
	export_has(&c, EXPORT_CSV, ",offer,0.6 0.25,,,,,0,cost share,0.25,\n", true);
	export_has(&c, EXPORT_CSV, ",accept,0.5 0.5,0.5,,,,0,cost share,,0.5\n", true);
	export_has(&c, EXPORT_CSV, ",payoff,done,0.5,0.25,0.5,0.1875,0,cost share,,0.5\n", true);
	export_has(&c, EXPORT_OTREE, ",haggle2.1.group.agreement,haggle2.1.group.cost_share\n", true);
	export_has(&c, EXPORT_OTREE, ",0.5,0.25,0.5,1,0.5\n", true);
	export_is_even(&c, EXPORT_CSV);
	export_is_even(&c, EXPORT_OTREE);
	replay(&c);
	begin(&c, LAB_SHARE, 2, &g, &s);
	OK(class_share(&c, g, ROOM_OFFER, .5));
	export_has(&c, EXPORT_CSV, ",payoff,_is_bot\n", true);
	export_has(&c, EXPORT_OTREE, ",haggle2.1.group.agreement\n", true);
	export_is_even(&c, EXPORT_CSV);
	replay(&c);
}

/* ---- a seat ---------------------------------------------------------------------- */

static const struct explorer_options usual;

struct line_up {
	struct class class;
	struct class_options options;
	struct class_seat seat;
	int person, room; /* the other end */
};

/* What the person is told, told to its seat. */
static void tell(struct line_up *u)
{
	struct buffer w = {.text = NULL};
	struct told t;

	CU_ASSERT_FATAL(room_tell(u->class.room, u->person, &t, NULL) == STATUS_OK);
	buffer_add_text(&w, "told\t");
	told_write(&t, &w);
	buffer_add_text(&w, "\n");
	CU_ASSERT_FATAL(w.text != NULL);
	CU_ASSERT_EQUAL(write(u->room, w.text, strlen(w.text)), (ssize_t)strlen(w.text));
	seat_read(&u->seat);
	buffer_free(&w);
	told_free(&t);
}

/* The class's person at work gets a seat. */
static void sit_down(struct line_up *u, int person)
{
	int ends[2];

	u->person = person;
	u->options = (struct class_options){.name = "class", .explore = &usual};
	u->seat.options = &u->options;
	u->seat.told.left = -1;
	scenario_init(&u->seat.game);
	CU_ASSERT_FATAL(canvas_init(&u->seat.canvas, 80, 24, NULL) == STATUS_OK);
	CU_ASSERT_FATAL(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	u->seat.link = (struct link){.fd = ends[0], .greeted = true};
	u->seat.connected = true;
	u->room = ends[1];
	tell(u);
}

static void open_seat(struct line_up *u, enum lab_over over)
{
	int g, s;

	memset(u, 0, sizeof *u);
	begin(&u->class, over, 2, &g, &s);
	sit_down(u, g);
}

static void close_seat(struct line_up *u)
{
	close(u->room);
	seat_free(&u->seat);
	class_close(&u->class);
}

static bool shows(struct line_up *u, const char *words)
{
	char row[CANVAS_COLS_MAX + 1];

	class_draw(&u->seat);
	CU_ASSERT_EQUAL(u->seat.canvas.clipped, 0);
	for (int y = 0; y < u->seat.canvas.rows; y++) {
		for (int x = 0; x < u->seat.canvas.cols; x++)
			row[x] = (char)canvas_at(&u->seat.canvas, x, y)->cp;
		row[u->seat.canvas.cols] = '\0';
		if (strstr(row, words))
			return true;
	}
	return false;
}

static void type(struct line_up *u, const char *keys)
{
	for (; *keys; keys++)
		class_key(&u->seat, *keys == '\t' ? K_TAB : *keys == '\n' ? K_ENTER : *keys);
}

/* The row of a mark in the plot, above the axis; -1: there is none. */
static int row_of(struct line_up *u, char mark, int *column)
{
	const struct canvas *c = &u->seat.canvas;
	int from = 0;

	class_draw(&u->seat);
	for (int y = 0; y < c->rows && !from; y++)
		for (int x = 0; x + 4 < c->cols; x++)
			if (canvas_at(c, x, y)->cp == 'W' && canvas_at(c, x + 1, y)->cp == 'h' &&
				canvas_at(c, x + 2, y)->cp == 'a')
				from = y + 1; /* below "What you would get" and its legend */
	for (int y = from; y < c->rows; y++)
		for (int x = 0; x < c->cols; x++)
			if (canvas_at(c, x, y)->cp == (uint32_t)mark) {
				*column = x;
				return y;
			}
	return -1;
}

/* Theirs, of a share of .4 and a fee of .2, gives .36; one's own, of .6 and .1, .31: in the row
 * of .3 both, where on the curve of a fee of -.2 both would be below .1. */
static void test_marks(struct line_up *u)
{
	int theirs, mine, at = row_of(u, 'o', &theirs), own = row_of(u, '*', &mine);

	CU_ASSERT(at > 0 && own == at);
	CU_ASSERT(theirs < mine);
}

static void test_seat(void)
{
	struct line_up u;
	int s;

	open_seat(&u, LAB_FEE);
	s = u.class.room->round[0].pair[0].seat[SEAT_SPECIALIST];
	CU_ASSERT_TRUE(shows(&u, "> Lab's share 0.5"));
	CU_ASSERT_TRUE(shows(&u, "  fee 0"));
	CU_ASSERT_TRUE(shows(&u, "You would get 0.1875"));
	CU_ASSERT_TRUE(shows(&u, "Tab share or term"));
	type(&u, "\t");
	CU_ASSERT_TRUE(shows(&u, "> fee 0"));
	type(&u, "L");
	CU_ASSERT_TRUE(shows(&u, "> fee 0.1"));
	CU_ASSERT_TRUE(shows(&u, "You would get 0.2875")); /* the fee on top */
	CU_ASSERT_TRUE(shows(&u, "What you would get at a fee of 0.1"));
	type(&u, "-.2\t");
	type(&u, "0.6\n");
	CU_ASSERT_STRING_EQUAL(u.seat.doing[0].body, "0.6 -0.2");
	CU_ASSERT_EQUAL((int)u.seat.doing[0].kind, (int)ROOM_OFFER);
	OK(class_do(&u.class, u.person, ROOM_OFFER, "0.6 0.1"));
	OK(class_do(&u.class, s, ROOM_OFFER, "0.4 0.2"));
	u.seat.doings = 0;
	u.seat.waiting = false;
	tell(&u);
	CU_ASSERT_TRUE(shows(&u, "offers: 0.4 and a fee of 0.2"));
	CU_ASSERT_TRUE(shows(&u, "You offer: 0.6 and a fee of 0.1"));
	/* of .4 a generalist keeps (1 - .36) / 4 */
	CU_ASSERT_TRUE(shows(&u, "By that you would get 0.36."));
	/* both offers are where their fees put them, off the curve of the fee in hand */
	CU_ASSERT_TRUE(shows(&u, "What you would get at a fee of -0.2"));
	test_marks(&u);
	type(&u, "a");
	CU_ASSERT_STRING_EQUAL(u.seat.doing[0].body, "0.4 0.2");
	OK(class_do(&u.class, u.person, ROOM_ACCEPT, "0.4 0.2"));
	u.seat.doings = 0;
	u.seat.waiting = false;
	tell(&u);
	CU_ASSERT_TRUE(shows(&u, "a share of 0.4 and a fee of 0.2"));
	/* of level .5 with nothing added: .4 of .5, the fee, less .25 */
	type(&u, "0.5");
	CU_ASSERT_TRUE(shows(&u, "You would get 0.15, if nothing is added to it."));
	close_seat(&u);
}

/* ---- a jump ----------------------------------------------------------------------- */

#define LAB_STEPS "[lesson]\ntitle = A question\ntext = Think.\nquestion = How much?\n" \
	"choice = Less\nchoice = More\nanswer = 2\nreveal = More.\n[lesson]\ntitle = Haggle\n" \
	"text = In pairs.\n[lesson]\ntitle = The end\ntext = That was it.\n"

/* Revenue 2 sqrt(a), costs a0^2 and x: from .521004 on the generalist builds (d/2)^(2/3) and the
 * specialist adds nothing, below it adds (1 - d)^2 to nothing. */
#define FLIP "[generalist]\n[specialist clinic]\nrevenue = power\nrevenue.scale = 2\n" \
	"revenue.exponent = 0.5\ncost.exponent = 1\n" LAB_STEPS

/* Preset two-frontiers: Nash's share is the jump, .661203, where the specialist has .501919; at .7
 * it has .4526, below the jump less than .09. */
#define TORN "[generalist]\ncost.scale = 1.5\n[specialist clinic]\nrevenue = saturating\n" \
	"revenue.scale = 2.5\nrevenue.width = 0.5\ncost.exponent = 1\n" LAB_STEPS

static void open_game(struct class *c, const char *text, int people)
{
	class_open_text(c, text);
	c->scenario.lesson.step[1].is_lab = true;
	c->scenario.lesson.step[1].lab = lesson_lab_default();
	room_free(c->room);
	CU_ASSERT_FATAL(room_alloc("class", &c->scenario, &c->room, NULL) == STATUS_OK);
	class_join(c, people);
	class_to_deal(c);
}

/* Between two points of the curve, .52 and .54, nobody gets what lies between them. */
static void test_jump(void)
{
	struct line_up u;

	memset(&u, 0, sizeof u);
	open_game(&u.class, FLIP, 2);
	sit_down(&u, u.class.room->round[0].pair[0].seat[SEAT_SPECIALIST]);
	type(&u, "0.525");
	CU_ASSERT_TRUE(shows(&u, "You would get 0.6083")); /* .95 sqrt(.2625^(2/3)) */
	type(&u, "\x7f" "1");
	CU_ASSERT_TRUE(shows(&u, "You would get 0.2294")); /* .479^2 */
	close_seat(&u);
}

/* What the computer takes is as good as what the theory's share gives it. */
static void test_computer_at_jump(void)
{
	struct class c;
	const struct room_pair *p;

	open_game(&c, TORN, 1);
	p = &c.room->round[0].pair[0];
	CU_ASSERT_EQUAL_FATAL(p->seat[SEAT_GENERALIST], 0);
	OK(class_share(&c, 0, ROOM_OFFER, .7));
	OK(class_share(&c, 0, ROOM_OFFER, .66));
	CU_ASSERT_EQUAL(p->stage, PAIR_BARGAIN);
	OK(class_share(&c, 0, ROOM_OFFER, .3));
	CU_ASSERT_NOT_EQUAL(p->stage, PAIR_BARGAIN);
	class_close(&c);
}

/* ---- several domains ------------------------------------------------------------- */

#define THREE "[scenario]\nshare = common\n%s[generalist]\n[specialist d]\n[specialist e]\n" \
	"[specialist f]\n[lesson]\ntitle = A question\ntext = Think.\nquestion = How much?\n" \
	"choice = Less\nchoice = More\nanswer = 2\nreveal = More.\n[lesson]\ntitle = Haggle\n" \
	"text = In pairs.\n[lesson]\ntitle = The end\ntext = That was it.\n"

/* A pair of the first domain agrees on .25, and the generalist goes to level 1; the seat of who
 * is asked then. */
static void open_three(struct line_up *u, const char *contract, enum seat seat)
{
	struct room_pair *p;
	char text[400];

	memset(u, 0, sizeof *u);
	snprintf(text, sizeof text, THREE, contract);
	class_open_text(&u->class, text);
	u->class.scenario.lesson.step[1].is_lab = true;
	u->class.scenario.lesson.step[1].lab = lesson_lab_default();
	room_free(u->class.room);
	CU_ASSERT_FATAL(room_alloc("class", &u->class.scenario, &u->class.room, NULL) == STATUS_OK);
	class_join(&u->class, 2);
	class_to_deal(&u->class);
	p = &u->class.room->round[0].pair[0];
	OK(class_share(&u->class, p->seat[SEAT_GENERALIST], ROOM_OFFER, .25));
	OK(class_share(&u->class, p->seat[SEAT_SPECIALIST], ROOM_ACCEPT, .25));
	if (seat == SEAT_SPECIALIST)
		OK(class_share(&u->class, p->seat[SEAT_GENERALIST], ROOM_LEVEL, 1));
	sit_down(u, p->seat[seat]);
}

/* The other two add a half each under one pot, and 3/8 of a share of 3/4: at level 1 they bring
 * 2.5 of profit, or 2.75 of revenue. What the seat says is what the room then pays. */
static void test_several(void)
{
	struct line_up u;

	open_three(&u, "contract = profit\n", SEAT_GENERALIST);
	type(&u, "1");
	CU_ASSERT_TRUE(shows(&u, "You would get 0.625, if this specialist adds nothing to it."));
	type(&u, "e9"); /* further than anybody may go */
	CU_ASSERT_FALSE(shows(&u, "You would get"));
	close_seat(&u);
	open_three(&u, "contract = profit\n", SEAT_SPECIALIST);
	type(&u, "0.5");
	CU_ASSERT_TRUE(shows(&u, "You would get 0.6875.")); /* 2.75 / 4 */
	OK(class_share(&u.class, u.person, ROOM_ADD, .5));
	NEAR(pair(&u.class)->u[SEAT_SPECIALIST], .6875);
	NEAR(pair(&u.class)->u[SEAT_GENERALIST], .6875);
	close_seat(&u);
	open_three(&u, "", SEAT_GENERALIST);
	type(&u, "1");
	CU_ASSERT_TRUE(shows(&u, "You would get -0.0625, if this specialist adds nothing to it."));
	close_seat(&u);
	open_three(&u, "", SEAT_SPECIALIST);
	type(&u, "0.375");
	CU_ASSERT_TRUE(shows(&u, "You would get 0.8906.")); /* 3/4 + 9/64 */
	close_seat(&u);
}

void suite_room_contract(void);
void suite_room_contract(void)
{
	CU_pSuite suite = CU_add_suite("room_contract", NULL, NULL);

	CU_add_test(suite, "a share and a fee", test_fee);
	CU_add_test(suite, "a share and a lump sum", test_payment);
	CU_add_test(suite, "a share and a part of a cost", test_parts);
	CU_add_test(suite, "a share alone", test_share_alone);
	CU_add_test(suite, "against the computer", test_computer);
	CU_add_test(suite, "in files", test_files);
	CU_add_test(suite, "exported", test_export);
	CU_add_test(suite, "on the screen, by keys", test_seat);
	CU_add_test(suite, "a jump of the curve", test_jump);
	CU_add_test(suite, "the computer at a jump", test_computer_at_jump);
	CU_add_test(suite, "a seat among several domains", test_several);
}
