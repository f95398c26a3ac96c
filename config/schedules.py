"""What is done periodically: how often in seconds, which function, why."""

from django.conf import settings

# Worker and clock give several signs of life within the silence after which they count as hung.
OFTEN = settings.SILENCE / 8

SCHEDULE = (
    (OFTEN, "workflows.jobs.tick", "rounds that open by themselves, reminders, escalation, mail"),
    (OFTEN * 2, "workflows.jobs.papers", "papers about requests, decrees, words, meetings and years that are over"),
    (OFTEN, "documents.jobs.sweep", "every paper whose doorbell got lost is rung again"),
    (OFTEN, "documents.signing.jobs.sweep", "papers whose signature is due are rung again"),
    (OFTEN, "documents.public.jobs.sweep", "public versions that are due are rung again"),
    (OFTEN, "documents.previews.jobs.sweep", "pictures of first pages that are missing are drawn"),
    (OFTEN, "documents.subscriptions.jobs.tick", "people are told of new papers by e-mail"),
    (OFTEN, "documents.anchors.jobs.tick", "the heads of the audit record are noted and mailed once a day"),
    (24 * 3600, "workflows.jobs.tidy", "files of drafts, and evidence that no row knows, are removed after a day"),
    (24 * 3600, "documents.copies.jobs.tidy", "scans that no row knows are removed after a day"),
    (24 * 3600, "documents.previews.jobs.tidy", "pictures that no row knows are removed after a day"),
    (OFTEN, "liap.enterprises.protection.jobs.tick", "data requests are remembered before their 72 hours are over"),
    (3600, "liap.outcomes.success.jobs.tick", "every success is asked once a year whether it lasts"),
    (OFTEN, "liap.adoption.jobs.tick", "accepted offers of the ministry become lines of a budget"),
    (3600, "documents.verification.jobs.tidy", "counts of who asked on the public page are forgotten"),
    (3600, "liap.outcomes.disclosure.jobs.tick", "figures of SMIs are added up and published when it is time"),
    (24 * 3600, "documents.jobs.tidy", "files that no row knows are removed after a day"),
    (OFTEN, "liap.exchange.jobs.sweep", "every uploaded file whose doorbell got lost is rung again"),
    (24 * 3600, "liap.exchange.jobs.tidy", "uploaded files are forgotten after a month"),
    (OFTEN * 2, "workflows.jobs.ring_heartbeat", "a sign of life through the queue"),
)
