/* Files written whole or not at all. */
#ifndef HAGGLE_BASE_FILE_H
#define HAGGLE_BASE_FILE_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

/* Puts length bytes at path by way of a temporary file in the same directory,
 * which is flushed to the disk and takes its name. A symbolic link stays, and
 * what it leads to is written. An existing file keeps its mode,
 * and its group where the user may give it. Refused are
 * what is no regular file, what is read-only, though its directory would allow
 * a new one in its place, and a link that leads to nothing. On failure
 * (STATUS_SYSTEM; *err has the path as its place) all is as it was. */
enum status file_write(const char *path, const char *bytes, size_t length, struct error *err);

/* Writes it all; false: not, and errno says why. */
bool file_put(int fd, const char *bytes, size_t length);

/* Whether the file there has other names (hard links): written over, it has them no more. */
bool file_has_names(const char *path);

#endif
