/* presets/symmetric.ini, so that haggle starts wherever it is put. A test holds
 * the two identical. */
#include "model/preset.h"

const char preset_symmetric[] =
	"; Two equals. Haggle starts here when no scenario is named.\n"
	"[scenario]\n"
	"title   = Two equals\n"
	"summary = Equal costs: every solution splits in half, and a quarter of the pie is lost.\n"
	"source  = Quadratic costs and linear revenue, solved in closed form\n"
	"try     = Move the share with , and . and watch; then raise one cost scale, and press b.\n"
	"share   = separate\n"
	"bargain = nash\n"
	"\n"
	"[generalist]\n"
	"name          = Generalist\n"
	"cost          = power\n"
	"cost.scale    = 1\n"
	"cost.exponent = 2\n"
	"\n"
	"[specialist medicine]\n"
	"name          = Specialist\n"
	"revenue       = linear\n"
	"revenue.scale = 1\n"
	"cost          = power\n"
	"cost.scale    = 1\n"
	"cost.exponent = 2\n";
