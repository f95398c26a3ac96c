"""Signs of life of the background processes, so that a hung one can be told from an idle one."""

from django.db import models


class Heartbeat(models.Model):
    """When a background process last did something; the worker's sign is a job that went all the way round."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "heartbeat"
        verbose_name_plural = "heartbeats"

    def __str__(self):
        return f"{self.name} {self.at}"
