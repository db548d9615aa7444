/* Presets: scenario files found by name. Looked for, first wins, in
 * $HAGGLE_PRESETS (alone, when set), $XDG_DATA_HOME/haggle/presets
 * (~/.local/share), the installed datadir, and, for a binary in a source
 * tree's build/, that tree's presets/. `symmetric` is embedded as well. */
#ifndef HAGGLE_MODEL_PRESET_H
#define HAGGLE_MODEL_PRESET_H

#include "model/scenario.h"

struct preset {
	char name[64];  /* file name without .ini */
	char *path;     /* owned; NULL: the embedded one */
	char title[SCENARIO_TEXT_MAX + 1];
	char summary[SCENARIO_TEXT_MAX + 1];
	char try[SCENARIO_TEXT_MAX + 1];
	int steps, questions; /* of its lesson; 0: it has none */
	int players;
	bool lesson;
	bool bad;       /* does not read; title says why */
};

struct preset_list { int count; struct preset *item; };

/* Whether the directory that presets are to come from alone, only_directory or where that is
 * NULL that of $HAGGLE_PRESETS, can be read and has a scenario; guarded: and whether nobody
 * but its owner and group can write to it. OK where none is given. STATUS_INPUT names it. */
enum status preset_check(const char *only_directory, bool guarded, struct error *err);

#define PRESET_PLACE_MAX 4096
/* The directory number i, from 0, that presets are looked for in, whether it exists or not;
 * false: there are no so many. */
bool preset_place(const char *only_directory, int i, char out[PRESET_PLACE_MAX]);

/* All presets, sorted by name; unreadable ones marked, not left out. With
 * only_directory, presets come from that directory alone (restricted use).
 * Fails as preset_check does. */
enum status preset_list_read(struct preset_list *list, const char *only_directory,
	struct error *err);
void preset_list_free(struct preset_list *list);

/* The preset of the list, lessons alone if so, that what was typed is most like; NULL: none is. */
const struct preset *preset_nearest(const struct preset_list *list, const char *typed, bool lesson);

/* Opens the preset called name (letters, digits, - and _; no path). */
enum status preset_open(const char *name, const char *only_directory, struct scenario *s,
	struct error_list *errors);

/* The text of the embedded default, symmetric. */
extern const char preset_symmetric[];

#endif
