"""Every table, imported once, for the mapper and the migrations."""

import vigilance.accounts.models
import vigilance.arrivals.conversation.models
import vigilance.arrivals.mail_models
import vigilance.arrivals.media_models
import vigilance.arrivals.models
import vigilance.audit.models
import vigilance.cases.accused_models
import vigilance.cases.link_models
import vigilance.cases.models
import vigilance.clocks.models
import vigilance.clocks.policy_models
import vigilance.complaints.after_models
import vigilance.complaints.models
import vigilance.correspondence.health_models
import vigilance.correspondence.models
import vigilance.correspondence.thread_models
import vigilance.evidence.models
import vigilance.helpline.models
import vigilance.identities.models
import vigilance.notes.models
import vigilance.personnel.models
import vigilance.post.models
import vigilance.proceedings.diary_models
import vigilance.proceedings.handover_models
import vigilance.proceedings.letter_models
import vigilance.proceedings.models
import vigilance.records.models
import vigilance.records.totals
import vigilance.returns.models
import vigilance.reviews.models
from vigilance.database.base import Base

metadata = Base.metadata
