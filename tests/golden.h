/* Golden canvases: tests/golden/NAME.txt. With HAGGLE_GOLDEN_WRITE=1 in the
 * environment they are written anew; look at the difference before keeping it. */
#ifndef HAGGLE_TESTS_GOLDEN_H
#define HAGGLE_TESTS_GOLDEN_H

#include "view/canvas.h"

/* Fails the running test where the canvas is not what the file holds. */
void golden_check(const struct canvas *c, const char *name);

#endif
