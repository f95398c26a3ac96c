"""What a paper is about: one plan, request of a region, working group or region, or the whole nation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from liap.models import AdoptionRequest, Plan, Region, WorkingGroup


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One subject with the region under which its papers are filed; without any of them it is the nation."""

    region: Region | None = None
    plan: Plan | None = None
    adoption: AdoptionRequest | None = None
    working_group: WorkingGroup | None = None

    @classmethod
    def of_plan(cls, plan: Plan) -> Subject:
        return cls(region=plan.region, plan=plan)

    @classmethod
    def of_request(cls, adoption: AdoptionRequest) -> Subject:
        return cls(region=adoption.region, adoption=adoption)

    @classmethod
    def of_group(cls, group: WorkingGroup) -> Subject:
        return cls(region=group.region, working_group=group)

    @classmethod
    def of_region(cls, region: Region) -> Subject:
        return cls(region=region)

    @classmethod
    def of_nation(cls) -> Subject:
        return cls()

    @classmethod
    def of_paper(cls, paper: Any) -> Subject:
        """What an issued paper is about."""
        return cls(region=paper.region, plan=paper.plan, adoption=paper.adoption, working_group=paper.working_group)

    def columns(self) -> dict[str, Any]:
        """The subject as the columns of a document."""
        return {
            "region": self.region, "plan": self.plan, "adoption": self.adoption, "working_group": self.working_group
        }  # fmt: skip

    def lookup(self) -> dict[str, Any]:
        """The condition that a document is about exactly this."""
        named = {name: value for name, value in self.columns().items() if name != "region"}
        if any(named.values()):
            return {name: value for name, value in named.items() if value}
        where = {"region": self.region} if self.region else {"region__isnull": True}
        return where | {f"{name}__isnull": True for name in named}
