/* A text that grows. Zeroed, it is empty. */
#ifndef HAGGLE_BASE_BUFFER_H
#define HAGGLE_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

struct buffer {
	char *text;     /* owned, terminated; NULL: nothing was added yet */
	size_t length, room;
	bool no_memory; /* something was added that is not there */
};

void buffer_free(struct buffer *b);
/* Add bytes, or a text. Once memory has run out, nothing more is added. */
void buffer_add(struct buffer *b, const char *bytes, size_t n);
void buffer_add_text(struct buffer *b, const char *text);

#endif
