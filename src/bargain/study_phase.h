/* Private to a study's own files: its phases. study.c leads through them, study_reset.c begins;
 * the others are the phases, by what they find. */
#ifndef HAGGLE_BARGAIN_STUDY_PHASE_H
#define HAGGLE_BARGAIN_STUDY_PHASE_H

#include "bargain/study_private.h"

enum phase {
	PHASE_FIRST_BEST,
	PHASE_FIXED,       /* the present outcome, where the bargain is fixed */
	PHASE_LINE,        /* one share: the curve, which the solutions need */
	PHASE_ROUGH,       /* the rule chosen, as far as the curve's nodes, or few plays, tell */
	PHASE_RATIONAL,    /* one share: the ends of what is individually rational */
	PHASE_IDEALS,      /* one share: each player's best, exactly */
	PHASE_NOBODY,      /* several: all without those who can earn nothing */
	PHASE_SAMPLE,      /* several: the sample that the solutions start from */
	PHASE_POWERFUL,    /* each player's own best: ideals, bystanders */
	PHASE_CHOSEN,      /* the rule chosen, for the present bargain */
	PHASE_LAW,         /* the same without the law */
	PHASE_CURVE,       /* several shares: the curve through the present bargain */
	PHASE_SOLUTIONS,
	PHASE_COMPARE,     /* every rule's solution against the others' bargains */
	PHASE_PARETO,
	PHASE_BESIDE,      /* what the shares beside would give the rule chosen */
	PHASE_PLAIN,       /* the curve that shares alone would give, in place of a contract */
	PHASE_DONE,
};

/* study_ask.c */
bool study_wants(const struct study *st, unsigned what);
/* Whether only the present bargain is asked for, by a rule that needs nobody's
 * ideal exactly: then one solution is all there is. */
bool study_one_rule(const struct study *st);
bool study_is_pie(const struct study *st);
/* Whether anything needs the solutions' machinery. */
bool study_bargains(const struct study *st);
bool study_is_fixed(const struct study *st); /* the bargain is */
/* There is nothing to go on with: false. */
bool study_give_up(struct study *st, const struct error *err);
/* The first best as a scale: of one that is but rounding, the revenues' size. */
double first_best_size(const struct outcome *first_best);

/* study_reset.c: a solution of which nothing is known yet. */
void solution_blank(struct solution *sol, struct bargain rule);

/* One piece of a phase each; false: the phase is over. */
/* study_present.c */
bool phase_first_best(struct study *st);
bool phase_fixed(struct study *st);
bool phase_rough(struct study *st);
bool phase_chosen(struct study *st);
/* study_curve.c */
bool phase_line(struct study *st);
bool phase_axis_curve(struct study *st);
/* Whether solutions are sought along one share's curve. */
bool study_along_curve(const struct study *st);
/* study_solve.c */
bool phase_rational(struct study *st);
bool phase_ideals(struct study *st);
bool phase_sample(struct study *st);
bool phase_powerful(struct study *st);
bool phase_solutions(struct study *st);
bool phase_pareto(struct study *st);
/* Finds sol, unless that is done. */
void study_solve(struct study *st, struct solution *sol);
/* study_compare.c */
bool phase_compare(struct study *st);

#endif
