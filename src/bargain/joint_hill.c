/* What the generalist gets at a chart's bargain, by level: see joint_chart.h. */
#include "bargain/joint_chart.h"
#include "bargain/larger.h"

#include <math.h>

/* Of the levels from l on alone. */
static struct chart_block block_at(const struct chart *c, const double *row, int l)
{
	struct chart_block b = {row[l], -INFINITY, -INFINITY};
	for (int k = l; k < l + CHART_BLOCK && k < c->levels; k++) {
		b.most = larger(b.most, row[k]);
		if (k + 1 == c->levels)
			break;
		double slope = (row[k + 1] - row[k]) / (c->level[k + 1] - c->level[k]);
		if (!isfinite(slope)) /* it may be anything */
			b.beyond = b.below = INFINITY;
		b.beyond = larger(b.beyond, slope);
		b.below = larger(b.below, -slope);
	}
	return b;
}

void chart_set_blocks(const struct chart *c, const double *row, struct chart_block *block)
{
	int blocks = chart_blocks(c->levels);
	for (int q = 0; q < blocks; q++) {
		block[q] = block_at(c, row, q * CHART_BLOCK);
		if (q > 0)
			block[q].below = larger(block[q - 1].below, block[q].below);
	}
	for (int q = blocks - 2; q >= 0; q--)
		block[q].beyond = larger(block[q + 1].beyond, block[q].beyond);
}

static void add_row(struct hill *h, const double *row, const struct chart_block *block)
{
	h->row[h->rows] = row;
	h->block[h->rows++] = block;
}

struct hill hill_at(const struct chart *c, int first, int axis)
{
	struct hill h = {.levels = c->levels};
	add_row(&h, c->sum + (size_t)first * (size_t)c->levels,
		c->sum_block + first * chart_blocks(c->levels));
	for (int i = first; i < c->n; i++)
		if (i != axis)
			add_row(&h, c->gain + row_at(c, i, c->index[i]), blocks_of(c, i, c->index[i]));
	add_row(&h, c->gain + row_at(c, axis, c->index[axis]), blocks_of(c, axis, c->index[axis]));
	return h;
}

static double block_most(const struct hill *h, int q)
{
	double most = h->block[0][q].most;
	for (int r = 1; r < h->rows; r++)
		most += h->block[r][q].most;
	return most;
}

/* Whether it falls from the first level of block q up to the end. */
static bool falls_up(const struct hill *h, int q)
{
	double most = 0;
	for (int r = 0; r < h->rows; r++)
		most += h->block[r][q].beyond;
	return most < 0;
}

/* From the first level behind block q down. */
static bool falls_down(const struct hill *h, int q)
{
	double most = 0;
	for (int r = 0; r < h->rows; r++)
		most += h->block[r][q].below;
	return most < 0;
}

/* The highest level seen, of equal ones the lowest. */
struct top {
	double total;
	int at;
};

static void look_at(const struct hill *h, int l, int end, struct top *top)
{
	for (; l < end && l < h->levels; l++) {
		double total = hill_total(h, l);
		if (total >= top->total && (total > top->total || l < top->at))
			*top = (struct top){total, l};
	}
}

int hill_highest(const struct hill *h, int l)
{
	int first = l / CHART_BLOCK, blocks = chart_blocks(h->levels);
	struct top top = {hill_total(h, l), l};
	look_at(h, first * CHART_BLOCK, (first + 1) * CHART_BLOCK, &top);
	for (int q = first + 1; q < blocks; q++) {
		bool falls = falls_up(h, q);
		if (falls || block_most(h, q) >= top.total)
			look_at(h, q * CHART_BLOCK, falls ? q * CHART_BLOCK + 1 : (q + 1) * CHART_BLOCK, &top);
		if (falls)
			break;
	}
	for (int q = first - 1; q >= 0 && !falls_down(h, q); q--)
		if (block_most(h, q) >= top.total)
			look_at(h, q * CHART_BLOCK, (q + 1) * CHART_BLOCK, &top);
	return top.at;
}

int hill_climb(const struct hill *h, int l)
{
	double here = hill_total(h, l), next;
	while (l > 0 && (next = hill_total(h, l - 1)) > here) {
		here = next;
		l--;
	}
	while (l + 1 < h->levels && (next = hill_total(h, l + 1)) > here) {
		here = next;
		l++;
	}
	return l;
}

int hill_next_peak(const struct hill *h, int l, int step)
{
	int last = step > 0 ? h->levels - 1 : 0;
	double here = hill_total(h, l), next;
	for (; l != last; l += step, here = next) {
		int q = l / CHART_BLOCK;
		if (l % CHART_BLOCK == 0 && (step > 0 ? falls_up(h, q) : falls_down(h, q - 1)))
			return -1;
		next = hill_total(h, l + step);
		if (!(next <= here))
			return hill_climb(h, l);
	}
	return -1;
}
