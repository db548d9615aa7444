/* The read-out: going along a plot or a table without changing anything, until Enter takes
 * what is read. What other values of parameters come to is solved in turn with the rest. */
#include "ui/state.h"

#include "base/text.h"
#include "view/caption.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum view_reads read_kind(const struct explorer *e)
{
	const struct view_read *read = view_info(e->view)->read;

	return read ? read->kind : READS_NOTHING;
}

void read_end(struct explorer *e)
{
	struct read_state *r = &e->read;

	if (r->there.study)
		coroutine_stop(e->pipeline.job[JOB_READ]);
	study_free(r->there.study);
	scenario_free(&r->there.scenario);
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

	scenario_init(&r->there.scenario);
	r->delta = malloc((size_t)n * sizeof *r->delta);
	return r->delta && outcome_init(&r->out, n, NULL) == STATUS_OK
		&& match_alloc(&e->scenario.game, &r->match, NULL) == STATUS_OK
		&& study_alloc(&r->there.study, NULL) == STATUS_OK;
}

/* ---- what is there ---------------------------------------------------------- */

/* The outcome at the share that is read. */
static void look_at_share(struct explorer *e)
{
	struct read_state *r = &e->read;
	int n = e->scenario.game.n, axis = pipeline_curve_axis(e);

	for (int i = 0; i < n; i++)
		r->delta[i] = axis < 0 || i == axis ? r->at[0] : edit_present_share(e, i);
	r->known = match_equilibrium(r->match, r->delta, &r->out, &r->error) == STATUS_OK;
}

/* What comes of that product of the generalist's, at the present shares. */
static void look_at_product(struct explorer *e)
{
	struct read_state *r = &e->read;
	const struct study *st = pipeline_shown(e);

	r->known = false;
	if (!st || !study_has_outcome(st) || st->n != e->scenario.game.n)
		return;
	memcpy(r->delta, st->delta, (size_t)st->n * sizeof *r->delta);
	r->known = match_reply(r->match, r->delta, &(struct match_choice){{r->at[0], r->at[1]}},
		&r->out, &r->error) == STATUS_OK;
}

/* The scenario with the values that are read, to be solved. */
static void look_at_axes(struct explorer *e)
{
	struct read_state *r = &e->read;
	struct study_plan plan = {.want = HAVE_PRESENT | HAVE_FIRST_BEST,
		.axis = pipeline_curve_axis(e), .pause = coroutine_pause(e->pipeline.job[JOB_READ])};
	struct scenario there;
	struct param_ref ref;
	enum status status;

	coroutine_stop(e->pipeline.job[JOB_READ]);
	r->left = false;
	status = scenario_copy(&there, &e->scenario, &r->error);
	r->known = status == STATUS_OK;
	if (!r->known)
		return;
	for (int i = 0; i < view_info(e->view)->axes && status == STATUS_OK; i++) {
		status = pipeline_axis(e, i, &ref, &r->error);
		if (status == STATUS_OK)
			status = param_set(&there, &ref, r->at[i], &r->error);
	}
	scenario_free(&r->there.scenario);
	r->there.scenario = there;
	if (status == STATUS_OK)
		status = study_reset(r->there.study, &r->there.scenario, &plan, &r->error);
	r->known = r->left = status == STATUS_OK;
}

bool read_left(const struct explorer *e)
{
	return e->mode == MODE_READ && e->read.left;
}

static void read_job(void *explorer)
{
	struct explorer *e = explorer;

	e->read.left = study_step(e->read.there.study, e->pipeline.seconds);
}

void read_step(struct explorer *e)
{
	coroutine_run(e->pipeline.job[JOB_READ], read_job, e, e->pipeline.seconds);
}

/* ---- what views are told ------------------------------------------------------ */

static void fill_rule(const struct explorer *e, const struct study *st, struct reading *out)
{
	const struct solution *s;

	if (pipeline_rules(e) != st || e->read.rule >= st->solutions)
		return;
	s = &st->solution[e->read.rule];
	out->delta = s->delta;
	out->out = s->done && s->agreement ? &s->out : NULL;
	out->why = s->done ? "no deal" : "not known yet";
	out->efficiency = s->efficiency;
}

static void fill_axes(const struct explorer *e, UNUSED const struct study *shown,
	struct reading *out)
{
	const struct read_state *r = &e->read;
	const struct study *st = r->there.study;

	for (int i = 0; i < view_info(e->view)->axes; i++)
		if (pipeline_axis(e, i, &out->param[i], NULL) == STATUS_OK)
			out->params = i + 1;
	out->why = *r->error.text ? r->error.text : "solving ...";
	if (!r->known || r->left)
		return;
	out->why = st->no_agreement ? "no deal" : st->error.text;
	out->delta = st->delta;
	out->out = study_has_outcome(st) && !st->no_agreement ? &st->present : NULL;
	out->efficiency = st->efficiency;
}

static void fill_outcome(const struct explorer *e, const struct study *st, struct reading *out)
{
	const struct read_state *r = &e->read;

	out->delta = r->delta;
	out->out = r->known ? &r->out : NULL;
	out->why = r->error.text;
	out->efficiency = r->known ? study_efficiency(st, r->out.joint) : NAN;
}

/* What is found out at a place of a kind, and how it is told; NULL: nothing is. */
static const struct place {
	void (*look)(struct explorer *e);
	void (*fill)(const struct explorer *e, const struct study *shown, struct reading *out);
} places[] = {
	[READS_SHARE] = { look_at_share, fill_outcome },
	[READS_AXES] = { look_at_axes, fill_axes },
	[READS_PRODUCT] = { look_at_product, fill_outcome },
	[READS_RULES] = { NULL, fill_rule },
	[READS_CELLS] = { NULL, fill_rule },
};

void read_update(struct explorer *e)
{
	const struct study *st = pipeline_shown(e);
	struct read_state *r = &e->read;
	struct reading *out = &r->shown;

	*out = (struct reading){ .kind = read_kind(e), .at = { r->at[0], r->at[1] }, .rule = r->rule,
		.why = "not known yet", .efficiency = NAN };
	if (e->mode == MODE_READ && st && places[out->kind].fill)
		places[out->kind].fill(e, st, out);
}

/* ---- going there ---------------------------------------------------------------- */

unsigned read_start(struct explorer *e)
{
	if (e->mode != MODE_READ && !begin(e)) {
		read_end(e);
		return explorer_say(e, INK_ERROR, "out of memory: nothing can be read");
	}
	e->mode = MODE_READ;
	return EFFECT_REDRAW;
}

enum status read_at_share(struct explorer *e, double share, struct error *err)
{
	read_start(e);
	if (e->mode != MODE_READ)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	e->read.at[0] = share;
	look_at_share(e);
	if (!e->read.known && err)
		*err = e->read.error;
	return e->read.known ? STATUS_OK : e->read.error.status;
}

unsigned read_at(struct explorer *e, double x, double y)
{
	unsigned effects = read_start(e);

	if (e->mode != MODE_READ)
		return effects;
	e->read.at[0] = x;
	e->read.at[1] = y;
	e->read.error.text[0] = '\0';
	if (places[read_kind(e)].look)
		places[read_kind(e)].look(e);
	return effects;
}

/* ---- why ------------------------------------------------------------------------ */

/* The scenario whose outcome is what is read; false: that is the present one's, or no bargain's. */
static bool there_is(const struct explorer *e, struct scenario *there)
{
	const struct read_state *r = &e->read;
	bool share = read_kind(e) == READS_SHARE, axes = read_kind(e) == READS_AXES;

	if (!r->shown.out || !(share || axes || (r->shown.delta && read_kind(e) == READS_RULES)) ||
		scenario_copy(there, axes ? &r->there.scenario : &e->scenario, NULL) != STATUS_OK)
		return false;
	if (share)
		there->bargain = (struct bargain){ RULE_FIXED, 0 };
	for (int i = 0; share && i < there->game.n; i++)
		there->delta[i] = r->delta[i];
	if (read_kind(e) == READS_RULES)
		there->bargain = pipeline_rules(e)->solution[r->rule].rule;
	return true;
}

/* "At a share of 0.6", "At cost scale of g 2, cost scale of m 3", "Nash". */
static void name_there(const struct explorer *e, char *out, size_t size)
{
	const struct read_state *r = &e->read;
	char caption[PARAM_NAME_MAX], number[NUMBER_TEXT];

	snprintf(out, size, "At a share of %s", caption_number(r->at[0], number, sizeof number));
	if (read_kind(e) == READS_RULES)
		snprintf(out, size, "%s", rule_info(pipeline_rules(e)->solution[r->rule].rule.rule)->label);
	for (int i = 0; read_kind(e) == READS_AXES && i < r->shown.params; i++) {
		param_caption(&e->scenario, &r->shown.param[i], caption, sizeof caption);
		if (i == 0)
			out[0] = '\0';
		text_append(out, size, "%s%s %s", i ? ", " : "At ", caption,
			caption_number(r->at[i], number, sizeof number));
	}
}

unsigned read_why(struct explorer *e)
{
	struct study_plan plan = { .want = HAVE_PRESENT | HAVE_FIRST_BEST, .axis = -1 };
	struct study *st = NULL;
	struct scenario there;
	char where[ERROR_TEXT_MAX];
	unsigned effects = EFFECT_REDRAW;

	if (lesson_asks(e) || !there_is(e, &there)) {
		read_end(e);
		return effects | explorer_play(e, 'i');
	}
	name_there(e, where, sizeof where);
	read_end(e);
	if (study_alloc(&st, NULL) == STATUS_OK && study_reset(st, &there, &plan, NULL) == STATUS_OK) {
		study_step(st, -1);
		effects |= why_open(e, st, where);
	}
	study_free(st);
	scenario_free(&there);
	return effects;
}
