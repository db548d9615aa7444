/* The explorer without a screen: a line in, an answer in whole sentences out. For readers
 * by voice, terminals that can do nothing, and pipes. */
#ifndef HAGGLE_UI_PLAIN_H
#define HAGGLE_UI_PLAIN_H

#include "ui/state.h"

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
