/* Text that grows. */
#include "ui/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buffer_init(struct buffer *b)
{
	memset(b, 0, sizeof *b);
}

void buffer_free(struct buffer *b)
{
	free(b->bytes);
	buffer_init(b);
}

void buffer_add(struct buffer *b, const char *bytes, size_t length)
{
	if (b->failed)
		return;
	if (b->length + length + 1 > b->capacity) {
		size_t capacity = 2 * (b->length + length + 1);
		char *more = realloc(b->bytes, capacity);

		if (!more) {
			b->failed = true;
			return;
		}
		b->bytes = more;
		b->capacity = capacity;
	}
	memcpy(b->bytes + b->length, bytes, length);
	b->length += length;
	b->bytes[b->length] = '\0';
}

void buffer_text(struct buffer *b, const char *text)
{
	buffer_add(b, text, strlen(text));
}

void buffer_printf(struct buffer *b, const char *format, ...)
{
	char text[1024];
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(text, sizeof text, format, args);
	va_end(args);
	if (n < 0 || (size_t)n >= sizeof text)
		b->failed = true;
	else
		buffer_add(b, text, (size_t)n);
}
