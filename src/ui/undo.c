/* Undo and redo. */
#include "ui/undo.h"

#include "base/buffer.h"
#include "ui/bookmark.h"
#include "ui/state.h"

#include <stdlib.h>
#include <string.h>

struct undo_game {
	struct game game;
	struct bargain bargain;
	double *delta; /* owned, game.n */
};

static void free_game(struct undo_game *g)
{
	if (!g)
		return;
	game_free(&g->game);
	free(g->delta);
	free(g);
}

static void drop_from(struct undo *u, int from)
{
	for (int i = from; i < u->count; i++) {
		free_game(u->entry[i].game);
		bookmark_free(u->entry[i].bookmark);
	}
	u->count = from;
}

void undo_free(struct undo *u)
{
	drop_from(u, 0);
	free(u->entry);
	memset(u, 0, sizeof *u);
}

static struct undo_game *copy_game(const struct scenario *s, struct error *err)
{
	struct undo_game *g = calloc(1, sizeof *g);
	size_t bytes = (size_t)s->game.n * sizeof *g->delta;

	if (g && game_copy(&g->game, &s->game, err) == STATUS_OK) {
		g->bargain = s->bargain;
		g->delta = malloc(bytes ? bytes : 1);
		if (g->delta) {
			if (bytes)
				memcpy(g->delta, s->delta, bytes);
			return g;
		}
		game_free(&g->game);
	}
	free(g);
	error_set(err, STATUS_SYSTEM, "out of memory: nothing was changed");
	return NULL;
}

/* A new entry at the end; what could be redone is gone. */
static struct undo_entry *append(struct undo *u, struct error *err)
{
	struct undo_entry *entry;

	drop_from(u, u->at);
	entry = array_grown(u->entry, &u->capacity, u->count, sizeof *entry);
	if (!entry) {
		error_set(err, STATUS_SYSTEM, "out of memory: nothing was changed");
		return NULL;
	}
	u->entry = entry;
	memset(&u->entry[u->count], 0, sizeof u->entry[0]);
	u->at = u->count + 1;
	return &u->entry[u->count++];
}

enum status undo_note(struct undo *u, const struct scenario *s, const struct param_ref *ref,
	struct error *err)
{
	struct undo_entry *e = append(u, err);

	if (!e)
		return STATUS_SYSTEM;
	e->ref = *ref;
	e->value = param_get(s, ref);
	param_name(s, ref, e->param, sizeof e->param);
	return STATUS_OK;
}

enum status undo_note_all(struct undo *u, const struct scenario *s,
	const struct param_ref *ref, struct error *err)
{
	struct undo_game *game = copy_game(s, err);
	struct undo_entry *e = game ? append(u, err) : NULL;

	if (!e) {
		free_game(game);
		return STATUS_SYSTEM;
	}
	e->whole = true;
	e->game = game;
	if (ref)
		param_name(s, ref, e->param, sizeof e->param);
	return STATUS_OK;
}

enum status undo_note_bookmark(struct undo *u, struct bookmark *bookmark, struct error *err)
{
	struct undo_entry *e = append(u, err);

	if (!e)
		return STATUS_SYSTEM;
	e->whole = true;
	e->bookmark = bookmark;
	return STATUS_OK;
}

void undo_forget(struct undo *u)
{
	drop_from(u, u->at - 1);
	u->at = u->count;
}

static void swap_game(struct undo_game *g, struct scenario *s)
{
	struct undo_game other = *g;

	g->game = s->game;
	g->bargain = s->bargain;
	g->delta = s->delta;
	s->game = other.game;
	s->bargain = other.bargain;
	s->delta = other.delta;
}

static void swap(struct undo_entry *e, struct explorer *x)
{
	struct scenario *s = &x->scenario;

	if (e->bookmark) {
		bookmark_swap(e->bookmark, x);
	} else if (e->whole) {
		swap_game(e->game, s);
	} else {
		double value = param_get(s, &e->ref);

		/* It was this value once, so it is allowed. */
		param_set(s, &e->ref, e->value, NULL);
		e->value = value;
	}
}

const struct undo_entry *undo_back(struct undo *u, struct explorer *e)
{
	if (u->at == 0)
		return NULL;
	swap(&u->entry[--u->at], e);
	return &u->entry[u->at];
}

const struct undo_entry *undo_forward(struct undo *u, struct explorer *e)
{
	if (u->at == u->count)
		return NULL;
	swap(&u->entry[u->at++], e);
	return &u->entry[u->at - 1];
}
