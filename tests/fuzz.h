/* Checks that hold for any input whatever. Fuzzers run them on what they make
 * up (tests/fuzz), the replay suite on what they found worth keeping.
 *
 * Each returns NULL where all is well, or what does not hold, a literal. */
#ifndef HAGGLE_TESTS_FUZZ_H
#define HAGGLE_TESTS_FUZZ_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

typedef const char *fuzz_check(const uint8_t *data, size_t size);

/* A formula: the first byte chooses the variables allowed, the rest is text. */
const char *fuzz_formula(const uint8_t *data, size_t size);
/* A scenario file. */
const char *fuzz_scenario(const uint8_t *data, size_t size);
/* Lines of PARAM=VALUE, applied one after another to a scenario with all kinds
 * of parameters. */
const char *fuzz_set(const uint8_t *data, size_t size);

/* Lines that clients of a room say, each to one of them by its first byte; the same text as
 * what a room says. */
const char *fuzz_room(const uint8_t *data, size_t size);
/* A scenario file that is solved. */
const char *fuzz_solve(const uint8_t *data, size_t size);
/* Keys, mouse, pastes and answers of a terminal; FE and FF stand for pauses. */
const char *fuzz_keys(const uint8_t *data, size_t size);

/* Whether a message is fit to be shown. */
const char *fuzz_message(const struct error *err);
/* data as a string that the caller frees: up to the first NUL, if any. */
char *fuzz_string(const uint8_t *data, size_t size);

#endif
