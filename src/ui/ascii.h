/* ASCII stand-ins, for terminals that show nothing else. */
#ifndef HAGGLE_UI_ASCII_H
#define HAGGLE_UI_ASCII_H

#include <stdint.h>

/* The printable ASCII character that comes nearest to cp: braille by how much
 * of the cell it fills, lines as - | +, blocks as #; ? for what has none. */
char ascii_for(uint32_t cp);

#endif
