/* haggle check: reads scenarios and says what is wrong with them. */
#include "cli.h"

#include "base/clock.h"
#include "solver/outcome.h"
#include "ui/leak.h"

#include <stdlib.h>

/* Whether it can be solved, and how long that takes. */
static enum status solve(
	const struct cli *c, struct study *st, const struct scenario *s, const char *name)
{
	struct error err;
	enum lack lack;
	double start = clock_now();
	enum status status = cli_study(c, st, s, cli_wanted(c, s), &lack, &err);
	if (status != STATUS_OK)
		return cli_complain(&err);
	printf("%8.3f s  %-12s  %s\n", clock_now() - start,
		st->no_agreement ? lack_name(LACK_AGREEMENT) : proof_name(st->present.proof), name);
	return status;
}

/* A lesson that gives its answers away is no error, but its author wants to know. */
static enum status warn_leaks(const struct scenario *s)
{
	struct leak *leaks;
	struct error err;
	int count;
	if (s->lesson.steps == 0 || s->game.n > GAME_SPECIALISTS_EXPLORER)
		return STATUS_OK;
	if (lesson_leaks(s, &leaks, &count, &err) != STATUS_OK)
		return cli_complain(&err);
	for (int i = 0; i < count; i++)
		fprintf(stderr, "haggle: %s:%d: warning: step %d asks what was shown: %s\n", s->name,
			leaks[i].line, leaks[i].step + 1, leaks[i].text);
	free(leaks);
	return STATUS_OK;
}

enum status cmd_check(const struct cli *c)
{
	struct study *st = NULL;
	struct error err;
	enum status result = c->solve ? study_alloc(&st, &err) : STATUS_OK;
	if (result != STATUS_OK)
		return cli_complain(&err);
	for (int i = 0; i < c->operands; i++) {
		struct scenario s;
		enum status status = cli_open(c, c->operand[i], &s, NULL);
		if (status == STATUS_OK) {
			status = warn_leaks(&s);
			if (c->solve)
				status = solve(c, st, &s, c->operand[i]);
			scenario_free(&s);
		}
		result = result == STATUS_OK ? status : result;
	}
	study_free(st);
	return result;
}
