#include "json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

json_t *json_read(const char *text, const char **rest)
{
	size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL;
	json_error_t error;
	json_t *j = json_loads(text, flags | (rest ? JSON_DISABLE_EOF_CHECK : 0), &error);

	if (rest && j)
		*rest = text + error.position + strspn(text + error.position, " \t\r\n");
	return j;
}

const json_t *json_at(const json_t *j, const char *path)
{
	while (j && *path) {
		size_t n = strcspn(path, ".");

		j = json_is_array(j) ? json_array_get(j, strtoul(path, NULL, 10))
			: json_object_getn(j, path, n);
		path += n + (path[n] == '.');
	}
	return j;
}

double json_double_at(const json_t *j, const char *path)
{
	const json_t *found = json_at(j, path);

	return json_is_number(found) ? json_number_value(found) : NAN;
}

const char *json_text_at(const json_t *j, const char *path)
{
	const json_t *found = json_at(j, path);

	return json_is_string(found) ? json_string_value(found) : "";
}

int json_count_at(const json_t *j, const char *path)
{
	return (int)json_array_size(json_at(j, path));
}

bool json_null_at(const json_t *j, const char *path)
{
	const json_t *found = json_at(j, path);

	return json_is_null(found);
}
