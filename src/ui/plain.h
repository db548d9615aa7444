/* The explorer without a screen: a line in, an answer in whole sentences out. For readers
 * by voice, terminals that can do nothing, and pipes. */
#ifndef HAGGLE_UI_PLAIN_H
#define HAGGLE_UI_PLAIN_H

#include "ui/state.h"
#include "view/say.h"

#include <stdio.h>

struct plain {
	struct explorer e;
	FILE *out;            /* borrowed: where answers go */
	bool end;             /* quit was said */
	struct error error;   /* of the last command that failed */
	double before;        /* part of first best before a lesson's step changed it; NaN */
	char asked[LINE_BYTES]; /* the file that was asked about before it is written over */
};

/* Begins with the options' scenario and says what it is. STATUS_SYSTEM: nothing to free. */
enum status plain_init(struct plain *p, const struct explorer_options *o, FILE *out,
	struct error *err);
void plain_free(struct plain *p);
/* Does what a line says and answers on p->out, without control characters. What is wrong
 * is not answered but left in p->error, and its status returned; nothing is changed then. */
enum status plain_line(struct plain *p, const char *line);

/* Reads lines from `in` to their end, or to quit, with a prompt where `prompt`. What is
 * wrong goes to `complaints` as "haggle: line N: ..."; with `strict` that ends it, with the
 * error's status. STATUS_SYSTEM where out cannot be written. */
enum status plain_run(const struct explorer_options *o, FILE *in, FILE *out, FILE *complaints,
	bool prompt, bool strict, struct error *err);

/* ---- plain_work.c: between the line and the handlers ----------------------------------- */

/* Does what a handler asks for, all of it. */
void plain_do(struct plain *p, unsigned effects);
/* The shares now as a sentence has them, or "". Returns out. */
char *plain_shares_now(const struct plain *p, char out[SAY_MAX]);
/* Says the message that a handler left, if any; there is none any more. */
bool plain_say_message(struct plain *p);
/* What a handler put in front of a screen: a list is read out, all else is left. Whether
 * there was a list. */
bool plain_leave_front(struct plain *p);
const char *plain_skip_blanks(const char *text);

/* ---- plain_rows.c: rows by name --------------------------------------------------------- */

/* The row that the line begins with, by its name on screens or in files, the longest first;
 * *value: what follows. False: none. */
bool plain_find_row(const struct plain *p, const char *line, struct param_ref *ref,
	const char **value);
void plain_say_row(struct plain *p, const struct param_ref *ref);
/* Sets it as its prompt does, and says what that changed. */
enum status plain_set_row(struct plain *p, const struct param_ref *ref, const char *value,
	struct error *err);

/* ---- commands: each with what follows its name, which may be "" ------------------------- */

/* The one that the line begins with, or an action (plain_command.c). */
enum status plain_word(struct plain *p, const char *line, struct error *err);
/* All rows (plain_rows.c). */
enum status plain_rows(struct plain *p, const char *unused, struct error *err);
/* The rows whose names have the text; a single one is chosen. */
enum status plain_find(struct plain *p, const char *text, struct error *err);
/* "ROW FROM:TO": plays the number, without ROW the chosen one, without FROM:TO over what is
 * offered (plain_film.c). */
enum status plain_film(struct plain *p, const char *text, struct error *err);
/* Says all options, or one, or "NAME WORD" sets it (plain_options.c). */
enum status plain_options(struct plain *p, const char *text, struct error *err);
/* Says which scenarios there are, or opens one (plain_lesson.c). */
enum status plain_open(struct plain *p, const char *name, struct error *err);
/* chosen: by the user, who is told what there is to try. */
void plain_say_opened(struct plain *p, bool chosen);
/* "NAME", "NAME STEP", or "STEP" of the lesson that is open. */
enum status plain_lesson(struct plain *p, const char *text, struct error *err);
enum status plain_next(struct plain *p, const char *unused, struct error *err);
enum status plain_back(struct plain *p, const char *unused, struct error *err);
/* Shows the answer; in a step that asks nothing, or whose answer is there, goes on. */
enum status plain_reveal(struct plain *p, const char *unused, struct error *err);
/* A letter that answers the question at hand; false: the line is something else. */
bool plain_answer(struct plain *p, const char *line);

/* ---- plain_role.c: role play ------------------------------------------------------------ */

/* Whether it goes on: then every line is for it. */
bool plain_role_on(const struct plain *p);
/* The command that begins it; what it takes is not used. */
enum status plain_role(struct plain *p, const char *unused, struct error *err);
/* An answer, or the end of it. */
enum status plain_role_line(struct plain *p, const char *line, struct error *err);

/* ---- plain_say.c: sentences, each a part of the answer --------------------------------- */

/* Adds text to the answer at hand; plain_stop ends its sentence, where nothing does. */
void plain_add(struct plain *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
void plain_stop(struct plain *p, const char *text);
/* Whether outcomes are hidden: says so, and how they come to be shown. */
bool plain_hidden(struct plain *p);
/* The bargain now. */
void plain_say_outcome(struct plain *p);
/* The same after a change; from: the shares before (say_shares), or "". */
void plain_say_change(struct plain *p, const char *from);
/* What would be at a share. */
enum status plain_say_read(struct plain *p, double share, struct error *err);
/* All solutions, a line each. */
void plain_say_table(struct plain *p);
/* The lesson's step, and what its answer comes to. */
void plain_say_step(struct plain *p);
void plain_say_reveal(struct plain *p);

#endif
