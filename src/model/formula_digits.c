/* What is told apart from 1: exp(u) - 1, 1 - exp(u), log(1 + u) and log(1 - u) are computed by
 * expm1 and log1p. As they are written, next to u = 0 most of their digits would be lost. */
#include "formula_private.h"

#include <string.h>

static bool is_one(const struct instruction *i)
{
	return i->operand == FROM_NUMBER && i->number == 1;
}

/* Takes an operand that is the number 1 out of the sum or difference at `at`, and that itself: what
 * is left is the other operand, and where that ends is returned. *first: it was the first one; -1:
 * neither is. Nothing before `jump` moves. */
static int without_one(struct instruction *code, int at, int jump, bool *first)
{
	bool own = code[at].operand != FROM_STACK;
	int other = own ? at : formula_begins(code, at);
	*first = !is_one(&code[at]);
	if (!*first)
		return at;
	if (other <= jump || code[other - 1].op != OP_PUSH || !is_one(&code[other - 1]))
		return -1;
	memmove(&code[other - 1], &code[other], (size_t)(at - other + own) * sizeof *code);
	if (own)
		code[at - 1].op = OP_PUSH;
	return own ? at : at - 1;
}

static int exact_exp(struct instruction *code, int count, int jump)
{
	bool first;
	int end = without_one(code, count - 1, jump, &first);
	if (end < 0)
		return count;
	code[end - 1].op = OP_EXPM1;
	if (first)
		code[end++] = (struct instruction){.op = OP_NEG};
	return end;
}

static int exact_log(struct instruction *code, int count, int jump)
{
	bool first, less = code[count - 2].op == OP_SUB;
	if (less && is_one(&code[count - 2])) /* log(u - 1) */
		return count;
	int end = without_one(code, count - 2, jump, &first);
	if (end < 0)
		return count;
	if (less)
		code[end++] = (struct instruction){.op = OP_NEG};
	code[end++] = (struct instruction){.op = OP_LOG1P};
	return end;
}

int formula_keep_digits(struct instruction *code, int count, int jump)
{
	if (count < 2 || jump >= count - 1)
		return count;
	unsigned char last = code[count - 1].op, before = code[count - 2].op;
	if (last == OP_SUB && before == OP_EXP)
		return exact_exp(code, count, jump);
	if (last == OP_LOG && (before == OP_ADD || before == OP_SUB))
		return exact_log(code, count, jump);
	return count;
}
