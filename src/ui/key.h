/* Keys: what the user pressed, independent of the terminal. Characters are
 * their code points; everything else lies above Unicode. */
#ifndef HAGGLE_UI_KEY_H
#define HAGGLE_UI_KEY_H

#include "ui/ground.h"

#include <stdbool.h>
#include <stddef.h>

#define KEY_NAME_MAX 16
#define KEY_CTRL(c) ((c) & 0x1f)
#define K_ALT 0x200000 /* OR'ed to a key that Alt, Meta or the like was held with */
#define K_UNREADABLE 0xfffd /* a byte that is no part of any character */

enum key {
	K_NONE = 0,
	K_TAB = 9,
	K_ENTER = 13,
	K_ESC = 27,
	K_BACKSPACE = 127,
	K_SPECIAL = 0x110000, /* the first that is no character */
	K_UP = K_SPECIAL,
	K_DOWN,
	K_LEFT,
	K_RIGHT,
	K_SHIFT_UP,
	K_SHIFT_DOWN,
	K_SHIFT_LEFT,
	K_SHIFT_RIGHT,
	K_CTRL_LEFT,
	K_CTRL_RIGHT,
	K_HOME,
	K_END,
	K_PAGE_UP,
	K_PAGE_DOWN,
	K_INSERT,
	K_DELETE,
	K_SHIFT_TAB,
	K_F1,
	K_F12 = K_F1 + 11,
	K_PASTE_BEGIN,
	K_PASTE_END,
	K_MOUSE,     /* the beginning of a mouse report */
	K_MOUSE_X10, /* of one of the old kind */
	K_UNKNOWN, /* a sequence that means nothing here */
};

/* What the mouse did, at a cell of the screen. */
enum mouse_kind { MOUSE_PRESS, MOUSE_DRAG, MOUSE_RELEASE, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };
struct mouse {
	enum mouse_kind kind;
	int x, y;
};

enum event_kind {
	EVENT_NONE,
	EVENT_KEY,     /* key */
	EVENT_PASTE,   /* key: K_PASTE_BEGIN, then each character of pasted text */
	EVENT_MOUSE,   /* mouse */
	EVENT_COLOR,   /* the terminal answers what colour its ground has: rgb */
	EVENT_KIND,    /* it answers what kind it is, last of all */
	EVENT_GROUND,  /* once, before anything is drawn: ground, rgb */
	EVENT_RESIZE,  /* the terminal's size is another */
	EVENT_SUSPEND, /* asked to stop, as by Ctrl-Z */
	EVENT_RESUME,  /* running again */
	EVENT_END,     /* asked to end */
	EVENT_GONE,    /* the terminal is no more */
};

struct event {
	enum event_kind kind;
	int key;
	struct mouse mouse;
	long rgb; /* 0xrrggbb; -1: not told */
	enum ground ground;
};

/* The key called so in the action table: a character, "Up", "S-Left", "C-r",
 * "F1", "Space"...; K_NONE where there is no such name. length in bytes. */
int key_parse(const char *name, size_t length);
/* Its name, into out. Returns out. */
char *key_label(int key, char out[KEY_NAME_MAX]);
/* Whether a list of names separated by blanks ("Up k") has the key. */
bool key_in_list(const char *names, int key);
/* Whether it is a character that can be typed into text. */
bool key_is_text(int key);

#endif
