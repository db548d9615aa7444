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
	bool lesson;
	bool bad;       /* does not read; title says why */
};

struct preset_list { int count; struct preset *item; };

/* All presets, sorted by name; unreadable ones marked, not left out. With
 * only_directory, presets come from that directory alone (restricted use). */
enum status preset_list_read(struct preset_list *list, const char *only_directory,
	struct error *err);
void preset_list_free(struct preset_list *list);

/* Opens the preset called name (letters, digits, - and _; no path). */
enum status preset_open(const char *name, const char *only_directory, struct scenario *s,
	struct error_list *errors);

/* The text of the embedded default, symmetric. */
extern const char preset_symmetric[];

#endif
