#include "ui/words.h"

#include <stddef.h>

static const struct word table[] = {
	{NULL, "On the screen", NULL},
	{"share of g", "the part of the revenue that generalist g keeps; the rest is the "
		"specialist's. Where domains have shares of their own: share with m, with l. In files "
		"and in the paper: delta", "d share of G"},
	{"level", "how good the technology is: g builds it up, specialists add to it. In files: "
		"alpha0, alpha", "a0 performance alpha"},
	{"g, m, l ...", "the players, by their letter in the panel; their curves", "letter curve"},
	{"utility", "what a player has in the end: its part of the revenue less its own cost, in "
		"the unit of revenue. U_G, U_i in the paper", "U_G U_m payoff profit gets"},
	{"joint .", "the sum of all utilities, the joint surplus; the dots", "surplus welfare"},
	{"first best", "the joint surplus if a single owner of all chose. 75% of first best: a "
		"quarter is lost by sharing", "efficiency effic."},
	{"Pareto set", "the shares from which nobody can gain without somebody losing: = below a "
		"plot, o on the frontier; a comma where some could have more, and nobody less",
		"pareto optimal dominated"},
	{"profit-sharing", "yes: a Pareto share strictly inside gives a gain to every player that "
		"can gain at all", NULL},
	{"no deal", "what each has without a bargain: its outside option, x", "disagreement agreement"},
	{"rule", "how the share is found: what the parties agree on (page 4)", "solution bargaining"},
	{"contributes", "the specialist invests on top of what g built", "contribute"},
	{"free-rides", "it takes the technology as it is, and earns with it", "free-ride"},
	{"abstains, out", "it stays away: no revenue, no cost", "abstain out"},
	{"squeeze", "g stops at just the level that keeps a specialist from leaving", "hold-up"},
	{"flip", "a small change after which g, or a specialist, jumps to another level", "jump"},
	{"proved", "how sure a number is: proved, sampled (a formula was tried at many points), gave "
		"up (the search ended early); said only where it is not proved", "sampled gave-up"},
	{"statics", "an outcome against one parameter, all else as it is (view 7); haggle sweep "
		"writes such tables", "sweep comparative"},

	{NULL, "Marks", NULL},
	{"@ : [ ]", "now: the present bargain, and the line through it; brackets in a map", "present"},
	{"& '", "before the last key, or pinned: the outcome, and its curves", "pin ghost"},
	{"/ .", "on the frontier: what payments, or one pot, can make of the largest sum, and what "
		"there is without", "lump sums side payments pot pie"},
	{"' - -", "with a contract: the frontier of shares alone; the first best, as a line or "
		"at the left end", "plain share contract ghost"},
	{"| { }", "the read-out: a line in plots, braces in a map; | in a map: another class begins; "
		"<> the best floors",
		"bracket read cursor"},
	{"V N E K", "vertical monopoly, Nash, egalitarian, Kalai-Smorodinsky (page 4)", "letter"},
	{"P", "the highest levels (maximal performance); P any share: all do equally well", "tie any"},
	{"G M L ...", "what g, m, l alone would pick", "powerful dictate"},
	{"*", "several marks in one cell, listed beside; behind a value: not as in the file", NULL},
	{"^", "somebody switches: contributes, free-rides or abstains from here on", "threshold"},
	{"c f -", "in a strip: contribute, free-ride, abstain", "regime"},
	{"o , =", "Pareto, not, and Pareto again in strips and tables", NULL},
	{"x", "no deal: the outside options", "disagreement"},
	{"r k c p", "of functions: what a level earns, what is kept of it, what it costs; the part of "
		"the cost that a player bears", NULL},
	{">", "the chosen row; in the table of solutions the present rule", "chosen"},
	{"~", "in the table: one of several answers that are as good", "tie"},
	{"?", "hidden: to be guessed", NULL},
	{"f b", "in the panel: the key that changes the word", NULL},
	{"+ 4 at rest", "rows at a neutral value (no fixed cost, weight 1); Enter shows them",
		"fold hidden rows"},

	{NULL, "Contracts", NULL},
	{"fee", "what a specialist pays g for taking part, once it has seen what g built; it may "
		"decline, and stay away", "licence contract.fee"},
	{"cost share", "the part of a specialist's cost that g bears; base share: the part of g's "
		"cost that a specialist bears", "base share contract.cost-share"},
	{"payments", "lump sums at signing, whatever comes later; to g, in the table of solutions: "
		"what g gets, below 0 what it pays", "lump sums transfers side to m"},
	{"matched", "a contract: g bears of each cost what it gets of the revenue", "contract"},
	{"profit", "a contract: one pot of all profits, the share is g's part of it", "pot contract"},

	{NULL, "Under a law", NULL},
	{"performance", "and safety: what the product has. A unit of either earns; each costs", "safety"},
	{"floor", "the least safety that the law asks of g's technology, or of what a specialist sells",
		"regulation law floors"},
	{"law . B M -", "in strips and maps: it changes little (.), it backfires (B: what is sold is less "
		"safe than without a law), everybody gains (M, mutual), somebody is driven away (-)",
		"verdict backfires mutual away regulated-away none"},
	{"camp, end", "in Paths: where g leaves its product, and where a specialist brings it to", "paths"},
	{"value", "what a unit of safety is worth to society; welfare: the joint surplus, and value "
		"times all safety sold", "welfare"},

	{NULL, "To do", NULL},
	{"start over", "R: all rows as they were; Backspace: one row; u: one step", "reset revert undo"},
	{"colours", "c: the next scheme; --colors=", "color colour scheme contrast"},
	{"big", "z: one view with large figures, for a projector", "projector zoom beamer"},
	{"log axes", "\\ and |, or = to type from:to:log, in statics and map", "log logarithmic range"},
};

const struct word *word_row(int i)
{
	return i >= 0 && i < (int)(sizeof table / sizeof table[0]) ? &table[i] : NULL;
}
