/* The read-out: going along a plot or a table without changing anything, until Enter takes
 * what is read. */
#include "ui/state.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TEN 10

static enum view_reads reads(const struct explorer *e)
{
	return view_info(e->view)->reads;
}

/* The study's curve is along this. */
static int axis_of(const struct explorer *e)
{
	int axis = pipeline_curve_axis(e);

	return axis < 0 ? 0 : axis;
}

void read_end(struct explorer *e)
{
	struct read_state *r = &e->read;

	match_free(r->match);
	outcome_free(&r->out);
	free(r->delta);
	memset(r, 0, sizeof *r);
	if (e->mode == MODE_READ)
		e->mode = MODE_PLAY;
}

static bool begin(struct explorer *e)
{
	struct read_state *r = &e->read;
	int n = e->scenario.game.n;

	r->delta = malloc((size_t)n * sizeof *r->delta);
	return r->delta && outcome_init(&r->out, n, NULL) == STATUS_OK
		&& match_alloc(&e->scenario.game, &r->match, NULL) == STATUS_OK;
}

/* The outcome at the share that is read. */
static void look(struct explorer *e)
{
	struct read_state *r = &e->read;
	int n = e->scenario.game.n, axis = pipeline_curve_axis(e);

	for (int i = 0; i < n; i++)
		r->delta[i] = axis < 0 || i == axis ? r->share : edit_present_share(e, i);
	r->known = match_equilibrium(r->match, r->delta, &r->out, &r->error) == STATUS_OK;
}

/* One rule further in the table, past those that find no bargain. */
static void look_at_rule(struct explorer *e, int by)
{
	const struct study *st = pipeline_shown(e);
	struct read_state *r = &e->read;
	int at = r->rule + by;

	while (st && at >= 0 && at < st->solutions && !st->solution[at].done)
		at += by ? by : 1;
	if (st && at >= 0 && at < st->solutions)
		r->rule = at;
}

void read_update(struct explorer *e)
{
	const struct study *st = pipeline_shown(e);
	struct read_state *r = &e->read;
	struct reading *out = &r->shown;

	*out = (struct reading){ .kind = reads(e), .share = r->share, .rule = r->rule,
		.efficiency = NAN };
	if (e->mode != MODE_READ || !st)
		return;
	if (out->kind == READS_RULES && r->rule < st->solutions) {
		const struct solution *s = &st->solution[r->rule];

		out->delta = s->delta;
		out->out = s->done && s->agreement ? &s->out : NULL;
		out->why = s->done ? "no bargain gains anything" : "not known yet";
		out->efficiency = s->efficiency;
	} else if (out->kind == READS_SHARE) {
		out->delta = r->delta;
		out->out = r->known ? &r->out : NULL;
		out->why = r->error.text;
		out->efficiency = r->known ? study_efficiency(st, r->out.joint) : NAN;
	}
}

unsigned read_at(struct explorer *e, double share)
{
	if (e->mode != MODE_READ && !begin(e)) {
		read_end(e);
		return explorer_say(e, INK_ERROR, "out of memory: nothing can be read");
	}
	e->mode = MODE_READ;
	e->read.share = fmin(1, fmax(0, share));
	look(e);
	return EFFECT_REDRAW;
}

static int chosen_rule(const struct study *st, struct bargain b)
{
	for (int i = 0; st && i < st->solutions; i++)
		if (st->solution[i].rule.rule == b.rule
			&& st->solution[i].rule.specialist == b.specialist)
			return i;
	return 0;
}

unsigned act_read(struct explorer *e, int unused)
{
	(void)unused;
	if (lesson_hides(e))
		return explorer_say(e, INK_STATUS, "first predict; Space reveals");
	if (reads(e) == READS_SHARE)
		return read_at(e, edit_present_share(e, axis_of(e)));
	if (reads(e) != READS_RULES)
		return explorer_say(e, INK_STATUS, "nothing to read off in this view");
	if (!begin(e)) {
		read_end(e);
		return explorer_say(e, INK_ERROR, "out of memory: nothing can be read");
	}
	e->mode = MODE_READ;
	e->read.rule = chosen_rule(pipeline_shown(e), e->scenario.bargain);
	look_at_rule(e, 0);
	return EFFECT_REDRAW;
}

/* The next place of note in that direction. */
static unsigned to_mark(struct explorer *e, int by)
{
	const struct study *st = pipeline_shown(e);
	double mark[READING_MARKS], now = e->read.share;
	int count = st ? reading_marks(st, mark) : 0;

	for (int k = 0; k < count; k++) {
		double x = mark[by > 0 ? k : count - 1 - k];

		if (by > 0 ? x > now : x < now)
			return read_at(e, x);
	}
	return explorer_say(e, INK_STATUS, "no mark further %s", by > 0 ? "right" : "left");
}

static unsigned take(struct explorer *e)
{
	const struct study *st = pipeline_shown(e);
	double share = e->read.share;
	int rule = e->read.rule;
	unsigned effects = EFFECT_REDRAW;

	read_end(e);
	if (reads(e) == READS_SHARE)
		effects |= edit_share(e, pipeline_curve_axis(e), share);
	else if (st && rule < st->solutions)
		effects |= edit_rule(e, st->solution[rule].rule);
	if (effects & EFFECT_SOLVE)
		lesson_touch(e);
	return effects;
}

static unsigned step(struct explorer *e, double steps)
{
	struct param_ref ref;

	if (reads(e) == READS_RULES) {
		look_at_rule(e, steps < 0 ? -1 : +1);
		return EFFECT_REDRAW;
	}
	if (param_find(&e->scenario, "delta", &ref, NULL) != STATUS_OK)
		return EFFECT_NONE;
	return read_at(e, param_step(&e->scenario, &ref, e->read.share, steps));
}

unsigned read_key(struct explorer *e, int key)
{
	switch (key) {
	case K_LEFT: case 'h': return step(e, -1);
	case K_RIGHT: case 'l': return step(e, +1);
	case K_SHIFT_LEFT: case 'H': return step(e, -TEN);
	case K_SHIFT_RIGHT: case 'L': return step(e, +TEN);
	case '<': return step(e, -.1);
	case '>': return step(e, +.1);
	case K_UP: case 'k':
		return reads(e) == READS_RULES ? step(e, -1) : to_mark(e, +1);
	case K_DOWN: case 'j':
		return reads(e) == READS_RULES ? step(e, +1) : to_mark(e, -1);
	case K_ENTER:
		return take(e);
	case K_ESC: case 'I':
		read_end(e);
		return EFFECT_REDRAW;
	default: /* any other key is about something else */
		read_end(e);
		return EFFECT_REDRAW | explorer_play(e, key);
	}
}
