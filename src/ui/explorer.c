/* The loop: events in, effects out; it alone solves and draws.
 *
 * All keys that have come in are applied before anything is solved, and the
 * screen is drawn once for all of them. Work goes on in slices between polls;
 * with nothing left to do the loop sleeps, until one of its sources has news. */
#include "ui/explorer.h"

#include "base/clock.h"
#include "ui/budget.h"
#include "ui/shut_in.h"
#include "ui/signals.h"
#include "ui/state.h"
#include "ui/term.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

#define FIRST_SLICE 0.008 /* s: what settles within it is painted once */
#define SLICE 0.010
#define BATCH_EVENTS 4096 /* then the screen gets its turn */
#define PATIENCE 0.045    /* s that the old screen may stand while nothing is ready */
#define FILE_SECONDS 1    /* between two looks at a lesson's file */
#define CHANGE_SECONDS 4  /* that a note of what changed stands, unless a key comes */
#define REFINE 0.100      /* s between paintings of what is being refined */

struct loop {
	struct explorer e;
	struct terminal *term;
	struct sources sources;
	unsigned idle;       /* s, 0: no limit */
	unsigned effects;    /* of the events not yet acted on */
	bool dirty;          /* the screen is not what it should be */
	bool refined;        /* work was done since the last painting */
	bool fresh;          /* nothing of the present scenario's has been painted */
	double since;        /* when it became dirty */
	double asked;        /* when something was to be solved that is not ready yet */
	double painted, active; /* times, as that is */
	double watched;      /* the last event that the watch knows of */
	struct budget budget;
	unsigned note;       /* that has been seen, */
	double noted;        /* since then */
	double looked;       /* at the lesson's file */
	bool end, gone;
	bool met;            /* the terminal's ground is known, or known not to be */
};

static unsigned resize(struct loop *l, struct error *err)
{
	const struct term_facts *is = term_facts(l->term);

	if (is->cols == l->e.canvas.cols && is->rows == l->e.canvas.rows)
		return EFFECT_REDRAW;
	if (explorer_resize(&l->e, is->cols, is->rows, err) != STATUS_OK)
		l->end = true;
	return EFFECT_REDRAW;
}

static unsigned handle(struct loop *l, const struct event *event, struct error *err)
{
	switch (event->kind) {
	case EVENT_KEY:
		return explorer_key(&l->e, event->key);
	case EVENT_PASTE:
		return explorer_paste(&l->e, event->key);
	case EVENT_MOUSE:
		return explorer_mouse(&l->e, &event->mouse);
	case EVENT_GROUND:
		l->met = true;
		l->e.ground = event->ground;
		l->e.ground_rgb = event->rgb;
		return EFFECT_STYLE | EFFECT_REDRAW;
	case EVENT_RESIZE:
		return resize(l, err);
	case EVENT_SUSPEND:
		return EFFECT_SUSPEND;
	case EVENT_RESUME:
		return EFFECT_REPAINT | EFFECT_REDRAW;
	case EVENT_GONE:
		l->gone = true;
		return EFFECT_QUIT;
	case EVENT_END:
		return EFFECT_QUIT;
	case EVENT_COLOR: /* the terminal's own business */
	case EVENT_KIND:
	case EVENT_NONE:
	default:
		return EFFECT_NONE;
	}
}

static void drain(struct loop *l, struct error *err)
{
	struct event event;

	for (int i = 0; i < BATCH_EVENTS && term_event(l->term, &event); i++) {
		l->active = clock_now();
		budget_key(&l->budget);
		l->effects |= handle(l, &event, err);
		if (l->effects & (EFFECT_QUIT | EFFECT_SUSPEND))
			return;
	}
}

static void act(struct loop *l)
{
	unsigned effects = l->effects;

	l->effects = EFFECT_NONE;
	if (effects & EFFECT_QUIT)
		l->end = true;
	if (effects & EFFECT_SUSPEND) {
		term_suspend(l->term);
		l->active = clock_now();
	}
	if (effects & EFFECT_REPAINT)
		term_forget(l->term);
	if (effects & EFFECT_STYLE) {
		term_set_scheme(l->term, explorer_scheme(&l->e), l->e.ground);
		term_set_mouse(l->term, l->e.mouse);
	}
	if (effects & EFFECT_COPY)
		term_copy(l->term, l->e.copy);
	if ((effects | l->e.due) & (EFFECT_SOLVE | EFFECT_EXTRA)) {
		l->fresh = true;
		l->asked = clock_now();
	}
	pipeline_catch_up(&l->e);
	effects |= export_turn(&l->e);
	if (effects && !l->dirty) {
		l->dirty = true;
		l->since = clock_now();
	}
}

/* Whether there is something to compute, and still somebody to see it: who has asked for an
 * export waits for that. */
static bool computes(const struct loop *l)
{
	return pipeline_left(&l->e) && (!budget_over(&l->budget) || l->e.mode == MODE_EXPORT);
}

/* What is done is paid for; where there is no more to spend, it is said. */
static void pay(struct loop *l, double seconds)
{
	if (!budget_spend(&l->budget, seconds) || !pipeline_left(&l->e))
		return;
	explorer_say(&l->e, INK_STATUS, budget_used(&l->budget)
		? "paused: this session's time to compute is used up; any key goes on a little"
		: "paused; any key goes on");
	l->dirty = true;
	l->since = clock_now();
}

/* Slices until something is ready to be shown or the first one's time is up;
 * after that, one at a time. */
static void work(struct loop *l)
{
	double end = clock_now() + FIRST_SLICE, start = clock_worked();

	if (!computes(l))
		return;
	l->refined = true;
	pipeline_lower(&l->e, budget_low(&l->budget));
	if (!l->fresh)
		pipeline_step(&l->e, SLICE);
	else
		while (pipeline_step(&l->e, end - clock_now()) && clock_now() < end)
			;
	pay(l, clock_worked() - start);
}

/* The old screen stands until the new one has something on it, but not for
 * long: a key must show, and at once where it asks for nothing new. Refinements are painted now and then and at the end. */
static bool due(const struct loop *l)
{
	double t = clock_now();

	if (!l->met)
		return false;
	if (l->fresh && pipeline_ready(&l->e))
		return true;
	if (l->dirty)
		return !l->fresh || t - l->since > PATIENCE || t - l->asked > PATIENCE;
	return l->refined && (!computes(l) || t - l->painted > REFINE);
}

static void paint(struct loop *l)
{
	explorer_draw(&l->e);
	term_draw(l->term, &l->e.canvas, l->e.shown.cursor_x, l->e.shown.cursor_y);
	l->painted = clock_now();
	l->dirty = l->refined = false;
	l->fresh = l->fresh && !pipeline_ready(&l->e);
}

/* When a note has been read, the sentence comes back; that of newcomers stays until a key. */
static bool note_passes(const struct loop *l)
{
	return l->e.note.kind == NOTE_ROW || l->e.note.kind == NOTE_CHANGE;
}

/* Seconds that the note stands, unless a key comes. */
static double note_seconds(const struct loop *l)
{
	return l->e.note.kind == NOTE_ROW ? option_row_help(&l->e) : CHANGE_SECONDS;
}

/* Seconds from one frame of a film to the next. */
static double film_seconds(const struct loop *l)
{
	return 1. / option_speed(&l->e);
}

static void watch_film(struct loop *l)
{
	if (!film_runs(&l->e) || clock_now() - l->painted < film_seconds(l))
		return;
	l->effects |= film_tick(&l->e);
	l->e.due |= l->effects & EFFECT_SOLVE;
}

static void watch_note(struct loop *l)
{
	if (l->note != l->e.note.count) {
		l->note = l->e.note.count;
		l->noted = clock_now();
	} else if (note_passes(l) && clock_now() - l->noted >= note_seconds(l)) {
		note_end(&l->e);
		l->effects |= EFFECT_REDRAW;
	}
}

/* Only a lesson that is being written is a file of the user's. */
static bool watches_file(const struct loop *l)
{
	return lesson_on(&l->e) && !l->e.restricted && scenario_is_path(l->e.base.name);
}

static void watch_file(struct loop *l)
{
	if (!watches_file(l) || clock_now() - l->looked < FILE_SECONDS)
		return;
	l->looked = clock_now();
	if (reload_due(&l->e)) {
		l->effects |= reload_changed(&l->e);
		l->e.due |= l->effects & EFFECT_SOLVE;
	}
}

/* Since the last key, or whatever else had something solved. */
static double quiet_seconds(const struct loop *l)
{
	return clock_now() - fmax(l->active, l->asked);
}

static int timeout(struct loop *l)
{
	double until = INFINITY, left;

	if (computes(l) || (l->dirty && l->met) || l->e.due || l->e.mode == MODE_EXPORT)
		return 0;
	if (l->idle > 0)
		until = l->active + l->idle;
	if (studies_wait(&l->e))
		until = fmin(until, clock_now() + studies_quiet(&l->e, quiet_seconds(l)));
	if (film_runs(&l->e))
		until = fmin(until, l->painted + film_seconds(l));
	if (note_passes(l))
		until = fmin(until, l->noted + note_seconds(l));
	if (watches_file(l))
		until = fmin(until, l->looked + FILE_SECONDS);
	left = (until - clock_now()) * 1000;
	return isinf(until) ? -1 : left <= 0 ? 0 : left >= INT_MAX ? INT_MAX : (int)left + 1;
}

/* Who is held up by the terminal does not come to see that the time is over. */
static void watch(struct loop *l)
{
	if (l->idle == 0 || l->watched == l->active)
		return;
	l->watched = l->active;
	signals_watch(l->idle + SIGNALS_PATIENCE);
}

static void run(struct loop *l, struct error *err)
{
	l->active = l->since = l->asked = clock_now();
	l->fresh = l->dirty = true;
	while (!l->end) {
		l->effects |= source_wait(&l->sources, term_timeout(l->term, timeout(l)));
		drain(l, err);
		watch_note(l);
		watch_film(l);
		watch_file(l);
		act(l);
		if (l->end)
			break;
		studies_quiet(&l->e, quiet_seconds(l));
		watch(l);
		work(l);
		if (due(l))
			paint(l);
		if (l->idle > 0 && clock_now() - l->active >= l->idle)
			l->end = true;
	}
}

bool explorer_wants_color(enum color color)
{
	const char *no = getenv("NO_COLOR");

	return color == COLOR_ALWAYS || (color == COLOR_AUTO && !(no && *no));
}

static void dress(struct loop *l, const struct explorer_options *o)
{
	const struct term_facts *is = term_facts(l->term);
	struct explorer *e = &l->e;

	e->unicode_possible = is->unicode;
	e->colors = is->colors;
	e->copy_most = is->copy_most;
	if (is->like)
		explorer_say(e, INK_STATUS, "TERM=%s is not known here: taken for %s",
			getenv("TERM"), is->like);
	if (o->glyphs != GLYPHS_REMEMBERED) {
		e->unicode = o->glyphs == GLYPHS_UNICODE;
		e->options_given |= 1u << OPTION_GLYPHS;
	}
	e->unicode = e->unicode && e->unicode_possible;
	e->canvas.unicode = e->unicode;
	term_set_mouse(l->term, e->mouse);
}

enum status explorer_run(const struct explorer_options *o, struct error *err)
{
	struct loop *l = calloc(1, sizeof *l);
	struct term_options options = {
		.color = explorer_wants_color(o->color), .restricted = o->restricted};
	enum status status;

	if (!l)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	status = term_open(&options, &l->term, err);
	if (status != STATUS_OK) {
		free(l);
		return status;
	}
	l->idle = o->idle;
	l->budget.limited = o->restricted;
	term_sources(l->term, &l->sources);
	status = shut_in(o->restricted, o->presets, false, err);
	if (status == STATUS_OK)
		status = explorer_init(&l->e, o, term_facts(l->term)->cols,
			term_facts(l->term)->rows, err);
	if (status == STATUS_OK) {
		err->status = STATUS_OK;
		dress(l, o);
		l->e.pipeline.patient = true;
		run(l, err);
		explorer_free(&l->e);
		status = l->gone ? error_set(err, STATUS_SYSTEM, "the terminal went away")
			: err->status;
	}
	term_close(l->term);
	free(l);
	return status;
}
