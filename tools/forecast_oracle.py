"""Records what statsmodels and statsforecast make of series we generate: `tests/forecasting/oracle.json`.

Run where both are installed (requirements/bench.txt); the tests need neither.
"""

from __future__ import annotations

import importlib.metadata
import json
import math
import random
from pathlib import Path

TARGET = Path(__file__).parents[1] / "tests/forecasting/oracle.json"


def main() -> None:
    """Four series of our own; exponential smoothing with given weights; the fitted Theta; classical seasons."""
    import numpy
    from statsforecast.models import DynamicOptimizedTheta
    from statsmodels.tsa.seasonal import seasonal_decompose
    from statsmodels.tsa.statespace.exponential_smoothing import ExponentialSmoothing

    told = {"made with": {name: importlib.metadata.version(name) for name in ("statsmodels", "statsforecast")}}
    cases = []
    for number, values in enumerate(map(series, range(4))):
        array = numpy.array(values)
        smoothing = []
        for trend, damped, params in (
            (False, False, {"smoothing_level": 0.37}),
            (True, False, {"smoothing_level": 0.4, "smoothing_trend": 0.1}),
            (True, True, {"smoothing_level": 0.6, "smoothing_trend": 0.2, "damping_trend": 0.9}),
        ):
            model = ExponentialSmoothing(
                array, trend=trend, damped_trend=damped, initialization_method="known", initial_level=90.0,
                initial_trend=0.5 if trend else None,
            )  # fmt: skip
            done = model.smooth([params[name] for name in model.param_names])
            expected = [float(one) for one in done.fittedvalues]
            ahead = [float(one) for one in done.forecast(6)]
            smoothing.append({"params": params, "expected": expected, "ahead": ahead})
        theta = DynamicOptimizedTheta(season_length=1).forecast(y=array, h=12)["mean"]
        seasons = {
            name: [float(one) for one in seasonal_decompose(array, model=name, period=12).seasonal[:12]]
            for name in ("additive", "multiplicative")
        }
        cases.append(
            {"number": number, "values": values, "smoothing": smoothing, "theta": [float(one) for one in theta]}
            | seasons
        )
    TARGET.write_text(json.dumps(told | {"cases": cases}, indent=1) + "\n", encoding="utf-8")


def series(number: int) -> list[float]:
    """Six years of months: a trend, a season and noise, seeded."""
    chance = random.Random(number)
    level, found = 100.0, []
    for month in range(72):
        level += number * 0.4 + chance.gauss(0, 2)
        found.append(round(level + 12 * math.sin(month / 6 * math.pi) * (number % 2) + chance.gauss(0, 4), 3))
    return found


if __name__ == "__main__":
    main()
