"""What editors write, and what members bring to them."""

from eccp.content.models.articles import ArticlePage
from eccp.content.models.base import ContentPage
from eccp.content.models.calls import (
    CallPage,
    Cutoff,
    Reminder,
    Status,
    next_cutoff_of,
    status_of,
)
from eccp.content.models.checks import PageCheck
from eccp.content.models.contributions import Contribution
from eccp.content.models.help import HelpPage
from eccp.content.models.home import HomePage
from eccp.content.models.moderation import EditorsLook
from eccp.content.models.pictures import Picture, Rendition
from eccp.content.models.programmes import Generation, ProgrammePage
from eccp.content.models.resources import ResourceFile, ResourcePage
from eccp.content.models.sections import SectionPage
from eccp.content.models.texts import TextPage
from eccp.content.models.topics import CountryPage, PolicyAreaPage

__all__ = [
    "ArticlePage",
    "CallPage",
    "ContentPage",
    "Contribution",
    "CountryPage",
    "Cutoff",
    "EditorsLook",
    "Generation",
    "HelpPage",
    "HomePage",
    "PageCheck",
    "Picture",
    "PolicyAreaPage",
    "ProgrammePage",
    "Reminder",
    "Rendition",
    "ResourceFile",
    "ResourcePage",
    "SectionPage",
    "Status",
    "TextPage",
    "next_cutoff_of",
    "status_of",
]
