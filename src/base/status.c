#include "base/status.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum status error_set(struct error *err, enum status status, const char *format, ...)
{
	char raw[2 * ERROR_TEXT_MAX];
	va_list args;
	if (!err)
		return status;
	va_start(args, format);
	vsnprintf(raw, sizeof raw, format, args);
	va_end(args);
	err->status = status;
	err->line = err->column = 0;
	err->file[0] = '\0';
	text_sanitise(raw, err->text, sizeof err->text);
	return status;
}

char *error_format(const struct error *err, char *out, unsigned long size)
{
	char place[ERROR_FILE_MAX + 32] = "";
	int used = 0;
	if (err->file[0])
		used += snprintf(place, sizeof place, "%s:", err->file);
	if (err->line > 0)
		used += snprintf(place + used, sizeof place - (size_t)used, "%d:", err->line);
	if (err->line > 0 && err->column > 0)
		snprintf(place + used, sizeof place - (size_t)used, "%d:", err->column);
	snprintf(out, size, "%s%s%s", place, place[0] ? " " : "", err->text);
	return out;
}

void error_list_init(struct error_list *list)
{
	memset(list, 0, sizeof *list);
}

void error_list_add(struct error_list *list, const struct error *err)
{
	if (list->count < ERROR_LIST_MAX)
		list->item[list->count++] = *err;
	list->total++;
}
