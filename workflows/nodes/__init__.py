"""Our nodes on top of viewflow's: a step of a person, one step per item, a move of the case, a paper."""

from workflows.nodes.advance import Advance
from workflows.nodes.begin import Begin
from workflows.nodes.choose import Choose
from workflows.nodes.end import End
from workflows.nodes.for_each import ForEach
from workflows.nodes.gather import Gather
from workflows.nodes.issue_paper import IssuePaper
from workflows.nodes.run import Run
from workflows.nodes.split import Split
from workflows.nodes.step import Step

__all__ = ["Advance", "Begin", "Choose", "End", "ForEach", "Gather", "IssuePaper", "Run", "Split", "Step"]
