/* What is remembered from one time to the next: glyphs, colours, mouse.
 *
 * $XDG_CONFIG_HOME/haggle/config (~/.config/haggle/config), lines of
 * "name = value". What cannot be read is as good as not there. */
#include "ui/state.h"

#include "base/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define CONFIG_PATH_MAX 1024
#define CONFIG_LINE_MAX 128

/* The directory, or "" where there is none to be had. A relative one counts as
 * not given. */
static void directory(char *out, size_t size)
{
	const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	int n = 0;

	out[0] = '\0';
	if (config && *config == '/')
		n = snprintf(out, size, "%s/haggle", config);
	else if (home && *home == '/')
		n = snprintf(out, size, "%s/.config/haggle", home);
	if (n < 0 || (size_t)n >= size)
		out[0] = '\0';
}

static void take(struct explorer *e, const char *name, const char *value)
{
	int scheme = style_scheme_find(value);

	if (!strcmp(name, "glyphs"))
		e->unicode = !strcmp(value, "unicode");
	else if (!strcmp(name, "colors") && scheme >= 0)
		e->scheme = (enum scheme)scheme;
	else if (!strcmp(name, "mouse"))
		e->mouse = strcmp(value, "off") != 0;
}

void config_read(struct explorer *e)
{
	char path[CONFIG_PATH_MAX + 16], line[CONFIG_LINE_MAX];
	char name[CONFIG_LINE_MAX], value[CONFIG_LINE_MAX];
	size_t length;
	FILE *file;

	if (e->no_config)
		return;
	directory(path, CONFIG_PATH_MAX);
	if (!*path)
		return;
	length = strlen(path);
	snprintf(path + length, sizeof path - length, "/config");
	file = fopen(path, "re");
	if (!file)
		return;
	while (fgets(line, sizeof line, file))
		if (sscanf(line, " %127[a-z] = %127[a-z-]", name, value) == 2)
			take(e, name, value);
	fclose(file);
}

/* The directory, and ~/.config around it; no more: a home or a place that was
 * named and is not there is left so. What exists is fine. */
static int make_directory(char *path)
{
	static const char within[] = "/.config";
	char *slash = strrchr(path, '/');
	size_t before = (size_t)(slash - path);

	if (before >= sizeof within - 1 && !strncmp(slash - sizeof within + 1, within,
		sizeof within - 1)) {
		*slash = '\0';
		mkdir(path, 0700);
		*slash = '/';
	}
	return mkdir(path, 0700) != 0 && errno != EEXIST ? -1 : 0;
}

enum status config_write(const struct explorer *e, struct error *err)
{
	char path[CONFIG_PATH_MAX + 16], text[256];
	size_t length;

	if (e->no_config)
		return STATUS_OK;
	directory(path, CONFIG_PATH_MAX);
	if (!*path)
		return STATUS_OK; /* nobody's: nothing to remember it in */
	if (make_directory(path) != 0)
		return error_set(err, STATUS_SYSTEM, "%s: %s", path, strerror(errno));
	length = strlen(path);
	snprintf(path + length, sizeof path - length, "/config");
	snprintf(text, sizeof text, "glyphs = %s\ncolors = %s\nmouse = %s\n",
		e->unicode ? "unicode" : "ascii", style_scheme_name(e->scheme),
		e->mouse ? "on" : "off");
	return file_write(path, text, strlen(text), err);
}
