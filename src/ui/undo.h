/* Undo and redo without limit. A change of one number costs a few bytes, a
 * change of structure a copy of the game, another place a copy of the scenario.
 *
 * An entry holds the other side of a change: undoing and redoing both swap it
 * with what the scenario has. */
#ifndef HAGGLE_UI_UNDO_H
#define HAGGLE_UI_UNDO_H

#include "model/param.h"

struct explorer;
struct bookmark;     /* ui/bookmark.h */
struct undo_game; /* a game with its bargain and shares */

struct undo_entry {
	bool whole;              /* the game, or the place; else one number or choice */
	struct undo_game *game;  /* owned, where whole; or NULL and */
	struct bookmark *bookmark;     /* owned: where the user was */
	struct param_ref ref;    /* where not whole */
	double value;
	char param[100];         /* name of what was changed, for the cursor; "" none */
};

/* Zeroed, it is empty. */
struct undo {
	int count;    /* entries */
	int at;       /* of them undoable; the rest can be redone */
	int capacity;
	struct undo_entry *entry; /* owned */
};

void undo_free(struct undo *u);

/* To be called before a change of the number or choice ref alone. Fails with
 * STATUS_SYSTEM without memory, nothing noted: then do not change anything. */
enum status undo_note(struct undo *u, const struct scenario *s, const struct param_ref *ref,
	struct error *err);
/* To be called before any other change of game, bargain or shares; ref (may be
 * NULL) is what the cursor should return to. */
enum status undo_note_all(struct undo *u, const struct scenario *s,
	const struct param_ref *ref, struct error *err);
/* Takes over the place that the user leaves or comes to (bookmark_swap does both). */
enum status undo_note_bookmark(struct undo *u, struct bookmark *bookmark, struct error *err);
/* The change noted last did not come about. */
void undo_forget(struct undo *u);

/* Takes back the last change of the explorer's scenario or place, or does it
 * again. Returns what that was, NULL where there is nothing to undo or redo;
 * valid until the next change. */
const struct undo_entry *undo_back(struct undo *u, struct explorer *e);
const struct undo_entry *undo_forward(struct undo *u, struct explorer *e);

#endif
