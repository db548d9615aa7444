/* Descriptions of terminals that the program brings along: a static one does, for hosts that
 * have none (make static). */
#ifndef HAGGLE_UI_TERMINFO_H
#define HAGGLE_UI_TERMINFO_H

#include <stdbool.h>

/* The name of the ith terminal whose description is brought along; NULL after the last. */
const char *terminfo_brought(int i);
/* Has curses find that of the terminal called so (TERMINFO); false where there is none. */
bool terminfo_bring(const char *name);

#endif
