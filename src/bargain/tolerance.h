/* Private to the bargain layer: what is called equal, and what no gain.
 *
 * All of it in parts of the game's own scale (struct study), so that the unit in which
 * revenue is counted decides nothing. */
#ifndef HAGGLE_BARGAIN_TOLERANCE_H
#define HAGGLE_BARGAIN_TOLERANCE_H

/* Payoffs that differ by less are equal: what rounding leaves of a difference. */
#define ROUNDING 1e-12
/* Its root, in a share: near the top of a smooth payoff, shares that differ by less give
 * payoffs that are equal. */
#define ROUNDING_SHARE 1e-6
/* How near a share comes to where something changes. */
#define SHARE_EXACT 1e-14
/* A player whose ideal is less is a bystander; bargains that together gain less are no
 * agreement. */
#define NO_GAIN 1e-7
/* And where somebody is kept to its outside option by rounding alone: what shares that differ
 * from one that gains nothing by rounding's root give the others. */
#define NO_GAIN_HELD 1e-5

#endif
