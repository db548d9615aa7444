/* The list of calls that a sandboxed process may make. Private to the base layer. */
#ifndef HAGGLE_BASE_SANDBOX_CALLS_H
#define HAGGLE_BASE_SANDBOX_CALLS_H

#include "base/sandbox.h"

/* Whether the kernel takes such a list, and we know this machine's calls. */
bool sandbox_calls_offered(void);
/* Puts it in force for all threads; needs SANDBOX_PRIVILEGES. False with errno. */
bool sandbox_calls_limit(const struct sandbox *s);

#endif
