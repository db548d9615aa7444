/* Private to the search for shares: its parts. joint_sample.c plays bargains and keeps what
 * they come to; joint_table.c, joint_hill.c and joint_chart.c play them by tables, joint_zoom.c
 * closes in by such charts; joint_climb.c climbs by line searches and a simplex; joint_model.c
 * makes models of the utilities, joint_soft.c climbs those where a rule is kinked, joint_ascend.c
 * steps where they promise most; joint_start.c says where searches start; joint_rough.c makes a
 * first picture; joint_newton.c tells the tops of what is smooth; joint_settle.c ends a search;
 * joint_linear.c, joint_slope.c, joint_program.c, joint_edge.c, joint_crest.c and joint_turn.c
 * climb along edges, joint_follow.c follows borders; joint_solve.c directs all. Each calls only
 * parts named before it. joint.c begins and ends. */
#ifndef HAGGLE_BARGAIN_JOINT_H
#define HAGGLE_BARGAIN_JOINT_H

#include "bargain/joint_chart.h"
#include "bargain/study_private.h"

#include <gsl/gsl_multimin.h>
#include <gsl/gsl_qrng.h>

enum { SAMPLES_MOST = 5632, DIMENSIONS = 40, STARTS = 7, FINALISTS = 2, RIVALS = 3 };
/* Bargains of equal shares in the sample, and near each face. */
enum { SAMPLE_DIAGONAL = 17, SAMPLE_FACES = 64 };
/* Of the cloud beside its grid, where there is a chart. */
enum { SAMPLE_CHARTED = 800 };
/* Starts that are zoomed in: the best ones apart from each other, then the best of
 * pieces that none of those is on. */
enum { ZOOM_STARTS = 5, ZOOM_NEAR = 2 };
/* Plays that a rule may take a share: the first steps from each start, an ascent
 * from one start, the last climb. */
enum { RACE_PLAYS = 24, ASCENT_PLAYS = 70, CLIMB_PLAYS = 150, SHAKES = 24 };
/* Samples of one signature this near each other are taken for one basin. */
#define BASIN .12
/* Up to this many shares models have mixed second derivatives. */
enum { MODEL_FULL = 8 };
/* Levels of the chart of the whole box of shares. */
enum { CHART_LEVELS = 160 };
/* Charts that close in from one start, to add to the sample, in the race, and from the best. */
enum { CHARTS_SEEK = 2, CHARTS_RACE = 3, CHARTS_LAST = 30 };
/* The most points of a line search. */
enum { LINE_POINTS = 17 };

/* Quadratic models of every output (utilities and performance) around x. */
struct model {
	unsigned long signature;
	double *x;        /* n */
	double *y;        /* outputs */
	double *gradient; /* outputs x n */
	double *hessian;  /* outputs x n x n */
};

/* Bargains and what they come to. */
struct sample {
	int count, room;
	double *delta;       /* count x n */
	double *u;           /* count x players; -inf: there is no equilibrium */
	double *performance; /* count */
	double *a0;          /* count */
	double *value;       /* count: of the objective at hand */
	unsigned long *signature; /* count */
	unsigned long *out;  /* count: a bit for each of the first specialists that abstain */
	bool *guessed;       /* count: interpolated */
};

struct joint {
	int n, players;
	struct sample played; /* in the game itself */
	int want;             /* bargains to be played for the sample, */
	int cloud;            /* and with those that only the frontier's picture is of */
	int side, grid;       /* points a side of its grid, in all */
	/* Charts, up to CHART_MOST shares, else NULL; the bargains played on them. */
	struct chart *chart, *lens; /* of all shares; of a small box, where it is zoomed in */
	struct sample charted, seen;
	gsl_qrng *sobol;
	gsl_multimin_fminimizer *simplex;
	gsl_multimin_fdfminimizer *smooth;
	double soft;          /* joint_soft.c */
	gsl_vector *start, *step;
	/* the search at hand */
	struct study *st;
	struct bargain rule;
	double *x, *best_x, *from, *direction, *low, *high, *centre, *target, *top_x,
		*settled;     /* n each */
	double *race;         /* STARTS x n */
	double *y, *u;        /* 2 x outputs, players: scratch */
	struct model *model_store;
	struct model *rival[RIVALS]; /* of other pieces, newest first */
	int rivals;
	bool tied;            /* the objective is the joint surplus, where the rule's own */
	double floor;         /* is this at least */
	double hope;          /* > 0: the objective is joint_reach, this much a player */
	bool any_gain;        /* some rational bargain gains somebody something */
	/* What climbing climbs: joint_try, the game itself, or a model of it. */
	double (*value)(struct joint *j, const double *x);
	double best;
	unsigned long evaluations, limit;
};

/* joint_sample.c */
bool sample_alloc(struct sample *s, int n, int room); /* free it even if it fails */
void sample_free(struct sample *s);
/* Which regimes a play has, and who is held at its participation: bargains of
 * one signature tend to lie on one smooth piece. */
unsigned long joint_signature(const struct joint *j, const struct outcome *o);

/* The objective at hand: the rule's; or, with j->hope > 0, how near it is to where everybody
 * gains that, the sum of what each gains up to it. That says where to go where the rules'
 * objectives are flat or do not exist. */
double joint_objective(struct joint *j, const struct payoffs *p);
/* Values of the objective at hand that differ by less are equal, where the best is `best`. */
double joint_room(const struct joint *j, double best);
/* Whether the objective has grown from one value to another by more than `part` of its scale. */
bool joint_gains(const struct joint *j, double from, double to, double part);
/* What player k's gain is divided by where the least is maximised. */
static inline double joint_claim(const struct joint *j, int k)
{
	return j->rule.rule == RULE_EGALITARIAN ? j->st->scale : j->st->ideal[k];
}
/* Plays at x; the value of the objective at hand. */
double joint_value(struct joint *j, const double *x);
/* Plays at x (brought into [0,1]) and keeps it if it is the best; the value of
 * the objective at hand. */
double joint_try(struct joint *j, const double *x);
/* Keeps x as the best there is if this value of it is. */
void joint_keep(struct joint *j, const double *x, double value);
/* Takes x for the best if it is as good, up to so many times what is called equal. */
bool joint_take_equal(struct joint *j, const double *x, double rooms);

/* Plays at x and adds it to the sample, if there is room. */
void joint_add_sample(struct joint *j, const double *x);
/* The next few bargains, into the sample, up to so many in all; false: it has them all. */
bool joint_play_samples(struct joint *j, int want);
/* Each player's largest gain, and who has none, as far as the sample tells: the study's ideals. */
void joint_sampled_ideals(struct joint *j);
/* Adds an outcome; the sample has room for it. NULL: there is none. */
void sample_add(struct sample *s, const struct joint *j, const double *delta,
	const struct outcome *out, bool guessed);
/* The objective at hand of each bargain, into value[]. */
void sample_values(struct joint *j, struct sample *s);
/* The one with the largest value; there is one. */
int sample_top(const struct sample *s);
/* What gives player k, specialists by id, the most. */
static inline struct bargain player_goal(int k)
{
	return k == 0 ? (struct bargain){RULE_POWERFUL_GENERALIST, 0} :
			(struct bargain){RULE_POWERFUL_SPECIALIST, k - 1};
}
/* Whether bargain i is better than one of this value, up to room. Of equals the one is that
 * gives the generalist more: shares that others do not mind are spent on what
 * keeps the generalist playing, which is what most good bargains end by. */
static inline bool sample_better(const struct joint *j, const struct sample *s, int i, double value,
	double room, double u_generalist)
{
	if (!(s->value[i] >= value - room))
		return false;
	return s->value[i] > value + room ||
		s->u[(size_t)i * (size_t)j->players] > u_generalist;
}

/* joint_zoom.c */
/* Charts all shares into j->charted. Needs the played sample. */
void joint_draw(struct joint *j);
/* Tries, as joint_try does, what is best for the objective at hand of all shares at which
 * specialists begin to take part at about a level. */
void joint_look_at(struct joint *j, double level);
/* A level that the domains' whole revenue pays for, had for nothing, and twice it is not. */
double joint_break_even(const struct joint *j);
/* Bargains that others have come to, and how near is near to them. */
struct zoomed {
	int count;
	const double *x, *value; /* count x n, count */
	double near;
};
/* Closes in on the best for the objective at hand within about `radius` of x by at
 * most so many charts of smaller and smaller boxes, each one's best played in the
 * game. Ends where one smooth piece is left, and where it comes near to a bargain of `known` (NULL:
 * there are none), and does not better it. */
void joint_zoom(struct joint *j, const double *x, double radius, int charts,
	const struct zoomed *known);

/* Somewhat more than the chart's bargains are apart. */
static inline double joint_chart_radius(const struct joint *j)
{
	return 3. / (j->chart->side - 1);
}

/* joint_climb.c */
/* From best_x up to where nothing gains any more, in steps of `range` and less. */
void joint_climb(struct joint *j, double range, int rounds, int points);

/* joint_model.c */
struct model *model_alloc(size_t n); /* NULL when out of memory */
void model_free(struct model *m);    /* NULL is fine */
/* Models of all outputs around x, by plays about h apart; mixed second derivatives only if it
 * is to be `full`. False: something around x cannot be played. */
bool model_build(struct joint *j, struct model *m, const double *x, double h, bool full);
/* The objective at x by the model, kept if it is the best. */
double model_try(struct joint *j, const double *x);
/* Output o of n shares at x by the model; its gradient times factor is added to sum. */
double model_output(const struct model *m, int n, int o, const double *x);
void model_slope(const struct model *m, int n, int o, const double *x, double factor, double *sum);

/* joint_ascend.c */
/* Steps from best_x to where models of the utilities promise the best, within a
 * radius that grows where they keep their promise. True when it ended where
 * nothing more is promised; false where the game breaks the model (a kink). */
bool joint_ascend(struct joint *j);

/* joint_start.c */
/* Where a search starts. */
struct start {
	const double *x;
	double value, u_generalist;
	double room; /* values that differ from it by less are equal */
	unsigned long signature, out; /* as struct sample's */
};
/* The next start after taken[count] of them, of those played or charted, which have their values,
 * into taken[count]; false: there is none. */
bool joint_next_start(const struct joint *j, struct start *taken, int count);
/* One ascent from x, of so many plays a share; best and best_x are what it found. */
bool joint_ascend_from(struct joint *j, const double *x, int plays);
/* Adds to the sample what all may gain by, and what is nearly the best for each goal that a rule
 * may have; ideals and bystanders are as far as it tells. */
void joint_seek(struct joint *j);

/* joint_soft.c */
/* From best_x up on the model, within j->low and j->high, for rules that maximise the
 * least of something. */
void joint_soften(struct joint *j);

/* joint_newton.c */
enum { NEWTON_MOST = MODEL_FULL + 1 };
/* How far apart values around a smooth top are taken, at first, and where that leads off it. */
#define FIT_WIDE 1e-3
#define FIT_NARROW 1e-4
/* The value so far aside along up to two directions, in a unit that makes it about 1; NaN where it
 * is not smooth. */
typedef double newton_value(void *context, int a, double by, int b, double by_b);
/* Newton's step, by values h and 2 h aside, along each direction; none along what is flat. False:
 * it is not smooth, no top, or farther off. */
bool joint_newton(newton_value *value, void *context, int count, double h, double *step);

/* A share that is as good this much lower may be so on a whole stretch: near a smooth top it
 * would be worse by far more than rounding. */
#define STRETCH 1e-4

/* joint_settle.c */
/* Where other bargains are as good for the rule and have another joint surplus. */
enum tie { TIE_NONE, TIE_BESIDE, TIE_SAMPLED };
/* Looks for them from best_x on; if there are any the objective at hand becomes the joint
 * surplus of the bargains as good for the rule. */
enum tie joint_untie(struct joint *j);
/* joint_turn.c: from best_x up along the edges of what everybody accepts, where what a specialist
 * does depends on the level and its share alone, of up to MODEL_FULL shares. Whether it has come to
 * the top to the last digits. */
bool joint_edge(struct joint *j);
/* Only along the edges through best_x, where they lead up to conditions. */
void joint_edge_along(struct joint *j);
/* From best_x, which is hardly off it, to the top of the edge that it is on. Whether that is known. */
bool joint_edge_top(struct joint *j);
/* joint_follow.c: the same elsewhere, by plays: from best_x to the top of its piece; of up to four
 * shares to the best along what holds them. Whether it is a smooth top. */
bool joint_follow(struct joint *j);
/* From best_x to the top of its smooth piece, to more digits than climbing gives. Whether it has
 * one. */
bool joint_polish(struct joint *j);
/* Gives equal specialists that ended at nearly the same share the same, and of other shares the
 * smaller ones to the first. */
void joint_even_out(struct joint *j);
/* joint_lower.c: brings shares down as far as all is as good. */
void joint_lower(struct joint *j);

#endif
