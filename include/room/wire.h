/* Fields in a line: name=value, with tabs between them. Tabs, newlines and
 * backslashes of a value are escaped; numbers read back as exactly what they were. */
#ifndef HAGGLE_ROOM_WIRE_H
#define HAGGLE_ROOM_WIRE_H

#include "base/buffer.h"

/* A field, after a tab where it is not the first. NULL: no field. */
void wire_text(struct buffer *w, const char *name, const char *value);
void wire_int(struct buffer *w, const char *name, long long value);
/* Numbers of one field, with blanks between them; "-" for what is not finite. */
void wire_numbers(struct buffer *w, const char *name, const double *value, int count);

/* Takes the next field off *at, which is written to: name and value end in NUL, escapes
 * are gone, and what could steer a terminal is '?'. False at the end; a field without a
 * "=" has the value "". */
bool wire_next(char **at, const char **name, char **value);
/* Reads up to `most` numbers as wire_numbers wrote them ("-": NaN). How many; -1: something
 * else is there, or more. */
int wire_read_numbers(const char *value, double *to, int most);

#endif
