"""How grave each finding is: what makes figures wrong stops a report, what was only read in some way is a note."""

from __future__ import annotations

import pytest

from partnerlab.rules import RULES

ERRORS = """
broken_quotes duplicate_id duplicate_row end_before_start file_forbidden file_not_opened file_protected
formula_error group_with_two_names group_with_two_tax_numbers long_row name_in_two_groups negative_amount
not_a_count not_a_date not_a_number not_a_year not_an_amount organisations_unread other_currency repeated_year
ruined_number total_differs unclear_unit unclosed_quote unit_jump unknown_application unknown_followup
unknown_held unknown_intake unknown_kind unknown_sphere unknown_status unknown_tier
"""
"""A figure would be wrong, or it is unknown which one is right."""

WARNINGS = """
ambiguous_amount ambiguous_date ambiguous_number amount_far_above amount_far_below attracted_differs
award_unknown awarded_in_thousands awarded_over_cap awarded_over_requested business_of_budget_customer
date_beside_year date_from_period date_without_day duplicate_but_number duplicate_heading empty_in_years
ended_and_continues ended_before_start ended_in_future expert_names extension_not_read file_without_rows
first_of_two_years folder_in_folder followup_without_funding_end funding_end_before_start long_project lost_zero
mapping_heading_absent mapping_sheet_absent merged_amount missing_district missing_money missing_organisation
missing_status missing_title missing_year missing_years money_not_won money_undecided money_without_status
names_of_winners no_application_beside no_attracted_column no_awarded_column no_organisation_column
no_year_column one_name_many_tax_numbers only_winners organisation_without_group own_contribution_low
personal_column personal_data project_in_two_tiers reported_before_start requested_over_cap
returned_over_awarded same_project seen_before_funding_end seen_in_future settled_amount
settled_amount_by_digits settled_amount_by_size settled_date short_row short_year similar_organisations
similar_values spent_and_returned spent_over_money standard_check_digit standard_column_missing standard_form
standard_heading standard_length standard_none_of standard_order standard_range standard_value_missing
standard_word strange_memory summary tax_number_length tax_number_letters tax_number_not_in_all_rows
thousandfold tiny_amount total_by_sums unclear_decision units_differ unknown_heading wide_table wrong_tax_number
year_far_off year_to_come
"""
"""Something is left out of the figures, or somebody has to look."""

NOTES = """
card column_numbers currency_from_file empty_heading encoding errors_unseen extension_read figures_by_year
files_passed_over form_by_content from_archive funded_at_cost grants_in_extension guarded_text half_of_year
heading_in_thousands hidden_rows hidden_sheet ids_by_year labelled_value lookalike_letters made_ids
many_organisations mapping_used merged_cells named_like_total no_status_column no_themes_column none_as_zero
notes_below one_tax_number_many_names organisations_merged own_columns part_not_read person_as_organisation
persons_tax_number repeated_headings roman_number rows_of_one said_missing said_once same_title section_rows
serial_date sheet_not_read sheet_skipped sheet_without_rows standard_recognised tables_side_by_side
tidied_number time_left_out title_rows total_row total_row_beside two_digit_year two_numbers unit_above
unused_organisations votes_not_read written_multiple year_from_contest year_from_date year_from_file
year_from_sheet year_from_span year_given yes_no_status zero_award settled_date_by_many
"""
"""It is only said how something was read."""

TOLD_ONCE = """
date_from_period expert_names extension_read first_of_two_years labelled_value lost_zero names_of_winners
no_application_beside none_as_zero person_as_organisation roman_number said_missing serial_date settled_amount
settled_amount_by_digits settled_amount_by_size settled_date
settled_date_by_many tidied_number time_left_out tiny_amount
two_digit_year two_numbers unknown_application written_multiple year_from_date yes_no_status
"""
"""One finding stands for all such cells of a column."""

KEPT = """
lost_zero negative_amount tax_number_length tax_number_letters tiny_amount wrong_tax_number
"""
"""The value stays as it was found: the text does not stand beside it a second time."""


@pytest.mark.parametrize(
    ("severity", "listed"),
    [("error", ERRORS), ("warning", WARNINGS), ("note", NOTES)],
    ids=["errors", "warnings", "notes"],
)
def test_no_finding_becomes_more_or_less_grave_by_a_slip(severity: str, listed: str) -> None:
    assert {name: RULES[name].severity for name in listed.split() if name in RULES} == {
        name: severity for name in listed.split() if name in RULES
    }


def test_some_findings_are_told_once_for_a_column_and_all_others_at_each_cell() -> None:
    known = {*ERRORS.split(), *WARNINGS.split(), *NOTES.split()}
    assert sorted(name for name in known & set(RULES) if RULES[name].summed) == sorted(TOLD_ONCE.split())
    assert sorted(name for name in known & set(RULES) if RULES[name].kept) == sorted(KEPT.split())


def test_whatever_is_no_note_says_what_should_stand_there_or_what_to_do() -> None:
    silent = [name for name, rule in RULES.items() if rule.severity != "note" and not (rule.expected or rule.mend)]
    assert silent == []
