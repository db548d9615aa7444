/* A film: the chosen number goes from one value to another, a step at a time, and all that
 * is shown goes with it. It pauses where a player switches. One step of undo in all. */
#include "ui/state.h"

#include "base/num.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool film_ref(const struct explorer *e, struct param_ref *ref)
{
	return param_find(&e->scenario, e->film.param, ref, NULL) == STATUS_OK;
}

/* The value at a frame: by factors where the slider goes by them. */
static double frame_value(const struct explorer *e, int frame)
{
	const struct film *f = &e->film;
	double t = (double)frame / FILM_FRAMES, v;

	v = f->log ? f->from * pow(f->to / f->from, t) : f->from + t * (f->to - f->from);
	return num_tidy(v);
}

/* What the specialists do, as one number; -1: not known. */
static long regimes(const struct explorer *e)
{
	const struct study *st = pipeline_known(e);
	long sum = 0;

	if (!st || !study_has_outcome(st))
		return -1;
	for (int i = 0; i < st->n; i++)
		sum = sum * 31 + (long)st->present.domain[i].regime + 1;
	return sum;
}

static unsigned show(struct explorer *e, int frame)
{
	struct film *f = &e->film;
	struct param_ref ref;
	unsigned effects;

	if (!film_ref(e, &ref))
		return film_end(e);
	f->frame = frame;
	e->merge = f->begun;
	effects = edit_set(e, &ref, frame_value(e, frame));
	e->merge = false;
	f->begun = f->begun || (effects & EFFECT_SOLVE);
	lesson_touch(e);
	return effects;
}

unsigned film_end(struct explorer *e)
{
	if (e->mode == MODE_FILM)
		e->mode = MODE_PLAY;
	return EFFECT_REDRAW;
}

bool film_runs(const struct explorer *e)
{
	return e->mode == MODE_FILM && !e->film.paused;
}

/* The next frame, once the last one is solved. */
unsigned film_tick(struct explorer *e)
{
	struct film *f = &e->film;
	long now = regimes(e);

	if (!film_runs(e) || !pipeline_ready(e))
		return EFFECT_NONE;
	if (f->regimes >= 0 && now >= 0 && now != f->regimes) {
		f->regimes = now;
		f->paused = true;
		return explorer_say(e, INK_STATUS,
			"here somebody switches: Space goes on, Esc back to the start");
	}
	f->regimes = f->frame < 0 ? -1 : now; /* what is done before its start is no part of it */
	if (f->frame >= FILM_FRAMES) {
		f->paused = true;
		return explorer_say(e, INK_STATUS, "the end: Space plays again, Esc back to the start");
	}
	return show(e, f->frame + 1);
}

unsigned film_key(struct explorer *e, int key)
{
	struct film *f = &e->film;
	struct param_ref ref;

	switch (key) {
	case ' ':
		if (f->frame >= FILM_FRAMES)
			f->frame = -1;
		f->paused = !f->paused;
		return EFFECT_REDRAW;
	case K_LEFT:
	case K_RIGHT:
		f->paused = true;
		f->regimes = -1;
		f->frame += key == K_LEFT ? -1 : +1;
		return show(e, f->frame < 0 ? 0 : f->frame > FILM_FRAMES ? FILM_FRAMES : f->frame);
	case K_ESC:
		if (f->begun && film_ref(e, &ref)) {
			e->merge = true;
			edit_set(e, &ref, f->start);
			e->merge = false;
		}
		film_end(e);
		return EFFECT_SOLVE | EFFECT_REDRAW;
	default: /* any other key is about something else */
		film_end(e);
		return EFFECT_REDRAW | explorer_play(e, key);
	}
}

/* The number that the prompt asked about. */
static bool film_number(const struct explorer *e, struct param_ref *ref)
{
	return param_find(&e->scenario, e->prompt.label, ref, NULL) == STATUS_OK
		&& ref->info->kind == PARAM_NUMBER;
}

/* "0.5:4" as typed, for the chosen number. */
enum status film_begin(struct explorer *e, const char *text, struct error *err)
{
	const char *colon = strchr(text, ':');
	char from[LINE_BYTES];
	struct param_ref ref;
	struct slider sl;
	struct film *f = &e->film;
	double a, b;

	err->column = 0;
	if (!film_number(e, &ref))
		return error_set(err, STATUS_INPUT, "there is no number to play");
	if (!colon || (size_t)(colon - text) >= sizeof from)
		return error_set(err, STATUS_INPUT, "from:to, two numbers: 0.5:4");
	memcpy(from, text, (size_t)(colon - text));
	from[colon - text] = '\0';
	if (!num_parse(from, &a) || !num_parse(colon + 1, &b) || !(a < b || b < a))
		return error_set(err, STATUS_INPUT, "from:to, two different numbers: 0.5:4");
	if (fmin(a, b) < ref.info->min || fmax(a, b) > ref.info->max)
		return error_set(err, STATUS_INPUT, "both must lie within %g to %g", ref.info->min,
			ref.info->max);
	param_slider(&e->scenario, &ref, &sl);
	*f = (struct film){ .from = a, .to = b, .log = sl.log && a > 0 && b > 0,
		.start = edit_get(e, &ref), .frame = -1, .regimes = -1 };
	snprintf(f->param, sizeof f->param, "%s", e->prompt.label);
	return STATUS_OK;
}

unsigned act_film(struct explorer *e, UNUSED int unused)
{
	struct param_ref ref;
	struct slider sl;
	char name[PARAM_NAME_MAX], low[NUM_TEXT_MAX], high[NUM_TEXT_MAX], text[LINE_BYTES];

	if (!edit_ref(e, &ref) || ref.info->kind != PARAM_NUMBER)
		return explorer_say(e, INK_STATUS, "choose a number: A plays it from one value to another");
	param_slider(&e->scenario, &ref, &sl);
	num_format(sl.low, low, sizeof low);
	num_format(sl.high, high, sizeof high);
	snprintf(text, sizeof text, "%s:%s", low, high);
	prompt_open(e, PROMPT_FILM, param_name(&e->scenario, &ref, name, sizeof name), text);
	e->prompt.marked = true;
	return EFFECT_REDRAW;
}
