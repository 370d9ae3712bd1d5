"""All rules in their groups, each group in the order of names."""

from okrsite.rules import (
    alignment_circle,
    allowance_unused,
    ambiguous_key,
    bad_cycle_name,
    baseline_missing,
    binary_without_chance,
    broken_link,
    carry_over_broken,
    cascade_too_deep,
    check_in_empty,
    check_in_in_future,
    check_in_missing,
    closed_cycle_changed,
    confidence_fell_silently,
    conflicting_key_results,
    duplicate_entry,
    duplicate_former,
    duplicate_id,
    duplicate_key,
    duplicate_key_result,
    expected_implausible,
    figure_in_title_only,
    file_out_of_place,
    from_equals_to,
    front_matter_broken,
    front_matter_missing,
    goalpost_moved,
    guardrail_missing,
    individual_okr,
    initiative_unlinked,
    key_result_as_task,
    key_result_count,
    key_result_without_number,
    key_result_without_who,
    kpi_neglected,
    language_without_words,
    limits_crossed,
    link_elsewhere,
    link_to_draft,
    missing_field,
    mixed_kinds,
    mixed_units,
    moonshot_overload,
    objective_as_task,
    objective_count,
    objective_negative,
    objective_unaligned,
    objective_vague,
    objective_with_number,
    objective_without_why,
    outside_team_life,
    parent_changed,
    parent_not_found,
    parent_outside_cycle,
    parent_outside_line,
    reading_implausible,
    reading_twice,
    reference_not_found,
    review_missing,
    root_team,
    sandbagged,
    target_already_met,
    team_circle,
    text_cut_off,
    unknown_cycle,
    unknown_field,
    unknown_key_result,
    unknown_kpi,
    unknown_rule,
    unknown_team,
    unreadable_file,
    unsupported_yaml,
    unused_draft,
    vanity_metric,
    watermelon,
    wrong_reading,
    wrong_type,
)
from okrsite.rules.rule import Rule

CONTENT: tuple[Rule, ...] = (
    alignment_circle.RULE,
    allowance_unused.RULE,
    ambiguous_key.RULE,
    bad_cycle_name.RULE,
    broken_link.RULE,
    check_in_in_future.RULE,
    duplicate_entry.RULE,
    duplicate_former.RULE,
    duplicate_id.RULE,
    duplicate_key.RULE,
    file_out_of_place.RULE,
    from_equals_to.RULE,
    front_matter_broken.RULE,
    front_matter_missing.RULE,
    language_without_words.RULE,
    limits_crossed.RULE,
    link_elsewhere.RULE,
    link_to_draft.RULE,
    missing_field.RULE,
    mixed_kinds.RULE,
    mixed_units.RULE,
    parent_not_found.RULE,
    parent_outside_cycle.RULE,
    reading_implausible.RULE,
    reading_twice.RULE,
    reference_not_found.RULE,
    root_team.RULE,
    team_circle.RULE,
    text_cut_off.RULE,
    unknown_cycle.RULE,
    unknown_field.RULE,
    unknown_key_result.RULE,
    unknown_kpi.RULE,
    unknown_rule.RULE,
    unknown_team.RULE,
    unreadable_file.RULE,
    unsupported_yaml.RULE,
    wrong_reading.RULE,
    wrong_type.RULE,
)
"""What keeps content from being read as it was meant."""

ALIGNMENT: tuple[Rule, ...] = (
    cascade_too_deep.RULE,
    objective_unaligned.RULE,
    outside_team_life.RULE,
    parent_outside_line.RULE,
    unused_draft.RULE,
)
"""How objectives, teams and cycles hang together."""

OBJECTIVES: tuple[Rule, ...] = (
    objective_as_task.RULE,
    objective_count.RULE,
    objective_negative.RULE,
    objective_vague.RULE,
    objective_with_number.RULE,
    objective_without_why.RULE,
)
"""What a coach would say of an objective."""

KEY_RESULTS: tuple[Rule, ...] = (
    baseline_missing.RULE,
    binary_without_chance.RULE,
    conflicting_key_results.RULE,
    duplicate_key_result.RULE,
    expected_implausible.RULE,
    figure_in_title_only.RULE,
    guardrail_missing.RULE,
    key_result_as_task.RULE,
    key_result_count.RULE,
    key_result_without_number.RULE,
    key_result_without_who.RULE,
    moonshot_overload.RULE,
    target_already_met.RULE,
    vanity_metric.RULE,
)
"""What a coach would say of a key result."""

RUNNING: tuple[Rule, ...] = (
    carry_over_broken.RULE,
    check_in_empty.RULE,
    check_in_missing.RULE,
    confidence_fell_silently.RULE,
    individual_okr.RULE,
    initiative_unlinked.RULE,
    kpi_neglected.RULE,
    review_missing.RULE,
    sandbagged.RULE,
    watermelon.RULE,
)
"""What a coach would say of how OKRs are run."""

HISTORY: tuple[Rule, ...] = (
    closed_cycle_changed.RULE,
    goalpost_moved.RULE,
    parent_changed.RULE,
)
"""What became of what was promised, as far as git knows."""

GROUPS: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    ("Content", CONTENT),
    ("Alignment", ALIGNMENT),
    ("Objectives", OBJECTIVES),
    ("Key results", KEY_RESULTS),
    ("Running OKRs", RUNNING),
    ("Promised and moved", HISTORY),
)
"""Headings, and the rules below each."""

COACHING: frozenset[str] = frozenset(
    rule.name for rules in (OBJECTIVES, KEY_RESULTS, RUNNING) for rule in rules
)
"""The rules that judge how good OKRs are; the others find what is broken or does not fit together."""

RULES: tuple[Rule, ...] = tuple(
    sorted((rule for _, rules in GROUPS for rule in rules), key=lambda rule: rule.name)
)

BY_NAME: dict[str, Rule] = {rule.name: rule for rule in RULES}
