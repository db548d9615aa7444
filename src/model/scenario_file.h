/* Files as bytes, read whole. Private to the model layer. */
#ifndef HAGGLE_MODEL_SCENARIO_FILE_H
#define HAGGLE_MODEL_SCENARIO_FILE_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

/* Reads a regular file of at most `most` bytes into *text (malloced, with a
 * NUL after its *length bytes). follow: a symbolic link may be the last part of
 * the path. STATUS_INPUT where it cannot be read, with the reason. */
enum status scenario_file_read(const char *path, size_t most, bool follow, char **text,
	size_t *length, struct error *err);

/* The same from standard input, to its end. */
enum status scenario_file_input(size_t most, char **text, size_t *length, struct error *err);

#endif
