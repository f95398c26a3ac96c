"""Read-only look at the engine for administrators: rows are changed by actions, never by hand."""

from django.contrib import admin

from workflows.models import Approval, Case, Duty, Move, Process, Task


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Case)
class CaseAdmin(ReadOnlyAdmin):
    list_display = ["plan", "stage", "variant", "flow_version", "started_at"]
    list_filter = ["stage", "variant"]


@admin.register(Move)
class MoveAdmin(ReadOnlyAdmin):
    list_display = ["case", "number", "name", "from_stage", "to_stage", "by", "at"]


@admin.register(Process)
class ProcessAdmin(ReadOnlyAdmin):
    list_display = ["case", "stage", "round", "status", "created", "finished"]


@admin.register(Task)
class TaskAdmin(ReadOnlyAdmin):
    list_display = ["id", "case", "role", "owner", "status", "due_on", "finished"]
    list_filter = ["status", "role"]


@admin.register(Approval)
class ApprovalAdmin(ReadOnlyAdmin):
    list_display = ["case", "kind", "decision", "by", "at"]


@admin.register(Duty)
class DutyAdmin(ReadOnlyAdmin):
    list_display = ["kind", "region", "subject", "role", "due_on", "ended_at", "ended_by"]
    list_filter = ["kind"]
