/* Private to the bargain layer: a study's insides.
 *
 * Everything here knows the game as "shares in, outcome out" (work_play). */
#ifndef HAGGLE_BARGAIN_STUDY_PRIVATE_H
#define HAGGLE_BARGAIN_STUDY_PRIVATE_H

#include "base/bracket.h"
#include "bargain/axioms.h"
#include "bargain/study.h"
#include "bargain/tolerance.h"

/* The specialists by id, in byte order. */
struct order {
	int n;
	int *at;          /* n: where the file has the specialist of each rank */
	bool changes;     /* the file's order is another */
	struct game game; /* in this order; what its parameters hold is the scenario's */
	struct specialist *specialist;
	struct domain_outcome *domain; /* n, scratch */
	double *share;    /* n, scratch */
};

/* Where the Pareto set along one share is: what is at hand, and from which node on. */
struct pareto_work {
	enum { PARETO_FINE, PARETO_EXTREMES, PARETO_NODES, PARETO_MIDDLES, PARETO_PIECES } stage;
	int at;
};

/* The most that each player gets on eight stretches of the curve together (dominance.c). */
struct blocks {
	double *most; /* owned; players in each block */
	int nodes;    /* of the curve they are of; 0: of none */
};

/* Plays of one game at a common share, by the share (recall.c). */
struct recall {
	bool known;            /* which game it is of */
	struct game game;      /* owned, a copy */
	int count, room;
	struct recalled {
		double share;
		struct outcome out; /* but for what the domains do: */
	} *play;
	struct domain_outcome *domain; /* n a play */
	int *place;            /* by a hash of the share: a play's number from 1 on; 0: none */
	bool has_first_best;
	struct outcome first_best;
};

/* Outcomes that a Pareto set is found with: one on trial, two witnesses (dominance.h). */
enum { JUDGED = 3 };

/* Tops found along the one share, which are to become nodes. */
struct tops {
	int line;    /* of which function, where there are several */
	int node;    /* where the search for the next one begins */
	int count;
	double *top; /* owned; NULL before it begins */
	double *v;   /* owned; the function at the curve's nodes, of which there are no more till then */
};
void tops_clear(struct tops *tops); /* single_nodes.c */

struct study_work {
	const struct scenario *scenario;
	struct study_plan plan;
	struct scenario bare;  /* the scenario without its law, or its contract: it shares what it
	                        * points to, but for: */
	struct specialist *bare_specialist; /* owned; those without terms, or those that earn */
	double *bare_delta;    /* owned; the shares of those that earn */
	struct study *bare_study; /* owned; NULL until there was either */
	struct match *match;
	struct study *some;    /* bare_study, where that is without those who can earn nothing */
	struct solver *solver; /* for charts of several shares; NULL: there are none */
	int n, shares, players;
	struct order order;
	struct recall recall;
	bool by_id;         /* shares and outcomes are played as the solver has them (work_by_id) */
	double *base;       /* n shares: those that a curve does not vary */
	double *probe;      /* n, scratch */
	double *played_at;  /* n, scratch of work_play */
	struct outcome scratch;
	struct outcome judged[JUDGED]; /* scratch of Pareto sets; no storage before the first */
	double *outside, *weight; /* players */
	double *threat;     /* players: their outside options, also where a pie is bargained over;
	                     * `outside` is 0 then, as any share may be agreed on */
	double least;       /* of the joint surplus, for that */
	double *gain, *utility; /* players, scratch */
	bool held;          /* of the last gains: rounding alone keeps some from being negative */
	const double *scale; /* the study's */
	int phase, at;      /* where the study is */
	struct tops tops;
	struct pareto_work pareto;
	struct blocks blocks;
	struct joint *joint; /* search over several shares */
	struct error error; /* of the last play; status OK: it did not fail */
	struct error unsound; /* of the first play that met a formula that no game can have */
	bool played;        /* some bargain has an equilibrium */
	long plays;         /* not known before */
	bool given_up;      /* plan.pause said so: no play happens any more */
	const struct change *change; /* plays are seen through it; NULL: none */
	const struct splits *splits; /* plays are these; NULL: shares are played */
};

/* order.c */
/* Sets the order for g, which has to stay as long as o->game is in use. */
enum status order_set(struct order *o, const struct game *g, struct error *err);
void order_free(struct order *o);
/* One number a specialist, from the file's order into that by id, and back. */
void order_by_id(struct order *o, double *v);
void order_as_listed(struct order *o, double *v);
/* From the order by id into the file's. */
void order_outcome_as_listed(struct order *o, struct outcome *out);
/* The rank of the file's specialist i. */
int order_rank(const struct order *o, int i);

/* recall.c, specialists by id */
/* From now on plays are of g: those known stay if they would be the same. None are kept where
 * they are not worth it: a closed form is played again as soon as looked up. */
void recall_game(struct recall *r, const struct game *g, bool worth);
void recall_free(struct recall *r);
/* The play at delta into *out, of as many domains as the game; false: it is not known. */
bool recall_play(const struct recall *r, const double *delta, struct outcome *out);
/* Keeps what it came to, if there is room. */
void recall_keep(struct recall *r, const double *delta, const struct outcome *out);
bool recall_first_best(const struct recall *r, struct outcome *out);
void recall_keep_first_best(struct recall *r, const struct outcome *out);

/* study_ask.c: whether a pie is bargained over (pie.c). */
bool pie_applies(const struct game *g);

/* study_work.c */
/* Keeps err as the reason why the study comes to nothing: what other shares come to is no answer
 * either. */
void work_unsound(struct study_work *w, const struct error *err);
/* Asks plan.pause; false from the time on that it gives up. */
bool work_go_on(void *work);
/* Between these two calls every specialist's number, in what is played, in outside options,
 * weights, ideals and the solutions' shares, is its rank by id. */
void work_by_id(struct study *st);
void work_as_listed(struct study *st);
/* The equilibrium at n shares; false where there is none. */
bool work_play(struct study_work *w, const double *delta, struct outcome *out);
/* With the axis at x: all shares x, or the base with one of them x. */
bool work_play_line(struct study_work *w, int axis, double x, struct outcome *out);
/* A node of a trace whose context is the study: with its axis there. */
bool work_play_node(void *study, struct trace_node *node);

/* objective.c */
/* The scale as far as one outcome tells: where there is no first best, that of the largest
 * utility met takes its place. */
void study_scale_by(struct study *st, const struct outcome *out);
/* What rules look at. */
struct payoffs {
	const double *u;    /* players: utilities */
	double joint;       /* their sum */
	double performance;
};
/* Those of an outcome; the utilities are w's, until the next call. */
static inline struct payoffs payoffs_of(struct study_work *w, const struct outcome *out)
{
	for (int k = 0; k < w->players; k++)
		w->utility[k] = outcome_utility(out, k);
	return (struct payoffs){w->utility, out->joint, out->performance};
}
/* Gains of all players over their outside options into w->gain, those within ROUNDING of 0
 * as 0; whether none is below. */
bool work_gains(struct study_work *w, const struct outcome *out);
/* What rule b maximises; -inf where it is not individually
 * rational. ideal and bystander as in struct study (ideal only for
 * Kalai-Smorodinsky; bystander may be NULL: nobody is). */
double objective_value(struct study_work *w, struct bargain b, const double *ideal,
	const bool *bystander, const struct payoffs *p);
/* Values of rule b that differ by less are equal, where the best is `best`. */
double objective_room(const struct study *st, struct bargain b, double best);
/* Whether none is below, and they sum to more than none. */
bool work_gains_any(struct study_work *w, const struct outcome *out);
/* The smallest gain of the non-bystanders, rational or not. */
double smallest_gain(const struct study_work *w, const bool *bystander, const double *u);

/* maximise.c */
/* Values at the ends of a stretch and at a point inside (or at an end). */
struct stretch {
	double low, f_low, mid, f_mid, high, f_high;
	double room; /* values of f that differ by less are equal */
	double place; /* a smooth top is to be told so well; 0: as well as it can */
};
/* The maximum of f on [low, high], where it is taken to have one hump, known to
 * be f_mid at least. Polished where f is smooth to about 1e-11 in x. Returns
 * x, the value into *value. */
double maximise_line(bracket_function *f, void *context, const struct stretch *s, double *value);
/* The same, and whether that tells where it is: by values alone a smooth top is known but to the root
 * of their last digit. */
double maximise_surely(bracket_function *f, void *context, const struct stretch *s, double *value,
	bool *sure);
/* The boundary between a share that is in and one that is out, to the last bit that matters;
 * returns the side that is in. */
double maximise_boundary(bracket_test *side, void *context, double in, double out);
/* The same where plays foretell it: between `in` and `out`. */
struct nearing {
	double in, out;
	double told;  /* where it was last foretold; NAN: not yet */
	double width; /* how far apart both were some looks ago: INFINITY */
	int looks;
};
/* Where to look next if it is foretold at `told`, by turns a little within that and a little beyond,
 * and in the middle if that brings both together too slowly; false: they are near enough. */
bool nearing_look(struct nearing *n, double told, double *x);

/* single.c, single_nodes.c: all solutions along the one share. */
/* The ends of the individually rational stretches as nodes. */
void single_rational(struct study *st);
/* Player k's best share as a node, its ideal, and whether it stands by. */
void single_ideal(struct study *st, int k);
/* Ideals and bystanders as far as the nodes tell: the largest gains among the rational. */
void single_rough_ideals(struct study *st);
void single_solve(struct study *st, struct solution *sol);
/* The local bests and worsts of each player as nodes, one found a call, from *tops = {0} on: a
 * Pareto set's pieces may end at any. False: there are no more. */
bool single_extremes(struct study *st, struct tops *tops);

/* pie.c: where a pie is bargained over, which lump sums or one pot make of a game. */
void pie_solve(struct study *st, struct solution *sol);
/* What rule b has the players pay one another at an outcome, whose utilities come to hold it. */
void pie_pay(struct study *st, struct bargain b, struct outcome *out);
/* The shares that make the largest pie, and what is Pareto-optimal. */
void pie_pareto(struct study *st);
/* One more piece of the Pareto set along one share; not where there is no memory. */
void pareto_add(struct study *st, double from, double to);
/* Whether some of n shares is neither 0 nor 1. */
bool shares_inside(const struct study *st, const double *delta);

/* alternating.c: offers in turn over the one share; sol->root, all equilibria. */
void alternating_solve(struct study *st, struct solution *sol);

/* splits.c: of one specialist's pie. */
struct splits {
	bool any;            /* there is something to split */
	struct outcome pie;  /* owned; as one rule splits it */
	double outside[2], gain;
};
void splits_free(struct splits *s);
/* Those of the largest pie that some solution of the complete study comes to. */
enum status splits_find(struct splits *s, const struct study *st, struct error *err);
/* The part of the gain that the generalist gets, and the play where it gets so much. */
double splits_part(const struct splits *s, const struct outcome *out);
void splits_play(const struct splits *s, double part, struct outcome *out);

/* change.c: the one share's set, changed. */
/* The share that stands for an alternative that was added. */
#define CHANGE_SHARE 2
/* An outcome as it is after the change. */
void change_outcome(const struct change *c, struct outcome *out);
/* Whether the share is the added alternative's; it is then in *out. */
bool change_plays(const struct change *c, double share, struct outcome *out);

/* study_seen.c: a complete study's set seen otherwise. What st->have says is of before. */
/* From now on the study is of these plays, changed, with their ideals; *c stays the caller's
 * and in use. */
enum status study_change(struct study *st, const struct trace *plays, const struct change *c,
	struct error *err);
/* From now on the study plays splits of *s, which stays in use: all of them into *out. */
enum status splits_trace(const struct splits *s, struct study *st, struct trace *out,
	struct error *err);

/* joint.c: several shares. */
enum status joint_start(struct study *st, struct error *err);
/* One piece of the sampling that all rules share; false when complete: then ideals and bystanders
 * are known as far as it tells. */
bool joint_sample(struct study *st);
/* A solution's bargain joins the sample. */
void joint_insert(struct study *st, const struct solution *sol);
/* The rule's bargain as far as few plays tell, into sol's agreement and delta alone, with ideals
 * as rough. The sample is to be begun anew after it. */
void joint_rough(struct study *st, struct solution *sol);
void joint_solve(struct study *st, struct solution *sol);
/* One piece of what the frontier's picture is of beside that; false when complete. */
bool joint_cloud(struct study *st);
void joint_frontier(struct study *st);
void joint_free(struct joint *j);

/* nobody.c: the same without those who can earn nothing, where there are several shares. */
/* Leaves that scenario in w->bare, and says what is wanted of it; 0: nothing, or there is none. */
enum status nobody_strip(struct study *st, unsigned *want, struct error *err);
/* From w->some: a solution; ideals and bystanders; who is Pareto-optimal. */
void nobody_solve(struct study *st, struct solution *sol);
void nobody_ideals(struct study *st);
void nobody_flags(struct study *st);

/* law.c: the same without the law, where there is one and it is wanted. */
unsigned law_strip(struct study *st);
/* What the law came to, once both are known. */
void law_judge(struct study *st);

/* plain.c: the same without the contract, where that is wanted and anything else. */
enum status plain_strip(struct study *st, unsigned *want, struct error *err);

/* beside.c: one bargain beside the present one; false when both are played. */
bool beside_step(struct study *st);

/* pareto.c */
/* One play, node or piece of the set along one share (w->pareto); false when it is complete. */
bool pareto_step(struct study *st);
void pareto_flags(struct study *st);

/* The largest difference of the shares of two bargains. */
double work_apart(int n, const double *x, const double *y);
/* The k-th player: the generalist, then specialists by id. */
int work_player(const struct study_work *w, int k);
/* The i-th entry of st->solution, where the powerful specialists' are counted by id. */
struct solution *work_nth_solution(const struct study *st, int i);
/* The entry of a rule in st->solution, or NULL. */
struct solution *work_solution(const struct study *st, struct bargain b);
/* The entry of the rule that gives player k the most, or NULL. */
struct solution *work_powerful(const struct study *st, int k);
/* Player k's ideal, and whether it stands by, from that entry. */
void study_ideal(struct study *st, int k);
/* Fills sol from the shares in sol->delta. */
void solution_fill(struct study *st, struct solution *sol);

#endif
