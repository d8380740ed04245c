"""Form and model fields for text about a household, and for what a name is searched by."""

from typing import Any

from django import forms
from django.db import models

from anjia.web.guarded import validate_guarded
from anjia.web.tokens import search_tokens


class GuardedText(models.TextField):
    """Model field: free text about a household; refuses the guarded words."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, validate_guarded]

    def get_prep_value(self, value: Any) -> Any:
        # The last door: whoever forgets `full_clean` is refused here too.
        if value:
            validate_guarded(str(value))
        return super().get_prep_value(value)


class GuardedTextFormField(forms.CharField):
    """Form field of the same rule."""

    default_validators = [validate_guarded]

    def __init__(self, *, max_length: int = 500, **kwargs: Any):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(max_length=max_length, **kwargs)


class NameTokensField(models.TextField):
    """What the name in another field of the row is searched by; follows it at every save and bulk insert."""

    def __init__(self, *args: Any, of: str = "name", **kwargs: Any):
        self.of = of
        super().__init__(*args, **{"blank": True, "default": "", "editable": False} | kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        tokens = search_tokens(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, tokens)
        return tokens
