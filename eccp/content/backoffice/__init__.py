"""The back office as editors find it: what is on its first page and in its menus, its lists and reports."""
