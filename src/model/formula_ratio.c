/* Ratios in which one expression stands above and below, as in a^2/(1 + a^2): of their parts
 * alone ranges would not know that these move together. */
#include "formula_private.h"

int formula_begins(const struct instruction *code, int end)
{
	int wanted = 1;
	for (int i = end - 1; i >= 0 && code[i].op < OP_ELSE; i--) {
		if (code[i].op == OP_PUSH)
			wanted--;
		else if (code[i].op <= OP_NE && code[i].operand == FROM_STACK)
			wanted++;
		if (wanted == 0)
			return i;
	}
	return -1;
}

static bool is_fixed(const struct instruction *code, int from, int to)
{
	for (int i = from; i < to; i++)
		if (code[i].operand >= FROM_X)
			return false;
	return true;
}

static bool is_same(const struct instruction *i, const struct instruction *k)
{
	return i->op == k->op && i->operand == k->operand &&
		(i->operand != FROM_NUMBER || i->number == k->number) &&
		(i->operand != FROM_CONSTANT || i->index == k->index);
}

/* Code from one instruction to another. */
struct stretch { int from, to; };

/* The one side of the last operation of `s` that is not fixed, and whether it is the left one;
 * false: neither is, or both are. A variable may be the instruction's own. */
static bool open_side(const struct instruction *code, struct stretch s, struct stretch *out,
	bool *left)
{
	int last = s.to - 1;
	bool own = code[last].operand != FROM_STACK;
	int middle = own ? last : formula_begins(code, last);
	if (middle <= s.from)
		return false;
	bool fixed_l = is_fixed(code, s.from, middle);
	bool fixed_r = own ? code[last].operand < FROM_X : is_fixed(code, middle, last);
	*left = fixed_r;
	*out = fixed_r ? (struct stretch){s.from, middle} :
		(struct stretch){middle, own ? last + 1 : last};
	return fixed_l != fixed_r;
}

/* Narrows s from a multiple to what it is a multiple of. */
static bool divide_out(const struct instruction *code, struct stretch *s)
{
	enum opcode op = (enum opcode)code[s->to - 1].op;
	bool left;
	if (op == OP_NEG) {
		s->to--;
		return true;
	}
	return (op == OP_MUL || op == OP_DIV) && open_side(code, *s, s, &left) &&
		(left || op == OP_MUL);
}

static bool is_equal(const struct instruction *code, struct stretch s, struct stretch t)
{
	if (s.to - s.from != t.to - t.from)
		return false;
	if (s.to - s.from == 1 && code[s.from].operand >= FROM_X) /* pushed or not */
		return code[s.from].operand == code[t.from].operand;
	for (int i = 0; i < s.to - s.from; i++)
		if (!is_same(&code[s.from + i], &code[t.from + i]))
			return false;
	return true;
}

/* The program of the code from one instruction to another with a number in place of what is open;
 * returns where it ends. */
static int append(struct instruction *code, int at, struct stretch s, struct stretch open,
	double number)
{
	for (int i = s.from; i < open.from; i++)
		code[at++] = code[i];
	unsigned char op = open.to - open.from == 1 ? code[open.from].op : OP_PUSH;
	code[at++] = (struct instruction){.op = op, .operand = FROM_NUMBER, .number = number};
	for (int i = open.to; i < s.to; i++)
		code[at++] = code[i];
	code[at++] = (struct instruction){.op = OP_END};
	return at;
}

/* The same of one division; returns where the last program ends. */
static int find(struct instruction *code, int at, int end, int room)
{
	int below = formula_begins(code, at), above = below > 0 ? formula_begins(code, below) : -1;
	struct stretch d = {below, at}, n = {above, below};
	bool left;
	if (above < 0 || (code[at - 1].op != OP_ADD && code[at - 1].op != OP_SUB) ||
		!open_side(code, d, &d, &left) || (!left && code[at - 1].op == OP_SUB))
		return end;
	while (!is_equal(code, n, d))
		if (!divide_out(code, &n))
			return end;
	if (end + (at - above) + 4 > room)
		return end;
	code[at].index = 1;
	code[at].part[RATIO_C] = (unsigned short)end;
	end = append(code, end, (struct stretch){above, below}, n, 1);
	code[at].part[RATIO_K] = (unsigned short)end;
	return append(code, end, (struct stretch){below, at}, d, 0);
}

int formula_find_ratios(struct instruction *code, int count, int room)
{
	int end = count;
	for (int i = 0; i < count; i++)
		if (code[i].op == OP_DIV && code[i].operand == FROM_STACK)
			end = find(code, i, end, room);
	return end;
}
