"""Every table, imported once, for the mapper and the migrations."""

import vigilance.accounts.models
import vigilance.audit.models
import vigilance.cases.models
import vigilance.clocks.models
import vigilance.complaints.models
import vigilance.correspondence.models
import vigilance.evidence.models
import vigilance.identities.models
import vigilance.notes.models
import vigilance.records.models
import vigilance.records.totals
import vigilance.reviews.models
from vigilance.database.base import Base

metadata = Base.metadata
