#include "bargain/opponent.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rounding of gains, as a part of the largest: who asks for exactly what an offer gives is
 * not to miss it. */
#define ALIKE 1e-9

const char *opponent_name(enum opponent kind)
{
	static const char *const name[OPPONENTS] = {
		[OPPONENT_THEORY] = "plays the theory", [OPPONENT_GREEDY] = "greedy",
		[OPPONENT_FAIR] = "fair", [OPPONENT_RANDOM] = "random"};
	return name[kind];
}

/* ------------------------------------------------------------- what there is */

/* What a share is played with; freed by the caller, whether or not that fails. */
struct table {
	const struct play *p;
	double *delta;
	struct outcome o;
};

static enum status lay(struct table *t, const struct game *g, const struct play *p,
	struct error *err)
{
	size_t size = (size_t)g->n * sizeof(double);
	*t = (struct table){.p = p, .delta = malloc(size)};
	if (!t->delta)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	memcpy(t->delta, p->delta, size);
	return outcome_init(&t->o, g->n, err);
}

static void clear(struct table *t)
{
	outcome_free(&t->o);
	free(t->delta);
}

static enum status gains_at(struct match *m, struct table *t, double share, double gain[SIDES],
	struct error *err)
{
	const struct game *g = match_game(m);
	int i = t->p->specialist;
	play_set_share(g, i, share, t->delta);
	enum status status = match_equilibrium(m, t->delta, &t->o, err);
	gain[SIDE_GENERALIST] = t->o.u_generalist - g->generalist.outside;
	gain[SIDE_SPECIALIST] = t->o.domain[i].utility - g->specialist[i].outside;
	return status;
}

enum status offers_find(struct match *m, const struct play *p, struct offer_table *out,
	struct error *err)
{
	struct table t;
	double gain[SIDES];
	enum status status = lay(&t, match_game(m), p, err);
	out->lump_sums = match_game(m)->transfers;
	out->between.known = false;
	for (int i = 0; i <= OFFER_STEPS && status == STATUS_OK; i++) {
		status = gains_at(m, &t, (double)i / OFFER_STEPS, gain, err);
		for (int k = 0; k < SIDES && status == STATUS_OK; k++)
			out->gain[k][i] = gain[k];
	}
	clear(&t);
	return status;
}

enum status offers_find_at(struct match *m, const struct play *p, double share,
	struct offer_table *out, struct error *err)
{
	struct table t;
	enum status status = lay(&t, match_game(m), p, err);
	out->between.share = share;
	if (status == STATUS_OK)
		status = gains_at(m, &t, share, out->between.gain, err);
	out->between.known = status == STATUS_OK;
	clear(&t);
	return status;
}

static enum side other(enum side who)
{
	return who == SIDE_GENERALIST ? SIDE_SPECIALIST : SIDE_GENERALIST;
}

/* Of the largest gain that anybody can have. */
static double rounding(const struct offer_table *o)
{
	double most = 0;
	for (int i = 0; i <= OFFER_STEPS; i++)
		most = fmax(most, fmax(o->gain[0][i], o->gain[1][i]));
	return ALIKE * most;
}

/* With lump sums: the step at which both together gain most, and how much that is. */
static int largest(const struct offer_table *o)
{
	int top = 0;
	for (int i = 1; i <= OFFER_STEPS; i++)
		if (o->gain[0][i] + o->gain[1][i] > o->gain[0][top] + o->gain[1][top])
			top = i;
	return top;
}

static double pie(const struct offer_table *o)
{
	int top = largest(o);
	return fmax(o->gain[0][top] + o->gain[1][top], 0);
}

bool offers_any(const struct offer_table *o)
{
	double felt = rounding(o);
	if (o->lump_sums)
		return pie(o) > felt;
	for (int i = 0; i <= OFFER_STEPS; i++) {
		double a = o->gain[0][i], b = o->gain[1][i];
		if (fmin(a, b) >= -felt && fmax(a, b) > felt)
			return true;
	}
	return false;
}

double offers_gain(const struct offer_table *o, enum side who, double share)
{
	double at = fmin(fmax(share, 0), 1) * OFFER_STEPS;
	int low = (int)fmin(floor(at), OFFER_STEPS - 1);
	double part = at - low;
	if (o->between.known && share == o->between.share)
		return o->between.gain[who];
	return (1 - part) * o->gain[who][low] + part * o->gain[who][low + 1];
}

double offers_worth(const struct offer_table *o, enum side who, struct deal d)
{
	return offers_gain(o, who, d.share) +
		(who == SIDE_SPECIALIST ? d.payment : -d.payment);
}

/* The share that gives `who` the most among those that give the other at least `least`, and
 * nobody less than nothing; of equals the other's favourite. -1: there is none. */
static int best_for(const struct offer_table *o, enum side who, double least)
{
	const double *mine = o->gain[who], *theirs = o->gain[other(who)];
	double felt = rounding(o);
	int best = -1;
	for (int i = 0; i <= OFFER_STEPS; i++) {
		if (mine[i] < -felt || theirs[i] < fmax(least, 0) - felt)
			continue;
		if (best < 0 || mine[i] > mine[best] + felt ||
			(mine[i] >= mine[best] - felt && theirs[i] > theirs[best]))
			best = i;
	}
	return best;
}

/* What `who` gains at most, where the other gains at least so much. */
static double most_for(const struct offer_table *o, enum side who, double least)
{
	if (o->lump_sums)
		return fmax(pie(o) - fmax(least, 0), 0);
	int i = best_for(o, who, least);
	return i < 0 ? 0 : fmax(o->gain[who][i], 0);
}

/* ------------------------------------------------------------ what they ask for */

/* Endless offers: a proposer leaves the other what waiting would bring it. From the most that
 * the generalist can have this only falls, to the equilibrium that is best for it; on a grid it
 * ends, each pass giving up a step at least. The other's part is of that equilibrium as well,
 * so that two who play it agree at once. */
static double endless_gain(const struct offer_table *o, enum side who)
{
	const double *patience = o->patience;
	double value = most_for(o, SIDE_GENERALIST, 0), theirs = 0;
	if (o->lump_sums) /* of a line the only one, in which who proposes has this part */
		return pie(o) * (1 - patience[other(who)]) /
			(1 - patience[who] * patience[other(who)]);
	for (int i = 0; i <= OFFER_STEPS; i++) {
		theirs = most_for(o, SIDE_SPECIALIST, patience[SIDE_GENERALIST] * value);
		double next =
			most_for(o, SIDE_GENERALIST, patience[SIDE_SPECIALIST] * theirs);
		if (next >= value)
			break;
		value = next;
	}
	return who == SIDE_GENERALIST ? value : theirs;
}

/* The last to make an offer leaves the other nothing, who makes one before that leaves it what
 * waiting for that is worth, and so on back to who makes this one. */
static double finite_gain(const struct offer_table *o, enum side who, int turn)
{
	int left = o->offers - 1 - turn;
	enum side proposer = left % 2 == 0 ? who : other(who);
	double value = most_for(o, proposer, 0);
	for (; left > 0; left--) {
		value *= o->patience[proposer];
		proposer = other(proposer);
		value = most_for(o, proposer, value);
	}
	return value;
}

static double fair_gain(const struct offer_table *o, enum side who)
{
	double least = -INFINITY, mine = 0;
	if (o->lump_sums)
		return pie(o) / 2;
	for (int i = 0; i <= OFFER_STEPS; i++) {
		double smaller = fmin(o->gain[0][i], o->gain[1][i]);
		if (smaller > least) {
			least = smaller;
			mine = o->gain[who][i];
		}
	}
	return fmax(mine, 0);
}

/* splitmix64: the same on every machine. In [0, 1). */
static double draw(uint64_t *seed)
{
	uint64_t z = *seed += UINT64_C(0x9e3779b97f4a7c15);
	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	z ^= z >> 31;
	return (double)(z >> 11) * 0x1p-53;
}

double opponent_asks(struct opponent_state *p, const struct offer_table *o, int turn)
{
	double most = most_for(o, p->side, 0);
	if (o->offers > 0 && turn >= o->offers)
		return 0;
	switch (p->kind) {
	case OPPONENT_GREEDY:
		return most * pow(o->patience[p->side], turn);
	case OPPONENT_FAIR:
		return fair_gain(o, p->side);
	case OPPONENT_RANDOM:
		return most * draw(&p->seed);
	case OPPONENT_THEORY:
	default:
		return o->offers > 0 ? finite_gain(o, p->side, turn) :
			endless_gain(o, p->side);
	}
}

struct deal opponent_offers(struct opponent_state *p, const struct offer_table *o, int turn)
{
	double asks = opponent_asks(p, o, turn), lacks;
	int i = o->lump_sums ? largest(o) : best_for(o, other(p->side), asks);
	struct deal d = {(double)(i < 0 ? 0 : i) / OFFER_STEPS, 0};
	if (!o->lump_sums)
		return d;
	lacks = asks - o->gain[p->side][i];
	d.payment = p->side == SIDE_SPECIALIST ? lacks : -lacks;
	return d;
}

bool opponent_accepts(struct opponent_state *p, const struct offer_table *o, int turn,
	struct deal offered)
{
	double waits = o->patience[p->side] * opponent_asks(p, o, turn + 1);
	return offers_worth(o, p->side, offered) >= fmax(waits, 0) - rounding(o);
}

double opponent_invests(struct opponent_state *p, double best, double most)
{
	return p->kind == OPPONENT_RANDOM ? most * draw(&p->seed) : best;
}
