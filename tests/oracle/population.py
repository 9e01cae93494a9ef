# SPDX-License-Identifier: MIT
"""Sex, birth and hiring of people who are known only by counts, as engine/exchange/README.md says."""

import math

from chance import M64, chance, chance_real


def category_key(seed, category):
    value = 0xCBF29CE484222325
    for byte in category.encode():
        value = ((value ^ byte) * 0x100000001B3) & M64
    return chance(seed, value, 0)


def bands_of(bands, category):
    """Those of a category, else those of none."""
    return [band for band in bands if (band.get("category") or "") == category] or \
        [band for band in bands if not band.get("category")]


def draw_band(key, bands, row, sex):
    weights = {"F": [float(band["women"]) for band in bands], "M": [float(band["men"]) for band in bands]}
    women = 0.0 if sex == "M" else sum(weights["F"])
    men = 0.0 if sex == "F" else sum(weights["M"])
    at = chance_real(key, row, 0) * (women + men)
    drawn = "F" if at < women else "M"
    rest = at if drawn == "F" else at - women
    last = None
    for band, weight in zip(bands, weights[drawn]):
        if weight <= 0:
            continue
        last = band
        if rest < weight:
            break
        rest -= weight
    return last, sex or drawn


def populate(org, bands, seed, month):
    for person in org.people:
        if person.born is not None:
            continue
        category = org.posts[person.post].category
        key, own = category_key(seed, category), bands_of(bands, category)
        band, person.sex = draw_band(key, own, person.post, person.sex)
        first, last = int(band["age_from"]), int(band["age_to"])
        person.born = month - first * 12 - int(chance_real(key, person.post, 1) * (last - first + 1) * 12)
        spread = (chance_real(key, person.post, 2) * 2 - 1) * 36
        hired_at = max(18 * 12, math.floor(float(band["hired_at"]) * 12 + spread + 0.5))
        if person.hired is None:
            person.hired = min(person.born + hired_at, month)
