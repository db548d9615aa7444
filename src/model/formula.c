/* Compiles formulas: recursive descent to a stack machine's code. */
#include "formula_private.h"

#include "base/num.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	int op, least, most;
} functions[] = {
	{"min", OP_MIN, 2, FORMULA_NODES_MAX}, {"max", OP_MAX, 2, FORMULA_NODES_MAX},
	{"abs", OP_ABS, 1, 1}, {"sqrt", OP_SQRT, 1, 1}, {"exp", OP_EXP, 1, 1},
	{"log", OP_LOG, 1, 1}, {"log1p", OP_LOG1P, 1, 1}, {"expm1", OP_EXPM1, 1, 1},
	{"tanh", OP_TANH, 1, 1}, {"pow", OP_POW, 2, 2}, {"if", OP_ELSE, 3, 3},
};

int formula_function(const char *name, size_t length, int *least, int *most)
{
	for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
		if (strlen(functions[i].name) == length &&
			memcmp(functions[i].name, name, length) == 0) {
			*least = functions[i].least;
			*most = functions[i].most;
			return functions[i].op;
		}
	}
	return -1;
}

struct compiler {
	const char *text, *at;
	const char *const *name;
	int names;
	unsigned variables, uses;
	int nodes, depth;
	int count; /* of instructions */
	int jump;  /* the last place jumped to: what comes before it stays there */
	struct error *err;
	/* Every node makes at most two, `if` and its jumps included. */
	struct instruction code[2 * FORMULA_NODES_MAX + 2];
};

static bool fail(struct compiler *c, const char *at, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static bool fail(struct compiler *c, const char *at, const char *format, ...)
{
	char text[ERROR_TEXT_MAX];
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof text, format, ap);
	va_end(ap);
	error_set(c->err, STATUS_INPUT, "%s", text);
	if (c->err)
		c->err->column = (int)(at - c->text) + 1;
	return false;
}

static bool is_digit(char ch)
{
	return ch >= '0' && ch <= '9';
}

static void skip_blanks(struct compiler *c)
{
	while (*c->at == ' ' || *c->at == '\t')
		c->at++;
}

/* The text at p for messages: a name, a number or one character. */
static char *quote(const char *p, char out[48])
{
	const char *sign;
	char meant;
	unsigned cp;
	size_t n = formula_name_length(p);

	if (n == 0 && (is_digit(*p) || *p == '.'))
		n = (size_t)(num_scan(p) - p);
	if (n == 0 && *p)
		n = utf8_decode(p, strlen(p), &cp);
	if (n == 0)
		snprintf(out, 48, "the end");
	else if ((sign = num_foreign_sign(p, &meant)))
		snprintf(out, 48, "'%.*s' (%s: write %c)", (int)n, p, sign, meant);
	else
		snprintf(out, 48, "'%.*s'", (int)(n > 40 ? 40 : n), p);
	return out;
}

/* ---- code ---------------------------------------------------------------- */

static struct instruction *append(struct compiler *c, enum opcode op, enum operand operand)
{
	struct instruction *i = &c->code[c->count++];
	*i = (struct instruction){.op = (unsigned char)op, .operand = (unsigned char)operand};
	return i;
}

/* Each node of the expression is counted where its text is. */
static bool count_node(struct compiler *c, const char *at)
{
	if (++c->nodes > FORMULA_NODES_MAX)
		return fail(c, at, "the formula is too long: at most %d numbers, names and "
			"operators", FORMULA_NODES_MAX);
	return true;
}

/* A binary instruction; a right operand just pushed moves into it, unless it
 * is the last branch of an `if`. */
static bool emit_binary(struct compiler *c, enum opcode op, const char *at)
{
	if (!count_node(c, at))
		return false;
	struct instruction *last = &c->code[c->count - 1];
	if (last->op == OP_PUSH && c->count > c->jump)
		last->op = (unsigned char)op;
	else
		append(c, op, FROM_STACK);
	c->count = formula_keep_digits(c->code, c->count, c->jump);
	return true;
}

/* Marks here as a place that is jumped to, and returns it. */
static unsigned short jump_target(struct compiler *c)
{
	c->jump = c->count;
	return (unsigned short)c->count;
}

/* ---- grammar ------------------------------------------------------------- */

static bool expression(struct compiler *c);
static bool unary(struct compiler *c);

static bool enter(struct compiler *c, const char *at)
{
	if (++c->depth > FORMULA_DEPTH_MAX)
		return fail(c, at, "nested too deeply: at most %d levels", FORMULA_DEPTH_MAX);
	return true;
}

static bool number(struct compiler *c)
{
	const char *start = c->at, *end = num_scan(start);
	double value;
	char seen[48];

	if (!count_node(c, start))
		return false;
	if (!num_read(start, end, &value))
		return fail(c, start, "%.*s is too large a number", (int)(end - start > 40 ? 40
			: end - start), start);
	if (formula_name_length(end) > 0 || *end == '_' || *end == '.')
		return fail(c, end, "an operator is missing before %s", quote(end, seen));
	append(c, OP_PUSH, FROM_NUMBER)->number = value;
	c->at = end;
	return true;
}

/* Whether what stands where an operator should be is the next number, name or bracket. */
static bool begins_operand(const char *at)
{
	return is_digit(*at) || *at == '.' || *at == '(' || formula_name_length(at) > 0;
}

static bool argument_end(struct compiler *c, const char *name, int length, int given, int least,
	int most)
{
	char seen[48];

	if (*c->at == ',' || *c->at == ')') {
		if (given <= most && (*c->at == ',' ? given < most : given >= least))
			return true;
		if (least == most)
			return fail(c, c->at, "%.*s takes %d argument%s", length, name, least,
				least == 1 ? "" : "s");
		return fail(c, c->at, "%.*s takes at least %d arguments", length, name, least);
	}
	if (!*c->at)
		return fail(c, name, "the ) of %.*s( is missing", length, name);
	if (begins_operand(c->at))
		return fail(c, c->at, "an operator is missing before %s", quote(c->at, seen));
	return fail(c, c->at, "%s instead of , or ) in the arguments of %.*s", quote(c->at, seen),
		length, name);
}

/* if(c, t, e): jumps, so that only the chosen branch is computed. */
static void branch(struct compiler *c, int argument, int *patch)
{
	if (argument == 1) {
		*patch = c->count;
		append(c, OP_ELSE, FROM_STACK);
	} else if (argument == 2) {
		int over = c->count;
		append(c, OP_JUMP, FROM_STACK);
		c->code[*patch].index = jump_target(c);
		*patch = over;
	} else {
		c->code[*patch].index = jump_target(c);
	}
}

/* Puts a function's instruction behind its argument number `given`. Functions
 * of two arguments and more fold them pair by pair. */
static bool apply(struct compiler *c, int op, int given, const char *name, int *patch)
{
	if (op == OP_ELSE) {
		branch(c, given, patch);
	} else if (op > OP_NE) {
		append(c, (enum opcode)op, FROM_STACK);
		c->count = formula_keep_digits(c->code, c->count, c->jump);
	} else if (given > 1) {
		return emit_binary(c, (enum opcode)op, name);
	}
	return true;
}

/* c->at is behind the (. */
static bool call(struct compiler *c, const char *name, int length)
{
	int least = 0, most = 0, op = formula_function(name, (size_t)length, &least, &most);
	int given = 0, patch = 0;

	if (op < 0 && length == 2 && !memcmp(name, "ln", 2))
		return fail(c, name, "unknown function ln: the natural logarithm is log");
	if (op < 0)
		return fail(c, name, "unknown function %.*s: there are min max abs sqrt exp log "
			"log1p expm1 tanh pow if", length > 40 ? 40 : length, name);
	if (!enter(c, name) || (op > OP_NE && !count_node(c, name)))
		return false;
	do {
		if (!expression(c))
			return false;
		given++;
		if (!argument_end(c, name, length, given, least, most) ||
			!apply(c, op, given, name, &patch))
			return false;
	} while (*c->at++ == ',');
	c->depth--;
	return true;
}

int formula_variable_number(const char *name, size_t length)
{
	static const char *const names[] = {"x", "a0", "a"};
	for (int i = 0; i < 3; i++)
		if (strlen(names[i]) == length && memcmp(names[i], name, length) == 0)
			return i;
	return -1;
}

static bool variable(struct compiler *c, const char *at, int number)
{
	static const struct { unsigned bit; enum operand from; } table[] = {
		{FORMULA_X, FROM_X}, {FORMULA_A0, FROM_A0}, {FORMULA_A, FROM_A}};

	/* The generalist's investment is its level, whatever it is called. */
	if (c->variables & FORMULA_LEVEL)
		number = 0;
	if (!(c->variables & table[number].bit))
		return fail(c, at, "a domain's revenue depends on its level a only, not on %s",
			number == 0 ? "x" : "a0");
	c->uses |= table[number].bit;
	append(c, OP_PUSH, table[number].from);
	return true;
}

static bool constant(struct compiler *c, const char *at, size_t length)
{
	int least, most, shown = length > 40 ? 40 : (int)length;

	for (int i = 0; i < c->names; i++) {
		if (strlen(c->name[i]) == length && memcmp(c->name[i], at, length) == 0) {
			append(c, OP_PUSH, FROM_CONSTANT)->index = (unsigned short)i;
			return true;
		}
	}
	if (formula_function(at, length, &least, &most) >= 0)
		return fail(c, at, "%.*s is a function: its arguments go in ( )", shown, at);
	return fail(c, at, "unknown name %.*s", shown, at);
}

static bool name(struct compiler *c)
{
	const char *start = c->at;
	size_t length = formula_name_length(start);

	c->at += length;
	skip_blanks(c);
	if (*c->at == '(') {
		c->at++;
		return call(c, start, (int)length);
	}
	if (!count_node(c, start))
		return false;
	int number = formula_variable_number(start, length);
	return number >= 0 ? variable(c, start, number) : constant(c, start, length);
}

static bool primary(struct compiler *c)
{
	char seen[48];

	skip_blanks(c);
	if (is_digit(*c->at) || (*c->at == '.' && is_digit(c->at[1])))
		return number(c);
	if (formula_name_length(c->at) > 0)
		return name(c);
	if (*c->at != '(')
		return fail(c, c->at, "%s where a number, a name or ( should be",
			quote(c->at, seen));
	const char *open = c->at++;
	if (!enter(c, open) || !expression(c))
		return false;
	if (*c->at != ')')
		return !*c->at ? fail(c, open, "this ( is never closed")
			: begins_operand(c->at)
			? fail(c, c->at, "an operator is missing before %s", quote(c->at, seen))
			: fail(c, c->at, "%s instead of an operator or )", quote(c->at, seen));
	c->at++;
	c->depth--;
	return true;
}

/* base ^ exponent: the exponent is a signed power again, which makes ^
 * right-associative and lets 2^-1 be written. */
static bool power(struct compiler *c)
{
	if (!primary(c))
		return false;
	skip_blanks(c);
	if (*c->at != '^')
		return true;
	const char *at = c->at++;
	if (!enter(c, at) || !unary(c))
		return false;
	c->depth--;
	return emit_binary(c, OP_POW, at);
}

static bool unary(struct compiler *c)
{
	skip_blanks(c);
	const char *at = c->at;
	if (*at != '-' && *at != '+')
		return power(c);
	c->at++;
	if (!enter(c, at) || !count_node(c, at) || !unary(c))
		return false;
	c->depth--;
	if (*at == '-')
		append(c, OP_NEG, FROM_STACK);
	return true;
}

static bool product(struct compiler *c)
{
	if (!unary(c))
		return false;
	for (skip_blanks(c); *c->at == '*' || *c->at == '/'; skip_blanks(c)) {
		const char *at = c->at++;
		if (*c->at == '*')
			return fail(c, at, "** is not an operator: write ^ for a power");
		if (!unary(c) || !emit_binary(c, *at == '*' ? OP_MUL : OP_DIV, at))
			return false;
	}
	return true;
}

static bool sum(struct compiler *c)
{
	if (!product(c))
		return false;
	for (skip_blanks(c); *c->at == '+' || *c->at == '-'; skip_blanks(c)) {
		const char *at = c->at++;
		if (!product(c) || !emit_binary(c, *at == '+' ? OP_ADD : OP_SUB, at))
			return false;
	}
	return true;
}

/* The comparison at p and the characters it takes; 0: none. */
static int comparison(const char *p, enum opcode *op)
{
	bool equal = *p && p[1] == '=';

	switch (*p) {
	case '<':
		*op = equal ? OP_LE : OP_LT;
		return equal ? 2 : 1;
	case '>':
		*op = equal ? OP_GE : OP_GT;
		return equal ? 2 : 1;
	case '=':
	case '!':
		*op = *p == '=' ? OP_EQ : OP_NE;
		return equal ? 2 : 0;
	default:
		return 0;
	}
}

static bool expression(struct compiler *c)
{
	enum opcode op = OP_EQ, next;

	if (!sum(c))
		return false;
	const char *at = c->at;
	int length = comparison(at, &op);
	if (length == 0)
		return *at == '=' ? fail(c, at, "a single = is not a comparison: write ==") : true;
	c->at += length;
	if (!sum(c) || !emit_binary(c, op, at))
		return false;
	if (comparison(c->at, &next) > 0)
		return fail(c, c->at, "comparisons do not chain: put one of them in ( )");
	return true;
}

static bool compile(struct compiler *c)
{
	char seen[48];

	if (strlen(c->text) > FORMULA_TEXT_MAX)
		return fail(c, c->text + FORMULA_TEXT_MAX, "the formula is too long: at most %d "
			"characters", FORMULA_TEXT_MAX);
	skip_blanks(c);
	if (!*c->at)
		return fail(c, c->at, "the formula is empty");
	if (!expression(c))
		return false;
	if (*c->at == ')')
		return fail(c, c->at, "this ) was never opened");
	if (begins_operand(c->at))
		return fail(c, c->at, "an operator is missing before %s", quote(c->at, seen));
	if (*c->at)
		return fail(c, c->at, "%s instead of an operator or the end", quote(c->at, seen));
	append(c, OP_END, FROM_STACK);
	return true;
}

enum status formula_compile(const char *text, const char *const *names, int count,
	unsigned variables, struct formula **out, struct error *err)
{
	struct error unused;
	struct compiler *c = malloc(sizeof *c);

	if (!c)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	memset(c, 0, offsetof(struct compiler, code));
	c->text = c->at = text;
	c->name = names;
	c->names = count;
	c->variables = variables;
	c->err = err ? err : &unused;
	if (!compile(c)) {
		free(c);
		return STATUS_INPUT;
	}
	int all = formula_find_ratios(c->code, c->count, (int)(sizeof c->code / sizeof c->code[0]));
	size_t size = (size_t)all * sizeof c->code[0];
	struct formula *f = malloc(sizeof *f + size);
	if (f) {
		f->uses = c->uses;
		f->count = c->count;
		f->all = all;
		memcpy(f->code, c->code, size);
	}
	free(c);
	*out = f;
	return f ? STATUS_OK : error_set(err, STATUS_SYSTEM, "out of memory");
}

void formula_free(struct formula *f)
{
	free(f);
}

unsigned formula_uses(const struct formula *f)
{
	return f->uses;
}
