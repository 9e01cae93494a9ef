# SPDX-License-Identifier: MIT
"""Draws, keys and streams, as plugin.h and engine/sim/README.md fix them."""

M64 = (1 << 64) - 1
M32 = (1 << 32) - 1


def chance(key, row, draw):
    x = (key + row * 0x9E3779B97F4A7C15 + draw * 0xD1B54A32D192ED03) & M64
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & M64
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & M64
    return x ^ (x >> 31)


def chance32(key, stream):
    k = chance(key, 1, 0)
    x = ((stream * 0x9E3779B1) & M32) ^ (k & M32)
    x = ((x ^ (x >> 16)) * 0x21F0AAAD + (k >> 32)) & M32
    x = ((x ^ (x >> 15)) * 0x735A2D97) & M32
    return x ^ (x >> 15)


def chance_real(key, row, draw):
    return (chance(key, row, draw) >> 11) * (1.0 / 9007199254740992.0)


def absorb(key, text):
    """FNV-1a of 64 bits over the bytes, then one draw whose number is their count."""
    value, data = 0xCBF29CE484222325, text.encode()
    for byte in data:
        value = ((value ^ byte) * 0x100000001B3) & M64
    return chance(key, value, len(data))


def key_of(seed, replication, plugin, feature, item_id, ordinal, year):
    """item_id: as the scenario gives it, or None; then ordinal is the item's place among those of its feature, from 0."""
    key = absorb(absorb(chance(seed, replication, 1), plugin), feature)
    key = absorb(key, item_id) if item_id is not None else chance(key, ordinal, 2)
    return chance(key, year & M64, 3)


def origin_of(plugin, feature, item_id, ordinal):
    return key_of(0, 0, plugin, feature, item_id, ordinal, 0) >> 32


def stream_of(parent, origin, month, ordinal):
    """Of a row that a run adds: never 0."""
    return chance(origin << 32 | parent, month & M32, ordinal) >> 32 or 1


def yearly_month(draw, rate):
    """In which month of the year (0 to 11) a yearly draw of 32 bits falls, or None."""
    whole = int(rate * 4294967296.0)
    edges = [whole * month // 12 for month in range(13)]
    for month in range(12):
        if edges[month] <= draw < edges[month + 1]:
            return month
    return None
