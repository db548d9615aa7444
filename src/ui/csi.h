/* Keys as control sequences with numbers: what xterm, the kitty keyboard protocol and
 * modifyOtherKeys make of a key and its modifiers. */
#ifndef HAGGLE_UI_CSI_H
#define HAGGLE_UI_CSI_H

/* The key of ESC [, the numbers (terminated) and the last byte: a character or an enum
 * key, with K_ALT where Alt or something like it was held. K_NONE: nothing that counts
 * (a key released, a modifier alone); K_UNKNOWN: a key that has no meaning here. */
int csi_key(const char *numbers, int last);

#endif
