"""Administration of the guideline, its steps, and material for trainers; files are made harmless as evidence is."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from liap.outcomes.files import clean, keep
from liap.outcomes.guidelines.models import Guideline, GuidelineStep, TrainingMaterial
from liap.people.admin import KeptAdmin
from liap.refusals import Refusal


class FileForm(forms.ModelForm):
    """Takes a file in the form in which it is kept."""

    upload = forms.FileField(label=_("File"), required=False, help_text=_("PDF, PNG or JPEG, at most 5 MB."))

    def clean_upload(self):
        if not (file := self.cleaned_data.get("upload")):
            return None
        try:
            return clean(file)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def save(self, commit=True):
        if kept := self.cleaned_data.get("upload"):
            keep(kept)
            self.instance.file_name, self.instance.content_type = kept.name, kept.content_type
            self.instance.sha256 = kept.sha256
        return super().save(commit)


class MaterialForm(FileForm):
    link = forms.URLField(label=_("Link"), required=False, max_length=300, assume_scheme="https")

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("link") or cleaned.get("upload") or self.instance.sha256 or self.errors):
            self.add_error("upload", _("Choose a file or write a link."))
        return cleaned


class StepInline(admin.TabularInline):
    model = GuidelineStep
    extra = 1


@admin.register(Guideline)
class GuidelineAdmin(KeptAdmin):
    form = FileForm
    list_display = ["title", "valid_from", "valid_to", "source"]
    inlines = [StepInline]


@admin.register(TrainingMaterial)
class TrainingMaterialAdmin(KeptAdmin):
    form = MaterialForm
    list_display = ["title", "about", "link", "file_name", "is_current"]
    list_filter = ["is_current"]
