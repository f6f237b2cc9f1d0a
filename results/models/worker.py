from django.db import models


class Worker(models.Model):
    """A process that carries attempts, on this host or another."""

    label = models.CharField(max_length=64, unique=True)
    host = models.CharField(max_length=200, blank=True, default="")
    process = models.IntegerField(default=0)
    version = models.CharField(max_length=64, blank=True, default="")
    capabilities = models.JSONField(default=dict, blank=True)
    """What it can serve: `channels`, `trunk`, `languages`, `modes`, `at_once`."""
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    stop_requested_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.label
