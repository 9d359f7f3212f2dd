"""The verbs of the room, by subject. The state diagram stands in `flow`.

submitted → asked → submitted → … → published | declined | withdrawn
"""

from eccp.core.workflow import WrongState
from eccp.validation.clock import Forecast, forecast
from eccp.validation.mails import preview
from eccp.validation.services import freshness
from eccp.validation.services.claims import BESIDE, INSTEAD, claim_of, open_claim, receive_claim
from eccp.validation.services.claims import answered as claim_answered
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
from eccp.validation.services.retiring import forget_evidence, let_go, retire_publication
from eccp.validation.services.taken_away import note_export, note_letter
from eccp.validation.services.taking import InProgress, reassign, release, take

__all__ = [
    "APPLICATION",
    "BESIDE",
    "INSTEAD",
    "Forecast",
    "InProgress",
    "ProfileChanged",
    "WrongState",
    "answer",
    "ask",
    "claim_answered",
    "claim_of",
    "confirmed_by_cluster",
    "decline",
    "forecast",
    "forget_evidence",
    "freshness",
    "gather_evidence",
    "judge",
    "let_go",
    "look_again",
    "missing",
    "note_export",
    "note_letter",
    "open_claim",
    "preview",
    "publish",
    "reassign",
    "receive_claim",
    "reclock",
    "regather",
    "release",
    "retire_publication",
    "send_to_cluster",
    "sent_to_cluster",
    "submit",
    "take",
    "withdraw",
]
