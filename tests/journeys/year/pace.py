"""How fast officers work: most steps in their time, some left lying until their clock has run out."""

import random

SLOW = 0.13


def days(rng: random.Random, least: int, most: int) -> int:
    """How many days a step takes."""
    found = rng.randint(least, most)
    return found * rng.randint(3, 8) if rng.random() < SLOW else found
