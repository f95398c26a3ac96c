"""What is done periodically: how often in seconds, which function, why."""

SCHEDULE = (
    (15, "workflows.jobs.tick", "rounds that open by themselves, reminders, escalation, mail"),
    (15, "documents.jobs.sweep", "every paper whose doorbell got lost is rung again"),
    (24 * 3600, "documents.jobs.tidy", "files that no row knows are removed after a day"),
    (30, "workflows.jobs.ring_heartbeat", "a sign of life through the queue"),
)
