default_reference_models = ("a/b", r"c\d", U'e',)
reference_models: list[str] | None = default_reference_models
main_model = f"{x}"; rounds = 1e0
temperature=.5, max_tokens = 1_0
from openai import OpenAI
