"""The verbs of the room, by subject. The state diagram stands in `flow`.

submitted → asked → submitted → … → published | declined | withdrawn
"""

from eccp.core.workflow import WrongState
from eccp.validation.clock import Forecast, forecast
from eccp.validation.mails import preview
from eccp.validation.services import freshness
from eccp.validation.services.claims import open_claim, receive_claim
from eccp.validation.services.evidence import gather_evidence, regather
from eccp.validation.services.flow import APPLICATION
from eccp.validation.services.judging import ProfileChanged, answer, ask, decline, judge, publish, withdraw
from eccp.validation.services.opening import (
    confirmed_by_cluster,
    look_again,
    missing,
    send_to_cluster,
    sent_to_cluster,
    submit,
)
from eccp.validation.services.reclocking import reclock
from eccp.validation.services.taking import InProgress, reassign, release, take

__all__ = [
    "APPLICATION",
    "Forecast",
    "InProgress",
    "ProfileChanged",
    "WrongState",
    "answer",
    "ask",
    "confirmed_by_cluster",
    "decline",
    "forecast",
    "freshness",
    "gather_evidence",
    "judge",
    "look_again",
    "missing",
    "open_claim",
    "preview",
    "publish",
    "reassign",
    "receive_claim",
    "reclock",
    "regather",
    "release",
    "send_to_cluster",
    "sent_to_cluster",
    "submit",
    "take",
    "withdraw",
]
