"""The same series forecast by a library: the mean of statsforecast's AutoETS and dynamic optimised Theta."""

from __future__ import annotations

import importlib.util
import time

from forecast_series import Known


def peer(series: Known) -> tuple[tuple[float, ...], float] | None:
    """The hidden periods as the library expects them, and the processor seconds; None where it is not installed."""
    if importlib.util.find_spec("statsforecast") is None:
        return None
    import numpy
    from statsforecast.models import AutoETS, DynamicOptimizedTheta

    shown, steps = numpy.array(series.shown), len(series.hidden)
    began = time.process_time()
    models = (AutoETS(season_length=series.cycle), DynamicOptimizedTheta(season_length=series.cycle))
    found = [model.forecast(y=shown, h=steps)["mean"] for model in models]
    spent = time.process_time() - began
    return tuple(float(sum(pair) / 2) for pair in zip(*found, strict=True)), spent
