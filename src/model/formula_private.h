/* Shared by the files of the formula compiler and evaluator; nobody else
 * includes this. */
#ifndef HAGGLE_MODEL_FORMULA_PRIVATE_H
#define HAGGLE_MODEL_FORMULA_PRIVATE_H

#include "model/formula.h"

#include <math.h>
#include <stddef.h>

/* A stack machine. Binary instructions take their right operand from the stack
 * or, with the flag below, from the instruction: most right operands are plain,
 * and a dispatch costs more than an addition. */
enum opcode {
	OP_PUSH, /* pushes the plain operand */
	OP_ADD, OP_SUB, OP_MUL, OP_DIV, OP_POW, OP_MIN, OP_MAX,
	OP_LT, OP_LE, OP_GT, OP_GE, OP_EQ, OP_NE,
	OP_NEG, OP_ABS, OP_SQRT, OP_EXP, OP_LOG, OP_LOG1P, OP_EXPM1, OP_TANH,
	OP_ELSE, /* pops; where it is 0, jumps */
	OP_JUMP,
	OP_END,
};

/* Where a plain operand comes from. */
enum operand {
	FROM_STACK,
	FROM_NUMBER,   /* number */
	FROM_CONSTANT, /* constants[index] */
	FROM_X, FROM_A0, FROM_A,
};

/* Of a division c p / (p + k), c and k being fixed: where programs of these begin. */
enum { RATIO_C, RATIO_K, RATIO_PARTS };

struct instruction {
	unsigned char op;
	unsigned char operand;
	unsigned short index; /* of a constant; of the instruction jumped to; of a division, 1 where
	                       * it has: */
	union {
		double number;
		unsigned short part[RATIO_PARTS];
	};
};

/* Stack entries are operands that wait for others, so at most half the nodes
 * and one. */
enum { FORMULA_STACK_MAX = FORMULA_NODES_MAX / 2 + 2 };

struct formula {
	unsigned uses;
	int count, all; /* instructions: its own, and with the programs of ratios */
	struct instruction code[];
};

/* e^u and e^u - 1 to the last digits. Away from 0 exp has them as well, which takes less time. */
struct exponential { double e, less_one; };
static inline struct exponential formula_exp(double u)
{
	double z = fabs(u) < .6875 ? expm1(u) : exp(u);
	return fabs(u) < .6875 ? (struct exponential){z + 1, z} : (struct exponential){z, z - 1};
}

/* Where the expression that ends before `end` begins; -1: there are jumps in it. */
int formula_begins(const struct instruction *code, int end);
/* Makes the last instructions of the `count` so far say what they do exactly, if there is a better
 * way to say it (formula_digits.c); none before `jump`, which was the last to be jumped to, moves.
 * Returns how many there are then. */
int formula_keep_digits(struct instruction *code, int count, int jump);
/* Finds such divisions among the `count` instructions, and adds their programs behind them as far
 * as there is `room`; returns how many instructions there are then (formula_ratio.c). */
int formula_find_ratios(struct instruction *code, int count, int room);

/* What a name is when a ( follows it; -1: no function. */
int formula_function(const char *name, size_t length, int *least, int *most);
/* Which variable a name is: 0 x, 1 a0, 2 a; -1: none. */
int formula_variable_number(const char *name, size_t length);

#endif
