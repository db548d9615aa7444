/* Expressions that print themselves in the language of formulas and evaluate themselves,
 * value and derivative, sharing no code with it: what an oracle holds formulas to. */
#ifndef HAGGLE_TESTS_TREE_H
#define HAGGLE_TESTS_TREE_H

#include <stdbool.h>
#include <stddef.h>

enum { TREE_NODES = 128 };

enum tree_op {
	TREE_NUMBER, TREE_X, TREE_A0, TREE_A,
	TREE_ADD, TREE_SUB, TREE_MUL, TREE_DIV, TREE_POW, /* the exponent is a number */
	TREE_MIN, TREE_MAX,
	TREE_LESS, TREE_MOST, TREE_MORE, TREE_LEAST, /* < <= > >= */
	TREE_ABS, TREE_SQRT, TREE_EXP, TREE_TANH, TREE_LOG1P, TREE_EXPM1,
	TREE_IF
};

struct tree {
	int count;
	struct {
		enum tree_op op;
		double number;
		int arg[3];
	} node[TREE_NODES];
};

/* Each appends a node and returns its index; the last one appended is the root. */
int tree_number(struct tree *t, double value); /* >= 0, and exact in six digits */
int tree_variable(struct tree *t, enum tree_op which);
int tree_apply(struct tree *t, enum tree_op op, int u, int v); /* v only where it has two */
int tree_if(struct tree *t, int condition, int yes, int no);

/* The tree from node `root` as text, into out. Returns out. */
char *tree_print(const struct tree *t, int root, char *out, size_t size);

/* Where it is evaluated: a is given beside a0 + x, since a sum may round across a step. */
struct tree_point { double x, a0, a; };
/* A value, and its derivative as x moves and a with it. */
struct tree_value { double v, d; };
struct tree_value tree_eval(const struct tree *t, int root, const struct tree_point *at);

#endif
