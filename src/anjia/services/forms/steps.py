"""What a step of a case asks."""

from typing import Any

from django import forms


class StepForm(forms.Form):
    """A step about the `subject`, a kind's own row of a case; the base asks nothing."""

    def __init__(self, *args: Any, subject: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.subject = subject
