/* Where the user is: the scenario as it is played and as it was opened, the
 * step of a lesson, what is pinned and what is looked at. Opening another
 * scenario and going on in a lesson leave a bookmark; undo comes back to it. */
#ifndef HAGGLE_UI_BOOKMARK_H
#define HAGGLE_UI_BOOKMARK_H

#include "ui/state.h"

struct bookmark;

/* The bookmark at the beginning of a scenario just opened, which is taken over (*s
 * is emptied). NULL with *err without memory, *s as it was. */
struct bookmark *bookmark_open(const struct explorer *e, struct scenario *s, struct error *err);
/* To the bookmark; it becomes the one that was left. Without memory a pinned
 * scenario is let go. */
void bookmark_swap(struct bookmark *p, struct explorer *e);
/* Leaves one: undo comes back to where the user is. False without memory, which is said. */
bool bookmark_note(struct explorer *e);
/* Whether it is of another scenario than the present one. */
bool bookmark_opens(const struct bookmark *p);
void bookmark_free(struct bookmark *p); /* NULL is fine */

#endif
