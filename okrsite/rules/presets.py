"""Sets of levels and options that a company can choose: `preset: strict` in okrsite.yml."""

from collections.abc import Mapping

from okrsite.settings import RuleSetting

Preset = Mapping[str, RuleSetting]
"""By the rule's name."""

PRESETS: Mapping[str, Preset] = {
    "strict": {
        "objective-count": RuleSetting(options=(("at_most", "1"),)),
        "guardrail-missing": RuleSetting(level="warning"),
    },
    "customer-centric": {
        "key-result-without-who": RuleSetting(level="warning"),
    },
}
"""The keys are `okrsite.settings.PRESETS`. More than one objective is no priority at all (strict reading,
product OKR guide); key results are who does what by how much (Gothelf and Seiden)."""
