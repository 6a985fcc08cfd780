"""Users, the audit trail, facts, jobs, files, API tokens, calendar addresses, idempotency records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samvern.base.permissions import BasePermission
from samvern.base.viewer import Viewer

if TYPE_CHECKING:
    from datetime import datetime


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Save a new user; without a password the account can only use other log-ins."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who logs in. What the person may do is said by grants, never here.

    Made by those who manage people at an actor; seen by the person and by them.
    """

    email = models.EmailField(_("E-mail"), unique=True)
    name = models.CharField(_("Name"), max_length=200)
    language = models.CharField(
        _("Language"),
        max_length=2,
        default="nb",
        choices=[("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")],
    )
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name, as the log-in library asks for it."""
        return self.name

    def get_short_name(self) -> str:
        """The first name."""
        return self.name.split(" ")[0]


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    """Reads of the audit trail."""

    def visible_to(self, viewer: Viewer) -> AuditEntryQuerySet:
        """Entries about actors on which the viewer may read the trail; private ones only by a role
        held there, or above it in ownership.
        """
        known = Q(is_private=False) & viewer.within(BasePermission.READ_AUDIT)
        own = Q(is_private=True) & viewer.at_places(BasePermission.READ_PRIVATE_AUDIT)
        return self.filter(known | own)


class AuditEntry(models.Model):
    """One thing that was done: who, what, to what, when. Written once, never changed.

    ``hash`` covers the entry and the hash before it, so that a changed or missing entry
    shows. Seen by those who may read the trail of the actor that ``path`` points at; one that
    ``is_private`` only by those who answer for security there or above it, never by the authority
    and supervisors, since that something was done, how often and by whom can tell of a weakness too.
    """

    at = models.DateTimeField(db_index=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    channel = models.CharField(max_length=10)
    action = models.CharField(max_length=60, db_index=True)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    subject_label = models.CharField(max_length=300)
    path = models.CharField(max_length=200, default="/", db_index=True)
    changes = models.JSONField(default=dict)
    is_private = models.BooleanField(default=False)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("subject_type", "subject_id"), name="audit_subject"),
            # Most entries of a campaign are private: whoever sees none of them passes them by.
            models.Index(fields=("-id",), condition=Q(is_private=False), name="audit_not_private"),
        )

    def __str__(self) -> str:
        return f"{self.action} {self.subject_label}"


class AuditChain(models.Model):
    """The end of the chain, one row: locking it puts the writers of entries in line."""

    last_hash = models.CharField(max_length=64, default="")
    length = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="audit_chain_one_row"),)

    def __str__(self) -> str:
        return self.last_hash


class FactDelivery(models.Model):
    """A fact that was published and must reach its handlers, kept until it has.

    Saved with the change it tells of, so that a crash between commit and delivery loses
    nothing; what is left over is delivered again by ``samvern facts deliver``.
    """

    kind = models.CharField(max_length=60)
    content = models.JSONField()
    published_at = models.DateTimeField(auto_now_add=True)
    delivered_at = models.DateTimeField(null=True, db_index=True)
    failure = models.TextField(default="")

    def __str__(self) -> str:
        return f"{self.kind} {self.content}"


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Reads of tokens."""

    def in_force(self, at: datetime) -> ApiTokenQuerySet:
        """Tokens that may be used at that moment."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=at, user__is_active=True)

    def visible_to(self, viewer: Viewer) -> ApiTokenQuerySet:
        """One's own tokens only."""
        return self.none() if viewer.user_id is None else self.filter(user_id=viewer.user_id)


class ApiToken(models.Model):
    """A key with which a program acts for a user, within scopes and until a date.

    Only a digest is kept: the key itself is shown once. Made and revoked by its user.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("What it is for"), max_length=100)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        """Without its name, which is for its owner: the trail is read by more people."""
        return f"{self.prefix}…"


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    """Reads of calendar addresses."""

    def visible_to(self, viewer: Viewer) -> CalendarFeedQuerySet:
        """One's own."""
        return self.filter(user_id=viewer.user_id or 0)


class CalendarFeed(models.Model):
    """A secret address at which a person's calendar program reads what waits for the person.

    Made and taken back by the person, who alone sees that there is one. Only the SHA-256 digest of the
    secret is kept, so the address is shown once. What stands there says nothing of what it is about.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="calendar_feeds")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("user",), condition=Q(revoked_at__isnull=True), name="calendar_feed_one"
            ),
        )

    def __str__(self) -> str:
        return f"Calendar address {self.pk}"


class IdempotencyRecord(models.Model):
    """The answer to a change that carried an idempotency key, given again on a repeat.

    Written by the API and by forms, seen by nobody; the worker deletes it when it is a day old.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(default="")
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "key"), name="idempotency_once"),)

    def __str__(self) -> str:
        return self.key


class JobQuerySet(models.QuerySet["Job"]):
    """Reads of jobs."""

    def visible_to(self, viewer: Viewer) -> JobQuerySet:
        """Jobs about actors on which the viewer may read them."""
        return self.filter(viewer.within(BasePermission.READ_JOBS))


class Job(models.Model):
    """Work that goes on behind the pages, step by step, until it is done.

    Saved with the change that asks for it, so that there is a job if and only if there is that
    change. A worker holds it by ``claim``, which grows with every claim: a step is saved only by the
    holder of the newest, in one transaction with its effect. Seen by those who may read jobs on the
    actor that ``path`` points at, who also retry and cancel if they may.
    """

    class State(models.TextChoices):
        """Where a job stands."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    label = models.CharField(max_length=300)
    path = models.CharField(max_length=200, default="/", db_index=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    content = models.JSONField(default=dict)

    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    cursor = models.JSONField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    #: Tries since the last step that was saved.
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.JSONField(default=dict)

    created_at = models.DateTimeField()
    run_after = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    is_cancel_asked = models.BooleanField(default=False)

    claim = models.PositiveBigIntegerField(default=0)
    claimed_by = models.CharField(max_length=100, default="")
    lease_until = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("kind", "key"), name="job_once"),
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False)
                | (~Q(state="running") & Q(lease_until__isnull=True)),
                name="job_lease_while_running",
            ),
        )
        indexes = (models.Index(fields=("state", "run_after"), name="job_ready"),)

    def __str__(self) -> str:
        return self.label

    @property
    def is_over(self) -> bool:
        """Whether no worker will take it up again by itself."""
        return self.state in (self.State.DONE, self.State.FAILED, self.State.CANCELLED)


class JobWorker(models.Model):
    """A process that works on jobs, and when it last said that it is there.

    Written by the process itself, removed when it stops or has been silent for a day.
    """

    name = models.CharField(max_length=100, unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """Reads of files."""

    def visible_to(self, viewer: Viewer) -> StoredFileQuerySet:
        """None by itself: a file is seen with what it belongs to, by the rules of that module."""
        return self.none()


class StoredFile(models.Model):
    """A file that somebody handed in: what it is, and under which random name its bytes lie.

    Saved by the module that it belongs to, with its own thing; never changed. Seen and served only
    through that module's pages, by its rules.
    """

    #: Where the bytes lie in the storage of files; nothing of it comes from the user.
    key = models.CharField(max_length=80, unique=True)
    #: What the user called it. It is shown, and given to whoever downloads it; no path is made of it.
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=200, default="/", db_index=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(condition=Q(size__gt=0), name="stored_file_not_empty"),
        )

    def __str__(self) -> str:
        return f"File {self.pk}"
