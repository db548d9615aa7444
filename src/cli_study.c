/* Studies for commands: worked out to their end, or to the end of the time allowed. */
#include "cli.h"

#include "base/clock.h"

#include <math.h>
#include <unistd.h>

/* Studies are given up at the end of a slice; what takes longer than PATIENCE shows how far
 * it is, again after so many seconds. */
#define SLICE .05
#define PATIENCE 1.0
#define SHOW_EVERY .2

struct watch {
	const struct study *study;
	double end, shown;      /* s, by the clock */
	bool late;
	bool progress, written; /* is to be shown; something is */
};

static void show(struct watch *w, double now)
{
	w->shown = now;
	w->written = true;
	fprintf(stderr, "\r%3.0f %%\033[K", floor(100 * study_progress(w->study)));
}

static bool go_on(void *context)
{
	struct watch *w = context;
	double now = clock_now();
	if (w->progress && now >= w->shown + SHOW_EVERY)
		show(w, now);
	w->late = w->late || now >= w->end;
	return !w->late;
}

enum status cli_late(const struct cli *c, struct error *err)
{
	return error_set(err, STATUS_NO_EQUILIBRIUM, "not solved within %g s", c->timeout);
}

unsigned cli_wanted(const struct cli *c, const struct scenario *s)
{
	/* With more specialists, a solution for each powerful one and a curve behind them would
	 * take minutes, and n solutions of n outcomes gigabytes, where the outcome alone takes
	 * milliseconds. */
	if (s->game.n > GAME_SPECIALISTS_EXPLORER && !c->all)
		return HAVE_PRESENT | HAVE_FIRST_BEST | HAVE_LAW;
	return report_want(c->format);
}

enum status cli_study(const struct cli *c, struct study *st, const struct scenario *s,
	unsigned want, enum lack *lack, struct error *err)
{
	double now = clock_now();
	struct watch w = {.study = st, .end = c->timeout > 0 ? now + c->timeout : INFINITY,
		.shown = now + PATIENCE - SHOW_EVERY, .progress = isatty(STDERR_FILENO)};
	struct study_plan plan = {.want = want, .axis = -1, .pause = {go_on, &w}};
	enum status status = study_reset(st, s, &plan, err);

	if (status == STATUS_OK) {
		while (go_on(&w) && study_step(st, SLICE))
			;
		*err = st->error;
		status = err->status = w.late ? cli_late(c, err) : st->status;
	}
	if (w.written)
		fputs("\r\033[K", stderr);
	*lack = w.late ? LACK_TIME : lack_of(status);
	if (status != STATUS_OK)
		error_place(err, s->name, 0, 0);
	return status;
}
