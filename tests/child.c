#include "child.h"

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char *take_text(FILE *f, size_t *n)
{
	long size = fseek(f, 0, SEEK_END) == 0 ? ftell(f) : -1;
	char *text = size >= 0 ? malloc((size_t)size + 1) : NULL;
	rewind(f);
	*n = text ? fread(text, 1, (size_t)size, f) : 0;
	if (text)
		text[*n] = '\0';
	fclose(f);
	return text ? text : strdup("");
}

static void become(const char *const *argv, const char *const *env, FILE *in, FILE *out, FILE *err)
{
	for (; env && *env; env++) {
		char name[256];
		size_t n = strcspn(*env, "=");
		snprintf(name, sizeof name, "%.*s", (int)n, *env);
		if ((*env)[n] == '=')
			setenv(name, *env + n + 1, 1);
		else
			unsetenv(name);
	}
	int fd = in ? fileno(in) : open("/dev/null", O_RDONLY);
	if (dup2(fd, 0) < 0 || dup2(fileno(out), 1) < 0 || dup2(fileno(err), 2) < 0)
		_exit(126);
	/* What a test ignores, the program under test is not to inherit. */
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_DFL);
	execvp(argv[0], (char *const *)(uintptr_t)argv);
	perror(argv[0]);
	_exit(127);
}

void child_run(struct child *c, const char *const *argv, const char *const *env, const char *input)
{
	FILE *in = input ? tmpfile() : NULL, *out = tmpfile(), *err = tmpfile();
	int status = 0;
	size_t err_n;
	*c = (struct child){.status = -1};
	if (!out || !err || (input && !in))
		abort();
	if (in) {
		fwrite(input, 1, strlen(input), in);
		fflush(in);
		lseek(fileno(in), 0, SEEK_SET);
	}
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0)
		become(argv, env, in, out, err);
	if (pid > 0 && waitpid(pid, &status, 0) == pid)
		c->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	if (in)
		fclose(in);
	c->out = take_text(out, &c->out_n);
	c->err = take_text(err, &err_n);
}

void child_shell(struct child *c, const char *script)
{
	const char *argv[] = {"sh", "-c", script, NULL};
	const char *env[] = {"HAGGLE=" HAGGLE_PROGRAM, NULL};
	child_run(c, argv, env, NULL);
}

void child_free(struct child *c)
{
	free(c->out);
	free(c->err);
	*c = (struct child){0};
}

bool child_ends(const char *script, int status, ...)
{
	struct child ran;
	va_list texts;
	const char *text;
	child_shell(&ran, script);
	bool so = ran.status == status;
	va_start(texts, status);
	while (so && (text = va_arg(texts, const char *)))
		so = strstr(ran.out, text) || strstr(ran.err, text);
	va_end(texts);
	if (!so)
		fprintf(stderr, "\n%s: %d, not %d\n%s%s", script, ran.status, status, ran.out, ran.err);
	child_free(&ran);
	return so;
}

bool child_says(pid_t pid, const char *line)
{
	char path[40], text[200];
	bool found = false;
	snprintf(path, sizeof path, "/proc/%ld/status", (long)pid);
	FILE *f = fopen(path, "r");
	while (f && !found && fgets(text, sizeof text, f))
		found = strcmp(text, line) == 0;
	if (f)
		fclose(f);
	return found;
}
