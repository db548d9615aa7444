/* The screens of a class, at sizes from the least to a projector's: whatever happens, no
 * text is cut, and what must be read is there. */
#include "class.h"
#include "games.h"
#include "view/class.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const int sizes[][2] = {{60, 16}, {80, 24}, {140, 45}};
enum { SIZES = sizeof sizes / sizeof *sizes };

/* The screen of a person (ROOM_COMPUTER: the teacher's) who is choosing that, as text; malloced. */
static char *screen_with(const struct room *r, int person, const int size[2], double value,
	int *clipped)
{
	static const struct key_entry keys[] = {{"n", "next"}};
	struct class_model m = {.left = 61000, .value = value, .worth = .125, .worth_of = "so far",
		.directory = "/srv/class", .letter = {'g', 'c'},
		.hint = {{keys, 1}, {keys, 1}}};
	struct told t;
	struct canvas c;
	char *text;

	CU_ASSERT_FATAL(room_tell(r, person, &t, NULL) == STATUS_OK);
	CU_ASSERT_FATAL(canvas_init(&c, size[0], size[1], NULL) == STATUS_OK);
	m.told = &t;
	if (person < 0)
		class_draw_teacher(&c, &m);
	else
		class_draw_student(&c, &m);
	*clipped += c.clipped;
	CU_ASSERT_FATAL(canvas_to_text(&c, &text, NULL) == STATUS_OK);
	canvas_free(&c);
	told_free(&t);
	return text;
}

static char *screen(const struct room *r, int person, const int size[2], int *clipped)
{
	return screen_with(r, person, size, .5, clipped);
}

static void has(const struct class *c, int person, const char *words)
{
	int clipped = 0;
	char *text = screen(c->room, person, sizes[1], &clipped);

	if (!strstr(text, words))
		fprintf(stderr, "\n'%s' is not on\n%s", words, text);
	CU_ASSERT_TRUE(strstr(text, words) != NULL);
	CU_ASSERT_EQUAL(clipped, 0);
	free(text);
}

static void has_not(const struct class *c, int person, const char *words)
{
	int clipped = 0;
	char *text = screen(c->room, person, sizes[1], &clipped);

	CU_ASSERT_TRUE(strstr(text, words) == NULL);
	free(text);
}

static void step(struct class *c, enum room_kind kind)
{
	CU_ASSERT_TRUE(class_do(c, ROOM_COMPUTER, kind, ""));
}

static void test_vote(void)
{
	struct class c;

	class_open(&c, NULL);
	class_join(&c, 3);
	has(&c, 0, "You are amber-badger.");
	has(&c, 0, "000000");
	has_not(&c, ROOM_COMPUTER, "000000");
	has(&c, ROOM_COMPUTER, "haggle room join --dir=/srv/class class");
	step(&c, ROOM_NEXT);
	CU_ASSERT_TRUE(class_do(&c, 0, ROOM_CHOOSE, "3"));
	CU_ASSERT_TRUE(class_do(&c, 1, ROOM_CHOOSE, "2"));
	has(&c, 0, "> c) More");
	has(&c, ROOM_COMPUTER, "2 of 3 answered");
	has_not(&c, ROOM_COMPUTER, "##");
	step(&c, ROOM_REVEAL);
	has(&c, ROOM_COMPUTER, "## 1");
	has_not(&c, ROOM_COMPUTER, "THE ANSWER");
	step(&c, ROOM_REVEAL);
	has(&c, 0, "> c) More   NOT QUITE");
	has(&c, 0, "= b) As much   THE ANSWER");
	has(&c, 1, "> b) As much   RIGHT");
	class_close(&c);
}

static void test_pair(void)
{
	struct lesson_lab lab = lesson_lab_default();
	struct class c;
	char *text;
	int g, s, clipped = 0;

	lab.rounds = 1;
	class_deal(&c, &lab, 2);
	g = c.room->round[0].pair[0].seat[0];
	s = c.room->round[0].pair[0].seat[1];
	has(&c, g, "you are Lab, with");
	CU_ASSERT_TRUE(class_share(&c, g, ROOM_OFFER, .6));
	has(&c, s, "offers: 0.6");
	has(&c, s, "You would get 0.125, so far.");
	has_not(&c, ROOM_COMPUTER, "0.6"); /* not while others haggle */
	CU_ASSERT_TRUE(class_share(&c, s, ROOM_ACCEPT, .6));
	has(&c, g, "How far does Lab develop");
	has(&c, s, "Lab (amber-badger) is choosing.");
	CU_ASSERT_TRUE(class_share(&c, g, ROOM_LEVEL, .5));
	text = screen_with(c.room, s, sizes[1], -1, &clipped);
	CU_ASSERT_TRUE(strstr(text, "> abstain ") || strstr(text, "> abstain\n"));
	free(text);
	has(&c, s, "How much does Clinic add?");
	CU_ASSERT_TRUE(class_share(&c, s, ROOM_ADD, .1));
	has(&c, g, "You got 0.11, the other 0.23.");
	/* Well answered, by .2, its level pays .6 .7 - .25, and the best one, .3, pays .6 .5 - .09. */
	has(&c, g, "If well answered, the best level would have paid you 0.04 more");
	/* .4 .7 - .04 against .4 .6 - .01 */
	has(&c, s, "After that level your best choice would have paid you 0.01 more.");
	has(&c, ROOM_COMPUTER, "1 of 1 pair agreed");
	has(&c, ROOM_COMPUTER, "median share      0.6");
	has(&c, ROOM_COMPUTER, "c gets");
	has(&c, ROOM_COMPUTER, "C powerful c");
	has(&c, g, "C powerful c"); /* no letters without their words */
	has(&c, g, "  N Nash  ");
	step(&c, ROOM_NEXT);
	has(&c, ROOM_COMPUTER, "round  deals");
	has(&c, ROOM_COMPUTER, "G powerful g      1"); /* none of the letters is left out */
	has(&c, g, "You have 0.11 in all.");
	class_close(&c);
}

/* A class at random, looked at by everybody after each event. */
static void test_anything(void)
{
	struct lesson_lab lab = lesson_lab_default();
	struct rng rng = {.state = 3};
	struct class c;
	int clipped = 0;

	lab.rounds = 3;
	class_open(&c, &lab);
	class_join(&c, 7);
	for (int i = 0; i < 250; i++) {
		int who = rng_below(&rng, c.room->people);
		double share = rng_unit(&rng);
		enum room_kind kind = (enum room_kind)(ROOM_CHOOSE + rng_below(&rng, 5));
		if (i % 8 == 0)
			class_do(&c, ROOM_COMPUTER, i % 24 ? ROOM_NEXT : ROOM_REVEAL, "");
		else if (i % 9 == 0)
			class_do(&c, who, c.room->person[who].here ? ROOM_GONE : ROOM_HERE, "");
		else if (kind == ROOM_CHOOSE)
			class_do(&c, who, kind, "2");
		else
			class_share(&c, who, kind, share);
		class_wait(&c, 3000);
		for (int k = 0; k < SIZES; k++) {
			free(screen(c.room, who, sizes[k], &clipped));
			free(screen(c.room, ROOM_COMPUTER, sizes[k], &clipped));
		}
	}
	CU_ASSERT_EQUAL(clipped, 0);
	class_close(&c);
}

void suite_room_screen(void)
{
	CU_pSuite suite = CU_add_suite("room_screen", NULL, NULL);

	CU_add_test(suite, "a vote", test_vote);
	CU_add_test(suite, "a pair", test_pair);
	CU_add_test(suite, "whatever happens", test_anything);
}
