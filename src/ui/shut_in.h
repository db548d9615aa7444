/* Shutting the restricted explorer in, once its terminal is open. */
#ifndef HAGGLE_UI_SHUT_IN_H
#define HAGGLE_UI_SHUT_IN_H

#include "base/status.h"

#include <stdbool.h>

/* Where restricted: from here on nothing is opened but presets, from the directory `presets`
 * or, where that is NULL, from their usual places; connects: as a seat in a room does, to sockets
 * of this host. base/sandbox.h says what else is over. */
enum status shut_in(bool restricted, const char *presets, bool connects, struct error *err);

#endif
