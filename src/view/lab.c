/* Labs of any kind, and what they are about where nobody has said. */
#include "view/lab.h"

#include <string.h>

enum status lab_reset(struct lab *l, const struct lab_ops *ops, const struct lab_plan *plan,
	struct error *err)
{
	enum status status = STATUS_OK;

	if (l->ops != ops)
		lab_free(l);
	if (!l->ops)
		status = ops->alloc(&l->work, err);
	if (status != STATUS_OK)
		return status;
	l->ops = ops;
	return ops->reset(l->work, plan, err);
}

void lab_free(struct lab *l)
{
	if (l->ops)
		l->ops->free(l->work);
	*l = (struct lab){ 0 };
}

bool lab_step(struct lab *l, double seconds)
{
	return l->ops->step(l->work, seconds);
}

double lab_progress(const struct lab *l)
{
	return l->ops->progress(l->work);
}

bool lab_holds(const struct lab *l, const struct lab_plan *plan)
{
	return !l->ops->holds || l->ops->holds(l->work, plan);
}

bool lab_varies(const struct param_ref *ref)
{
	return ref->info->kind == PARAM_NUMBER && strcmp(ref->info->key, "delta") != 0;
}

/* How telling a number is: a contract's terms, which come first, may be none. */
static int telling(const struct param_ref *r)
{
	static const char *const begins[] = { "revenue.", "cost.", "cost.scale" };
	int rank = 1;

	for (int i = 0; i < 3; i++)
		if (!strncmp(r->info->key, begins[i], strlen(begins[i])))
			rank = i + 2;
	return rank;
}

/* A player's cost scale, or else the first number of its cost, its revenue, or at all. */
static bool number_of(const struct scenario *s, int player, struct param_ref *ref)
{
	struct param_ref r;
	int most = 0;

	for (int i = 0; param_at(s, i, &r); i++) {
		if (r.player != player || !lab_varies(&r) || telling(&r) <= most)
			continue;
		*ref = r;
		most = telling(&r);
	}
	return most > 0;
}

/* The first two numbers of the law, where there is one. */
static bool law_of(const struct scenario *s, struct param_ref law[2])
{
	struct param_ref r;
	int found = 0;

	for (int i = 0; found < 2 && param_group_at(s, -1, i, &r); i++)
		if (r.player == PLAYER_REGULATION)
			law[found++] = r;
	return found == 2;
}

enum status lab_axis(const struct scenario *s, int specialist, int axis, struct param_ref *ref,
	struct error *err)
{
	struct param_ref law[2];
	int own = axis == 0 ? 0 : specialist + 1, other = axis == 0 ? specialist + 1 : 0;

	if (law_of(s, law)) {
		*ref = law[1 - axis];
		return STATUS_OK;
	}
	if (number_of(s, own, ref) || number_of(s, other, ref))
		return STATUS_OK;
	return error_set(err, STATUS_INPUT, "no number to vary");
}

enum status lab_axis_read(const struct scenario *s, const char *text, struct param_ref *ref,
	struct span *span, struct error *err)
{
	const char *equals = strchr(text, '=');
	size_t length = equals ? (size_t)(equals - text) : strlen(text);
	char name[160];
	enum status status;

	*span = (struct span){ 0 };
	if (length >= sizeof name)
		return error_set(err, STATUS_INPUT, "no parameter '%.60s...'", text);
	memcpy(name, text, length);
	name[length] = '\0';
	status = param_find(s, name, ref, err);
	if (status != STATUS_OK || !equals)
		return status;
	if (ref->info->kind != PARAM_NUMBER)
		return error_set(err, STATUS_INPUT, "%s is not a number, and has no range", name);
	return span_read(s, ref, equals + 1, span, err);
}
