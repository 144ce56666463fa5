"""Goals and whose they are."""

from django.db import models


class Unit(models.Model):
    """A body."""

    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return str(self.name)


class Goal(models.Model):
    """A goal, with what a list of goals tells."""

    title = models.CharField(max_length=160)
    state = models.CharField(max_length=30, db_index=True)
    unit = models.ForeignKey(Unit, models.CASCADE)
    due = models.DateField()
    year = models.IntegerField()
