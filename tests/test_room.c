/* A class, event by event: votes, pairs and what they are paid by closed forms (costs a0^2
 * and x^2, revenue a: a generalist with share d does best at d / 2, the specialist adds
 * (1 - d) / 2), who drops out and comes back, and storms of events that must leave a room
 * that the same events make again. */
#include "bargain/play.h"
#include "class.h"
#include "games.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NEAR(got, want) CU_ASSERT_DOUBLE_EQUAL(got, want, 1e-9)
/* As statements, in an if as well. */
#define OK(x) CU_assertImplementation((x), __LINE__, #x, __FILE__, "", CU_FALSE)
#define REFUSED(x) CU_assertImplementation(!(x), __LINE__, "refused: " #x, __FILE__, "", CU_FALSE)
#define TEACHER ROOM_COMPUTER

static struct told told_to(const struct class *c, int who)
{
	struct told t;

	CU_ASSERT_FATAL(room_tell(c->room, who, &t, NULL) == STATUS_OK);
	return t;
}

static struct room_pair *pair(const struct class *c, int i)
{
	return &c->room->round[c->room->rounds - 1].pair[i];
}

static struct lesson_lab rules(enum lab_protocol protocol)
{
	struct lesson_lab lab = lesson_lab_default();

	lab.protocol = protocol;
	return lab;
}

/* ---- votes --------------------------------------------------------------------- */

static void test_vote(void)
{
	struct class c;
	struct told t;

	class_open(&c, NULL);
	class_join(&c, 3);
	REFUSED(class_do(&c, 0, ROOM_CHOOSE, "1"));
	OK(class_do(&c, TEACHER, ROOM_NEXT, ""));
	OK(class_do(&c, 0, ROOM_CHOOSE, "1"));
	OK(class_do(&c, 1, ROOM_CHOOSE, "3"));
	OK(class_do(&c, 0, ROOM_CHOOSE, "3")); /* changed its mind */
	REFUSED(class_do(&c, 0, ROOM_CHOOSE, "4"));
	REFUSED(class_do(&c, 0, ROOM_CHOOSE, "1x"));
	REFUSED(class_do(&c, 3, ROOM_CHOOSE, "1"));
	t = told_to(&c, TEACHER);
	CU_ASSERT_EQUAL(t.answered, 2);
	CU_ASSERT_EQUAL(t.votes[2], 0); /* not before it is closed */
	CU_ASSERT_EQUAL(t.answer, -1);
	CU_ASSERT_PTR_NULL(t.reveal);
	told_free(&t);
	OK(class_do(&c, TEACHER, ROOM_REVEAL, ""));
	REFUSED(class_do(&c, 2, ROOM_CHOOSE, "1"));
	OK(class_do(&c, TEACHER, ROOM_BACK, "")); /* they talk, and vote again */
	OK(class_do(&c, 0, ROOM_CHOOSE, "2"));
	OK(class_do(&c, TEACHER, ROOM_REVEAL, ""));
	t = told_to(&c, 0);
	CU_ASSERT_EQUAL(t.votes[2], 2);
	CU_ASSERT_EQUAL(t.votes[LESSON_CHOICES_MAX + 1], 1);
	CU_ASSERT_EQUAL(t.mine[0], 2);
	CU_ASSERT_EQUAL(t.mine[1], 1);
	CU_ASSERT_EQUAL(t.answer, -1);
	told_free(&t);
	OK(class_do(&c, TEACHER, ROOM_REVEAL, ""));
	REFUSED(class_do(&c, TEACHER, ROOM_REVEAL, ""));
	t = told_to(&c, 2);
	CU_ASSERT_EQUAL(t.answer, 1);
	CU_ASSERT_STRING_EQUAL(t.reveal, "As much.");
	told_free(&t);
	class_close(&c);
}

static void test_vote_clock(void)
{
	struct class c;

	class_open(&c, NULL);
	class_join(&c, 1);
	REFUSED(class_do(&c, TEACHER, ROOM_MORE, ""));
	OK(class_do(&c, TEACHER, ROOM_NEXT, ""));
	CU_ASSERT_EQUAL(room_due(c.room), -1);
	OK(class_do(&c, TEACHER, ROOM_MORE, ""));
	OK(class_do(&c, TEACHER, ROOM_MORE, ""));
	CU_ASSERT_EQUAL(room_due(c.room), 2 * ROOM_MORE_MS);
	class_wait(&c, 2 * ROOM_MORE_MS - 1);
	CU_ASSERT_EQUAL(c.room->stage, ROOM_VOTE);
	class_wait(&c, 1);
	CU_ASSERT_EQUAL(c.room->stage, ROOM_COUNTS);
	class_close(&c);
}

static void test_way(void)
{
	struct class c;

	class_open(&c, NULL);
	REFUSED(class_do(&c, TEACHER, ROOM_BACK, ""));
	for (int i = 0; i < 4; i++)
		OK(class_do(&c, TEACHER, ROOM_NEXT, ""));
	CU_ASSERT_EQUAL(c.room->stage, ROOM_END);
	REFUSED(class_do(&c, TEACHER, ROOM_NEXT, ""));
	OK(class_do(&c, TEACHER, ROOM_BACK, ""));
	CU_ASSERT_EQUAL(c.room->stage, ROOM_TEXT);
	class_close(&c);
}

/* ---- pairs --------------------------------------------------------------------- */

static void test_free(void)
{
	struct lesson_lab lab = rules(LAB_FREE);
	struct class c;
	struct told t;
	int g, s;

	class_deal(&c, &lab, 2);
	g = pair(&c, 0)->seat[SEAT_GENERALIST];
	s = pair(&c, 0)->seat[SEAT_SPECIALIST];
	REFUSED(class_share(&c, g, ROOM_ACCEPT, .5));
	OK(class_share(&c, g, ROOM_OFFER, .8));
	OK(class_share(&c, s, ROOM_OFFER, .4));
	OK(class_share(&c, g, ROOM_OFFER, .6));
	REFUSED(class_share(&c, s, ROOM_ACCEPT, .8)); /* replaced meanwhile */
	REFUSED(class_share(&c, s, ROOM_OFFER, 1.1));
	REFUSED(class_do(&c, s, ROOM_OFFER, "nan"));
	REFUSED(class_share(&c, g, ROOM_LEVEL, .3));
	class_wait(&c, 5000);
	OK(class_share(&c, s, ROOM_ACCEPT, .6));
	REFUSED(class_share(&c, s, ROOM_ADD, .2));
	REFUSED(class_share(&c, g, ROOM_LEVEL, -1));
	OK(class_share(&c, g, ROOM_LEVEL, .5));
	REFUSED(class_share(&c, g, ROOM_LEVEL, .3));
	OK(class_share(&c, s, ROOM_ADD, .1));
	CU_ASSERT_EQUAL(c.room->stage, ROOM_PAYOFFS);
	t = told_to(&c, s);
	NEAR(t.u[SEAT_GENERALIST], .6 * .6 - .25);
	NEAR(t.u[SEAT_SPECIALIST], .4 * .6 - .01);
	/* best: level .3, answered by .2; of the specialist at level .5: .2 */
	NEAR(t.regret[SEAT_GENERALIST], (.6 * .5 - .09) - (.6 * .7 - .25));
	NEAR(t.regret[SEAT_SPECIALIST], (.4 * .7 - .04) - (.4 * .6 - .01));
	NEAR(t.theory_level, .3);
	NEAR(t.total, t.u[SEAT_SPECIALIST]);
	NEAR(t.sum[0].seconds, 5);
	NEAR(t.best, .5); /* Nash, of equal costs */
	CU_ASSERT_EQUAL(t.pairs, 1);
	told_free(&t);
	class_close(&c);
}

static void test_stay_out(void)
{
	struct lesson_lab lab = rules(LAB_FREE);
	struct class c;
	int g, s;

	class_deal(&c, &lab, 2);
	g = pair(&c, 0)->seat[SEAT_GENERALIST];
	s = pair(&c, 0)->seat[SEAT_SPECIALIST];
	OK(class_share(&c, g, ROOM_OFFER, .5));
	OK(class_share(&c, s, ROOM_ACCEPT, .5));
	OK(class_share(&c, g, ROOM_LEVEL, .2));
	OK(class_do(&c, s, ROOM_ADD, "out"));
	NEAR(pair(&c, 0)->u[SEAT_GENERALIST], -.04);
	NEAR(pair(&c, 0)->u[SEAT_SPECIALIST], 0);
	class_close(&c);
}

static void test_alternating(void)
{
	struct lesson_lab lab = rules(LAB_ALTERNATING);
	struct class c;
	int g, s;

	class_deal(&c, &lab, 2);
	g = pair(&c, 0)->seat[SEAT_GENERALIST];
	s = pair(&c, 0)->seat[SEAT_SPECIALIST];
	REFUSED(class_share(&c, s, ROOM_OFFER, .4));
	OK(class_share(&c, g, ROOM_OFFER, .8));
	REFUSED(class_share(&c, g, ROOM_OFFER, .7));
	OK(class_share(&c, s, ROOM_OFFER, .4));
	REFUSED(class_share(&c, g, ROOM_ACCEPT, .8)); /* its own, and gone */
	OK(class_share(&c, g, ROOM_ACCEPT, .4));
	NEAR(pair(&c, 0)->share, .4);
	class_close(&c);
}

static void ultimatum(double proposed, double limit, bool agree)
{
	struct lesson_lab lab = rules(LAB_ULTIMATUM);
	struct class c;
	struct told t;
	int g, s;

	class_deal(&c, &lab, 2);
	g = pair(&c, 0)->seat[SEAT_GENERALIST];
	s = pair(&c, 0)->seat[SEAT_SPECIALIST];
	OK(class_share(&c, g, ROOM_OFFER, proposed));
	REFUSED(class_share(&c, g, ROOM_OFFER, .1));
	t = told_to(&c, s);
	CU_ASSERT_TRUE(isnan(t.offer[SEAT_GENERALIST])); /* unseen */
	told_free(&t);
	REFUSED(class_share(&c, s, ROOM_ACCEPT, proposed));
	OK(class_share(&c, s, ROOM_OFFER, limit));
	CU_ASSERT_EQUAL(pair(&c, 0)->stage, agree ? PAIR_LEVEL : PAIR_NO_DEAL);
	class_close(&c);
}

static void test_ultimatum(void)
{
	ultimatum(.7, .8, true);
	ultimatum(.7, .7, true);
	ultimatum(.7, .6, false);
}

static void test_time_is_up(void)
{
	struct lesson_lab lab = rules(LAB_FREE);
	struct class c;
	int g, s;

	lab.seconds = 60;
	class_deal(&c, &lab, 4);
	g = pair(&c, 0)->seat[SEAT_GENERALIST];
	s = pair(&c, 0)->seat[SEAT_SPECIALIST];
	OK(class_share(&c, g, ROOM_OFFER, .5));
	OK(class_do(&c, TEACHER, ROOM_MORE, ""));
	class_wait(&c, 60000);
	CU_ASSERT_EQUAL(pair(&c, 0)->stage, PAIR_BARGAIN);
	OK(class_share(&c, s, ROOM_ACCEPT, .5));
	class_wait(&c, 30000);
	CU_ASSERT_EQUAL(pair(&c, 1)->stage, PAIR_NO_DEAL);
	NEAR(pair(&c, 1)->u[0], 0);
	/* who is idle is played for, and that is said */
	CU_ASSERT_TRUE(pair(&c, 0)->helped[SEAT_GENERALIST]);
	NEAR(pair(&c, 0)->level, .25);
	class_wait(&c, 30000);
	CU_ASSERT_EQUAL(c.room->stage, ROOM_PAYOFFS);
	NEAR(pair(&c, 0)->added, .25);
	NEAR(pair(&c, 0)->u[0], .1875);
	class_close(&c);
}

/* ---- who plays with whom ------------------------------------------------------- */

/* How often two met, over all rounds that a step can have. */
static void meet(int people, bool alternating, int rounds, int met[16][16], int times[16][SEATS])
{
	struct lesson_lab lab = rules(LAB_FREE);
	struct class c;

	lab.alternating = alternating;
	lab.rounds = rounds;
	memset(met, 0, 16 * sizeof *met);
	memset(times, 0, 16 * sizeof *times);
	class_open(&c, &lab);
	class_join(&c, people);
	for (int k = 0; k < rounds; k++) {
		class_to_deal(&c);
		for (int i = 0; i < c.room->round[k].pairs; i++) {
			const int *seat = pair(&c, i)->seat;
			for (int j = 0; j < SEATS; j++)
				if (seat[j] >= 0)
					times[seat[j]][j]++;
			if (seat[0] >= 0 && seat[1] >= 0) {
				met[seat[0]][seat[1]]++;
				met[seat[1]][seat[0]]++;
			}
		}
		OK(class_do(&c, TEACHER, ROOM_NEXT, ""));
	}
	class_close(&c);
}

static void test_round_robin(void)
{
	int met[16][16], times[16][SEATS], wrong = 0;

	for (int n = 2; n <= 12; n++) {
		int rounds = n + n % 2 - 1; /* a place for the computer where it is odd */
		meet(n, true, rounds, met, times);
		for (int i = 0; i < n; i++) {
			for (int j = 0; j < n; j++)
				wrong += met[i][j] != (i != j);
			wrong += times[i][0] + times[i][1] != rounds;
			wrong += abs(times[i][0] - times[i][1]) > 3;
		}
	}
	CU_ASSERT_EQUAL(wrong, 0);
}

static void test_kept_roles(void)
{
	int met[16][16], times[16][SEATS], wrong = 0;

	for (int n = 2; n <= 12; n += 2) {
		meet(n, false, n / 2, met, times);
		for (int i = 0; i < n; i++) {
			wrong += times[i][0] != 0 && times[i][1] != 0;
			for (int j = 0; j < n; j++)
				wrong += met[i][j] != ((times[i][0] > 0) != (times[j][0] > 0));
		}
	}
	CU_ASSERT_EQUAL(wrong, 0);
}

static void test_kept_partners(void)
{
	struct lesson_lab lab = rules(LAB_FREE);
	struct class c;
	int g, s;

	lab.rematch = false;
	class_deal(&c, &lab, 6);
	g = pair(&c, 1)->seat[0];
	s = pair(&c, 1)->seat[1];
	OK(class_do(&c, TEACHER, ROOM_NEXT, ""));
	class_to_deal(&c);
	CU_ASSERT_EQUAL(pair(&c, 1)->seat[0], s);
	CU_ASSERT_EQUAL(pair(&c, 1)->seat[1], g);
	class_close(&c);
}

static void test_odd(void)
{
	struct lesson_lab lab = rules(LAB_FREE);
	struct class c;
	struct told t;
	enum seat k;
	int alone = -1;

	class_deal(&c, &lab, 3);
	CU_ASSERT_EQUAL(c.room->round[0].pairs, 2);
	for (int i = 0; i < 3; i++) {
		const struct room_pair *p = room_pair_of(room_round(c.room), i, &k);
		if (p && p->seat[1 - (int)k] < 0)
			alone = i;
	}
	CU_ASSERT_FATAL(alone >= 0);
	t = told_to(&c, alone);
	CU_ASSERT_TRUE(t.computer);
	NEAR(t.offer[1 - t.seat], .5); /* it asks for the theory's share */
	told_free(&t);
	OK(class_share(&c, alone, ROOM_OFFER, .5));
	CU_ASSERT_EQUAL(room_pair_of(room_round(c.room), alone, &k)->stage >= PAIR_LEVEL, true);
	class_close(&c);

	lab.bot = LAB_BOT_NONE;
	class_deal(&c, &lab, 3);
	CU_ASSERT_EQUAL(c.room->round[0].pairs, 1);
	class_close(&c);
}

/* ---- who goes and comes -------------------------------------------------------- */

static void test_away(void)
{
	struct lesson_lab lab = rules(LAB_FREE);
	struct class c;
	int g, s;

	class_deal(&c, &lab, 2);
	g = pair(&c, 0)->seat[0];
	s = pair(&c, 0)->seat[1];
	OK(class_do(&c, g, ROOM_GONE, ""));
	REFUSED(class_do(&c, g, ROOM_GONE, ""));
	REFUSED(class_share(&c, g, ROOM_OFFER, .9));
	class_wait(&c, ROOM_AWAY_MS - 1);
	CU_ASSERT_FALSE(pair(&c, 0)->bot[0]);
	OK(class_do(&c, g, ROOM_HERE, ""));
	OK(class_do(&c, g, ROOM_GONE, ""));
	class_wait(&c, ROOM_AWAY_MS);
	CU_ASSERT_TRUE(pair(&c, 0)->bot[0]);
	NEAR(pair(&c, 0)->offer[0], .5);
	OK(class_do(&c, g, ROOM_HERE, ""));
	CU_ASSERT_FALSE(pair(&c, 0)->bot[0]);
	CU_ASSERT_TRUE(pair(&c, 0)->helped[0]);
	OK(class_share(&c, s, ROOM_ACCEPT, pair(&c, 0)->offer[0]));
	CU_ASSERT_EQUAL(pair(&c, 0)->stage, PAIR_LEVEL); /* it is for the person again */
	class_close(&c);
}

static void test_away_voids(void)
{
	struct lesson_lab lab = rules(LAB_FREE);
	struct class c;
	struct told t;

	class_open(&c, &lab);
	c.room->away_void = true;
	class_join(&c, 2);
	class_to_deal(&c);
	OK(class_do(&c, 0, ROOM_GONE, ""));
	class_wait(&c, ROOM_AWAY_MS);
	CU_ASSERT_EQUAL(pair(&c, 0)->stage, PAIR_VOID);
	CU_ASSERT_EQUAL(c.room->stage, ROOM_PAYOFFS);
	t = told_to(&c, 1);
	CU_ASSERT_TRUE(isnan(t.u[0]));
	NEAR(t.sum[0].voids, 1);
	NEAR(t.total, 0);
	told_free(&t);
	class_close(&c);
}

static void test_removed(void)
{
	struct lesson_lab lab = rules(LAB_FREE);
	struct class c;
	char label[ROOM_LABEL_MAX + 1];

	class_open(&c, &lab);
	class_join(&c, 4);
	strcpy(label, c.room->person[0].label);
	class_to_deal(&c);
	REFUSED(class_do(&c, TEACHER, ROOM_REMOVE, "nobody"));
	OK(class_do(&c, TEACHER, ROOM_REMOVE, label));
	REFUSED(class_do(&c, 0, ROOM_HERE, ""));
	REFUSED(class_share(&c, 0, ROOM_OFFER, .5));
	OK(class_do(&c, TEACHER, ROOM_NEXT, ""));
	class_to_deal(&c);
	CU_ASSERT_EQUAL(c.room->round[1].pairs, 2); /* three, and the computer */
	class_close(&c);
}

static void test_late(void)
{
	struct lesson_lab lab = rules(LAB_FREE);
	struct class c;
	struct told t;

	class_open(&c, &lab);
	OK(class_do(&c, TEACHER, ROOM_NEXT, ""));
	OK(class_do(&c, TEACHER, ROOM_NEXT, ""));
	REFUSED(class_do(&c, TEACHER, ROOM_NEXT, "")); /* nobody here */
	class_join(&c, 3);
	CU_ASSERT_EQUAL(c.room->round[0].pairs, 2); /* while the clock stands */
	class_join(&c, 1);
	CU_ASSERT_EQUAL(c.room->round[0].pairs, 2);
	class_to_deal(&c);
	class_join(&c, 1);
	t = told_to(&c, 4);
	CU_ASSERT_EQUAL(t.seat, -1);
	CU_ASSERT_EQUAL(t.stage, ROOM_DEAL);
	told_free(&t);
	OK(class_do(&c, TEACHER, ROOM_NEXT, ""));
	class_to_deal(&c);
	t = told_to(&c, 4);
	CU_ASSERT(t.seat >= 0);
	told_free(&t);
	class_close(&c);
}

/* In every phase, who drops out comes back to what those see who stayed. */
static void test_drop_anywhere(void)
{
	struct lesson_lab lab = rules(LAB_FREE);
	struct class c;
	int wrong = 0;

	class_open(&c, &lab);
	class_join(&c, 2);
	for (int i = 0; i < 14; i++) {
		char *before = class_dump(c.room), *after;
		int g = c.room->rounds > 0 ? pair(&c, 0)->seat[0] : 0;
		enum pair_stage at = c.room->stage == ROOM_DEAL ? pair(&c, 0)->stage : PAIR_VOID;
		for (int who = 0; who < 2; who++) {
			OK(class_do(&c, who, ROOM_GONE, ""));
			OK(class_do(&c, who, ROOM_HERE, ""));
		}
		after = class_dump(c.room);
		wrong += strcmp(before, after) != 0;
		free(before);
		free(after);
		if (at == PAIR_BARGAIN && isnan(pair(&c, 0)->offer[g == pair(&c, 0)->seat[0] ? 0 : 1]))
			OK(class_share(&c, g, ROOM_OFFER, .5));
		else if (at == PAIR_BARGAIN)
			OK(class_share(&c, 1 - g, ROOM_ACCEPT, .5));
		else if (at == PAIR_LEVEL)
			OK(class_share(&c, g, ROOM_LEVEL, .2));
		else if (at == PAIR_ADD)
			OK(class_share(&c, 1 - g, ROOM_ADD, .2));
		else
			class_do(&c, TEACHER, ROOM_NEXT, "");
	}
	CU_ASSERT_EQUAL(wrong, 0);
	CU_ASSERT(c.room->rounds == 2);
	class_close(&c);
}

static void test_restart(void)
{
	struct lesson_lab lab = rules(LAB_FREE);
	struct class c;
	long long due;

	class_deal(&c, &lab, 2);
	due = pair(&c, 0)->deadline;
	c.ms += 600000; /* a power cut */
	OK(class_do(&c, ROOM_COMPUTER, ROOM_RESTART, "600000"));
	CU_ASSERT_EQUAL(pair(&c, 0)->deadline, due + 600000);
	CU_ASSERT_FALSE(c.room->person[0].here);
	CU_ASSERT_EQUAL(room_due(c.room), c.ms + ROOM_AWAY_MS);
	OK(class_do(&c, 0, ROOM_HERE, ""));
	OK(class_do(&c, 1, ROOM_HERE, ""));
	CU_ASSERT_EQUAL(room_due(c.room), due + 600000);
	REFUSED(class_do(&c, ROOM_COMPUTER, ROOM_RESTART, "-5"));
	class_close(&c);
}

/* ---- names and lines ----------------------------------------------------------- */

static void test_names(void)
{
	struct class c;
	char last[ROOM_LABEL_MAX + 1];

	CU_ASSERT_TRUE(room_label_ok("a.b-c_9"));
	CU_ASSERT_FALSE(room_label_ok(""));
	CU_ASSERT_FALSE(room_label_ok(".."));
	CU_ASSERT_FALSE(room_label_ok("a/b"));
	CU_ASSERT_FALSE(room_label_ok("a b"));
	CU_ASSERT_FALSE(room_label_ok("12345678901234567890123456789012"));
	class_open(&c, NULL);
	class_join(&c, ROOM_PLACES);
	CU_ASSERT_STRING_EQUAL(room_pseudonym(c.room, last), "amber-badger-2");
	REFUSED(class_do(&c, ROOM_COMPUTER, ROOM_JOIN, "late 123456"));
	REFUSED(class_do(&c, ROOM_COMPUTER, ROOM_JOIN, "amber-badger"));
	class_close(&c);
}

/* Whether a replay tells everybody the same. */
static bool replays(const struct class *c)
{
	struct room *again = class_replay(c);
	char *live = class_dump(c->room), *replayed = again ? class_dump(again) : NULL;
	bool same = replayed && strcmp(live, replayed) == 0;

	free(live);
	free(replayed);
	room_free(again);
	return same;
}

/* Five classes after one another in one room: whoever left takes no place from others, what was
 * voted stays, and its voter can come back. */
static void test_places(void)
{
	struct class c;
	char label[ROOM_LABEL_MAX + 1];

	class_open(&c, NULL);
	class_join(&c, ROOM_PLACES);
	OK(class_do(&c, TEACHER, ROOM_NEXT, ""));
	OK(class_do(&c, 7, ROOM_CHOOSE, "2"));
	strcpy(label, c.room->person[7].label);
	for (int i = 0; i < 6; i++) {
		for (int k = 0; k < c.room->people; k++)
			if (c.room->person[k].here)
				OK(class_do(&c, k, ROOM_GONE, ""));
		class_join(&c, ROOM_PLACES);
		REFUSED(class_do(&c, ROOM_COMPUTER, ROOM_JOIN, "late 123456"));
	}
	CU_ASSERT_EQUAL(c.room->people, ROOM_PEOPLE_MAX);
	CU_ASSERT_EQUAL(room_find(c.room, label), 7);
	CU_ASSERT_EQUAL(room_vote(c.room, c.room->step, 0, 7), 1);
	CU_ASSERT_STRING_EQUAL(c.room->person[7].code, "000007");
	OK(class_do(&c, 8, ROOM_GONE, ""));
	OK(class_do(&c, 7, ROOM_HERE, ""));
	OK(replays(&c));
	class_close(&c);
}

/* Whom the teacher removed can be replaced: by the same name, with another code, and at once
 * where the computer played meanwhile. */
static void test_replaced(void)
{
	struct lesson_lab lab = rules(LAB_FREE);
	struct class c;
	char body[2 * ROOM_LABEL_MAX], *label;

	class_open(&c, &lab);
	class_join(&c, 2);
	label = c.room->person[0].label;
	OK(class_do(&c, TEACHER, ROOM_NEXT, ""));
	OK(class_do(&c, 0, ROOM_CHOOSE, "3"));
	class_to_deal(&c);
	snprintf(body, sizeof body, "%s 999999", label);
	REFUSED(class_do(&c, ROOM_COMPUTER, ROOM_JOIN, body));
	OK(class_do(&c, TEACHER, ROOM_REMOVE, label));
	REFUSED(class_share(&c, 0, ROOM_OFFER, .5));
	OK(class_do(&c, ROOM_COMPUTER, ROOM_JOIN, body));
	CU_ASSERT_EQUAL(c.room->people, 2);
	CU_ASSERT_EQUAL(room_vote(c.room, c.room->step - 1, 0, 0), 2);
	CU_ASSERT_EQUAL(room_find_code(c.room, "000000"), -1);
	CU_ASSERT_EQUAL(room_find_code(c.room, "999999"), 0);
	OK(class_share(&c, 0, ROOM_OFFER, .5));
	OK(replays(&c));
	class_close(&c);
}

static void test_wire(void)
{
	struct buffer w = {.text = NULL};
	char line[200], *at = line, *value;
	const char *name;
	double got[3];

	wire_text(&w, "a", "one\ttwo\\three\nfour");
	wire_numbers(&w, "b", (const double[]){.1}, 1);
	wire_numbers(&w, "c", (double[]){1, NAN, -2.5}, 3);
	strcpy(line, w.text);
	CU_ASSERT_PTR_NULL(strchr(line, '\n'));
	OK(wire_next(&at, &name, &value));
	CU_ASSERT_STRING_EQUAL(value, "one?two\\three\nfour"); /* no tab reaches a screen */
	CU_ASSERT_STRING_EQUAL(name, "a");
	OK(wire_next(&at, &name, &value));
	CU_ASSERT_STRING_EQUAL(value, "0.1");
	OK(wire_next(&at, &name, &value));
	CU_ASSERT_EQUAL(wire_read_numbers(value, got, 3), 3);
	CU_ASSERT_TRUE(got[0] == 1 && isnan(got[1]) && got[2] == -2.5);
	CU_ASSERT_EQUAL(wire_read_numbers(value, got, 2), -1);
	CU_ASSERT_EQUAL(wire_read_numbers("1 x", got, 3), -1);
	REFUSED(wire_next(&at, &name, &value));
	strcpy(line, "t=\033[2J\xff\xe2\x80\xae.");
	at = line;
	OK(wire_next(&at, &name, &value));
	CU_ASSERT_STRING_EQUAL(value, "?[2J??.");
	buffer_free(&w);
}

/* A line read and written is the same line. */
static bool same_again(const struct room *r, int who)
{
	struct buffer first = {.text = NULL}, second = {.text = NULL};
	struct told t;
	char *line;
	bool same;

	CU_ASSERT_FATAL(room_tell(r, who, &t, NULL) == STATUS_OK);
	told_write(&t, &first);
	told_free(&t);
	CU_ASSERT_FATAL(!first.no_memory && first.length < TOLD_BYTES_MAX);
	line = malloc(first.length + 1);
	CU_ASSERT_FATAL(line != NULL);
	strcpy(line, first.text);
	same = told_read(line, &t, NULL) == STATUS_OK;
	if (same)
		told_write(&t, &second);
	same = same && strcmp(first.text, second.text) == 0;
	told_free(&t);
	buffer_free(&first);
	buffer_free(&second);
	free(line);
	return same;
}

/* ---- storms -------------------------------------------------------------------- */

static void storm_body(struct rng *rng, const struct class *c, enum room_kind kind, char *body)
{
	const struct room *r = c->room;
	double x = rng_unit(rng);
	int who = r->people > 0 ? (int)(rng_unit(rng) * r->people) : 0;

	strcpy(body, "");
	if (kind == ROOM_JOIN)
		snprintf(body, 80, "p%d", r->people);
	else if (kind == ROOM_CHOOSE)
		snprintf(body, 80, "%d", (int)(x * 5));
	else if (kind == ROOM_REMOVE && x < .1 && r->people > 0)
		snprintf(body, 80, "%s", r->person[who].label);
	else if (kind == ROOM_FOLLOW)
		strcpy(body, x < .5 ? "on" : "off");
	else if (kind == ROOM_ADD && x < .1)
		strcpy(body, "out");
	else if (kind == ROOM_OFFER || kind == ROOM_LEVEL || kind == ROOM_ADD)
		snprintf(body, 80, "%.3f", 1.1 * x - .05);
}

/* Answers what is asked of it as often as it does anything. */
static void storm_step(struct class *c, struct rng *rng)
{
	static const enum room_kind often[] = {ROOM_OFFER, ROOM_ACCEPT, ROOM_LEVEL, ROOM_ADD,
		ROOM_CHOOSE, ROOM_GONE, ROOM_HERE};
	char body[200];
	double dice = rng_unit(rng);
	enum room_kind kind = dice < .8 ? often[(int)(rng_unit(rng) * 7)] :
		(enum room_kind)(rng_unit(rng) * (double)ROOM_KINDS);
	int who = c->room->people > 0 ? (int)(rng_unit(rng) * c->room->people) : -1;
	enum seat k;
	const struct room_pair *p = room_pair_of(room_round(c->room), who, &k);

	if (kind == ROOM_RESTART || kind == ROOM_TICK)
		return;
	storm_body(rng, c, kind, body);
	if (kind == ROOM_ACCEPT && p && c->room->stage == ROOM_DEAL)
		class_share(c, who, kind, p->offer[1 - (int)k]);
	else
		class_do(c, who, kind, body);
}

static int invariants(const struct room *r)
{
	int wrong = 0;
	bool seen[ROOM_PEOPLE_MAX] = {false};

	if (r->stage < ROOM_PAIRS || r->stage > ROOM_DEBRIEF)
		return 0;
	const struct room_round *round = room_round(r);
	for (int i = 0; i < round->pairs; i++) {
		const struct room_pair *p = &round->pair[i];
		for (int k = 0; k < SEATS; k++) {
			wrong += p->seat[k] >= 0 && seen[p->seat[k]];
			if (p->seat[k] >= 0)
				seen[p->seat[k]] = true;
		}
		if (r->stage == ROOM_PAIRS)
			continue;
		wrong += pair_at_work(p) && p->deadline <= 0;
		wrong += pair_at_work(p) && r->stage != ROOM_DEAL;
		wrong += p->stage == PAIR_DONE && !(p->share >= 0 && p->share <= 1 &&
			isfinite(p->u[0]) && isfinite(p->u[1]) && p->regret[0] >= 0);
	}
	return wrong;
}

static void storm(unsigned seed, enum lab_protocol protocol)
{
	struct lesson_lab lab = rules(protocol);
	struct rng rng = {.state = seed};
	struct class c;
	struct room *again;
	int wrong = 0, unlike = 0;

	lab.rounds = 3;
	lab.alternating = rng_unit(&rng) < .5;
	lab.rematch = rng_unit(&rng) < .5;
	lab.bot = rng_unit(&rng) < .7 ? LAB_BOT_THEORY : LAB_BOT_NONE;
	class_open(&c, &lab);
	c.room->away_void = rng_unit(&rng) < .3;
	for (int i = 0; i < 400; i++) {
		storm_step(&c, &rng);
		class_wait(&c, (long long)(rng_unit(&rng) * (i % 40 ? 500 : 40000)));
		wrong += invariants(c.room);
		if (i % 20 == 0)
			for (int who = ROOM_COMPUTER; who < c.room->people; who++)
				unlike += !same_again(c.room, who);
	}
	again = class_replay(&c);
	CU_ASSERT_FATAL(again != NULL);
	char *live = class_dump(c.room), *replayed = class_dump(again);
	CU_ASSERT_STRING_EQUAL(live, replayed);
	CU_ASSERT_EQUAL(wrong, 0);
	CU_ASSERT_EQUAL(unlike, 0);
	free(live);
	free(replayed);
	room_free(again);
	class_close(&c);
}

static void test_storms(void)
{
	for (unsigned seed = 1; seed <= 12; seed++)
		storm(seed, (enum lab_protocol)(seed % LAB_PROTOCOLS));
}

/* Formulas, several specialists, outside options: the theory is the scenario's own. */
static void test_no_lesson(void)
{
	struct class c;
	struct told t;

	class_open_text(&c, "[scenario]\ntitle = Three\n[generalist]\noutside = .05\n"
		"[specialist a]\n[specialist b]\ncost.scale = 2\n");
	class_join(&c, 2);
	OK(class_do(&c, TEACHER, ROOM_NEXT, ""));
	CU_ASSERT_EQUAL(c.room->stage, ROOM_PAIRS);
	OK(class_do(&c, TEACHER, ROOM_NEXT, ""));
	class_wait(&c, 1000 * lesson_lab_default().seconds);
	t = told_to(&c, 0);
	CU_ASSERT_EQUAL(t.pair_stage, PAIR_NO_DEAL);
	NEAR(t.u[SEAT_GENERALIST], .05);
	told_free(&t);
	class_close(&c);
}

static void test_other_game(void)
{
	static const char text[] = "[scenario]\ngame = regulation\n[generalist]\n"
		"[specialist a]\n";
	struct error_list *errors = calloc(1, sizeof *errors);
	struct scenario s;
	struct room *r;
	struct error err;

	CU_ASSERT_FATAL(errors != NULL);
	CU_ASSERT_FATAL(scenario_parse("t", text, strlen(text), &s, errors) == STATUS_OK);
	CU_ASSERT_EQUAL(room_alloc("class", &s, &r, &err), STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "regulation"));
	scenario_free(&s);
	free(errors);
}

void suite_room(void)
{
	CU_pSuite suite = CU_add_suite("room", NULL, NULL);

	CU_add_test(suite, "votes, talk, votes again, answer", test_vote);
	CU_add_test(suite, "a vote with a clock", test_vote_clock);
	CU_add_test(suite, "forward and back through a lesson", test_way);
	CU_add_test(suite, "free offers, and payoffs in closed form", test_free);
	CU_add_test(suite, "a specialist stays out", test_stay_out);
	CU_add_test(suite, "offers in turn", test_alternating);
	CU_add_test(suite, "an ultimatum, both unseen", test_ultimatum);
	CU_add_test(suite, "when time is up", test_time_is_up);
	CU_add_test(suite, "all meet once", test_round_robin);
	CU_add_test(suite, "roles that are kept", test_kept_roles);
	CU_add_test(suite, "partners that are kept", test_kept_partners);
	CU_add_test(suite, "an odd one plays the computer", test_odd);
	CU_add_test(suite, "away: the computer, and back", test_away);
	CU_add_test(suite, "away: void", test_away_voids);
	CU_add_test(suite, "taken away", test_removed);
	CU_add_test(suite, "late", test_late);
	CU_add_test(suite, "dropped and back in every phase", test_drop_anywhere);
	CU_add_test(suite, "after a power cut", test_restart);
	CU_add_test(suite, "names", test_names);
	CU_add_test(suite, "places of who left", test_places);
	CU_add_test(suite, "replaced", test_replaced);
	CU_add_test(suite, "fields of a line", test_wire);
	CU_add_test(suite, "storms, and the same again", test_storms);
	CU_add_test(suite, "a scenario that is no lesson", test_no_lesson);
	CU_add_test(suite, "another game", test_other_game);
}
