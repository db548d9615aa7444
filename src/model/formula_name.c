/* Names within formulas. */
#include "base/num.h"
#include "model/formula.h"

#include <string.h>

size_t formula_name_length(const char *text)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	return *text && strchr(letters, *text)
		? strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
		: 0;
}

size_t formula_next_name(const char **at)
{
	while (**at) {
		const char *p = *at, *number_end = num_scan(p);
		size_t n = formula_name_length(p);

		if (n > 0 && p[n + strspn(p + n, " \t")] != '(')
			return n;
		*at = n > 0 ? p + n : number_end > p ? number_end : p + 1;
	}
	return 0;
}
