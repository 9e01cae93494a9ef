# SPDX-License-Identifier: MIT
"""Which function does which operator. Each takes (run, item, window) and returns what its window carries."""

import cadres
import chain
import offices
import posting
from cut import headcount_cut
from dividing import found, rename, separate, split
from ending import dissolve
from joining import merge
from mapping import crosswalk
from moving import add_posts, autonomy, transfer
from settling import early_retirement, severance

OPERATORS = {"headcount-cut": headcount_cut, "merge": merge, "dissolve": dissolve, "transfer": transfer,
             "add-posts": add_posts, "autonomy": autonomy,
             "crosswalk": crosswalk, **cadres.OPERATORS, **chain.OPERATORS, **posting.OPERATORS, **offices.OPERATORS, "found": found, "rename": rename, "split": split, "separate": separate,
             "severance": severance, "early-retirement": early_retirement}
