/* Private to the solver: the two stages of backward induction.
 *
 * The specialists' stage (reply*.c) answers, for one domain and a share, what
 * the specialist does at a level a0. The generalist's stage (generalist.c)
 * maximises over a0. What makes the second one exact is that for all analytic
 * families the final level a(a0) does not fall in a0 (their payoffs have
 * increasing differences in (a, a0)), so that on [l, u] the generalist's
 * payoff is at most sum_i delta_i r_i(a_i(u)) - phi_0(l). Together with bounds
 * on its slope this makes a branch and bound whose result is global. */
#ifndef HAGGLE_SOLVER_STAGE_H
#define HAGGLE_SOLVER_STAGE_H

#include "base/bracket.h"
#include "model/game.h"
#include "solver/why.h"

#include <math.h>

/* What rounding leaves of a difference of payoffs, in parts of what is earned: a player
 * takes part unless that gives it less than 0 by more, and payoffs that differ by less
 * are equally good (haggle-theory(7)). */
#define TIE 1e-14
/* Levels beyond this are called unbounded. */
#define LEVEL_MAX 1e12
#define PEAKS_MAX 8
/* Levels nearer to each other than this, relative, are told as the same one, and levels below
 * NO_LEVEL as 0. */
#define SAME_LEVEL 1e-4
#define NO_LEVEL 1e-9

struct pieces; /* in pieces.h */

enum shape { SHAPE_CONCAVE, SHAPE_CONVEX, SHAPE_SIGMOID, SHAPE_UNKNOWN };

/* What the generalist's stage maximises over a0. */
enum goal {
	GOAL_SHARE,   /* sum delta_i r_i(a_i) - phi_0: the generalist's payoff */
	GOAL_SURPLUS, /* sum max(0, payoff of domain i at w = 1) - phi_0: first best */
};

/* How a specialist's best reply is found. */
enum kind {
	KIND_LINEAR,  /* linear revenue, cost in x alone: x does not depend on a0 */
	KIND_CONCAVE, /* concave revenue, convex cost in x alone: one root */
	KIND_LEVEL,   /* cost over the level: the peaks of one function of a */
	KIND_HUMPED,  /* cost in x alone, revenue convex or S-shaped */
	KIND_PIECES,  /* a formula is part of it */
};

/* A specialist's choice at one a0. */
struct reply {
	double a;     /* level, as if active */
	double r;     /* revenue at a */
	double u;     /* the specialist's payoff for being active */
	double r1, r2; /* r'(a), r''(a) */
	double x, c2; /* a - a0; phi'' there, where it contributes */
	double slope; /* da/da0 */
	double gain;  /* du/da0, by the envelope theorem */
	bool held;    /* its level or its investment, by a kink or a step; of KIND_PIECES alone */
	/* KIND_PIECES: the next best local maximum come across, at another level: what it pays,
	 * with what is as good as equal (-INFINITY: there is none), and how that changes with a0.
	 * KIND_HUMPED: -INFINITY. */
	double rival, rival_u, rival_gain;
	enum regime regime;
};

/* What a domain's terms come to at a share (haggle-theory(7), "Contracts"). The specialist gets
 * keep u - base phi_0(a0) - fee, u being its payoff at w; the generalist gets
 * part r + cost u + base phi_0(a0) + fee. */
struct bearing {
	bool terms;        /* false: the share is all there is, and what follows says nothing else */
	double keep, cost; /* the specialist's part of its cost, the generalist's */
	double part;       /* of revenue; below 0 where cost is above the share */
	double fee, base;
	double need;       /* what u must be but for the base's part: fee / keep */
	const struct cost *base_cost; /* phi_0, where base is above 0; else NULL */
};

/* The last investment found, below 0: none, where it was found, how it moves with a0, and whether a
 * kink held it: where the next search starts. */
struct guess { double x, a0, slope; bool kinked; };

enum { EDGES_MAX = 16 };

/* One domain, prepared for a share. What does not depend on the share is
 * filled by domain_classify, the rest by domain_prepare. What all kinds are asked at every level
 * comes first: where there are thousands, memory takes longer than sums. */
struct domain {
	const struct specialist *d;
	enum kind kind;
	enum shape shape;  /* of the revenue */
	double delta, w;   /* the generalist's share; what the specialist keeps of a unit of
	                    * revenue, in units of its own part of its cost: 1 - delta, or, where
	                    * the generalist bears a part as well, more */
	double threshold;  /* takes part from this a0 on; 0: always; +inf: never.
	                    * Not meaningful where by_level */
	bool by_level;     /* whether it takes part is asked level by level */
	bool same;         /* its functions are those of the domain before it in the array, */
	bool alike;        /* and so is its share: every reply is that one's */
	bool stays;        /* it takes part whatever that gives it: a question of why.c */
	bool whole;        /* one owner of all has it, who minds no investment as good as another: */
	bool least;        /* takes the least of what is as good: there is no highest, or the
	                    * generalist prefers that */
	bool earns;        /* it may, at some level: else its level counts for nobody */
	bool matched;      /* the generalist bears of its cost what it gets of its revenue */
	bool mixed;        /* the cost is a formula in a0 as well */
	bool sound;        /* the cost does not fall, for certain */
	double x;          /* KIND_LINEAR: its investment */
	double cost;       /* KIND_LINEAR: what that costs */
	struct bearing by; /* who bears what besides */
	enum proof proof;  /* of all replies found since the share was set */
	int peaks;         /* KIND_LEVEL: local maxima in a, rising: peak */
	const struct cost *base_cost; /* the generalist's */
	double bend;       /* KIND_CONCAVE: see revenue_bend */
	double inflection; /* SHAPE_SIGMOID: convex up to this level, then concave */
	struct guess guess, rival_guess; /* KIND_PIECES: of what was passed over as well */
	/* KIND_PIECES, whose shape is SHAPE_UNKNOWN: */
	double last_a0;    /* what it was asked last, below 0: nothing since the share was */
	struct reply last; /* set, and what it said */
	struct domain_facts *facts;    /* owned by the solver: what is kept of the games before */
	struct pieces *revenue_pieces; /* theirs, as is */
	struct pieces *cost_pieces;    /* a formula's in x alone; NULL for others */
	double falls;      /* a formula's in x alone does from here on; INFINITY: nowhere */
	double convex_to;  /* the cost is convex in x, for certain, up to this x and a0 */
	double ordered_to; /* and no level falls in a0, up to this a0 and level */
	int cost_turn;     /* how the cost's curvature in x moves everywhere, an enum sign */
	/* Under terms, where it begins to take part, or leaves, known to the last bit, in the order
	 * in which the search came across them (level_edges.c). Elsewhere its payoff says. */
	int edges;
	struct { double a0; bool begins; } edge[EDGES_MAX];
	double peak[PEAKS_MAX];
	struct jet peak_jet[PEAKS_MAX];
};

struct cost_facts; /* in pieces.h, as is */
struct domain_facts;

/* Lowest and highest first and second derivatives on an interval. */
struct slopes { double d1lo, d1hi, d2lo, d2hi; };

/* The worse of two. */
static inline enum proof proof_worse(enum proof a, enum proof b)
{
	return a > b ? a : b;
}

/* shape.c */
/* *inflection: where an S-curve is steepest; not meaningful for other shapes. */
enum shape revenue_shape(const struct revenue *r, double *inflection);
bool cost_uses_level(const struct cost *c);   /* depends on a0 as well as on x */
void revenue_slopes(const struct revenue *r, double a, const struct jet *at_a, double b,
	const struct jet *at_b, struct slopes *out);
/* phi'' over [x, y], for costs in x alone. */
void cost_curvature(const struct cost *c, double x, double y, double *low, double *high);
/* The a with r(a) = y (analytic families); +inf where r never gets there, 0 where
 * it starts above. */
double revenue_inverse(const struct revenue *r, double y);

/* Where to split from l to u in search of something that may lie anywhere: in the middle,
 * or, where that is far from l, halfway in magnitude. */
static inline double between_levels(double l, double u)
{
	if (u <= 64 * l)
		return .5 * (l + u);
	return l > 0 ? between_magnitudes(l, u) : u / 1024;
}

static inline bool stage_same_level(double a, double b)
{
	return fabs(a - b) <= SAME_LEVEL * fmax(a, b) + NO_LEVEL;
}

/* The next level of a walk by doublings, the last of which is LEVEL_MAX itself: up to
 * there costs may be outgrown. */
static inline double next_doubling(double a)
{
	return a < LEVEL_MAX ? fmin(2 * a, LEVEL_MAX) : INFINITY;
}

/* growth.c: what a function grows like in the end, factor * z^exponent. Exponent 0: slower
 * than any power, with factor 0 to a limit; +inf: an exponential. NAN: not known. */
struct growth { double exponent, factor; };
struct growth revenue_growth(const struct revenue *r);
struct growth cost_growth(const struct cost *c);

/* domain.c */
/* Takes *m over, which may hold the pieces of an earlier game, or zeros. */
enum status domain_classify(struct domain *m, const struct specialist *d, struct error *err);
void domain_clear(struct domain *m); /* frees what it owns */
/* At a share, under the specialist's terms, which last; `matched`: cost shares are the shares. */
enum status domain_prepare(struct domain *m, double delta, struct error *err);
/* As one owner of all would have it: at share 0, without terms. */
enum status domain_prepare_whole(struct domain *m, struct error *err);
/* What that made of a domain with the same functions, before m in its array: m's replies are not
 * asked for, but taken from that one's. */
void domain_prepare_alike(struct domain *m, const struct domain *other);

/* unbounded.c: why there is no highest payoff. */
/* "unbounded: specialist ... gains without limit" */
enum status domain_unbounded(const struct domain *m, struct error *err);
/* "unbounded: every level is as good to specialist ...": there is no highest. */
enum status domain_flat(const struct domain *m, struct error *err);
/* The same as domain_unbounded where exponents prove it; else "unbounded: specialist ...
 * gains up to levels beyond 1e+12": all that is known where the range ends. */
enum status domain_beyond(const struct domain *m, struct error *err);
/* The failure that domain_peaks' result, below 0, stands for. */
enum status domain_no_peaks(const struct domain *m, int why, struct error *err);

/* margin.c */
/* Both functions at an investment. */
struct margin {
	double x;
	struct jet r;
	struct cost_jet c;
};
void domain_margin(const struct domain *m, double a0, double x, struct margin *out);
/* Where a search for the investment at a0 should start, from what was found last;
 * below 0: nothing was. */
double domain_guess(const struct domain *m, double a0);
double guess_at(const struct guess *g, double a0);
/* Results depend on nothing but the game and the shares: what was found before is forgotten. */
void domain_forget(struct domain *m);

/* reply.c */
/* All local maxima over x > 0 at a0, where `idle` is what it is to invest nothing: of the part
 * where revenue is not concave (those below `floor` left out), then of the concave tail. Returns
 * their number, or why there is no highest payoff. */
enum { PEAKS_ENDLESS = -1, PEAKS_TOO_LARGE = -2 };
int domain_peaks(struct domain *m, double a0, const struct margin *idle, double floor,
	struct margin *peak);
/* The reply at a0 for being active at all; whether it takes part is the
 * caller's (domain_active). */
enum status domain_find_reply(struct domain *m, double a0, struct reply *out, struct error *err);
static inline enum status domain_reply(struct domain *m, double a0, struct reply *out,
	struct error *err)
{
	const struct revenue *r = &m->d->revenue;
	if (m->kind != KIND_LINEAR)
		return domain_find_reply(m, a0, out, err);
	out->a = a0 + m->x;
	out->x = m->x;
	out->r2 = out->c2 = 0;
	out->r = r->base + r->scale * out->a;
	out->r1 = r->scale;
	out->u = m->w * out->r - m->cost;
	out->slope = 1;
	out->gain = m->w * r->scale;
	out->regime = m->x > 0 ? REGIME_CONTRIBUTE : REGIME_FREE_RIDE;
	return STATUS_OK;
}
/* The same, where *at is that of the domain before it. */
static inline enum status domain_next_reply(struct domain *m, double a0, struct reply *at,
	struct error *err)
{
	return m->alike ? STATUS_OK : domain_reply(m, a0, at, err);
}

/* terms.c: what terms change of that. */
/* Fills m->by and m->w from m->delta and the specialist's terms. */
void terms_prepare(struct domain *m);
/* The specialist's part of the generalist's cost. */
double terms_base(const struct domain *m, double a0);
/* What the specialist gets for being active, and the generalist from the domain, where that part
 * is `base`. */
double terms_own(const struct domain *m, const struct reply *at, double base);
double terms_paid(const struct domain *m, const struct reply *at, double base);
/* Whether its payoff says where it takes part, level by level, and no single threshold does. */
bool terms_by_payoff(const struct domain *m);
/* Whether it takes part right below and right above a0, and indifferently at it. */
struct presence { bool left, right, indifferent; };
struct presence terms_presence(const struct domain *m, double a0, const struct reply *at, double base);
/* Takes note of an edge at a0; false: there are too many. */
bool terms_add_edge(struct domain *m, double a0, bool begins);
/* Whether it takes part at a0, with that reply; with terms or without. */
bool domain_active(const struct domain *m, double a0, const struct reply *at);

/* bounds.c */
/* Bounds over [l, u], where the replies at both ends are known and no threshold
 * lies between, on the slope in a0 of the domain's part of the goal, under terms of what
 * revenue makes of it alone; false: it may jump there. */
bool domain_find_slope_bounds(const struct domain *m, enum goal goal, double l,
	const struct reply *at_l, double u, const struct reply *at_u, double *low, double *high);
static inline bool domain_slope_bounds(const struct domain *m, enum goal goal, double l,
	const struct reply *at_l, double u, const struct reply *at_u, double *low, double *high)
{
	if (m->kind != KIND_LINEAR)
		return domain_find_slope_bounds(m, goal, l, at_l, u, at_u, low, high);
	*low = *high = goal == GOAL_SHARE ? m->by.part * at_l->r1 : at_l->gain;
	return true;
}
/* Whether the domain's part of the goal is concave on [l, u]. */
bool domain_find_concave(const struct domain *m, enum goal goal, const struct reply *at_l,
	const struct reply *at_u);
static inline bool domain_concave(const struct domain *m, enum goal goal, const struct reply *at_l,
	const struct reply *at_u)
{
	return m->kind == KIND_LINEAR || domain_find_concave(m, goal, at_l, at_u);
}

/* humps.c: local maxima over x between two places of w r(a0 + x) - phi(x; a0) other
 * than these; those whose value cannot exceed `floor` may be left out.
 * Returns how many, at most PEAKS_MAX, rising. What is left out for want of room or
 * time shows in m->proof. */
int humps_find(struct domain *m, double a0, const struct margin *from, const struct margin *to,
	double floor, struct margin *peak);

/* sound.c: what formulas must be, of specialist d or of the generalist (NULL). */
/* "the revenue of specialist law is not a finite number at a = 2" */
enum status sound_failed(const struct specialist *d, const char *what, const char *where,
	double at, struct error *err);
/* A cost at x must be a number, finite at 0, and not falling. */
enum status sound_cost(const struct specialist *d, double a0, double x,
	const struct cost_jet *at, struct error *err);
/* "the cost of specialist law falls at x = 2 ..." */
enum status sound_falls(const struct specialist *d, double a0, double x, struct error *err);

/* classify_pieces.c: what is certain of a domain with a formula. */
enum status pieces_classify(struct domain *m, struct error *err);

/* piece_reply.c, piece_bounds.c: what reply.c and bounds.c do, for KIND_PIECES. */
enum status pieces_reply(struct domain *m, double a0, struct reply *out, struct error *err);
/* How the slope of the domain's part of the goal can change from either end, over [l, u]: it
 * differs from that at t from an end by no less than fixed_low + t bend_low, and no more than
 * fixed_high + t bend_high, both signs reversed from the right one. Not known: that cannot be
 * told. */
struct turn { bool known; double bend_low, bend_high, fixed_low, fixed_high; };
struct stretch; /* in pieces.h */
/* Whether there are bounds on what the functions are between them. */
bool pieces_stretch(const struct domain *m, double l, const struct reply *at_l, double u,
	const struct reply *at_u, struct stretch *s);
bool pieces_slope_bounds(const struct domain *m, enum goal goal, const struct stretch *s,
	const struct reply *at_l, const struct reply *at_u, double *low, double *high,
	struct turn *turn);
/* bounds.c: how the slope of a family's revenue, or of its specialist's payoff (GOAL_SURPLUS),
 * turns: known where nobody contributes, or levels stand still. */
void family_turn(const struct domain *m, enum goal goal, double l, const struct reply *at_l,
	double u, const struct reply *at_u, struct turn *out);
/* The most that a function can be between two points h apart, by its slopes. */
double top_between(double h, double v_l, double v_u, double low, double high);
/* The most that the domain's part of the goal can be between l and u. */
double pieces_goal_top(const struct domain *m, enum goal goal, double l, const struct reply *at_l,
	double u, const struct reply *at_u);
/* The same under terms, but for a fee and a part of the generalist's cost. */
double pieces_part_between(const struct domain *m, double l, const struct reply *at_l, double u,
	const struct reply *at_u);
/* The most that the specialist's payoff for taking part can be between them. */
double pieces_payoff_top(const struct domain *m, double l, const struct reply *at_l, double u,
	const struct reply *at_u);
/* The most that the part can be at all levels of a doubling (pieces.h), by values alone. */
double pieces_part_top(const struct domain *m, enum goal goal, int doubling);
/* A level that no reply to an a0 up to this one exceeds. */
double pieces_reach(const struct domain *m, double a0);

struct stage; /* workspace of the generalist's stage */
enum status stage_alloc(struct stage **out, int n, struct error *err);
void stage_free(struct stage *s);
void stage_pause(struct stage *s, struct pause pause);
/* The pieces of the generalist's cost and what is known of it, where that is a formula;
 * NULL: it is none. */
void stage_cost(struct stage *s, const struct pieces *cost, const struct cost_facts *facts);

/* The best a0 >= 0 (taking part taken as given): its value, and what is gained before
 * the generalist's cost. */
struct best {
	double a0, value, gain;
	bool rises;       /* something begins there, and the goal rises beyond */
	enum proof proof; /* of the search; that of the replies is the domains' */
};
enum status stage_maximise(struct stage *s, const struct cost *cost, struct domain *domain, int n,
	enum goal goal, struct best *best, struct error *err);
/* The best of its local maxima, best first, *count <= most <= CHOICES_MAX of them: what
 * stage_maximise leaves aside, for it cannot win, is searched as well. What *count says
 * holds even where it fails. */
enum status stage_peaks(struct stage *s, const struct cost *cost, struct domain *domain, int n,
	enum goal goal, struct best *peak, int most, int *count, struct error *err);
/* Where the search for a0 ends: beyond it no further level pays. */
enum status stage_horizon(struct stage *s, const struct cost *cost, struct domain *domain, int n,
	enum goal goal, double *horizon, struct error *err);

/* For searches under terms from now on: beyond which level nothing is worth anything, `domain` being
 * those of one owner of all. Fails, with no limit, where that owner's horizon does. */
enum status stage_limit(struct stage *s, const struct cost *cost, struct domain *domain, int n,
	struct error *err);

/* "unbounded: the generalist gains ...": "without limit" where exponents prove it, else
 * "up to levels beyond 1e+12": all that is known where the range ends. */
enum status stage_beyond(const struct stage *s);

#endif
