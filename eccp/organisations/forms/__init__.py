"""The forms of the room: what people type about an organisation is judged here and nowhere else."""

from eccp.organisations.forms.start import StartForm
from eccp.organisations.forms.step import StepForm

__all__ = ["StartForm", "StepForm"]
