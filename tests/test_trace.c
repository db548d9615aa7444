/* The tracer, against functions whose jumps and kinks are known. Parameters are random; a
 * failure prints what they were. */
#include "bargain/trace_private.h"

#include "games.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { TRIALS = 300, EVENTS = 3, NODES = 97 };
#define SEED 41127

/* A specialist's utility that bends smoothly between events: at a jump it goes up or down,
 * at a kink the regime changes, at a failure there is no outcome up to the next event. */
struct story {
	int events;
	double at[EVENTS];
	enum { JUMPS, KINKS, FAILS } what[EVENTS];
	double size[EVENTS], range, wave;
	double steep; /* the generalist's utility rises by this over the range */
	long plays, limit; /* given up beyond limit */
};

static bool story_play(void *context, struct trace_node *node)
{
	struct story *s = context;
	double u = sin(s->wave * node->x);
	int regime = 0;
	node->ok = true;
	node->lack = LACK_NOTHING;
	for (int k = 0; k < s->events && s->at[k] <= node->x; k++) {
		node->ok = s->what[k] != FAILS;
		u += s->what[k] == JUMPS ? s->size[k] : 0;
		u += s->what[k] == KINKS ? s->size[k] * (node->x - s->at[k]) / s->range : 0;
		regime += s->what[k] == KINKS;
	}
	if (!node->ok)
		node->lack = LACK_AGREEMENT;
	node->out.invests = true;
	node->out.u_generalist = 1 + s->steep * node->x / s->range;
	node->out.domain[0].utility = u;
	node->out.domain[0].regime = (enum regime)((1 + regime) % 3);
	return ++s->plays <= s->limit;
}

static void trace_story(struct trace *t, struct story *s, double low, double high, bool open)
{
	struct trace_plan plan = {.low = low, .high = high, .open = open, .nodes = NODES, .stride = 8, .events = 128,
		.width = TRACE_WIDTH * (high - low), .play = story_play, .context = s};
	CU_ASSERT_EQUAL_FATAL(trace_start(t, 1, &plan, NULL), STATUS_OK);
	CU_ASSERT_EQUAL(trace_progress(t), 0);
	while (trace_step(t))
		;
	CU_ASSERT_EQUAL(trace_progress(t), 1);
}

static void report(int trial, const struct story *s)
{
	fprintf(stderr, "seed %d, trial %d:", SEED, trial);
	for (int k = 0; k < s->events; k++)
		fprintf(stderr, " %d at %.17g (%g)", (int)s->what[k], s->at[k], s->size[k]);
	fprintf(stderr, "\n");
}

/* Nodes rise, and each holds what is played there. */
static bool in_order(const struct trace *t, struct story *s)
{
	struct trace_node again = {.delta = NULL};
	bool good = outcome_init(&again.out, 1, NULL) == STATUS_OK;
	for (int i = 0; i < t->count && good; i++) {
		again.x = t->node[i].x;
		story_play(s, &again);
		good = t->node[i].done && t->node[i].ok == again.ok &&
			(i == 0 || t->node[i].x > t->node[i - 1].x) &&
			(!again.ok || memcmp(again.out.domain, t->node[i].out.domain,
					 sizeof *again.out.domain) == 0);
	}
	outcome_free(&again.out);
	return good;
}

/* A node right before the event and one right behind, not joined if it is a jump. */
static bool found(const struct trace *t, const struct story *s, int k)
{
	double width = 2 * t->plan.width;
	for (int i = 0; i + 1 < t->count; i++) {
		const struct trace_node *a = &t->node[i], *b = a + 1;
		if (a->x < s->at[k] && b->x >= s->at[k])
			return b->x - a->x <= width && a->break_after == (s->what[k] != KINKS || !a->ok);
	}
	return false;
}

/* Events far from each other, or some between the same two nodes: then jumps go the same way
 * and a failure comes last, since what undoes itself between two nodes cannot be seen there. */
static struct story random_story(struct rng *r, double low, double high)
{
	struct story s = {.events = 1 + rng_below(r, EVENTS), .limit = 1000000,
		.range = high - low, .wave = rng_between(r, 0, 6) / (high - low)};
	double h = (high - low) / (NODES - 1), sign = rng_below(r, 2) ? 1 : -1;
	int stretch = 2 + rng_below(r, 10);
	bool crowded = rng_below(r, 2);
	for (int k = 0; k < s.events; k++) {
		bool last = !crowded || k + 1 == s.events;
		double within = crowded ? (k + rng_between(r, .05, .95)) / s.events : rng_unit(r);
		s.what[k] = (unsigned)rng_below(r, last ? 3 : 2);
		if (crowded && k > 1 && s.what[k] == KINKS)
			s.what[k] = JUMPS; /* three would come back to the first regime */
		s.size[k] = sign * rng_log(r, .4, 4);
		s.at[k] = low + h * (stretch + within);
		stretch += crowded ? 0 : 4 + rng_below(r, 20);
	}
	return s;
}

static void test_events(void)
{
	struct rng r = {SEED};
	struct trace t = {0};
	for (int i = 0; i < TRIALS; i++) {
		double low = i % 2 ? 0 : rng_between(&r, -10, 10), high = low + rng_log(&r, .1, 100);
		struct story s = random_story(&r, low, high);
		struct threshold *list = NULL;
		trace_story(&t, &s, low, high, i % 3 == 0);
		bool good = in_order(&t, &s);
		for (int k = 0; k < s.events; k++)
			good &= found(&t, &s, k) ||
				(k > 0 && s.what[k] == FAILS && s.what[k - 1] == FAILS);
		int count = trace_thresholds(&t, &list);
		for (int k = 1; k < count; k++)
			good &= list[k].x > list[k - 1].x;
		CU_ASSERT_TRUE(good);
		if (!good)
			report(i, &s);
		free(list);
	}
	trace_free(&t);
}

/* Nothing happens where things are only steep, and it takes few plays to see. */
static void test_smooth(void)
{
	struct rng r = {SEED};
	struct trace t = {0};
	for (int i = 0; i < TRIALS; i++) {
		struct story s = {.wave = rng_log(&r, .1, 40), .limit = 1000000};
		struct threshold *list = NULL;
		trace_story(&t, &s, 0, 1, false);
		CU_ASSERT_EQUAL(trace_thresholds(&t, &list), 0);
		CU_ASSERT_TRUE(s.plays < 130);
		free(list);
	}
	trace_free(&t);
}

/* Where a sine bends too fast for four nodes to foretell it, six do, and hardly any come in between
 * but next to the ends. */
static void test_bends(void)
{
	struct story s = {.range = 1, .wave = 20, .limit = 100000};
	struct trace_plan plan = {.high = 1, .nodes = NODES, .stride = 1, .fine = 1e-3, .events = 128,
		.width = TRACE_WIDTH, .play = story_play, .context = &s};
	struct trace t = {0};
	double u[2];
	CU_ASSERT_EQUAL_FATAL(trace_start(&t, 1, &plan, NULL), STATUS_OK);
	while (trace_step(&t))
		;
	CU_ASSERT_TRUE(t.count < NODES + 20);
	int told = 0, wrong = 0;
	for (int i = 0; i + 1 < t.count; i++) {
		double x = .5 * (t.node[i].x + t.node[i + 1].x);
		bool known = trace_foretell(&t, i, x, u);
		told += known;
		wrong += known && !(fabs(u[1] - sin(s.wave * x)) <= TRACE_MISS * t.money);
	}
	CU_ASSERT_TRUE(told > NODES - 4);
	CU_ASSERT_EQUAL(wrong, 0);
	trace_free(&t);
}

static void test_thresholds(void)
{
	struct story s = {3, {.2, .5, .7}, {KINKS, JUMPS, FAILS}, {1, -.5, 0}, 1, 1, 0, 0, 1000000};
	struct threshold *list = NULL;
	struct trace t = {0};
	trace_story(&t, &s, 0, 1, false);
	CU_ASSERT_EQUAL_FATAL(trace_thresholds(&t, &list), 3);
	CU_ASSERT_EQUAL(list[0].kind, THRESHOLD_REGIME);
	CU_ASSERT_EQUAL(list[0].specialist, 0);
	CU_ASSERT_EQUAL(list[0].before, REGIME_FREE_RIDE);
	CU_ASSERT_EQUAL(list[0].after, REGIME_CONTRIBUTE);
	CU_ASSERT_EQUAL(list[1].kind, THRESHOLD_JUMP);
	CU_ASSERT_EQUAL(list[1].specialist, -1);
	CU_ASSERT_DOUBLE_EQUAL(list[1].jump, .5, 1e-9);
	CU_ASSERT_EQUAL(list[2].lack_before, LACK_NOTHING);
	CU_ASSERT_EQUAL(list[2].lack_after, LACK_AGREEMENT);
	CU_ASSERT_TRUE(isnan(list[2].u_after));
	for (int k = 0; k < 3; k++)
		CU_ASSERT_DOUBLE_EQUAL(list[k].x, s.at[k], 1e-10);
	free(list);
	trace_free(&t);
}

/* What sets an end apart lies at the end, unless the ends are open; and a regime that only
 * an end has is no event. */
static void test_ends(void)
{
	struct story jump = {1, {1e-300}, {JUMPS}, {2}, 1, 1, 0, 0, 1000000};
	struct story last = {1, {1}, {JUMPS}, {2}, 1, 1, 0, 0, 1000000};
	struct story kink = {1, {1}, {KINKS}, {2}, 1, 1, 0, 0, 1000000};
	struct threshold *list = NULL;
	struct trace t = {0};
	trace_story(&t, &jump, 0, 1, false);
	CU_ASSERT_EQUAL_FATAL(trace_thresholds(&t, &list), 1);
	CU_ASSERT_EQUAL(list[0].x, 0);
	CU_ASSERT_EQUAL(t.count, 98);
	trace_story(&t, &last, 0, 1, false);
	CU_ASSERT_EQUAL_FATAL(trace_thresholds(&t, &list), 1);
	CU_ASSERT_EQUAL(list[0].x, 1);
	trace_story(&t, &kink, 0, 1, false);
	CU_ASSERT_EQUAL(trace_thresholds(&t, &list), 0);
	CU_ASSERT_EQUAL(t.count, 97);
	trace_story(&t, &jump, 0, 1, true);
	CU_ASSERT_EQUAL(trace_thresholds(&t, &list), 0);
	CU_ASSERT_TRUE(t.node[0].break_after);
	CU_ASSERT_EQUAL(t.count, 97);
	free(list);
	trace_free(&t);
}

static void test_insert(void)
{
	struct story s = {2, {.3, .6}, {JUMPS, FAILS}, {1, 0}, 1, 1, 0, 0, 1000000};
	struct rng r = {SEED};
	struct trace t = {0};
	trace_story(&t, &s, 0, 1, false);
	for (int i = 0; i < TRIALS; i++) {
		double x = rng_unit(&r);
		int count = t.count, at = trace_insert(&t, x);
		CU_ASSERT_EQUAL(t.node[at].x, x);
		CU_ASSERT_EQUAL(t.count, count + 1);
		CU_ASSERT_EQUAL(trace_insert(&t, x), at); /* once is enough */
		CU_ASSERT_EQUAL(t.count, count + 1);
	}
	CU_ASSERT_TRUE(in_order(&t, &s));
	CU_ASSERT_TRUE(found(&t, &s, 0));
	CU_ASSERT_TRUE(found(&t, &s, 1));
	trace_free(&t);
}

/* A level leaps where no utility does. */
static bool leap_play(void *context, struct trace_node *node)
{
	const double *at = context;
	node->ok = node->out.invests = true;
	node->out.u_generalist = node->out.domain[0].utility = 1;
	node->out.domain[0].alpha = node->x + (node->x < *at ? 0 : 2);
	node->out.domain[0].regime = REGIME_CONTRIBUTE;
	return true;
}

static void test_levels(void)
{
	struct rng r = {SEED};
	struct trace t = {0};
	for (int i = 0; i < TRIALS; i++) {
		double at = rng_between(&r, .01, .99);
		struct trace_plan plan = {.high = 1, .nodes = NODES, .stride = 1, .events = 128, .levels = i % 2,
			.width = TRACE_WIDTH, .play = leap_play, .context = &at};
		CU_ASSERT_EQUAL_FATAL(trace_start(&t, 1, &plan, NULL), STATUS_OK);
		while (trace_step(&t))
			;
		int breaks = 0;
		for (int k = 0; k + 1 < t.count; k++)
			breaks += t.node[k].break_after && t.node[k].x < at && t.node[k + 1].x >= at;
		CU_ASSERT_EQUAL(breaks, plan.levels);
		CU_ASSERT_EQUAL(t.count, plan.levels ? NODES + 2 : NODES);
	}
	trace_free(&t);
}

/* Jumps of one utility do not hide in the slope of another, nor right beside an end where
 * nothing happens. */
static void test_hidden(void)
{
	struct story s = {.events = 3, .at = {.003, .006, .5}, .what = {JUMPS, JUMPS, JUMPS},
		.size = {.05, .04, .06}, .range = 1, .steep = 20, .limit = 1000000};
	struct trace t = {0};
	trace_story(&t, &s, 0, 1, false);
	for (int k = 0; k < s.events; k++)
		CU_ASSERT_TRUE(found(&t, &s, k));
	trace_free(&t);
}

/* Given up, it comes to an end soon. */
static void test_given_up(void)
{
	struct story s = {2, {.3, .6}, {JUMPS, JUMPS}, {1, 2}, 1, 1, 0, 0, 110};
	struct trace t = {0};
	trace_story(&t, &s, 0, 1, false);
	CU_ASSERT_TRUE(s.plays < 120);
	CU_ASSERT_EQUAL(trace_insert(&t, .123456), 11);
	trace_free(&t);
}

/* Four plays tell exactly where two cubics meet, and where a cubic of the level has its end. */
static void test_foretold(void)
{
	struct rng r = {SEED};
	for (int i = 0; i < TRIALS; i++) {
		struct trace_side side[2] = {{0}, {0}}, turning = {0};
		struct trace_foretold f;
		double at = rng_unit(&r), bend = rng_between(&r, -1, 1), step = rng_log(&r, 1e-3, .1);
		bool behind = i % 2;
		for (int k = 0; k < TRACE_SIDE_MAX; k++) {
			double d = (4.5 - k) * step, t = behind ? -d : d;
			for (int b = 0; b < 2; b++) { /* one falls, the other has nothing or rises */
				double x = b ? d : -d, u = b ? i % 3 * x : -x * (1 + bend * x * x);
				side[b].at[side[b].count++] = (struct trace_seen){at + x, 0, u};
			}
			turning.at[turning.count++] = (struct trace_seen){
				at + (behind ? 1 : -1) * d * d * (2 + bend * d), t, 0};
		}
		CU_ASSERT_TRUE(trace_meeting(side, &f));
		CU_ASSERT_DOUBLE_EQUAL(f.x, at, 1e-12);
		CU_ASSERT_TRUE(trace_turning(&turning, behind, &f));
		CU_ASSERT_DOUBLE_EQUAL(f.x, at, 1e-12);
		CU_ASSERT_FALSE(trace_turning(&turning, !behind, &f));
		turning.count = 2;
		CU_ASSERT_FALSE(trace_turning(&turning, behind, &f));
		for (int k = 0; k < side[1].count; k++) /* one leaps down to the other */
			side[1].at[k].u -= 10;
		CU_ASSERT_FALSE(trace_meeting(side, &f));
	}
}

/* A specialist whose utility comes to 0 at `held`; from there to `gone` it is held, as long as the
 * generalist goes no further than a level that a root leads to; beyond it is not in, or is held at a
 * lower one. */
struct hold {
	double held, gone;
	bool lower;
	int plays;
};

static bool hold_play(void *context, struct trace_node *node)
{
	struct hold *h = context;
	double free = fmax(0, h->held - node->x), left = fmax(0, h->gone - node->x);
	bool in = node->x <= h->gone;
	h->plays++;
	node->ok = node->out.invests = true;
	node->out.domain[0].utility = in ? free * (1 + .2 * exp(node->x)) : 0;
	node->out.domain[0].regime = in || h->lower ? REGIME_CONTRIBUTE : REGIME_ABSTAIN;
	node->out.alpha0 = free > 0 ? .4 + sqrt(h->gone - h->held) - .1 * free :
		in ? .4 + sqrt(left) * (1 + .3 * left) : h->lower ? .02 : 0;
	node->out.u_generalist = in ? .5 + .2 * node->out.alpha0 : 0;
	return true;
}

/* Both ends of being held, also between the same two nodes, in a few plays. */
static void test_held(void)
{
	struct rng r = {SEED};
	struct trace t = {0};
	for (int i = 0; i < TRIALS / 10; i++) {
		double held = rng_between(&r, .2, .7), gone = held + rng_log(&r, 2e-3, .2);
		struct hold h = {held, gone, i % 2, 0};
		struct trace_plan plan = {.high = 1, .nodes = NODES, .stride = 1, .held = true,
			.events = 128, .width = TRACE_WIDTH, .play = hold_play, .context = &h};
		int sides = 0, turns = 0;
		CU_ASSERT_EQUAL_FATAL(trace_start(&t, 1, &plan, NULL), STATUS_OK);
		while (trace_step(&t))
			;
		for (int k = 0; k + 1 < t.count; k++) {
			const struct trace_node *a = &t.node[k], *b = a + 1;
			bool at_held = a->x < held && b->x >= held, at_gone = a->x <= gone && b->x > gone;
			sides += (at_held || at_gone) && b->x - a->x <= 2 * TRACE_WIDTH;
			turns += a->turns && at_gone;
		}
		bool good = sides == 2 && turns == 1 && t.count <= NODES + 4 && h.plays <= NODES + 26;
		CU_ASSERT_TRUE(good);
		if (!good)
			fprintf(stderr, "held %.17g, gone %.17g: %d sides, %d plays\n", held, gone, sides,
				h.plays);
	}
	trace_free(&t);
}

/* Where its level turns utilities go like a root: nodes there foretell what lies between them. */
static void test_root(void)
{
	struct rng r = {SEED};
	struct trace t = {0};
	int nodes = 0, told = 0, wrong = 0;
	for (int i = 0; i < TRIALS / 10; i++) {
		double held = rng_between(&r, .2, .5), gone = held + rng_between(&r, .1, .3), u[2];
		struct hold h = {held, gone, false, 0};
		struct trace_plan plan = {.high = 1, .nodes = NODES, .stride = 1, .held = true,
			.fine = 1e-3, .events = 128, .width = TRACE_WIDTH, .play = hold_play, .context = &h};
		CU_ASSERT_EQUAL_FATAL(trace_start(&t, 1, &plan, NULL), STATUS_OK);
		while (trace_step(&t))
			;
		nodes += t.count - NODES;
		for (int k = 0; k + 1 < t.count; k++) {
			double x = .5 * (t.node[k].x + t.node[k + 1].x), left = gone - x;
			bool between = t.node[k].x > held && t.node[k + 1].x < gone;
			bool known = between && trace_foretell(&t, k, x, u);
			double level = .4 + sqrt(fmax(left, 0)) * (1 + .3 * left);
			told += known;
			wrong += known && !(fabs(u[0] - (.5 + .2 * level)) <= TRACE_MISS * t.money);
		}
	}
	CU_ASSERT_TRUE(nodes <= 10 * TRIALS / 10);
	CU_ASSERT_TRUE(told >= 10 * TRIALS / 10);
	CU_ASSERT_EQUAL(wrong, 0);
	trace_free(&t);
}

/* Of a held specialist the level would turn at `turn`, but before that the generalist has nothing. */
struct meet {
	double met, turn;
	int plays;
};

static bool meet_play(void *context, struct trace_node *node)
{
	struct meet *m = context;
	double left = fmax(0, m->met - node->x), away = fmax(0, m->turn - node->x);
	bool in = node->x <= m->met;
	m->plays++;
	node->ok = node->out.invests = true;
	node->out.domain[0].utility = 0;
	node->out.domain[0].regime = in ? REGIME_CONTRIBUTE : REGIME_ABSTAIN;
	node->out.domain[0].revenue = in;
	node->out.alpha0 = in ? .4 + sqrt(away) * (1 + .3 * away) : 0;
	node->out.u_generalist = left * (1 + 2 * left);
	return true;
}

static void test_met(void)
{
	struct rng r = {SEED};
	struct trace t = {0};
	int more = 0;
	for (int i = 0; i < TRIALS / 10; i++) {
		double met = rng_between(&r, .2, .7);
		struct meet m = {met, met + rng_log(&r, 1e-5, 5e-3), 0};
		struct trace_plan plan = {.high = 1, .nodes = NODES, .stride = 1, .held = true,
			.events = 128, .width = TRACE_WIDTH, .play = meet_play, .context = &m};
		int sides = 0;
		CU_ASSERT_EQUAL_FATAL(trace_start(&t, 1, &plan, NULL), STATUS_OK);
		while (trace_step(&t))
			;
		for (int k = 0; k + 1 < t.count; k++)
			sides += t.node[k].x <= met && t.node[k + 1].x > met &&
				t.node[k + 1].x - t.node[k].x <= 2 * TRACE_WIDTH;
		CU_ASSERT_EQUAL(sides, 1);
		more += m.plays - NODES;
	}
	CU_ASSERT_TRUE(more <= 6 * TRIALS / 10);
	trace_free(&t);
}

/* At the end alone a specialist does otherwise, and a utility is as steep as a root before it. */
static bool end_play(void *context, struct trace_node *node)
{
	int *plays = context;
	++*plays;
	node->ok = node->out.invests = true;
	node->out.alpha0 = 1 - node->x;
	node->out.u_generalist = sqrt(1 - node->x);
	node->out.domain[0].utility = 0;
	node->out.domain[0].regime = node->x < 1 ? REGIME_CONTRIBUTE : REGIME_FREE_RIDE;
	return true;
}

static void test_at_end(void)
{
	for (int held = 0; held < 2; held++) {
		struct trace t = {0};
		struct threshold *found = NULL;
		int plays = 0;
		struct trace_plan plan = {.high = 1, .nodes = NODES, .stride = 1, .held = held,
			.events = 128, .width = TRACE_WIDTH, .play = end_play, .context = &plays};
		CU_ASSERT_EQUAL_FATAL(trace_start(&t, 1, &plan, NULL), STATUS_OK);
		while (trace_step(&t))
			;
		CU_ASSERT_TRUE(t.node[t.count - 2].x >= 1 - 2 * TRACE_WIDTH);
		CU_ASSERT_TRUE(plays <= NODES + (held ? 20 : 60));
		CU_ASSERT_EQUAL_FATAL(trace_thresholds(&t, &found), 1);
		CU_ASSERT_EQUAL(found->kind, THRESHOLD_REGIME); /* and nothing jumps */
		CU_ASSERT_EQUAL(found->jump, 0);
		free(found);
		trace_free(&t);
	}
}

/* So does one specialist at an end alone, and another on the way to it, in the same gap of nodes. */
static bool before_end_play(void *context, struct trace_node *node)
{
	const double *at = context;
	node->ok = node->out.invests = true;
	node->out.alpha0 = 1;
	node->out.u_generalist = node->x;
	node->out.domain[0].utility = node->out.domain[1].utility = 1 - node->x;
	node->out.domain[0].regime = node->x < 1 ? REGIME_CONTRIBUTE : REGIME_FREE_RIDE;
	node->out.domain[1].regime = node->x < *at ? REGIME_CONTRIBUTE : REGIME_FREE_RIDE;
	return true;
}

static void test_before_end(void)
{
	static const double all[] = {.9995, .995, .99999, .9999999};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct trace t = {0};
		struct threshold *found = NULL;
		double at = all[i];
		struct trace_plan plan = {.high = 1, .nodes = NODES, .stride = 1, .held = i % 2,
			.events = 128, .width = TRACE_WIDTH, .play = before_end_play, .context = &at};
		CU_ASSERT_EQUAL_FATAL(trace_start(&t, 2, &plan, NULL), STATUS_OK);
		while (trace_step(&t))
			;
		CU_ASSERT_EQUAL_FATAL(trace_thresholds(&t, &found), 1);
		CU_ASSERT_EQUAL(found->specialist, 1);
		CU_ASSERT_DOUBLE_EQUAL(found->x, at, TRACE_WIDTH);
		free(found);
		trace_free(&t);
	}
}

/* At one place alone, which happens to be a node, a specialist just takes part. */
static bool one_place_play(void *context UNUSED, struct trace_node *node)
{
	node->ok = node->out.invests = true;
	node->out.alpha0 = 1;
	node->out.u_generalist = node->x <= .5 ? 1 : 0;
	node->out.domain[0].utility = fmax(.5 - node->x, 0);
	node->out.domain[0].regime = node->x < .5 ? REGIME_CONTRIBUTE :
		node->x > .5 ? REGIME_ABSTAIN : REGIME_FREE_RIDE;
	return true;
}

static void test_one_place(void)
{
	for (int held = 0; held < 2; held++) {
		struct trace t = {0};
		struct threshold *found = NULL;
		struct trace_plan plan = {.high = 1, .nodes = NODES, .stride = 1, .held = held,
			.events = 128, .width = TRACE_WIDTH, .play = one_place_play};
		CU_ASSERT_EQUAL_FATAL(trace_start(&t, 1, &plan, NULL), STATUS_OK);
		while (trace_step(&t))
			;
		CU_ASSERT_EQUAL_FATAL(trace_thresholds(&t, &found), 1);
		CU_ASSERT_EQUAL(found->before, REGIME_CONTRIBUTE);
		CU_ASSERT_EQUAL(found->after, REGIME_ABSTAIN);
		CU_ASSERT_EQUAL(found->jump, 1);
		CU_ASSERT_DOUBLE_EQUAL(found->x, .5, 2 * TRACE_WIDTH);
		free(found);
		trace_free(&t);
	}
}

/* A utility with a kink, and one without. */
struct bent { double at, by; int plays; };

static bool bent_play(void *context, struct trace_node *node)
{
	struct bent *b = context;
	b->plays++;
	node->ok = node->out.invests = true;
	node->out.alpha0 = node->out.u_generalist = 1 + .2 * sin(node->x);
	node->out.domain[0].utility = .5 + .3 * node->x * (2 - node->x) +
		b->by * fmax(0, node->x - b->at);
	node->out.domain[0].regime = REGIME_CONTRIBUTE;
	return true;
}

/* A node is put at a kink, in place of many around it. */
static void test_kink(void)
{
	struct rng r = {SEED};
	struct trace t = {0};
	for (int i = 0; i < TRIALS / 10; i++) {
		struct bent b = {rng_between(&r, .1, .9), i % 2 ? .6 : -.6, 0};
		struct trace_plan plan = {.high = 1, .nodes = NODES, .stride = 1, .held = true,
			.fine = 1e-3, .events = 128, .width = TRACE_WIDTH, .play = bent_play, .context = &b};
		double nearest = INFINITY;
		CU_ASSERT_EQUAL_FATAL(trace_start(&t, 1, &plan, NULL), STATUS_OK);
		while (trace_step(&t))
			;
		for (int k = 0; k < t.count; k++)
			nearest = fmin(nearest, fabs(t.node[k].x - b.at));
		CU_ASSERT_TRUE(nearest <= 1e-9 && b.plays <= NODES + 2);
		if (nearest > 1e-9 || b.plays > NODES + 2)
			fprintf(stderr, "kink at %.17g: %g off, %d plays\n", b.at, nearest, b.plays);
	}
	trace_free(&t);
}

/* Stairs, of which nothing is proved. */
struct stairs { enum proof proof; int plays; };

static bool stairs_play(void *context, struct trace_node *node)
{
	struct stairs *s = context;
	s->plays++;
	node->ok = node->out.invests = true;
	node->out.proof = s->proof;
	node->out.alpha0 = node->out.u_generalist = 1 + node->x;
	node->out.domain[0].utility = floor(37 * node->x + .3);
	node->out.domain[0].regime = REGIME_CONTRIBUTE;
	return true;
}

static int stairs_found(enum proof proof, bool *gave_up, int *plays)
{
	struct stairs s = {proof, 0};
	struct trace t = {0};
	struct trace_plan plan = {.high = 1, .nodes = NODES, .stride = 8, .fine = 1e-3, .events = 128,
		.width = TRACE_WIDTH, .play = stairs_play, .context = &s};
	int found = 0;
	CU_ASSERT_EQUAL_FATAL(trace_start(&t, 1, &plan, NULL), STATUS_OK);
	while (trace_step(&t))
		;
	for (int i = 0; i < t.count; i++)
		found += t.node[i].break_after;
	*gave_up = t.gave_up;
	*plays = s.plays;
	trace_free(&t);
	return found;
}

/* What is not proved is dear: it is not looked into for long, and that is told. */
static void test_unproved(void)
{
	bool gave_up;
	int plays;
	CU_ASSERT_EQUAL(stairs_found(PROOF_PROVED, &gave_up, &plays), 37);
	CU_ASSERT_FALSE(gave_up);
	CU_ASSERT(plays > 2 * 5 * NODES);
	CU_ASSERT(stairs_found(PROOF_SAMPLED, &gave_up, &plays) > 5);
	CU_ASSERT_TRUE(gave_up);
	CU_ASSERT(plays < 5 * NODES);
}

void suite_trace(void)
{
	CU_pSuite s = CU_add_suite("trace", NULL, NULL);

	CU_add_test(s, "jumps, kinks and failures", test_events);
	CU_add_test(s, "smooth functions", test_smooth);
	CU_add_test(s, "what bends", test_bends);
	CU_add_test(s, "thresholds", test_thresholds);
	CU_add_test(s, "ends of the range", test_ends);
	CU_add_test(s, "nodes put in", test_insert);
	CU_add_test(s, "levels", test_levels);
	CU_add_test(s, "jumps hidden by slopes", test_hidden);
	CU_add_test(s, "given up", test_given_up);
	CU_add_test(s, "what is not proved", test_unproved);
	CU_add_test(s, "events foretold", test_foretold);
	CU_add_test(s, "held, from one event to another", test_held);
	CU_add_test(s, "utilities that go like a root", test_root);
	CU_add_test(s, "held till there is nothing to have", test_met);
	CU_add_test(s, "held up to the end", test_at_end);
	CU_add_test(s, "before what an end alone has", test_before_end);
	CU_add_test(s, "what one place alone has", test_one_place);
	CU_add_test(s, "kinks", test_kink);
}
