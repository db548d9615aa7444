/* Presets: where they are, which there are, opening one. */
#include "model/preset.h"

#include "base/text.h"
#include "scenario_file.h"
#include "section.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef HAGGLE_DATADIR
#define HAGGLE_DATADIR "/usr/local/share/haggle"
#endif

#define PRESET_BYTES_MAX (64u << 10)
#define PRESETS_MAX 1000 /* of a directory that is read */

/* The directories to look in, first wins: one of them is wanted. */
struct places { int count, wanted; char *out; };

static void add_place(struct places *p, const char *start, const char *end)
{
	char path[PRESET_PLACE_MAX];
	int n = snprintf(path, sizeof(path), "%s%s", start, end);

	if (n > 0 && (size_t)n < sizeof(path) && p->count++ == p->wanted)
		strcpy(p->out, path);
}

/* A binary in build/ (or build-something/) of a source tree: the tree's own. */
static void add_tree(struct places *p)
{
	char self[4000];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	char *slash;

	if (n <= 0)
		return;
	self[n] = '\0';
	slash = strrchr(self, '/');
	if (!slash)
		return;
	*slash = '\0';
	slash = strrchr(self, '/');
	if (!slash || strncmp(slash, "/build", 6) || (slash[6] && slash[6] != '-'))
		return;
	*slash = '\0';
	add_place(p, self, "/presets");
}

/* The one place there is where one is given; else NULL. */
static const char *given_place(const char *only_directory)
{
	const char *given = getenv("HAGGLE_PRESETS");

	return only_directory ? only_directory : given && *given ? given : NULL;
}

bool preset_place(const char *only_directory, int i, char out[PRESET_PLACE_MAX])
{
	struct places p = { .wanted = i, .out = out };
	const char *given = given_place(only_directory);
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");

	if (given) {
		add_place(&p, given, "");
		return i < p.count;
	}
	if (data && *data == '/')
		add_place(&p, data, "/haggle/presets");
	else if (home && *home == '/')
		add_place(&p, home, "/.local/share/haggle/presets");
	add_place(&p, HAGGLE_DATADIR, "/presets");
	add_tree(&p);
	return i < p.count;
}

static bool name_ok(const char *name)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

	return n && !name[n] && n < sizeof(((struct preset *)NULL)->name);
}

/* The file of a preset in a place, into out; false: too long. */
static bool file_of(const char *place, const char *name, char *out, size_t size)
{
	int n = snprintf(out, size, "%s/%s.ini", place, name);

	return n > 0 && (size_t)n < size;
}

/* Reads a preset's text: from a file, or the embedded one where path is NULL. */
static enum status preset_text(const char *path, bool restricted, char **text, size_t *length,
	struct error *err)
{
	if (path)
		return scenario_file_read(path, PRESET_BYTES_MAX, !restricted, text, length, err);
	*length = strlen(preset_symmetric);
	*text = malloc(*length + 1);
	if (!*text)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	memcpy(*text, preset_symmetric, *length + 1);
	return STATUS_OK;
}

/* ---- the list ------------------------------------------------------------- */

/* What the browser shows of a preset. */
static enum status describe(struct preset *p, bool restricted, struct error *err)
{
	struct error_list errors;
	struct scenario s;
	char *text = NULL;
	size_t length;
	struct error bad; /* no failure of the list's: it is told in the preset's place */
	enum status status = preset_text(p->path, restricted, &text, &length, &bad);

	if (status == STATUS_OK) {
		status = scenario_parse(p->name, text, length, &s, &errors);
		if (status == STATUS_OK) {
			text_sanitise(s.title, p->title, sizeof(p->title));
			text_sanitise(s.summary, p->summary, sizeof(p->summary));
			text_sanitise(s.try, p->try, sizeof(p->try));
			p->lesson = s.lesson.steps > 0;
			p->steps = s.lesson.steps;
			for (int i = 0; i < s.lesson.steps; i++)
				p->questions += s.lesson.step[i].question != NULL;
			p->players = 1 + s.game.n;
			scenario_free(&s);
		} else if (errors.count) {
			bad = errors.item[0];
		}
	}
	if (status == STATUS_INPUT) {
		p->bad = true;
		error_format(&bad, p->title, sizeof(p->title));
	}
	free(text);
	if (status == STATUS_SYSTEM)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	return STATUS_OK;
}

static int by_name(const void *a, const void *b)
{
	const struct preset *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static bool listed(const struct preset_list *list, const char *name)
{
	for (int i = 0; i < list->count; i++)
		if (!strcmp(list->item[i].name, name))
			return true;
	return false;
}

/* Adds the preset called name, unless an earlier place has it. path is copied. */
static enum status add_preset(struct preset_list *list, const char *name, const char *path,
	bool restricted, struct error *err)
{
	struct preset *p;

	if (listed(list, name) || list->count == PRESETS_MAX)
		return STATUS_OK;
	p = realloc(list->item, (size_t)(list->count + 1) * sizeof(*p));
	if (!p)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	list->item = p;
	p += list->count;
	memset(p, 0, sizeof(*p));
	snprintf(p->name, sizeof(p->name), "%s", name);
	if (path && !(p->path = strdup(path)))
		return error_set(err, STATUS_SYSTEM, "out of memory");
	list->count++;
	return describe(p, restricted, err);
}

/* The name of a directory's entry without .ini, into name; false: it is no preset. */
static bool entry_name(const struct dirent *entry, char name[sizeof(((struct preset *)NULL)->name)])
{
	size_t n = strlen(entry->d_name);

	if (n <= 4 || n - 4 >= sizeof(((struct preset *)NULL)->name)
		|| strcmp(entry->d_name + n - 4, ".ini"))
		return false;
	memcpy(name, entry->d_name, n - 4);
	name[n - 4] = '\0';
	return name_ok(name);
}

enum status preset_check(const char *only_directory, bool guarded, struct error *err)
{
	const char *place = given_place(only_directory);
	char name[sizeof(((struct preset *)NULL)->name)];
	DIR *directory = place ? opendir(place) : NULL;
	struct dirent *entry;
	struct stat st;
	bool any = false;

	if (!place)
		return STATUS_OK;
	if (!directory)
		return error_set(err, STATUS_INPUT, "presets in %.200s: %s", place, strerror(errno));
	if (guarded && (fstat(dirfd(directory), &st) != 0 || st.st_mode & S_IWOTH)) {
		closedir(directory);
		return error_set(err, STATUS_INPUT,
			"presets in %.200s: others may write there (chmod o-w)", place);
	}
	while (!any && (entry = readdir(directory)))
		any = entry_name(entry, name);
	closedir(directory);
	return any ? STATUS_OK
		: error_set(err, STATUS_INPUT, "presets in %.200s: there is no scenario", place);
}

static enum status add_directory(struct preset_list *list, const char *place, bool restricted,
	struct error *err)
{
	enum status status = STATUS_OK;
	DIR *directory = opendir(place);
	struct dirent *entry;

	/* Most of the places need not exist. */
	if (!directory)
		return STATUS_OK;
	while (status == STATUS_OK && (entry = readdir(directory))) {
		char name[sizeof(((struct preset *)NULL)->name)], path[PRESET_PLACE_MAX + 80];

		if (entry_name(entry, name) && file_of(place, name, path, sizeof(path)))
			status = add_preset(list, name, path, restricted, err);
	}
	closedir(directory);
	return status;
}

enum status preset_list_read(struct preset_list *list, const char *only_directory,
	struct error *err)
{
	enum status status = preset_check(only_directory, false, err);
	char place[PRESET_PLACE_MAX];

	*list = (struct preset_list){ 0, NULL };
	if (status != STATUS_OK)
		return status;
	for (int i = 0; status == STATUS_OK && preset_place(only_directory, i, place); i++)
		status = add_directory(list, place, only_directory != NULL, err);
	if (status == STATUS_OK)
		status = add_preset(list, "symmetric", NULL, false, err);
	if (status == STATUS_OK)
		qsort(list->item, (size_t)list->count, sizeof(*list->item), by_name);
	else
		preset_list_free(list);
	return status;
}

void preset_list_free(struct preset_list *list)
{
	for (int i = 0; i < list->count; i++)
		free(list->item[i].path);
	free(list->item);
	*list = (struct preset_list){ 0, NULL };
}

/* ---- opening -------------------------------------------------------------- */

/* The places as a list with commas, cut where there is no room. */
static void list_places(const char *only_directory, char *out, size_t size)
{
	char place[PRESET_PLACE_MAX];

	*out = '\0';
	for (int i = 0; preset_place(only_directory, i, place); i++)
		text_append(out, size, "%s%s", i ? ", " : "", place);
}

/* How far what was typed is from a preset: from its name; from what follows one of its hyphens,
 * as "quarter" does in lesson-quarter; or it is a part of that, or of its title. */
static int distance(const char *typed, const struct preset *p)
{
	const char *first = strchr(p->name, '-');
	int far = text_distance(typed, p->name);

	for (const char *at = p->name; (at = strchr(at, '-')); at++) {
		int part = 1 + text_distance(typed, at + 1);

		far = part < far ? part : far;
	}
	if (far > 2 && strlen(typed) >= TEXT_FAR &&
		(text_contains(p->title, typed) || (first && text_contains(first, typed))))
		far = 2;
	return far;
}

const struct preset *preset_nearest(const struct preset_list *list, const char *typed, bool lesson)
{
	const struct preset *near = NULL;
	int best = TEXT_FAR;

	for (int i = 0; i < list->count; i++) {
		int far = distance(typed, &list->item[i]);

		if (far >= best || (lesson && !list->item[i].lesson))
			continue;
		best = far;
		near = &list->item[i];
	}
	return near;
}

/* The error for a name that no place has: where it was looked for, what may have been meant. */
static void unknown(struct reading *r, const char *name, const char *only_directory)
{
	struct preset_list list;
	struct error err;
	const struct preset *near;
	char places[160];

	if (preset_list_read(&list, only_directory, &err) != STATUS_OK) {
		reading_error(r, 0, 0, &err);
		return;
	}
	list_places(only_directory, places, sizeof(places));
	near = preset_nearest(&list, name, false);
	if (near)
		reading_fail(r, 0, 0, "there is no preset %.80s in %s: did you mean %s?", name, places,
			near->name);
	else
		reading_fail(r, 0, 0, "there is no preset %.80s in %s: see haggle presets; a file's name "
			"contains / or ends in .ini", name, places);
	preset_list_free(&list);
}

/* The file of the preset called name, into path; NULL: there is none. */
static const char *locate(const char *name, const char *only_directory, char *path, size_t size)
{
	char place[PRESET_PLACE_MAX];

	for (int i = 0; preset_place(only_directory, i, place); i++)
		if (file_of(place, name, path, size) && !access(path, F_OK))
			return path;
	return NULL;
}

enum status preset_open(const char *name, const char *only_directory, struct scenario *s,
	struct error_list *errors)
{
	struct reading r = { .s = s, .errors = errors, .name = name };
	struct error err = { .status = STATUS_OK };
	char file[PRESET_PLACE_MAX + 80], *text = NULL;
	const char *path = name_ok(name) ? locate(name, only_directory, file, sizeof(file)) : NULL;
	size_t length = 0;
	enum status status;

	error_list_init(errors);
	scenario_init(s);
	if (!path && strcmp(name, "symmetric")) {
		unknown(&r, name, only_directory);
		return STATUS_INPUT;
	}
	status = preset_text(path, only_directory != NULL, &text, &length, &err);
	if (status != STATUS_OK) {
		reading_error(&r, 0, 0, &err);
		return status;
	}
	status = scenario_parse(name, text, length, s, errors);
	free(text);
	return status;
}
