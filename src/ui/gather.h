/* A frame in one piece. curses sends a few bytes after every movement of the cursor: forty
 * times in a frame, and whoever reads them may wake and draw as often. What is gathered
 * waits in a pipe instead and then goes out at once. */
#ifndef HAGGLE_UI_GATHER_H
#define HAGGLE_UI_GATHER_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct gather;

/* A file of its own to the terminal on standard output. */
enum status gather_open(struct gather **out, struct error *err);
/* NULL is fine. */
void gather_close(struct gather *g);
/* What curses is to write to; g's. */
FILE *gather_file(const struct gather *g);
/* From here on what is written to the file's descriptor waits. False where `most` bytes are
 * more than can: they go out as they are written. */
bool gather_begin(struct gather *g, size_t most);
/* What has waited goes out, after gather_begin said true. */
void gather_end(struct gather *g);

#endif
