/* JSON that is held against what it should say, read strictly through jansson. */
#ifndef HAGGLE_TESTS_JSON_H
#define HAGGLE_TESTS_JSON_H

#include <jansson.h>
#include <stdbool.h>

/* Reads an object or an array from text, every number as a double, and, where
 * `rest` is not NULL, sets it to what follows; where it is NULL nothing may
 * follow but blanks. NULL for anything that is not JSON, duplicate keys
 * included. json_decref afterwards. */
json_t *json_read(const char *text, const char **rest);

/* The value at a path such as "outcome.specialists.0.id", owned by j; NULL: no
 * such. */
const json_t *json_at(const json_t *j, const char *path);
/* A number there, NAN where there is none. */
double json_double_at(const json_t *j, const char *path);
/* A string there, "" where there is none. */
const char *json_text_at(const json_t *j, const char *path);
/* Items of the array there. */
int json_count_at(const json_t *j, const char *path);
bool json_null_at(const json_t *j, const char *path);

#endif
