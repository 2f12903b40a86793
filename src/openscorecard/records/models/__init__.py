"""The tables, one file a column of the house."""

from openscorecard.records.models.audit import AuditEntry
from openscorecard.records.models.data import Batch, ColumnMapping, DatasetState
from openscorecard.records.models.figures import Evidence, FigureRecord, OwnMeasure, ReadingRecord, Run
from openscorecard.records.models.initiatives import CharterRecord, LedgerExtract, OwnKind, TagRecord
from openscorecard.records.models.people import Institution, Person, Unit
from openscorecard.records.models.plans import Edition, Item, PlanRecord, Revision
from openscorecard.records.models.publishing import PublishingRecord
from openscorecard.records.models.scores import RulesRecord, TargetRecord
from openscorecard.records.models.sources import Source, SourceRun
from openscorecard.records.models.tokens import QuotaRecord, TokenRecord
from openscorecard.records.models.variation import MarkRecord, RecalculationRecord
from openscorecard.records.models.work import DueJob, Job

__all__ = [
    "AuditEntry",
    "Batch",
    "CharterRecord",
    "ColumnMapping",
    "DatasetState",
    "DueJob",
    "Edition",
    "Evidence",
    "FigureRecord",
    "Institution",
    "Item",
    "Job",
    "LedgerExtract",
    "MarkRecord",
    "OwnKind",
    "OwnMeasure",
    "Person",
    "PlanRecord",
    "PublishingRecord",
    "QuotaRecord",
    "ReadingRecord",
    "RecalculationRecord",
    "Revision",
    "RulesRecord",
    "Run",
    "Source",
    "SourceRun",
    "TagRecord",
    "TargetRecord",
    "TokenRecord",
    "Unit",
]
