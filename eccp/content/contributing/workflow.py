"""The workflow of Wagtail through which contributions go: one step, in which an editor looks."""

from django.contrib.auth.models import Group
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from eccp.accounts.roles import EDITORS
from eccp.content.contributing.kinds import all_kinds
from eccp.content.models import EditorsLook, SectionPage

NAME = "Contributions of members"
STEP = "An editor looks at it"


def ensure_workflow() -> Workflow:
    """Make the workflow, its step for the editors, and its tie to the sections, where they are missing.

    May be run again; a section that has another workflow keeps it.
    """
    workflow, _made = Workflow.objects.get_or_create(name=NAME)
    step = EditorsLook.objects.filter(workflow_tasks__workflow=workflow).first()
    if step is None:
        step = EditorsLook.objects.filter(name=STEP).first() or EditorsLook.objects.create(name=STEP)
        WorkflowTask.objects.create(workflow=workflow, task=step)
    step.groups.add(Group.objects.get_or_create(name=EDITORS)[0])
    for section in SectionPage.objects.filter(shows__in={kind.section for kind in all_kinds()}):
        WorkflowPage.objects.get_or_create(
            page=Page.objects.get(pk=section.pk), defaults={"workflow": workflow}
        )
    return workflow
