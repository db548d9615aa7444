/* A strict JSON reader, to hold the program's output against. */
#ifndef HAGGLE_TESTS_JSON_H
#define HAGGLE_TESTS_JSON_H

#include <stdbool.h>
#include <stddef.h>

enum json_kind { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json {
	enum json_kind kind;
	bool truth;
	double number;
	char *string;       /* owned; JSON_STRING */
	int count;          /* of items */
	char **key;         /* owned; of an object's items */
	struct json **item; /* owned */
};

/* Reads one value from text and, where `rest` is not NULL, sets it to what
 * follows the value and blanks; where it is NULL nothing may follow. NULL for
 * anything that is not JSON, duplicate keys included. */
struct json *json_read(const char *text, const char **rest);
void json_free(struct json *j); /* NULL is fine */

/* The value at a path such as "outcome.specialists.0.id"; NULL: no such. */
const struct json *json_at(const struct json *j, const char *path);
/* A number there, NAN where there is none. */
double json_double(const struct json *j, const char *path);
/* A string there, "" where there is none. */
const char *json_text(const struct json *j, const char *path);
bool json_is_null(const struct json *j, const char *path);

#endif
