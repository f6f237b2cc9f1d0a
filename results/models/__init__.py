"""The record's tables: a model or a tight family a file."""

from results.models.access_token import AccessToken, SentOnce
from results.models.account import Account, Invitation, Role
from results.models.attempt import Attempt, DayCount
from results.models.audit_event import AuditEvent
from results.models.award import Award
from results.models.calibration import Calibration, ShopperSeverity
from results.models.campaign import Campaign, CampaignControl, CampaignUse, Participant
from results.models.contact import Assignment, Contact
from results.models.correction import RatingCorrection
from results.models.document import Document
from results.models.evidence import Evidence
from results.models.exclusion import Exclusion
from results.models.improvement import Action, OwnTarget
from results.models.jury import Ballot, Jury, JuryConflict, JuryDecision, JurySignature
from results.models.known_recording import KnownRecording
from results.models.letter import Correspondence, Letter, LetterDecision, Mailbox
from results.models.listening import ListeningHour, ListeningMoment, ListeningSeat, Mention
from results.models.measurement import Measurement
from results.models.notice import Notice, NoticeSent, NoticeStop
from results.models.organisation import Organisation, OrganisationClass
from results.models.practice import PracticeCall, PracticePhone
from results.models.publication import Publication
from results.models.quiz import QuizSitting
from results.models.rating import RatingAnswer, RatingEvent, RatingSession
from results.models.reported_figure import ReportedFigure
from results.models.review import Comment, Dispute, Review
from results.models.score import RankingRow, RankingRun, Score, ScoreRun
from results.models.shopper import ConflictOfInterest, Shopper
from results.models.timeline import TimelineDocument, TimelineEvent
from results.models.touchpoint import RecordingAgreement, Touchpoint
from results.models.trial import Trial
from results.models.words import AttemptState, CampaignState, ContactState
from results.models.worker import Worker

__all__ = [
    "AccessToken",
    "Account",
    "Action",
    "Assignment",
    "Attempt",
    "AttemptState",
    "AuditEvent",
    "Award",
    "Ballot",
    "Calibration",
    "Campaign",
    "CampaignControl",
    "CampaignState",
    "CampaignUse",
    "Comment",
    "ConflictOfInterest",
    "Contact",
    "ContactState",
    "Correspondence",
    "DayCount",
    "Dispute",
    "Document",
    "Evidence",
    "Exclusion",
    "Invitation",
    "Jury",
    "JuryConflict",
    "JuryDecision",
    "JurySignature",
    "KnownRecording",
    "Letter",
    "LetterDecision",
    "ListeningHour",
    "ListeningMoment",
    "ListeningSeat",
    "Mailbox",
    "Measurement",
    "Mention",
    "Notice",
    "NoticeSent",
    "NoticeStop",
    "Organisation",
    "OrganisationClass",
    "OwnTarget",
    "Participant",
    "PracticeCall",
    "PracticePhone",
    "Publication",
    "QuizSitting",
    "RankingRow",
    "RankingRun",
    "RatingAnswer",
    "RatingCorrection",
    "RatingEvent",
    "RatingSession",
    "RecordingAgreement",
    "ReportedFigure",
    "Review",
    "Role",
    "Score",
    "ScoreRun",
    "SentOnce",
    "Shopper",
    "ShopperSeverity",
    "TimelineDocument",
    "TimelineEvent",
    "Touchpoint",
    "Trial",
    "Worker",
]
