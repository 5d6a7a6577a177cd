from .base import Form, ModelForm

__all__ = ["Form", "ModelForm"]
