/* The studies of the scenario: what comes first is found first, the rest of what the screen needs
 * once nobody presses keys; and of the scenarios before, what there was to be shown stays until
 * there is better. */
#include "ui/state.h"

#include "base/clock.h"

#include <math.h>

#define QUICK .005  /* s: what is found within it, all of it, is found and painted at once */
#define QUIET .150  /* s since the last key until what waits is found */

enum status studies_init(struct pipeline *w, struct error *err)
{
	enum status status = STATUS_OK;

	w->ruled = -1;
	w->clock = clock_worked;
	for (int i = 0; i < STUDIES && status == STATUS_OK; i++)
		status = study_alloc(&w->solved[i].study, err);
	w->study = w->solved[0].study;
	return status;
}

void studies_free(struct pipeline *w)
{
	for (int i = 0; i < STUDIES; i++) {
		study_free(w->solved[i].study);
		scenario_free(&w->solved[i].scenario);
	}
}

/* ---- what is needed ------------------------------------------------------------ */

/* Whether the panel shows what is known of the Pareto set; until it has been drawn, it may. */
static bool panel_tells(const struct explorer *e)
{
	const struct panel_rows *rows = &e->shown.panel;

	if (e->shown.view_rect.w == 0)
		return !e->zoom;
	for (int i = 0; e->shown.panel_rect.w > 0 && i < rows->count; i++)
		if (rows->param[i] == ROW_PARETO || rows->param[i] == ROW_SHARING)
			return true;
	return false;
}

static bool tells_why(const struct explorer *e)
{
	return e->mode == MODE_LIST && e->list.kind == LIST_WHY;
}

/* Whether what is in front is made of all that it needs, at once. */
static bool at_once(const struct explorer *e)
{
	return e->mode == MODE_EXPORT || tells_why(e);
}

/* What is shown, and what has been asked for beside that. */
static unsigned needed(const struct explorer *e)
{
	unsigned need = e->pipeline.always | view_info(e->view)->need;

	if (e->mode == MODE_EXPORT)
		return HAVE_ALL;
	if (panel_tells(e) || at_once(e))
		need |= HAVE_FIRST | HAVE_RULES;
	return need;
}

/* What is needed that nobody has begun to look for. */
static unsigned lacking(const struct explorer *e)
{
	const struct solved *s = &e->pipeline.solved[e->pipeline.current];

	return needed(e) & ~s->asked & study_parts(&s->scenario);
}

bool studies_wait(const struct explorer *e)
{
	const struct pipeline *w = &e->pipeline;

	/* what came to be needed since then is wanted now */
	return w->waits && !w->study_left && lacking(e) && !(lacking(e) & ~w->put_off) &&
		e->view == w->put_off_in && !at_once(e);
}

bool studies_left(const struct explorer *e)
{
	return e->pipeline.study_left || (lacking(e) && !studies_wait(e));
}

double studies_quiet(struct explorer *e, double seconds)
{
	if (!studies_wait(e))
		return INFINITY;
	if (seconds < QUIET)
		return QUIET - seconds;
	e->pipeline.waits = false;
	return 0;
}

double studies_progress(const struct explorer *e)
{
	const struct pipeline *w = &e->pipeline;
	int parts = 0, found = 0;

	if (w->study_left)
		return study_progress(w->study);
	for (unsigned part = 1; part <= HAVE_ALL; part <<= 1) {
		parts += (needed(e) & part) != 0;
		found += (needed(e) & ~lacking(e) & part) != 0;
	}
	return parts > 0 ? (double)found / parts : 1;
}

/* ---- what is shown ------------------------------------------------------------- */

/* Whether the study at work has what is worth looking at. */
static bool coarse(const struct pipeline *w)
{
	unsigned first = w->solved[w->current].asked & (HAVE_PRESENT | HAVE_CURVE);

	return !w->study_left || (w->study->have & first) == first;
}

static bool has_rules(const struct study *st)
{
	unsigned rules = HAVE_SOLUTIONS | HAVE_PARETO;

	return (st->have & rules) == rules;
}

static bool is_present(const struct pipeline *w, int i)
{
	return w->solved[i].scene == w->scene;
}

/* What is at work comes to be shown as soon as there is something to see; of a scenario that is
 * shown already, once it tells no less. */
static void show(struct pipeline *w)
{
	const struct study *shown = w->solved[w->shown].study;
	bool less = is_present(w, w->shown) && (shown->have & ~w->study->have);

	if (w->current != w->shown && coarse(w) && (!less || !w->study_left))
		w->shown = w->current;
	if (has_rules(w->solved[w->shown].study))
		w->ruled = w->shown;
}

/* Of another scenario, it can stand for the present one's: it has the same players, and was seen. */
static const struct study *old_study(const struct explorer *e, int i)
{
	const struct solved *s = i >= 0 ? &e->pipeline.solved[i] : NULL;
	const struct game *g = &e->scenario.game;

	return s && s->seen && s->study->n == g->n && s->study->shares == game_shares(g) ?
		s->study : NULL;
}

bool studies_ready(const struct explorer *e)
{
	const struct pipeline *w = &e->pipeline;

	return is_present(w, w->shown) || w->shown == w->current;
}

const struct study *pipeline_known(const struct explorer *e)
{
	const struct pipeline *w = &e->pipeline;

	return studies_ready(e) ? w->solved[w->shown].study : w->study;
}

const struct study *pipeline_shown(const struct explorer *e)
{
	const struct study *old = studies_ready(e) ? NULL : old_study(e, e->pipeline.shown);

	return old ? old : pipeline_known(e);
}

const struct study *pipeline_rules(const struct explorer *e)
{
	const struct study *shown = pipeline_shown(e), *old = old_study(e, e->pipeline.ruled);

	/* what has no equilibrium will have none: those from before are not to stand for them */
	return has_rules(shown) || !old || shown->status != STATUS_OK ? shown : old;
}

void studies_seen(struct explorer *e)
{
	if (studies_ready(e))
		e->pipeline.solved[e->pipeline.shown].seen = true;
}

/* ---- finding it ---------------------------------------------------------------- */

/* The one that nobody looks at. */
static int spare(const struct pipeline *w)
{
	int i = 0;

	while (i == w->shown || i == w->ruled)
		i++;
	return i;
}

/* A study lasts as long as its scenario stays as it was, so each has a copy. */
static enum status begin(struct explorer *e, const struct scenario *s, unsigned want,
	struct error *err)
{
	struct pipeline *w = &e->pipeline;
	struct study_plan plan = {
		.want = want | (HAVE_ALL & ~study_parts(s)), /* known as soon as looked for */
		.axis = w->curve_axis,
		.known = w->study,
		.pause = coroutine_pause(w->job[JOB_STUDY]),
	};
	struct solved *next;
	struct scenario copy;
	enum status status;

	coroutine_stop(w->job[JOB_STUDY]);
	w->solved[w->current].asked |= want; /* in vain, without memory */
	status = scenario_copy(&copy, s, err);
	if (status != STATUS_OK)
		return status;
	w->current = spare(w);
	next = &w->solved[w->current];
	w->study = next->study;
	scenario_free(&next->scenario);
	*next = (struct solved){ .scenario = copy, .study = next->study, .scene = w->scene,
		.asked = want };
	return study_reset(next->study, &next->scenario, &plan, err);
}

static void begin_or_fail(struct explorer *e, const struct scenario *s, unsigned want)
{
	struct pipeline *w = &e->pipeline;
	struct error err;

	w->study_left = begin(e, s, want, &err) == STATUS_OK;
	if (!w->study_left)
		explorer_fail(e, &err);
	show(w);
}

void studies_begin(struct explorer *e)
{
	struct pipeline *w = &e->pipeline;
	unsigned need;

	if (w->spent > QUICK)
		w->slow = true;
	w->spent = 0;
	w->scene++;
	w->curve_axis = pipeline_curve_axis(e);
	need = needed(e);
	w->put_off = w->patient && w->slow ? need & ~(unsigned)HAVE_FIRST : 0;
	w->put_off_in = e->view;
	w->waits = w->put_off != 0;
	begin_or_fail(e, &e->scenario, need & ~w->put_off);
}

static void study_job(void *work)
{
	struct pipeline *w = work;

	w->study_left = study_step(w->study, w->seconds);
}

/* What is "left" stays so until the job that is at it has returned. */
void studies_step(struct explorer *e)
{
	struct pipeline *w = &e->pipeline;
	double start = w->clock();

	if (!w->study_left)
		begin_or_fail(e, &w->solved[w->current].scenario, needed(e));
	else
		coroutine_run(w->job[JOB_STUDY], study_job, w, w->seconds);
	show(w);
	w->spent += w->clock() - start;
	if (!w->study_left && has_rules(w->study))
		w->slow = w->spent > QUICK;
	if (!w->study_left && tells_why(e))
		e->list.stale = true; /* it may tell more by now */
}
