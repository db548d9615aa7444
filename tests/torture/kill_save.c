/* kill_save [KILLS]: a process that saves a scenario again and again, killed
 * (SIGKILL) at any moment: the file must be one of the two that it writes, from
 * the first byte to the last, each time. The last line printed sums up; exit
 * status 1 where it was anything else. */
#include "model/scenario.h"

#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *const texts[2] = {
	"[scenario]\ntitle = Old\n[generalist]\n[specialist one]\n",
	"; A longer one.\n[scenario]\ntitle = New\n[generalist]\ncost.scale = 2\n[specialist one]\n"
	"[specialist two]\nrevenue = log\nrevenue.scale = 3\n",
};

static void save_for_ever(const struct scenario *s, const char *path)
{
	struct error err;
	for (int i = 0;; i = !i)
		if (scenario_save(&s[i], path, NULL, &err) != STATUS_OK)
			_exit(9);
}

static bool read_file(const char *path, char *out, size_t size)
{
	FILE *f = fopen(path, "r");
	size_t n = f ? fread(out, 1, size - 1, f) : 0;
	out[n] = '\0';
	return f && fclose(f) == 0;
}

/* Kills it after some microseconds; false where the file is neither. */
static bool kill_once(const struct scenario *s, const char *path, char *const *wanted, long us)
{
	char found[4096];
	int status = 0;
	pid_t pid = fork();
	if (pid == 0)
		save_for_ever(s, path);
	nanosleep(&(struct timespec){ .tv_nsec = us * 1000 }, NULL);
	if (pid < 0 || kill(pid, SIGKILL) != 0 || waitpid(pid, &status, 0) != pid)
		return false;
	if (!WIFSIGNALED(status)) {
		printf("--- saving failed\n");
		return false;
	}
	if (read_file(path, found, sizeof found)
		&& (strcmp(found, wanted[0]) == 0 || strcmp(found, wanted[1]) == 0))
		return true;
	printf("--- after %ld us the file is neither:\n%s\n", us, found);
	return false;
}

static bool prepare(struct scenario *s, const char *path, char **wanted)
{
	static char found[2][4096];
	struct error err;
	for (int i = 1; i >= 0; i--) {
		struct error_list errors = { 0 };
		if (scenario_parse("it", texts[i], strlen(texts[i]), &s[i], &errors) != STATUS_OK
			|| scenario_save(&s[i], path, NULL, &err) != STATUS_OK
			|| !read_file(path, found[i], sizeof found[i]))
			return false;
		wanted[i] = found[i];
	}
	return true;
}

int main(int argc, char **argv)
{
	long kills = argc > 1 ? strtol(argv[1], NULL, 10) : 1000, troubles = 0;
	char dir[] = "/tmp/haggle-save.XXXXXX", path[64], command[64], *wanted[2];
	struct scenario s[2];
	uint32_t random = 1;
	if (!mkdtemp(dir))
		return 2;
	snprintf(path, sizeof path, "%s/it.ini", dir);
	if (!prepare(s, path, wanted)) {
		fprintf(stderr, "kill_save: cannot save in %s\n", dir);
		return 2;
	}
	for (long i = 0; i < kills; i++) {
		random = random * 1664525u + 1013904223u;
		troubles += !kill_once(s, path, wanted, (long)(random >> 16) % 3000);
	}
	snprintf(command, sizeof command, "rm -rf %s", dir);
	if (system(command) != 0)
		perror(dir);
	for (int i = 0; i < 2; i++)
		scenario_free(&s[i]);
	printf("%ld kills: %ld files neither old nor new\n", kills, troubles);
	return troubles > 0;
}
