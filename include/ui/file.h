/* Files written whole or not at all. */
#ifndef HAGGLE_UI_FILE_H
#define HAGGLE_UI_FILE_H

#include "base/status.h"

#include <stddef.h>

/* Writes bytes to path by way of a temporary file in the same directory, which
 * is synced and renamed. An existing file keeps its permissions; what is not a
 * regular file (or a link) is refused. On failure path is as it was. */
enum status file_write(const char *path, const char *bytes, size_t length, struct error *err);

#endif
