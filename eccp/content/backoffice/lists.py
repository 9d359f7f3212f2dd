"""What the lists of the back office have in common: editors read them, take them along, and may find them empty."""

from typing import Any

from django.utils import timezone
from wagtail.admin.views.reports import ReportView

from eccp.content.backoffice.access import ForEditors
from eccp.directory.downloads.as_csv import harmless


class EditorsList(ReportView):
    """A list with filters, pages and a download, for those who publish."""

    any_permission_required = ["view"]
    template_name = "content/backoffice/list.html"
    file_name = "list"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Let editors look, and nobody else."""
        super().__init_subclass__(**kwargs)
        cls.permission_policy = ForEditors(cls.model)

    def get_filtered_queryset(self) -> Any:
        """Filtered once, by `get_queryset`."""
        return self.get_queryset()

    def filter_queryset(self, queryset: Any) -> Any:
        """Of what was asked wrongly nothing is found: a file of everything would be no answer."""
        if self.filters and not self.filters.is_valid():
            return queryset.none()
        return super().filter_queryset(queryset)

    def get_filename(self) -> str:
        """The name of the file, with the day."""
        return f"{self.file_name}-{timezone.localdate():%Y-%m-%d}"

    def write_csv_row(self, writer: Any, row_dict: Any) -> Any:
        """A row in which no cell is taken for a formula."""
        cells = {
            field: harmless(self.preprocess_field_value(field, value, self.FORMAT_CSV))
            for field, value in row_dict.items()
        }
        return writer.writerow(cells)
