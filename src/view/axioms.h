/* What the view of axioms, its figure and its report share. Private to the view layer. */
#ifndef HAGGLE_VIEW_AXIOMS_H
#define HAGGLE_VIEW_AXIOMS_H

#include "bargain/axioms.h"
#include "draw.h"

/* ---- axiom_words.c: what each promises, and how a rule breaks it ------------------------- */

#define AXIOM_WORDS_MAX 400

/* '+' always, '.' held, 'x' fails, '-' says nothing, ' ' not tried yet. */
char axiom_mark(enum axiom_verdict v);
/* One sentence, or two, on a rule and an axiom: how it fails, or how well it is known to hold.
 * Returns out. */
char *axiom_words(const struct axioms *a, int row, enum axiom axiom, char *out, size_t size);

/* ---- view_axioms.c ------------------------------------------------------------------------ */

/* A cell of the table. */
struct axioms_cell {
	int row;
	enum axiom axiom;
};

/* The one that is read; else one that fails, of the rule chosen if it has one. */
struct axioms_cell axioms_cell_of(const struct view_model *m, const struct axioms *a);
/* Why there is no table yet, or NULL. */
const char *axioms_missing(const struct view_model *m);
/* Utilities of both along the set, as they are, or (c not NULL) after the change. */
void axioms_samples(const struct axioms *a, const struct change *c, struct samples *s);
/* Whether the change leaves another set than the same and a point more. */
bool axioms_moves_set(const struct axiom_result *r);
/* The utilities of what is chosen after the change, counted as they then are. */
void axioms_after(const struct axiom_result *r, double u[2]);

#endif
