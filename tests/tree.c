/* See tree.h. */
#include "tree.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static int append(struct tree *t, enum tree_op op)
{
	if (t->count == TREE_NODES)
		abort();
	t->node[t->count].op = op;
	return t->count++;
}

int tree_number(struct tree *t, double value)
{
	int i = append(t, TREE_NUMBER);
	t->node[i].number = value;
	return i;
}

int tree_variable(struct tree *t, enum tree_op which)
{
	return append(t, which);
}

int tree_apply(struct tree *t, enum tree_op op, int u, int v)
{
	int i = append(t, op);
	t->node[i].arg[0] = u;
	t->node[i].arg[1] = v;
	return i;
}

int tree_if(struct tree *t, int condition, int yes, int no)
{
	int i = tree_apply(t, TREE_IF, condition, yes);
	t->node[i].arg[2] = no;
	return i;
}

/* ---- as text ------------------------------------------------------------------------ */

struct text {
	char *at;
	size_t used, size;
};

__attribute__((format(printf, 2, 3)))
static void put(struct text *out, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	int n = vsnprintf(out->at + out->used, out->size - out->used, format, ap);
	va_end(ap);
	if (n < 0 || (size_t)n >= out->size - out->used)
		abort();
	out->used += (size_t)n;
}

static void print(const struct tree *t, int i, struct text *out)
{
	static const char *const word[] = {
		[TREE_X] = "x", [TREE_A0] = "a0", [TREE_A] = "a", [TREE_ADD] = "+",
		[TREE_SUB] = "-", [TREE_MUL] = "*", [TREE_DIV] = "/", [TREE_POW] = "^",
		[TREE_MIN] = "min", [TREE_MAX] = "max", [TREE_LESS] = "<", [TREE_MOST] = "<=",
		[TREE_MORE] = ">", [TREE_LEAST] = ">=", [TREE_ABS] = "abs", [TREE_SQRT] = "sqrt",
		[TREE_EXP] = "exp", [TREE_TANH] = "tanh", [TREE_LOG1P] = "log1p",
		[TREE_EXPM1] = "expm1", [TREE_IF] = "if"};
	enum tree_op op = t->node[i].op;
	const int *arg = t->node[i].arg;
	bool infix = (op >= TREE_ADD && op <= TREE_POW) || (op >= TREE_LESS && op <= TREE_LEAST);
	int args = op < TREE_ADD ? 0 : op < TREE_ABS ? 2 : op < TREE_IF ? 1 : 3;

	if (op == TREE_NUMBER) {
		put(out, "%.6g", t->node[i].number);
		return;
	}
	if (!infix)
		put(out, "%s", word[op]);
	if (args > 0)
		put(out, "(");
	for (int k = 0; k < args; k++) {
		if (k > 0)
			put(out, "%s", infix ? word[op] : ", ");
		print(t, arg[k], out);
	}
	if (args > 0)
		put(out, ")");
}

char *tree_print(const struct tree *t, int root, char *out, size_t size)
{
	struct text text = {out, 0, size};
	print(t, root, &text);
	return out;
}

/* ---- as a number ---------------------------------------------------------------------- */

static struct tree_value constant(bool holds)
{
	return (struct tree_value){holds ? 1 : 0, 0};
}

/* f(u) by the chain rule; what does not move keeps its derivative of 0 where f is steep. */
static struct tree_value chain(double value, double slope, struct tree_value u)
{
	return (struct tree_value){value, u.d == 0 ? 0 : slope * u.d};
}

static struct tree_value function(enum tree_op op, struct tree_value u)
{
	switch (op) {
	case TREE_ABS:
		return chain(fabs(u.v), u.v < 0 ? -1 : 1, u);
	case TREE_SQRT:
		return chain(sqrt(u.v), .5 / sqrt(u.v), u);
	case TREE_EXP:
		return chain(exp(u.v), exp(u.v), u);
	case TREE_TANH:
		return chain(tanh(u.v), 1 - tanh(u.v) * tanh(u.v), u);
	case TREE_LOG1P:
		return chain(log1p(u.v), 1 / (1 + u.v), u);
	default:
		return chain(expm1(u.v), exp(u.v), u);
	}
}

static struct tree_value combine(enum tree_op op, struct tree_value u, struct tree_value w)
{
	switch (op) {
	case TREE_ADD:
		return (struct tree_value){u.v + w.v, u.d + w.d};
	case TREE_SUB:
		return (struct tree_value){u.v - w.v, u.d - w.d};
	case TREE_MUL:
		return (struct tree_value){u.v * w.v, u.d * w.v + u.v * w.d};
	case TREE_DIV:
		return (struct tree_value){u.v / w.v, (u.d - u.v / w.v * w.d) / w.v};
	case TREE_POW:
		return chain(pow(u.v, w.v), w.v * pow(u.v, w.v - 1), u);
	case TREE_MIN:
		return u.v <= w.v ? u : w;
	case TREE_MAX:
		return u.v >= w.v ? u : w;
	case TREE_LESS:
		return constant(u.v < w.v);
	case TREE_MOST:
		return constant(u.v <= w.v);
	case TREE_MORE:
		return constant(u.v > w.v);
	default:
		return constant(u.v >= w.v);
	}
}

struct tree_value tree_eval(const struct tree *t, int root, const struct tree_point *at)
{
	enum tree_op op = t->node[root].op;
	const int *arg = t->node[root].arg;

	if (op == TREE_NUMBER)
		return (struct tree_value){t->node[root].number, 0};
	if (op == TREE_X)
		return (struct tree_value){at->x, 1};
	if (op == TREE_A0)
		return (struct tree_value){at->a0, 0};
	if (op == TREE_A)
		return (struct tree_value){at->a, 1};
	struct tree_value u = tree_eval(t, arg[0], at);
	if (op == TREE_IF)
		return tree_eval(t, u.v != 0 ? arg[1] : arg[2], at);
	if (op >= TREE_ABS)
		return function(op, u);
	return combine(op, u, tree_eval(t, arg[1], at));
}
