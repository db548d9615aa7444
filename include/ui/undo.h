/* Undo and redo without limit. A change of one number costs a few bytes, a
 * change of structure a copy of the game.
 *
 * An entry holds the other side of a change: undoing and redoing both swap it
 * with what the scenario has. */
#ifndef HAGGLE_UI_UNDO_H
#define HAGGLE_UI_UNDO_H

#include "model/param.h"

struct undo_game; /* a game with its bargain and shares */

struct undo_entry {
	bool whole;              /* else one number or choice */
	struct undo_game *game;  /* owned, where whole */
	struct param_ref ref;    /* where not whole */
	double value;
	char param[100];         /* name of what was changed, for the cursor; "" none */
};

struct undo {
	int count;    /* entries */
	int at;       /* of them undoable; the rest can be redone */
	int capacity;
	struct undo_entry *entry; /* owned */
};

void undo_init(struct undo *u);
void undo_free(struct undo *u);

/* To be called before a change of the number or choice ref alone. Fails with
 * STATUS_SYSTEM without memory, nothing noted: then do not change anything. */
enum status undo_note(struct undo *u, const struct scenario *s, const struct param_ref *ref,
	struct error *err);
/* To be called before any other change of game, bargain or shares; ref (may be
 * NULL) is what the cursor should return to. */
enum status undo_note_all(struct undo *u, const struct scenario *s,
	const struct param_ref *ref, struct error *err);
/* The change noted last did not come about. */
void undo_forget(struct undo *u);

/* Takes back the last change, or does it again. Returns the name of what was
 * changed ("" unknown), NULL where there is nothing to undo or redo. The name
 * is valid until the next change. */
const char *undo_back(struct undo *u, struct scenario *s);
const char *undo_forward(struct undo *u, struct scenario *s);

#endif
