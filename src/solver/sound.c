/* What formulas must be for a game to be solved: finite where they are searched, and a
 * cost must not fall as x rises. The families are so by what their parameters may
 * be. Each check says whose function fails, and where. */
#include "solver/stage.h"

#include "base/status.h"

#include <math.h>
#include <stdio.h>

enum { OWNER_SIZE = GAME_ID_MAX + 24 };

static const char *owner(const struct specialist *d, char buffer[OWNER_SIZE])
{
	if (!d)
		return "the generalist";
	snprintf(buffer, OWNER_SIZE, "specialist %s", d->id);
	return buffer;
}

/* Whatever else might be found out of the game would be no answer. */
static enum status unsound(struct error *err)
{
	if (err)
		err->unsound = true;
	return STATUS_NO_EQUILIBRIUM;
}

enum status sound_failed(const struct specialist *d, const char *what, const char *where,
	double at, struct error *err)
{
	char name[OWNER_SIZE];
	error_set(err, STATUS_NO_EQUILIBRIUM, "the %s of %s is not a finite number at %s = %.6g",
		what, owner(d, name), where, at);
	return unsound(err);
}

enum status sound_falls(const struct specialist *d, double a0, double x, struct error *err)
{
	char name[OWNER_SIZE];
	if (!d)
		error_set(err, STATUS_NO_EQUILIBRIUM,
			"the cost of %s falls at x = %.6g; costs must not fall", owner(d, name), x);
	else
		error_set(err, STATUS_NO_EQUILIBRIUM,
			"the cost of %s falls at x = %.6g (a0 = %.6g); costs must not fall",
			owner(d, name), x, a0);
	return unsound(err);
}

/* What rounding may make of a cost of that size that does not fall. */
static double room(double cost)
{
	return 1e-9 * (1 + fabs(cost));
}

enum status sound_cost(const struct specialist *d, double a0, double x,
	const struct cost_jet *at, struct error *err)
{
	char name[OWNER_SIZE];
	/* Infinite cost only means that nobody goes there. */
	bool fails = isnan(at->v) || (isinf(at->v) && (at->v < 0 || x <= 0));
	if (fails && a0 > 0) {
		error_set(err, STATUS_NO_EQUILIBRIUM,
			"the cost of %s is not a finite number at x = %.6g (a0 = %.6g)", owner(d, name),
			x, a0);
		return unsound(err);
	}
	if (fails)
		return sound_failed(d, "cost", "x", x, err);
	return at->d1 < -room(at->v) ? sound_falls(d, a0, x, err) : STATUS_OK;
}
