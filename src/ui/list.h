/* Pop-over lists: one moves in them, types to narrow them, takes one. */
#ifndef HAGGLE_UI_LIST_H
#define HAGGLE_UI_LIST_H

#include "model/preset.h"
#include "ui/line.h"
#include "view/canvas.h"

struct explorer;

enum list_kind { LIST_PRESETS, LIST_HELP, LIST_COMMAND, LIST_WHY, LIST_ROLE, LIST_FIND,
	LIST_WORDS, LIST_OPTIONS };

/* A kind of list. */
struct list_row {
	const char *title, *empty; /* on its frame; where nothing matches */
	unsigned hint;             /* enum hint_mode */
	bool chooses;              /* one of its items is taken; else it is read */
	void (*fill)(struct explorer *e);
	unsigned (*take)(struct explorer *e, int tag); /* with Enter; NULL: otherwise */
};
const struct list_row *list_row(enum list_kind kind);

/* What the browser shows, list_state.page: Tab turns through it. */
enum browser_page { BROWSER_ALL, BROWSER_LESSONS, BROWSER_GAMES, BROWSER_PAGES };

struct list_state {
	enum list_kind kind;
	struct line filter;
	int page;       /* of help; what the browser shows */
	bool pins;      /* what is chosen is pinned, not opened */
	bool searching; /* in help: keys are text */
	int count, capacity;
	struct list_item *item; /* owned, with the strings in it */
	int cursor, first;
	bool stale; /* the items are not of the present kind and filter */
	struct preset_list presets;
};

void list_free(struct list_state *l);
/* Appends copies. Without memory an item is left out. */
void list_add(struct list_state *l, const char *left, const char *text, enum ink ink,
	int tag);
/* The same with something at the right. */
void list_add_beside(struct list_state *l, const char *left, const char *text,
	const char *right, enum ink ink, int tag);
/* Whether it narrows as one types. */
bool list_filters(const struct list_state *l);

/* Its items are found when they are first needed. */
void list_open(struct explorer *e, enum list_kind kind);
/* They are, now. Where that fails, the list is closed and says why: false. */
bool list_update(struct explorer *e);
void list_close(struct explorer *e);
unsigned list_key(struct explorer *e, int key);
unsigned list_choose(struct explorer *e);

#endif
