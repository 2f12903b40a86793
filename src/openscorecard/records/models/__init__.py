"""The tables, one file a column of the house."""

from openscorecard.records.models.audit import AuditEntry
from openscorecard.records.models.data import Batch, ColumnMapping, DatasetState
from openscorecard.records.models.people import Institution, Person, Unit
from openscorecard.records.models.plans import Edition, Item, PlanRecord, Revision
from openscorecard.records.models.work import DueJob, Job

__all__ = [
    "AuditEntry",
    "Batch",
    "ColumnMapping",
    "DatasetState",
    "DueJob",
    "Edition",
    "Institution",
    "Item",
    "Job",
    "Person",
    "PlanRecord",
    "Revision",
    "Unit",
]
