/* The laws of one table of bargains: see laws.h. */
#include "laws_private.h"

#include "bargain/tolerance.h"
#include "solver/equilibrium.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static double outside(const struct study *st, int k)
{
	const struct game *g = &st->scenario->game;
	return k ? g->specialist[k - 1].outside : g->generalist.outside;
}

static double weight(const struct study *st, int k)
{
	const struct game *g = &st->scenario->game;
	return k ? g->specialist[k - 1].weight : g->generalist.weight;
}

double laws_scale(const struct study *st)
{
	double scale = st->first_best_status == STATUS_OK ? fabs(st->first_best.joint) : 0;
	for (int k = 0; k <= st->n; k++)
		scale = fmax(scale, outside(st, k));
	for (int i = 0; i < st->solutions; i++)
		for (int k = 0; st->solution[i].agreement && k <= st->n; k++)
			scale = fmax(scale, fabs(outcome_utility(&st->solution[i].out, k)));
	return scale;
}

double laws_goal(const struct study *st, struct bargain b, const struct outcome *o, double scale)
{
	double product = 0, weights = 0, least = INFINITY, ratio = INFINITY;
	for (int k = 0; k <= st->n; k++) {
		double gain = outcome_utility(o, k) - outside(st, k);
		if (st->bystander[k])
			continue;
		if (weight(st, k) > 0) {
			product += weight(st, k) * log(fmax(gain, 0));
			weights += weight(st, k);
		}
		least = fmin(least, gain);
		ratio = fmin(ratio, gain / st->ideal[k]);
	}
	switch (b.rule) {
	case RULE_VERTICAL_MONOPOLY:
		return o->joint;
	case RULE_NASH:
		return weights > 0 ? exp(product / weights) : 0;
	case RULE_EGALITARIAN:
		return least;
	case RULE_KALAI_SMORODINSKY:
		return ratio * scale;
	case RULE_POWERFUL_GENERALIST:
		return o->u_generalist;
	case RULE_POWERFUL_SPECIALIST:
		return o->domain[b.specialist].utility;
	default:
		return o->performance;
	}
}

/* Whether nobody gets less than outside, by more than part of the scale; who does, into
 * *who. */
static bool rational(const struct study *st, const struct outcome *o, double room, int *who)
{
	for (int k = 0; k <= st->n; k++) {
		*who = k;
		if (outcome_utility(o, k) < outside(st, k) - room)
			return false;
	}
	return true;
}

bool laws_rational(const struct study *st, const struct outcome *o, double room)
{
	int who;
	return rational(st, o, room, &who);
}

static double sum(const struct study *st, const double *delta)
{
	double total = 0;
	for (int i = 0; i < st->n; i++)
		total += delta[i];
	return total;
}

static const char *name_of(const struct study *st, struct bargain b, char name[64])
{
	return scenario_bargain_name(st->scenario, b, name, 64);
}

/* Row `a` held to row `b` of the same table. */
static void check_pair(struct laws_tally *t, const struct study *st, const struct solution *a,
	const struct solution *b, double scale)
{
	char name[2][64];
	double room = 1e-7 * scale, even = room, mine = laws_goal(st, a->rule, &a->out, scale);
	double other = laws_goal(st, a->rule, &b->out, scale);
	int who;
	if (!rational(st, &b->out, 1e-12 * scale, &who))
		return;
	if (a->rule.rule == RULE_MAX_PERFORMANCE) /* levels have a unit of their own */
		room = 1e-7 * fabs(mine);
	name_of(st, a->rule, name[0]);
	name_of(st, b->rule, name[1]);
	if (t->laws & 1u << LAW_GOAL && !(other <= mine + room))
		laws_breach(t, LAW_GOAL, st->scenario, NULL, "%s has %.12g, the row %s %.12g",
			name[0], mine, name[1], other);
	/* As good to the last bits, where no top is too flat to tell. */
	if (!(t->laws & 1u << LAW_TIES) || !(other >= mine - 1e-6 * room))
		return;
	if (!(b->out.joint <= a->out.joint + even))
		laws_breach(t, LAW_TIES, st->scenario, NULL, "%s has the joint surplus %.12g, the "
			"row %s is as good for it, with %.12g", name[0], a->out.joint, name[1],
			b->out.joint);
	else if (b->out.joint >= a->out.joint - 1e-6 * even &&
		sum(st, b->delta) < sum(st, a->delta) - 1e-3)
		laws_breach(t, LAW_TIES, st->scenario, NULL, "%s has shares that add up to %.12g, "
			"the row %s is as good, with %.12g", name[0], sum(st, a->delta), name[1],
			sum(st, b->delta));
}

static bool dominates(const struct study *st, const struct outcome *o, const struct outcome *by,
	double scale)
{
	bool better = false;
	for (int k = 0; k <= st->n; k++) {
		double more = outcome_utility(by, k) - outcome_utility(o, k);
		if (more < -1e-10 * scale)
			return false;
		better |= more > 1e-6 * scale;
	}
	return better;
}

static void check_pareto(struct laws_tally *t, const struct study *st, const struct solution *a,
	double scale)
{
	char name[2][64];
	if (a->rule.rule != RULE_NASH && a->rule.rule != RULE_VERTICAL_MONOPOLY)
		return;
	name_of(st, a->rule, name[0]);
	t->tried[LAW_PARETO]++;
	if (!a->pareto)
		laws_breach(t, LAW_PARETO, st->scenario, NULL, "%s is not in the Pareto set",
			name[0]);
	for (int i = 0; i < st->solutions; i++)
		if (st->solution[i].agreement &&
			dominates(st, &a->out, &st->solution[i].out, scale))
			laws_breach(t, LAW_PARETO, st->scenario, NULL, "the row %s dominates %s",
				name_of(st, st->solution[i].rule, name[1]), name[0]);
}

void laws_table(struct laws_tally *t, const struct study *st)
{
	double scale = laws_scale(st);
	for (int i = 0; i < st->solutions; i++) {
		const struct solution *a = &st->solution[i];
		if (!a->agreement)
			continue;
		if (t->laws & 1u << LAW_FIRST_BEST && st->first_best_status == STATUS_OK) {
			t->tried[LAW_FIRST_BEST]++;
			if (!(a->out.joint <= st->first_best.joint + 1e-9 * scale))
				laws_breach(t, LAW_FIRST_BEST, st->scenario, NULL, "%.12g, of at "
					"most %.12g", a->out.joint, st->first_best.joint);
		}
		int who;
		t->tried[LAW_RATIONAL] += t->laws >> LAW_RATIONAL & 1;
		if (t->laws & 1u << LAW_RATIONAL && !rational(st, &a->out, 1e-10 * scale, &who))
			laws_breach(t, LAW_RATIONAL, st->scenario, NULL, "player %d has %.12g by %s, "
				"and %.12g outside", who, outcome_utility(&a->out, who),
				rule_info(a->rule.rule)->name, outside(st, who));
		t->tried[LAW_GOAL] += t->laws >> LAW_GOAL & 1;
		t->tried[LAW_TIES] += t->laws >> LAW_TIES & 1;
		for (int j = 0; j < st->solutions; j++)
			if (j != i && st->solution[j].agreement)
				check_pair(t, st, a, &st->solution[j], scale);
		if (t->laws & 1u << LAW_PARETO)
			check_pareto(t, st, a, scale);
	}
}

/* ---- twins ------------------------------------------------------------------------------ */

/* What the operations of a play leave of a payoff, in parts of the scale. */
#define PAYOFF_DIGITS (16 * DBL_EPSILON)

/* Whether a bargain is bettered by another but for what rounding leaves to somebody, to the last
 * digits of payoffs. */
static bool is_verge(const struct study *st, const struct outcome *o, const struct outcome *by)
{
	double least = INFINITY, scale = laws_scale(st);
	for (int k = 0; k <= st->n; k++)
		least = fmin(least, outcome_utility(by, k) - outcome_utility(o, k));
	return fabs(least + ROUNDING * scale) <= PAYOFF_DIGITS * scale;
}

/* Whether each of two shares may be where the Pareto set ends, as far as payoffs have digits: where
 * one of them levels out, that is where it is within rounding of what it comes to, and in another
 * unit rounding is another. */
static bool may_both_end(const struct study *st, const double share[2])
{
	struct outcome o[2] = {{.n = 0}};
	struct solver *solver;
	bool may = false;
	if (solver_alloc(&st->scenario->game, &solver, NULL) != STATUS_OK)
		return false;
	bool known = true;
	for (int i = 0; i < 2 && known; i++) {
		double delta[LAWS_SPECIALISTS];
		for (int k = 0; k < st->n; k++)
			delta[k] = share[i];
		known = outcome_init(&o[i], st->n, NULL) == STATUS_OK &&
			solver_equilibrium(solver, delta, &o[i], NULL) == STATUS_OK;
	}
	for (int i = 0; known && i < st->curve.count && !may; i++) {
		const struct trace_node *w = &st->curve.node[i];
		may = w->ok && is_verge(st, &o[0], &w->out) && is_verge(st, &o[1], &w->out);
	}
	outcome_free(&o[0]);
	outcome_free(&o[1]);
	solver_free(solver);
	return may;
}

static bool ends_differ(const struct study *st, double a, double b, double room)
{
	return fabs(a - b) > room && !(st && may_both_end(st, (double[]){a, b}));
}

/* Where two lists of intervals of shares differ, in words, or NULL; as Pareto sets of a study's game,
 * if it is given. */
static const char *intervals_differ(const struct study *st, const char *what,
	const struct share_interval *p, int count, const struct share_interval *q, int others,
	double room, char *text, size_t size)
{
	if (count != others) {
		snprintf(text, size, "%s: %d intervals, and %d", what, count, others);
		return text;
	}
	for (int i = 0; i < count; i++) {
		if (ends_differ(st, p[i].from, q[i].from, room) || ends_differ(st, p[i].to, q[i].to, room)) {
			snprintf(text, size, "%s: [%.10g, %.10g], and [%.10g, %.10g]", what,
				p[i].from, p[i].to, q[i].from, q[i].to);
			return text;
		}
	}
	return NULL;
}

/* A tie ends where what falls ever so slowly from it has fallen by 1e-12 of the scale, of which
 * rounding is a thousandth or so: nor is the end known better. */
#define TIE_END 2e-3

/* What is promised of several shares, whose search says that it is sampled: that it comes as
 * near to the most that the rule's goal can be, in parts of the scale, not at which shares. In
 * another unit its rounding differs, and so may its steps; where they cannot, as units are
 * powers of two or the specialists in another order, it is held to all that others are. */
#define SAMPLED 1e-5

static bool is_sampled(const struct solution *sol)
{
	return sol->search == SEARCH_SAMPLED || sol->search == SEARCH_GAVE_UP;
}

/* Whether the same take part, as they did, and nobody has less than outside. */
static bool is_like(const struct study *st, const struct outcome *a, const struct outcome *b, double scale)
{
	int who;
	for (int i = 0; i < st->n; i++)
		if (a->domain[i].regime != b->domain[i].regime)
			return false;
	return rational(st, b, 1e-12 * scale, &who);
}

/* What the last digits of shares come to in a row's goal. Where a specialist is held whose
 * revenue is saturated, one digit of its share moves the level that holds it a long way: no share
 * that is a double says where the rule would go, and in another unit other doubles are near. */
static double last_digits(const struct study *st, const struct solution *a, double scale)
{
	enum { DIGITS = 4 };
	const struct game *g = &st->scenario->game;
	struct outcome o;
	struct solver *solver;
	double delta[LAWS_SPECIALISTS], most = 0;
	if (solver_alloc(g, &solver, NULL) != STATUS_OK)
		return 0;
	if (outcome_init(&o, st->n, NULL) == STATUS_OK) {
		double mine = laws_goal(st, a->rule, &a->out, scale);
		memcpy(delta, a->delta, (size_t)st->n * sizeof *delta);
		for (int i = 0; i < 2 * st->n; i++) {
			int k = i / 2;
			delta[k] = a->delta[k] * (1 + (i % 2 ? DIGITS : -DIGITS) * DBL_EPSILON);
			if (delta[k] <= 1 && solver_equilibrium(solver, delta, &o, NULL) == STATUS_OK &&
				is_like(st, &a->out, &o, scale))
				most = fmax(most, fabs(laws_goal(st, a->rule, &o, scale) - mine));
			delta[k] = a->delta[k];
		}
		outcome_free(&o);
	}
	solver_free(solver);
	return most;
}

/* What differs between the goals that a row and its twin reach, or NULL. */
static const char *goals_differ(const struct study *st, const struct study *other,
	const struct solution *a, const struct solution *b, const struct twin *w, char *text,
	size_t size)
{
	bool levels = a->rule.rule == RULE_MAX_PERFORMANCE;
	double mine = laws_goal(st, a->rule, &a->out, laws_scale(st));
	double its = laws_goal(other, b->rule, &b->out, laws_scale(other)) / (levels ? w->level : w->money);
	double room = SAMPLED * (levels ? fabs(mine) : laws_scale(st));
	if (fabs(its - mine) <= room || fabs(its - mine) <= room + 2 * last_digits(st, a, laws_scale(st)))
		return NULL;
	snprintf(text, size, "its goal comes to %.12g, and %.12g", mine, its);
	return text;
}

void laws_alone(struct laws_tally *t, const struct study *st, const struct solution *row,
	const struct study *alone)
{
	char name[64];
	double scale = laws_scale(st);
	name_of(st, row->rule, name);
	t->tried[LAW_ALONE]++;
	if (alone->status != STATUS_OK || alone->no_agreement == row->agreement) {
		laws_breach(t, LAW_ALONE, st->scenario, NULL, "%s by itself finds %s", name,
			row->agreement ? "no agreement" : "one");
		return;
	}
	if (!row->agreement)
		return;
	double among = laws_goal(st, row->rule, &row->out, scale);
	double mine = laws_goal(st, row->rule, &alone->present, scale);
	double room = SAMPLED * (row->rule.rule == RULE_MAX_PERFORMANCE ? fabs(among) : scale);
	if (!(fabs(mine - among) <= room))
		laws_breach(t, LAW_ALONE, st->scenario, NULL, "%s by itself has %.12g, and %.12g among "
			"all", name, mine, among);
}

/* A product of gains, of which rounding of utilities leaves so much where one of them is next to
 * nothing: at its top shares are known to the root of that. Only where a gain is less than a
 * hundredth of the scale is this more than is held to else. */
static double product_room(const struct study *st, const struct outcome *o)
{
	double least = INFINITY, scale = laws_scale(st);
	for (int k = 0; k <= st->n; k++)
		if (!st->bystander[k])
			least = fmin(least, outcome_utility(o, k) - outside(st, k));
	return sqrt(.5 * DBL_EPSILON * scale / fmax(least, NO_GAIN * scale));
}

/* What differs between a row and its twin, or NULL. */
static const char *row_differs(const struct study *st, const struct study *other,
	const struct solution *a, const struct solution *b, const struct twin *w, char *text,
	size_t size)
{
	double room = w->room;
	if (a->agreement != b->agreement)
		return a->agreement ? "agreement, and none" : "no agreement, and one";
	if (!a->agreement)
		return NULL;
	if (!w->exact && (is_sampled(a) || is_sampled(b)))
		return goals_differ(st, other, a, b, w, text, size);
	struct twin rough = *w;
	if (a->rule.rule == RULE_NASH)
		rough.room = room = fmax(room, product_room(st, &a->out));
	for (int i = 0; i < st->n; i++) {
		if (fabs(a->delta[i] - b->delta[w->of[i]]) > room) {
			snprintf(text, size, "share of d%d %.10g, and %.10g", i + 1, a->delta[i],
				b->delta[w->of[i]]);
			return text;
		}
	}
	if (laws_differ(&a->out, &b->out, &rough, laws_scale(st), text, size)) {
		/* The same shares, but for digits that decide. */
		bool digits = last_digits(st, a, laws_scale(st)) > room * laws_scale(st);
		return digits ? goals_differ(st, other, a, b, w, text, size) : text;
	}
	if (a->pareto != b->pareto)
		return a->pareto ? "Pareto-optimal, and not" : "not Pareto-optimal, and so";
	/* One share or several: only where there is one are ties listed. */
	if (w->law == LAW_NOBODY)
		return NULL;
	return intervals_differ(NULL, "ties", a->tie, a->ties, b->tie, b->ties, TIE_END, text, size);
}

static const char *sets_differ(const struct study *st, const struct study *other,
	const struct twin *w, char *text, size_t size)
{
	double room = w->room;
	if (st->shares > 1 || other->shares > 1)
		return NULL;
	if (intervals_differ(st, "Pareto set", st->interval, st->intervals, other->interval,
		other->intervals, room, text, size))
		return text;
	/* Of one who earns nothing, thresholds are its own. */
	if (w->law == LAW_NOBODY)
		return NULL;
	if (st->thresholds != other->thresholds) {
		snprintf(text, size, "%d thresholds, and %d", st->thresholds, other->thresholds);
		return text;
	}
	for (int i = 0; i < st->thresholds; i++) {
		if (fabs(st->threshold[i].x - other->threshold[i].x) > fmax(room, 2e-9)) {
			snprintf(text, size, "threshold at %.10g, and at %.10g",
				st->threshold[i].x, other->threshold[i].x);
			return text;
		}
	}
	return NULL;
}

/* Whether every play that answers go by is proved. What is sampled, or given up, may honestly
 * differ from its twin: it says so. */
static bool is_proved(const struct study *st)
{
	bool proved = !st->curve.gave_up;
	for (int i = 0; i < st->solutions && proved; i++)
		proved = !st->solution[i].agreement || st->solution[i].out.proof == PROOF_PROVED;
	for (int i = 0; i < st->curve.count && proved; i++)
		proved = !st->curve.node[i].ok || st->curve.node[i].out.proof == PROOF_PROVED;
	return proved;
}

/* A difference from a twin. */
static void differs(struct laws_tally *t, const struct study *st, const struct study *other,
	const struct twin *w, const char *where, const char *what)
{
	if (!is_proved(st) || !is_proved(other))
		t->unproved[w->law]++;
	else
		laws_breach(t, w->law, st->scenario, w, "%s%s (unit %g)", where, what,
			w->law == LAW_LEVEL ? w->level : w->money);
}

void laws_compare(struct laws_tally *t, const struct study *st, const struct study *other,
	const struct twin *w)
{
	char text[200], name[64 + 2];
	if (other->status != STATUS_OK) {
		laws_breach(t, w->law, st->scenario, w, "refused: %s", other->error.text);
		return;
	}
	for (int i = 0; i < st->solutions; i++) {
		const struct solution *a = &st->solution[i], *b;
		struct bargain rule = a->rule;
		if (rule.rule == RULE_POWERFUL_SPECIALIST)
			rule.specialist = w->of[rule.specialist];
		b = study_solution(other, rule);
		const char *what = b ? row_differs(st, other, a, b, w, text, sizeof text) : "no such row";
		if (what) {
			name_of(st, a->rule, name);
			strcat(name, ": ");
			differs(t, st, other, w, name, what);
			return;
		}
	}
	const char *what = sets_differ(st, other, w, text, sizeof text);
	if (what)
		differs(t, st, other, w, "", what);
}
