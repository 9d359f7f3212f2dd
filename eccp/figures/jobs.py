"""What the clock does for figures."""

from datetime import timedelta

from eccp.core.clock import every
from eccp.figures import services


# Four times a day, so that no day is left out when a run is late or fails; the first one of a day stands.
@every(timedelta(hours=6), "figures.measure_figures_of_the_day")
def measure_figures_of_the_day() -> None:
    """Store what is counted today."""
    services.measure(by=None)
