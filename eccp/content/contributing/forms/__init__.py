"""What members fill in: one form a kind, with a picture, and with rows where a call has several cut-offs."""

from eccp.content.contributing.forms.article import ArticleForm
from eccp.content.contributing.forms.base import ContributionForm
from eccp.content.contributing.forms.call import CallForm

__all__ = ["ArticleForm", "CallForm", "ContributionForm"]
