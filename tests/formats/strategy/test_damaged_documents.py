"""Damaged texts and YAML files are read or refused with a sentence: no crash, no hang."""

from __future__ import annotations

import os
import random
import time

import pytest

from openscorecard.domain.faults import Fault
from openscorecard.formats.example import example_plans, example_text
from openscorecard.formats.strategy.intake import read_directly
from openscorecard.formats.strategy.outlet import write_plan

MUTANTS = int(os.environ.get("OPENSCORECARD_MUTANTS", "150"))
SIGNS = [*"\t\n#【】:{[|９٣²", "- ", "'", '"', "&a", "*a", "\x00", "\u2028", "\ufeff"]
SPICE = [*SIGNS, "AC1", "ZZ9", "AC1.1.1", "AC１", "策略主題", "構面", "附錄"]


def mutants(text: str, seed: int) -> list[bytes]:
    """Texts with a few lines or characters cut, doubled, swapped or spiced, and bytes flipped."""
    dice = random.Random(seed)
    made = []
    for _ in range(MUTANTS):
        chars = list(text)
        for _ in range(dice.randint(1, 6)):
            at, length = dice.randrange(len(chars)), dice.randint(1, 40)
            match dice.randrange(4):
                case 0:
                    del chars[at : at + length]
                case 1:
                    chars[at:at] = chars[at : at + length]
                case 2:
                    chars.insert(at, dice.choice(SPICE))
                case _:
                    chars[at : at + length] = reversed(chars[at : at + length])
        data = bytearray("".join(chars).encode("utf-8", "surrogatepass"))
        if dice.random() < 0.2:
            data[dice.randrange(len(data))] = dice.randrange(256)
        made.append(bytes(data))
    return made


@pytest.mark.parametrize("kind", ["txt", "yaml"])
def test_a_damaged_document_is_read_or_refused(kind: str) -> None:
    library = example_plans()[1]
    text = example_text() if kind == "yaml" else write_plan(library, "txt").decode()
    begun, read, faults = time.monotonic(), 0, []
    for data in mutants(text, seed=20261123):
        try:
            read += bool(read_directly(data, f"plan.{kind}").plans)
        except Fault as fault:
            faults.extend(fault.all())
    assert all(one.sentence("zh-Hant") and one.sentence("en") for one in faults)
    assert 0 < read < MUTANTS
    assert (time.monotonic() - begun) / MUTANTS < 1
