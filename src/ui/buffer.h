/* Text that grows. After a failure to grow, everything is ignored and `failed`
 * says so at the end. */
#ifndef HAGGLE_UI_BUFFER_H
#define HAGGLE_UI_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

struct buffer {
	char *bytes; /* owned, terminated; NULL while empty */
	size_t length, capacity;
	bool failed;
};

void buffer_init(struct buffer *b);
void buffer_free(struct buffer *b);
void buffer_add(struct buffer *b, const char *bytes, size_t length);
void buffer_text(struct buffer *b, const char *text);
void buffer_printf(struct buffer *b, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
