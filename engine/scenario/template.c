// SPDX-License-Identifier: MIT
/* What `orgsim scenario new` writes: a scenario that runs, with a word on each part. */
#include "catalogue.h"

static const char text[] =
    "# A scenario: an organisation, what is done to it, and what must be reached.\n"
    "# Check it with `orgsim check scenario.yaml`, run it with `orgsim run scenario.yaml`.\n"
    "orgsim: 1\n"
    "title: A first plan\n"
    "\n"
    "# Where the organisation comes from: CSV files beside this one (only units is needed),\n"
    "# or a stored snapshot such as town.orgdb:town-2021.\n"
    "organisation: {units: units.csv, posts: posts.csv, people: people.csv}\n"
    "from: 2025-01\n"
    "to: 2027-12\n"
    "clock: yearly # or quarterly, monthly\n"
    "\n"
    "# What counts as a unit, in SQL over the table of units. A target names the rule that it counts by.\n"
    "counting:\n"
    "  all-units:\n"
    "    where: \"1\"\n"
    "    wording: every unit\n"
    "\n"
    "# What happens by itself, all the time.\n"
    "processes:\n"
    "  - retirement:\n"
    "  - resignation: {rate: 2%}\n"
    "\n"
    "# What is decided. at: a month or a list of months; every: year fires in December.\n"
    "steps:\n"
    "  - every: year\n"
    "    id: yearly-cut\n"
    "    note: Each year close 4 % of the posts that there were at the start, vacant ones first; heads and deputies "
    "stay.\n"
    "    headcount-cut: {where: \"rank = 'staff'\", by: 4%, of: start}\n"
    "  # - at: 2025-07\n"
    "  #   merge: {units: [finance, planning], into: {id: finplan, name: Finance and Planning}}\n"
    "\n"
    "# What must be reached: a metric, a comparison, and when it is judged.\n"
    "targets:\n"
    "  - id: posts\n"
    "    title: A tenth fewer posts than at the start\n"
    "    metric: posts\n"
    "    against: start\n"
    "    change: -10%\n"
    "    by: 2027-12\n"
    "  - id: units\n"
    "    title: A fifth fewer units than at the start (needs a merger, see above)\n"
    "    metric: units\n"
    "    with: {counting: all-units}\n"
    "    against: start\n"
    "    change: -20%\n"
    "    by: 2027-12\n";

const char *
org_scenario_template(void)
{
    return text;
}
