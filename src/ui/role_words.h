/* The words of role play: lines of its list, and how players, numbers and choices are called. */
#ifndef HAGGLE_UI_ROLE_WORDS_H
#define HAGGLE_UI_ROLE_WORDS_H

#include "base/num.h"
#include "ui/role_private.h"

/* A line more, as printf has it. */
void role_line(struct list_state *l, enum ink ink, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* To four digits that count; returns out, as all of these do. */
char *role_number(double x, char out[NUM_TEXT_MAX]);

#define ROLE_CHOICE_MAX (2 * NUM_TEXT_MAX + 40)
/* "level 0.3", "performance 0.25 and safety 0.4". */
const char *role_level(const struct role_game *g, const struct match_choice *c,
	char out[ROLE_CHOICE_MAX]);
/* "0.1", "performance 0.25 and safety 0.4", "nothing"; of a specialist that takes part. */
const char *role_added(const struct role_game *g, const struct match_choice *c,
	char out[ROLE_CHOICE_MAX]);
bool role_stays_out(const struct match_choice *c);
#define ROLE_ADDING_MAX (ROLE_CHOICE_MAX + 16)
/* "adding 0.1", "adding nothing", "staying out". */
const char *role_adding(const struct role_game *g, const struct match_choice *c,
	char out[ROLE_ADDING_MAX]);

#define ROLE_DEAL_MAX (GAME_NAME_MAX + 2 * NUM_TEXT_MAX + 40)
/* What goes with a share: ", and at signing 0.1 to Law", ", and no payment"; "" where there are
 * no lump sums. */
const char *role_payment(const struct role_state *r, const struct role_game *g, double payment,
	char out[ROLE_DEAL_MAX]);
/* "0.5", or "0.5, and at signing 0.1 to Law". */
const char *role_terms(const struct role_state *r, const struct role_game *g, struct deal d,
	char out[ROLE_DEAL_MAX]);

/* What is shared: "revenue", or "pot" of all profits. */
const char *role_whole(const struct role_game *g);
const char *role_name(const struct role_game *g, enum side side);
/* How a player is spoken of: to a person who plays alone, "you". */
struct role_voice {
	const char *subject, *object;
	bool you;
};
struct role_voice role_voice(const struct role_state *r, const struct role_game *g,
	enum side side);

/* ---- role_told.c: what a round came to --------------------------------------------- */

/* What is agreed on and built so far, before it has a result. */
void role_tell_so_far(struct list_state *l, const struct role_state *r,
	const struct role_game *g);
/* The result; the best share is searched for here. */
void role_tell_result(struct list_state *l, const struct role_state *r, struct role_game *g);

#endif
