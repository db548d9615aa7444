/* Places: what belongs to a scenario while it is open, kept and exchanged. */
#include "ui/bookmark.h"

#include <stdlib.h>
#include <string.h>

/* The explorer's fields that a bookmark has as well: plain values. */
#define FIELDS(X) \
	X(lesson) X(cursor) X(specialist) X(view) X(together) X(frontier_x) X(frontier_y) \
	X(response_step) X(quantity) X(quantity_chosen) X(axis) X(range) X(panel_first)

struct bookmark {
	struct scenario scenario;
	struct scenario *base; /* owned; NULL: the same as now */
	bool pinned;
	struct scenario pin;   /* where pinned */

	struct lesson_state lesson;
	int cursor, specialist;
	enum view_id view;
	bool together;
	int frontier_x, frontier_y;
	int response_step;
	struct quantity quantity[VIEWS];
	bool quantity_chosen[VIEWS];
	char axis[2][PARAM_NAME_MAX];
	struct axis_range range[VIEWS][2];
	int panel_first;
};

#define COPY(field) memcpy(&p->field, &e->field, sizeof p->field);
#define SWAP(field) swap_bytes(&p->field, &e->field, sizeof p->field);

static void swap_bytes(void *a, void *b, size_t size)
{
	unsigned char *x = a, *y = b;

	for (size_t i = 0; i < size; i++) {
		unsigned char byte = x[i];

		x[i] = y[i];
		y[i] = byte;
	}
}

static struct bookmark *no_memory(struct bookmark *p, struct error *err)
{
	bookmark_free(p);
	error_set(err, STATUS_SYSTEM, "out of memory: nothing was changed");
	return NULL;
}

/* A bookmark with the scenario s and the explorer's plain values. */
static struct bookmark *bookmark_alloc(const struct explorer *e, const struct scenario *s)
{
	struct bookmark *p = calloc(1, sizeof *p);

	if (!p)
		return NULL;
	scenario_init(&p->scenario);
	FIELDS(COPY)
	if (scenario_copy(&p->scenario, s, NULL) == STATUS_OK)
		return p;
	free(p);
	return NULL;
}

/* The present bookmark, copied; of the same scenario as opened as now. NULL with *err without
 * memory. */
static struct bookmark *bookmark_copy(const struct explorer *e, struct error *err)
{
	struct bookmark *p = bookmark_alloc(e, &e->scenario);

	if (!p)
		return no_memory(NULL, err);
	p->pinned = e->pin.on && scenario_copy(&p->pin, &e->pin.scenario, NULL) == STATUS_OK;
	return e->pin.on && !p->pinned ? no_memory(p, err) : p;
}

struct bookmark *bookmark_open(const struct explorer *e, struct scenario *s, struct error *err)
{
	struct bookmark *p = bookmark_alloc(e, s);

	if (!p || !(p->base = malloc(sizeof *p->base)))
		return no_memory(p, err);
	*p->base = *s;
	scenario_init(s);
	/* what is pinned stays, to be compared with what is opened */
	p->pinned = e->pin.on && scenario_copy(&p->pin, &e->pin.scenario, NULL) == STATUS_OK;
	p->lesson = (struct lesson_state){.chosen = -1};
	p->cursor = p->specialist = p->panel_first = p->response_step = 0;
	p->frontier_x = FRONTIER_X;
	p->frontier_y = FRONTIER_Y;
	p->together = false;
	memset(p->quantity_chosen, 0, sizeof p->quantity_chosen);
	memset(p->axis, 0, sizeof p->axis);
	memset(p->range, 0, sizeof p->range);
	return p;
}

void bookmark_swap(struct bookmark *p, struct explorer *e)
{
	struct scenario left;
	bool pinned = e->pin.on && scenario_copy(&left, &e->pin.scenario, NULL) == STATUS_OK;

	pin_clear(e);
	SWAP(scenario)
	if (p->base)
		swap_bytes(p->base, &e->base, sizeof e->base);
	FIELDS(SWAP)
	/* going back in a lesson takes no answer away */
	if (!p->base) {
		memcpy(e->lesson.answer, p->lesson.answer, sizeof e->lesson.answer);
		memcpy(e->lesson.seen, p->lesson.seen, sizeof e->lesson.seen);
	}
	if (p->pinned) {
		pin_set(e, &p->pin);
		scenario_free(&p->pin);
	}
	p->pinned = pinned;
	if (pinned)
		p->pin = left;
}

bool bookmark_note(struct explorer *e)
{
	struct error err;
	struct bookmark *bookmark = bookmark_copy(e, &err);

	if (bookmark && undo_note_bookmark(&e->undo, bookmark, &err) == STATUS_OK)
		return true;
	bookmark_free(bookmark);
	explorer_fail(e, &err);
	return false;
}

bool bookmark_opens(const struct bookmark *p)
{
	return p->base != NULL;
}

void bookmark_free(struct bookmark *p)
{
	if (!p)
		return;
	scenario_free(&p->scenario);
	if (p->base)
		scenario_free(p->base);
	free(p->base);
	if (p->pinned)
		scenario_free(&p->pin);
	free(p);
}
