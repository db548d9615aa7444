/* Shutting the restricted explorer in, once its terminal is open. */
#ifndef HAGGLE_UI_SHUT_IN_H
#define HAGGLE_UI_SHUT_IN_H

#include "base/status.h"

#include <stdbool.h>

/* Where restricted: from here on nothing is opened but presets, from the directory `presets`
 * or, where that is NULL, from their usual places; base/sandbox.h says what else is over. */
enum status shut_in(bool restricted, const char *presets, struct error *err);
/* The same of a seat in a room, which may connect to sockets of this host. */
enum status shut_in_room(bool restricted, struct error *err);

#endif
