"""The list as most who use Django's admin would have it."""

from django.contrib import admin

from tests.bench.peers.townhall.models import Goal


@admin.register(Goal)
class GoalAdmin(admin.ModelAdmin):
    """Fifty rows a page, the body read with them."""

    list_display = ("title", "state", "unit", "due")
    list_per_page = 50
    list_select_related = ("unit",)
