/* The loop of a seat in a class: keys, what the room tells, the clock. */
#include "ui/class_state.h"

#include "base/clock.h"
#include "ui/shut_in.h"
#include "ui/term.h"

#include <stdlib.h>

#define RETRY 1.0      /* s from one try to connect to the next */
#define RETRY_COMMAND 5.0
#define SLICE .01      /* s of the explorer's work at once */
#define LATER_MS 100   /* till the teacher's next change may be told */

struct loop {
	struct class_seat seat;
	struct terminal *term;
	struct sources sources;
	struct source *room;
	enum scheme scheme;
	enum ground ground;
	bool met, dirty, end, gone, later;
	int second;        /* that the clock showed last */
	double active;
};

static void resize(struct loop *l)
{
	const struct term_facts *is = term_facts(l->term);
	struct class_seat *s = &l->seat;
	struct canvas fresh;

	if (canvas_init(&fresh, is->cols, is->rows, NULL) != STATUS_OK)
		return;
	fresh.unicode = s->canvas.unicode;
	canvas_free(&s->canvas);
	s->canvas = fresh;
	if (s->explorer)
		explorer_resize(s->explorer, fresh.cols, fresh.rows, NULL);
}

static void style(struct loop *l)
{
	term_set_scheme(l->term, follow_shown(&l->seat) && l->seat.explorer->zoom ?
		explorer_scheme(l->seat.explorer) : l->scheme, l->ground);
}

static void handle(struct loop *l, const struct event *event)
{
	struct class_seat *s = &l->seat;

	l->dirty = true;
	switch (event->kind) {
	case EVENT_KEY:
		if (follow_shown(s) && s->typing == TYPING_NOTHING)
			follow_key(s, event->key);
		else
			class_key(s, event->key);
		break;
	case EVENT_MOUSE:
		if (follow_shown(s) && (s->options->leader || s->exploring))
			s->effects |= explorer_mouse(s->explorer, &event->mouse);
		break;
	case EVENT_GROUND:
		l->met = true;
		l->ground = event->ground;
		style(l);
		break;
	case EVENT_RESIZE:
		resize(l);
		break;
	case EVENT_SUSPEND:
		if (!s->options->explore->restricted)
			term_suspend(l->term);
		break;
	case EVENT_RESUME:
		term_forget(l->term);
		break;
	case EVENT_GONE:
		l->gone = true;
		l->end = true;
		break;
	case EVENT_END:
		l->end = true;
		break;
	case EVENT_PASTE:
	case EVENT_COLOR:
	case EVENT_KIND:
	case EVENT_NONE:
	default:
		break;
	}
}

static double retry(const struct class_seat *s)
{
	return s->options->socket ? RETRY : RETRY_COMMAND;
}

static int timeout(const struct loop *l)
{
	const struct class_seat *s = &l->seat;
	int left = seat_left(s);

	if (follow_shown(s) && (pipeline_left(s->explorer) || s->explorer->due))
		return 0;
	if (l->later)
		return LATER_MS;
	if (!s->connected && !s->ended)
		return (int)(retry(s) * 1000);
	if (left > 0)
		return left % 1000 + 1;
	return s->options->explore->idle > 0 ? 1000 : -1;
}

static void act(struct loop *l)
{
	struct class_seat *s = &l->seat;
	unsigned effects = s->effects;

	s->effects = EFFECT_NONE;
	if (effects & EFFECT_QUIT)
		l->end = true;
	if (effects & EFFECT_REPAINT)
		term_forget(l->term);
	if (effects & EFFECT_STYLE)
		style(l);
	l->dirty = l->dirty || effects;
	if (follow_shown(s)) {
		s->explorer->due |= effects & (EFFECT_SOLVE | EFFECT_EXTRA);
		pipeline_catch_up(s->explorer);
		if (pipeline_left(s->explorer)) {
			pipeline_step(s->explorer, SLICE);
			l->dirty = true;
		}
	}
	l->later = follow_show(s);
}

static void paint(struct loop *l)
{
	struct class_seat *s = &l->seat;

	if (follow_shown(s)) {
		explorer_draw(s->explorer);
		term_draw(l->term, &s->explorer->canvas, s->explorer->shown.cursor_x,
			s->explorer->shown.cursor_y);
	} else {
		class_draw(s);
		term_draw(l->term, &s->canvas, -1, -1);
	}
	l->dirty = false;
}

/* The clock ticks on the screen; a lost room is looked for. */
static void watch(struct loop *l)
{
	struct class_seat *s = &l->seat;
	int left = seat_left(s), second = left < 0 ? -1 : (left + 999) / 1000;

	if (second != l->second) {
		l->second = second;
		l->dirty = true;
	}
	if (!s->connected && !s->ended && clock_now() - s->tried >= retry(s)) {
		seat_connect(s);
		l->dirty = true;
	}
	l->room->fd = s->connected ? s->link.fd : -1;
	if (s->options->explore->idle > 0 && clock_now() - l->active >= s->options->explore->idle)
		l->end = true;
}

static void run(struct loop *l)
{
	struct event event;

	l->active = clock_now();
	seat_connect(&l->seat);
	l->room->fd = l->seat.connected ? l->seat.link.fd : -1;
	l->dirty = true;
	while (!l->end) {
		source_wait(&l->sources, term_timeout(l->term, l->dirty && l->met ? 0 :
			timeout(l)));
		while (!l->end && term_event(l->term, &event)) {
			l->active = clock_now();
			handle(l, &event);
		}
		if (l->seat.connected) {
			seat_read(&l->seat);
			l->dirty = true;
		}
		watch(l);
		act(l);
		if (l->dirty && l->met && !l->end)
			paint(l);
	}
}

enum status class_run(const struct class_options *o, struct error *err)
{
	struct loop *l = calloc(1, sizeof *l);
	struct term_options options = {.color = explorer_wants_color(o->explore->color),
		.restricted = o->explore->restricted};
	const struct term_facts *is;
	struct class_seat *s;
	enum status status;

	if (!l)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	status = term_open(&options, &l->term, err);
	if (status != STATUS_OK) {
		free(l);
		return status;
	}
	is = term_facts(l->term);
	s = &l->seat;
	s->options = o;
	s->link = (struct link){.fd = -1};
	s->told.left = -1;
	scenario_init(&s->game);
	l->scheme = o->explore->scheme ? (enum scheme)(o->explore->scheme - 1) : SCHEME_AUTO;
	l->second = -1;
	term_sources(l->term, &l->sources);
	l->room = source_add(&l->sources);
	*l->room = (struct source){.fd = -1, .events = POLLIN};
	status = shut_in(o->explore->restricted, NULL, true, err);
	if (status == STATUS_OK)
		status = canvas_init(&s->canvas, is->cols, is->rows, err);
	if (status == STATUS_OK) {
		s->canvas.unicode = o->explore->glyphs == GLYPHS_UNICODE && is->unicode;
		run(l);
		if (l->gone)
			status = error_set(err, STATUS_SYSTEM, "the terminal went away");
		else if (s->ended)
			status = error_set(err, STATUS_INPUT, "room %s: %s", o->name, s->message[0] ?
				s->message : "it is over");
	}
	seat_free(s);
	term_close(l->term);
	free(l);
	return status;
}
