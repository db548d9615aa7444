/* Making the text of a scenario, piece by piece. Private to the model layer. */
#ifndef HAGGLE_MODEL_SCENARIO_WRITE_H
#define HAGGLE_MODEL_SCENARIO_WRITE_H

#include "base/buffer.h"
#include "param_private.h"
#include "scenario_lines.h"

/* A key's value as s has it, or NULL where s does not need the key: it is not
 * in use, or (unless the text has it already: `there`) as it is by default.
 * The result is malloced; without memory it is NULL, too, and w tells so. */
char *write_value(struct buffer *w, const struct scenario *s, const struct param_ref *ref,
	bool there);
/* The parameter's key in its section, in out. */
const char *write_key_of(const struct scenario *s, const struct param_ref *ref, char *out,
	size_t size);

/* Number i of what a section of the player holds in a file, in its order:
 * texts, families, parameters. */
bool write_ref_at(const struct scenario *s, int player, int i, struct param_ref *ref);

void write_specialist(struct buffer *w, const struct scenario *s, int i);
/* A step, as a section. */
void lesson_write(struct buffer *w, const struct lesson_step *step);
/* The old text with what differs in s; false where the two are too far apart. */
bool write_amended(struct buffer *w, const struct scenario *s, const struct scenario *old);

#endif
