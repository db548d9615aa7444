/* Base64, as terminals take the clipboard's text. */
#ifndef HAGGLE_UI_BASE64_H
#define HAGGLE_UI_BASE64_H

#include <stddef.h>

/* Room for length bytes, encoded. */
#define BASE64_BYTES(length) (((length) + 2) / 3 * 4)

/* Encodes into out (BASE64_BYTES of room, not terminated); the bytes written. */
size_t base64_encode(const char *text, size_t length, char *out);

#endif
