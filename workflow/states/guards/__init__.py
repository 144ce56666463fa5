"""The rules: each guard is one function that answers with a sentence when it objects.

A model names guards in `needs` (they refuse) and in `marks` (they remark). A guard's name completes "only if …".
What was not said cannot be judged: while a form is still empty, guards about its content are silent.
A new rule is one function in one of these files; nothing else is touched.
"""

from importlib import import_module
from pkgutil import iter_modules

from workflow.states.guards.base import GUARDS, Guard

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = ["GUARDS", "Guard"]
