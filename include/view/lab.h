/* Labs: what a view computes for itself beside the study, behind one interface,
 * so that whoever has it computed in slices need not know what it is.
 *
 *   lab_reset(ops, plan) -> lab_step until it returns false -> lab_free */
#ifndef HAGGLE_VIEW_LAB_H
#define HAGGLE_VIEW_LAB_H

#include "bargain/quantity.h"
#include "bargain/study.h"
#include "model/span.h"
#include "view/canvas.h"

/* What is to be computed. Scenarios must stay unchanged while the lab works; all
 * else is copied. What a view does not take (view/view.h) may be left zero. */
struct lab_plan {
	const struct scenario *scenario;
	const struct study *study;       /* of it */
	const struct scenario *pinned;   /* to compare with, or NULL */
	const struct study *pinned_study; /* with HAVE_PRESENT */
	const void *beside;              /* the work of another scenario's lab: this one goes along
	                                  * the same line; NULL: along its own */
	struct quantity quantity;
	struct param_ref axis[2];
	struct span span[2];             /* of the axes; none: span_default */
	struct rect room;                /* in which the view is drawn */
	int jobs;                        /* threads; 0: one */
	struct pause pause;
};

/* A view's own. `work` is what alloc gave, and what view_model.lab points to. */
struct lab_ops {
	enum status (*alloc)(void **work, struct error *err);
	void (*free)(void *work); /* NULL is fine */
	/* Starts over. STATUS_INPUT where the plan cannot be followed. */
	enum status (*reset)(void *work, const struct lab_plan *plan, struct error *err);
	/* Works for about `seconds` (< 0: to the end); whether anything is left. */
	bool (*step)(void *work, double seconds);
	double (*progress)(const void *work); /* 0..1 */
	/* Whether it is still what the plan asks for, as far as that depends on the
	 * room and on what it lies beside. NULL: it is. */
	bool (*holds)(const void *work, const struct lab_plan *plan);
};

/* Zeroed: none. */
struct lab {
	const struct lab_ops *ops;
	void *work; /* owned */
};

/* Starts over as a lab of that kind. On failure there is nothing to step or to show. */
enum status lab_reset(struct lab *l, const struct lab_ops *ops, const struct lab_plan *plan,
	struct error *err);
void lab_free(struct lab *l);
bool lab_step(struct lab *l, double seconds);
double lab_progress(const struct lab *l);
bool lab_holds(const struct lab *l, const struct lab_plan *plan);

/* Whether a parameter can lie along an axis that nobody has chosen. */
bool lab_varies(const struct param_ref *ref);
/* The parameter that does: of the generalist along the first axis and of the
 * specialist (from 0) along the second, or the other way round where one has none.
 * STATUS_INPUT where there is no number at all. */
enum status lab_axis(const struct scenario *s, int specialist, int axis, struct param_ref *ref,
	struct error *err);
/* "PARAM" or "PARAM=FROM:TO[:log]", as --x and --y take it; without a range the span is
 * none. STATUS_INPUT with what is allowed. */
enum status lab_axis_read(const struct scenario *s, const char *text, struct param_ref *ref,
	struct span *span, struct error *err);

#endif
