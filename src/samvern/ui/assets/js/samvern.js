// The one script of every page. Everything works without it; it makes things smoother.

import "@digdir/designsystemet-web/ds-error-summary";
import "@digdir/designsystemet-web/popover";

import { startAnswering } from "./answering.js";
import { startCharts } from "./chart_loader.js";
import { startFolding } from "./folding.js";
import { startLiveRegions } from "./live.js";
import { startOrdering } from "./ordering.js";
import { startSchemes } from "./schemes.js";
import { startShortcuts } from "./shortcuts.js";
import { startWeights } from "./weights.js";

startLiveRegions();
startSchemes();
startWeights();
startOrdering();
startCharts();
startShortcuts();
startAnswering();
startFolding();
