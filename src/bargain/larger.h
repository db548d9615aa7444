/* Private to the bargain layer: fmax without a call, for what is asked millions of times. */
#ifndef HAGGLE_BARGAIN_LARGER_H
#define HAGGLE_BARGAIN_LARGER_H

/* The larger of both, a number as long as a is one. */
static inline double larger(double a, double b)
{
	return a < b ? b : a;
}

#endif
