/* What is remembered from one time to the next: the options.
 *
 * $XDG_CONFIG_HOME/haggle/config (~/.config/haggle/config), lines of
 * "name = value", with the names and values of the command line's options. What
 * cannot be read is as good as not there, but is left there. */
#include "ui/state.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/text.h"

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

void config_read(struct explorer *e)
{
	char path[CONFIG_PATH_MAX + 16], line[CONFIG_LINE_MAX];
	char name[CONFIG_LINE_MAX], value[CONFIG_LINE_MAX];
	FILE *file;

	if (e->no_config)
		return;
	directory(path, CONFIG_PATH_MAX);
	if (!*path)
		return;
	text_append(path, sizeof path, "/config");
	file = fopen(path, "re");
	if (!file)
		return;
	while (fgets(line, sizeof line, file))
		if (sscanf(line, " %127[a-z-] = %127[a-z0-9-]", name, value) == 2)
			option_take(e, name, value);
	fclose(file);
}

/* Whether the line gives the choice called name. */
static bool gives(const char *line, const char *name)
{
	size_t n = strlen(name);

	line += strspn(line, " \t");
	return !strncmp(line, name, n) && line[n + strspn(line + n, " \t")] == '=';
}

/* The lines of the old file (NULL: none) with the one that is chosen in its place, else
 * at the end. malloced; NULL without memory. */
static char *changed(FILE *old, const char *name, const char *value, size_t *length)
{
	char *text, *line = NULL;
	size_t room = 0;
	struct stream s;
	FILE *out;
	bool there = false;

	stream_open(&s);
	out = s.f;
	if (!out)
		return NULL;
	while (old && getline(&line, &room, old) >= 0) {
		bool this = gives(line, name);

		if (this && !there)
			fprintf(out, "%s = %s\n", name, value);
		else if (!this)
			fprintf(out, "%s%s", line, strchr(line, '\n') ? "" : "\n");
		there = there || this;
	}
	if (!there)
		fprintf(out, "%s = %s\n", name, value);
	free(line);
	stream_close(&s, &text, NULL);
	*length = s.length;
	return text;
}

/* The directory and those above it as far as they are to be made: what is below a home
 * or below XDG_CONFIG_HOME, and the latter itself. What exists is fine. */
static int make_directories(char *path)
{
	const char *home = getenv("HOME");
	size_t n = home ? strlen(home) : 0;
	char *slash = path;

	/* a home that is not there is left so */
	if (n > 0 && !strncmp(path, home, n) && path[n] == '/')
		slash = path + n;
	while ((slash = strchr(slash + 1, '/'))) {
		int made;

		*slash = '\0';
		made = mkdir(path, 0700);
		*slash = '/';
		if (made != 0 && errno != EEXIST)
			return -1;
	}
	return mkdir(path, 0700) != 0 && errno != EEXIST ? -1 : 0;
}

enum status config_write(const struct explorer *e, const char *name, const char *value,
	struct error *err)
{
	char path[CONFIG_PATH_MAX + 16], *text;
	size_t length;
	FILE *old;
	enum status status;

	if (e->no_config)
		return STATUS_OK;
	directory(path, CONFIG_PATH_MAX);
	if (!*path)
		return STATUS_OK; /* nobody's: nothing to remember it in */
	if (make_directories(path) != 0)
		return error_set(err, STATUS_SYSTEM, "%s: %s", path, strerror(errno));
	text_append(path, sizeof path, "/config");
	old = fopen(path, "re");
	if (!old && errno != ENOENT)
		return error_set(err, STATUS_SYSTEM, "%s: %s", path, strerror(errno));
	text = changed(old, name, value, &length);
	if (old)
		fclose(old);
	status = text ? file_write(path, text, length, err)
		: error_set(err, STATUS_SYSTEM, "out of memory");
	free(text);
	return status;
}
