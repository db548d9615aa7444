/* Scenarios: a game with its bargain, titles and sliders, as INI text.
 *
 * Reading goes through the parameter table (model/param.h); the syntax is
 * inih's. All errors of a text are reported, each with its line. */
#ifndef HAGGLE_MODEL_SCENARIO_H
#define HAGGLE_MODEL_SCENARIO_H

#include "base/status.h"
#include "model/game.h"
#include "model/lesson.h"
#include "model/rule.h"

#include <stddef.h>

#define SCENARIO_TEXT_MAX 190           /* bytes of a title, summary or source */
#define SCENARIO_NOTES_MAX 1200        /* bytes of a teacher's notes */
#define SCENARIO_BYTES_MAX (8u << 20)   /* of a file in batch commands */
#define SCENARIO_SHARES_MAX 64          /* of their own that a rule is asked for */

/* A slider's range and step where a scenario gives its own. Keyed by the
 * parameter's full name. */
struct slider_override {
	char param[100];
	bool has_range, log, has_step;
	double low, high, step;
};

/* Who makes the first of alternating offers (0 the generalist, i specialist i - 1), and how
 * many rounds there are: a whole number; 0: no end. */
struct offers {
	int first;
	double rounds;
};

struct scenario {
	char name[ERROR_FILE_MAX]; /* preset's name, path or "-": what the user opened */
	char title[SCENARIO_TEXT_MAX + 1];
	char summary[SCENARIO_TEXT_MAX + 1];
	char source[SCENARIO_TEXT_MAX + 1];
	char try[SCENARIO_TEXT_MAX + 1];     /* what to do with it first */
	char goal[SCENARIO_TEXT_MAX + 1];    /* of a lesson: what is learnt */
	char minutes[8];                     /* that it takes, a whole number; "" not said */
	char notes[SCENARIO_NOTES_MAX + 1];  /* for teachers */
	struct game game;
	struct bargain bargain;
	struct offers offers;    /* of alternating offers */
	double *delta;           /* owned, game.n shares; the fixed bargain */
	int sliders;
	struct slider_override *slider; /* owned */
	struct lesson lesson;    /* no steps: not a lesson */
	char *text;              /* owned; the text it was read from, or NULL: saving keeps
	                          * its comments and order */
};

/* An empty scenario: no specialist, separate shares, Nash. */
void scenario_init(struct scenario *s);
void scenario_free(struct scenario *s);
/* Deep copy into *to, overwritten without being freed. */
enum status scenario_copy(struct scenario *to, const struct scenario *from, struct error *err);

/* Reads text (length bytes) as scenario `name` into *s, which is overwritten
 * (not freed). STATUS_OK with *s usable; or *s empty, and STATUS_INPUT with
 * every error in *errors (file, line, what is allowed), or STATUS_SYSTEM with
 * want of memory alone. */
enum status scenario_parse(const char *name, const char *text, size_t length,
	struct scenario *s, struct error_list *errors);

/* Whether name is a path and no preset's: it contains / or ends in .ini. */
bool scenario_is_path(const char *name);

/* Reads what the user named: a preset's name, a path, or "-" for standard
 * input. Regular files only, at most SCENARIO_BYTES_MAX; a path that s->name
 * cannot hold whole is refused. */
enum status scenario_open(const char *name, struct scenario *s, struct error_list *errors);

/* STATUS_INPUT, with what is allowed, where a bargaining rule would have more
 * separate shares to find than any computer has time or memory for. */
enum status scenario_check_shares(const struct scenario *s, struct error *err);

/* Appends a specialist with a fresh id ("s2"...), share .5, defaults; a rule for one domain
 * alone becomes Nash. */
enum status scenario_add_specialist(struct scenario *s, struct error *err);
/* Removes specialist i (n > 1); a rule that named it becomes Nash, and where it made the first
 * offer, the generalist does. */
enum status scenario_remove_specialist(struct scenario *s, int i, struct error *err);

/* "powerful:medicine", "nash", "fixed" into out. Returns out. */
char *scenario_bargain_name(const struct scenario *s, struct bargain b, char *out, size_t size);
/* The rule called name in s (ids looked up), or false. */
bool scenario_bargain_find(const struct scenario *s, const char *name, struct bargain *b);

/* The scenario as INI text, malloced into *out. Where s->text is given, its
 * comments and order are kept and only what changed is rewritten. STATUS_INPUT
 * where the text would not read again: a lesson's step sets what is gone. */
enum status scenario_write(const struct scenario *s, char **out, struct error *err);
/* Writes it to path, atomically: temporary file, fsync, rename. *text, where
 * text is not NULL, is what was written, malloced; NULL on failure. */
enum status scenario_save(const struct scenario *s, const char *path, char **text,
	struct error *err);
/* Whether the file that s was opened from holds something else than s->text by
 * now. One that is gone does not. */
bool scenario_outdated(const struct scenario *s);

#endif
