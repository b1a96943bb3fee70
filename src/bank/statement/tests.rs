//! Readers held to the real files of `../shared/data`, and to small made-up ones where those are absent.

use std::path::Path;

use super::*;
use crate::kit::day;
use crate::tabular::{Overrides, from_bytes};

fn told(currency: &str) -> Told {
    Told::new(*Currency::of(currency).unwrap(), day::from_iso("2026-11-27").unwrap())
}

/// What a file comes to: lines and their sum in minor units for each statement in it.
#[derive(Clone, Copy, Debug)]
enum Comes {
    Read(&'static [(usize, i64)]),
    /// Refused at a line because of its balances; taken unchecked, it comes to this.
    Unchecked(usize, &'static str, &'static [(usize, i64)]),
    /// Refused at a line, for a reason with these words.
    Refused(usize, &'static str),
}

use Comes::{Read, Refused, Unchecked};

/// Reads bytes as an import does: a statement in a form of its own, or a table with a map. Why not: the line and the words.
fn outcome(name: &str, bytes: &[u8], map: &str, told: &Told) -> std::result::Result<File, (usize, String)> {
    let whole = |problem: Problem| (0, problem.to_string());
    let file = if format_of(bytes).is_some() {
        read(name, bytes, told)
    } else {
        let map = Mapping::from_toml(map).unwrap();
        let source = from_bytes(Path::new(name), bytes.to_vec(), &map.overrides().unwrap()).map_err(whole)?;
        let columns = if map.columns.is_empty() { fields::guess(&source).columns } else { map.columns.clone() };
        read_table(&source, &Mapping { columns, ..map }, told).map_err(whole)?
    };
    file.map_err(|unread| {
        let first = unread.problems.first().unwrap().clone();
        assert!(unread.clone().problem().message.contains(name), "a refusal names its file");
        (first.row, first.message)
    })
}

fn sums(file: &File) -> Vec<(usize, i64)> {
    file.statements.iter().map(|s| (s.lines.len(), s.sum().0)).collect()
}

fn check(name: &str, bytes: &[u8], currency: &str, map: &str, comes: Comes) -> Option<String> {
    let mut told = told(currency);
    let found = outcome(name, bytes, map, &told).map(|file| sums(&file));
    let fits = match (&found, comes) {
        (Ok(found), Read(wanted)) => found.as_slice() == wanted,
        (Err((row, why)), Refused(at, words)) => *row == at && why.contains(words),
        (Err((row, why)), Unchecked(at, words, wanted)) if *row == at && why.contains(words) => {
            told.unchecked = true;
            outcome(name, bytes, map, &told).is_ok_and(|file| sums(&file).as_slice() == wanted)
        }
        _ => false,
    };
    (!fits).then(|| format!("{name}: wanted {comes:?}, found {found:?}"))
}

/// Every real file with what comes of it: its currency, the map it needs beyond what is guessed, and the outcome.
#[rustfmt::skip]
const REAL: &[(&str, &str, &str, Comes)] = &[
    ("bank/actual_8859-1.qfx", "CAD", "", Read(&[(1, -2000)])),
    ("bank/actual_best.data-ever$.QFX", "USD", "", Read(&[(10, -36441)])),
    ("bank/actual_data-payee-memo.ofx", "USD", "", Read(&[(4, -10000)])),
    ("bank/actual_data-payee-memo.qif", "EUR", "", Read(&[(4, -10000)])),
    ("bank/actual_data.ofx", "USD", "", Read(&[(10, -36441)])),
    ("bank/actual_data.qif", "EUR", "", Read(&[(18, 39406)])),
    ("bank/actual_data_gb18030.csv", "EUR", "", Read(&[(3, 11625)])),
    ("bank/actual_html-vals.qfx", "CAD", "", Read(&[(2, -200)])),
    ("bank/actual_windows-1252-euro.csv", "EUR", "", Read(&[(1, 10025)])),
    ("bank/actual_windows-1252.csv", "EUR", "", Read(&[(2, 5815)])),
    ("bank/camt_genkgo_camt052.v1.xml", "EUR", "", Read(&[(1, -20000000)])),
    ("bank/camt_genkgo_camt052.v2.other-account.xml", "EUR", "", Read(&[(1, -20000000)])),
    ("bank/camt_genkgo_camt052.v2.with-account-name.xml", "EUR", "", Refused(17, "no day")),
    ("bank/camt_genkgo_camt052.v6.xml", "USD", "", Read(&[(0, 0)])),
    ("bank/camt_genkgo_camt053.v2.all-balance-types.xml", "EUR", "", Unchecked(152, "closing balance", &[(1, 885)])),
    ("bank/camt_genkgo_camt053.v2.multi.statement.xml", "EUR", "", Read(&[(2, 185)])),
    ("bank/camt_genkgo_camt053.v2.with-account-name.xml", "EUR", "", Refused(29, "account is in")),
    ("bank/camt_genkgo_camt053.v2.with-party-ids.xml", "EUR", "", Unchecked(54, "account is in", &[(1, 885)])),
    ("bank/camt_genkgo_camt053.v2.wrong.xml", "EUR", "", Refused(2, "holds no statement")),
    ("bank/camt_genkgo_camt053.v3.xml", "EUR", "", Unchecked(74, "account is in", &[(1, 885)])),
    ("bank/camt_genkgo_camt053.v8.xml", "EUR", "", Unchecked(74, "account is in", &[(1, 885)])),
    ("bank/camt_genkgo_camt054.v4.xml", "EUR", "", Read(&[(1, -20000000)])),
    ("bank/camt_genkgo_camt054.v8-with-UETR.xml", "EUR", "", Refused(16, "no day")),
    ("bank/camt_genkgo_camt054.v8.xml", "EUR", "", Read(&[(1, -20000000)])),
    ("bank/camt_genkgo_camt53.only-Dt-with-DtTm.xml", "EUR", "", Read(&[(0, 0)])),
    ("bank/camt_viafintech_052_valid_example.xml", "EUR", "", Read(&[(2, 500)])),
    ("bank/camt_viafintech_052_valid_example_with_dates.xml", "EUR", "", Read(&[(1, -500)])),
    ("bank/camt_viafintech_052_valid_namespace.xml", "EUR", "", Refused(2, "holds no statement")),
    ("bank/camt_viafintech_053_valid_example.xml", "EUR", "", Read(&[(5, -1000)])),
    ("bank/camt_viafintech_053_valid_example_v4.xml", "EUR", "", Read(&[(32, 53761)])),
    ("bank/camt_viafintech_053_valid_example_v8.xml", "EUR", "", Unchecked(259, "closing balance", &[(3, 54356)])),
    ("bank/camt_viafintech_053_valid_example_with_batch.xml", "EUR", "", Unchecked(8, "It says that it holds", &[(3, 293426)])),
    ("bank/camt_viafintech_053_valid_example_with_datetime.xml", "USD", "", Unchecked(8, "It says that it holds", &[(1, 19586)])),
    ("bank/camt_viafintech_053_valid_example_with_other_id.xml", "EUR", "", Read(&[(0, 0)])),
    ("bank/camt_viafintech_053_valid_namespace.xml", "EUR", "", Refused(2, "holds no statement")),
    ("bank/camt_viafintech_general_invalid_namespace.xml", "EUR", "", Refused(2, "holds no statement")),
    ("bank/csv2ofx_transaction_example.ofx", "USD", "", Read(&[(1, -8000)])),
    ("bank/csv2ofx_transfer_example.ofx", "USD", "", Refused(15, "order of a transfer")),
    ("bank/csv_bank2ynab_20171001-20171106.csv", "EUR", "", Read(&[(1, -5999)])),
    ("bank/csv_bank2ynab_20180226-1000594757-umsatz.CSV", "EUR", "", Read(&[(1, -3699)])),
    ("bank/csv_bank2ynab_20180226_12345678.csv", "EUR", "date_order = \"dmy\"", Read(&[(1, -500)])),
    ("bank/csv_bank2ynab_2019-03-02_11-50-46_bunq-statement.csv", "EUR", "", Read(&[(7, -2382)])),
    ("bank/csv_bank2ynab_CSV_A_20180414_112204.csv", "EUR", "", Read(&[(3, -103749)])),
    ("bank/csv_bank2ynab_MS_JANE_SMITH_01-12-2019_14-12-2019.csv", "GBP", "", Read(&[(10, 248580)])),
    ("bank/csv_bank2ynab_MonzoDataExport_February2018_2018-02-26_174335.csv", "GBP", "", Read(&[(1, -1000)])),
    ("bank/csv_bank2ynab_TH_20180101-20180523_page_1.csv", "CZK", "", Refused(2, "lies before 1900")),
    ("bank/csv_bank2ynab_dba33fceecd62c3c727893361e0ba4d3.P000000027355791.csv", "EUR", "", Read(&[(1, 780)])),
    ("bank/csv_bank2ynab_export_BE11123456789012_20180304_1422.csv", "EUR", "", Read(&[(1, -340)])),
    ("bank/csv_bank2ynab_statement_1.csv", "EUR", "", Read(&[(1, 2059)])),
    ("bank/csv_bank2ynab_test_BOI_TransactionExport.csv", "USD", "", Read(&[(27, -41961)])),
    ("bank/csv_bank2ynab_test_headers.csv", "EUR", "", Refused(76, "not a day")),
    ("bank/csv_bank2ynab_test_raiffeisen_01.csv", "EUR", "", Read(&[(73, -458070)])),
    ("bank/csv_bank2ynab_test_regex_123456_87654321_1234_21_12.csv", "EUR", "", Read(&[(73, -458070)])),
    ("bank/csv_bank2ynab_test_row_format_default.csv", "EUR", "header_row = 0\ndecimal_mark = \"comma\"\n[columns]\nbooked = \"A\"\npurpose = \"B\"\nvalued = \"C\"\npaid_in = \"D\"\npaid_out = \"E\"", Read(&[(73, -458070)])),
    ("bank/csv_bank2ynab_umsatz-1234________1234-20180227.CSV", "EUR", "", Read(&[(1, -500)])),
    ("bank/csv_csv2ofx_default.csv", "EUR", "", Read(&[(6, 37000000), (2, 9500000)])),
    ("bank/csv_csv2ofx_gls.csv", "EUR", "header_row = 1", Read(&[(1, -9876)])),
    ("bank/csv_csv2ofx_mint.csv", "EUR", "", Read(&[(1, -100000), (3, -200000)])),
    ("bank/csv_csv2ofx_mint_extra.csv", "EUR", "", Read(&[(1, -100000), (3, -200000)])),
    ("bank/csv_csv2ofx_mint_headerless.csv", "EUR", "", Read(&[(4, -300000)])),
    ("bank/csv_csv2ofx_n26-fr.csv", "EUR", "", Read(&[(2, 0)])),
    ("bank/csv_csv2ofx_pcmastercard.csv", "EUR", "", Read(&[(2, 5031)])),
    ("bank/csv_csv2ofx_xero.csv", "EUR", "", Read(&[(5, -32200000), (7, 11300000), (1, 20900000)])),
    ("bank/csv_hledger_sample.fr.cp1252.csv", "EUR", "", Read(&[(3, 2000)])),
    ("bank/csv_hledger_sample.fr.utf8.csv", "EUR", "", Read(&[(3, 2000)])),
    ("bank/csv_oca_debit_credit_amount.csv", "EUR", "", Read(&[(4, -146000)])),
    ("bank/csv_oca_empty_statement_en.csv", "EUR", "", Refused(0, "no booking")),
    ("bank/csv_oca_original_currency.csv", "EUR", "", Read(&[(1, 152500)])),
    ("bank/csv_oca_original_currency_no_header.csv", "EUR", "header_row = 0\n[columns]\nbooked = \"A\"\npurpose = \"B\"\ncurrency = \"C\"\namount = \"D\"\nname = \"F\"\nreference = \"H\"", Read(&[(1, 152500)])),
    ("bank/csv_oca_sample_statement_credit_card_inverse_sign_en.csv", "EUR", "[constants]\nsign = \"flip\"", Read(&[(1, -3350), (1, 152500)])),
    ("bank/csv_oca_sample_statement_en.csv", "EUR", "", Read(&[(1, -3350), (1, 152500)])),
    ("bank/csv_reckon_51-sample.csv", "EUR", "header_row = 0\n[columns]\nbooked = \"A\"\nname = \"B\"\npaid_out = \"C\"", Read(&[(8, -7925)])),
    ("bank/csv_reckon_85-date-example.csv", "EUR", "header_row = 0\n[columns]\nbooked = \"C\"\nname = \"E\"\namount = \"G\"", Read(&[(2, -1377)])),
    ("bank/csv_reckon_austrian_example.csv", "EUR", "", Read(&[(13, -14957)])),
    ("bank/csv_reckon_bom_utf8_file.csv", "EUR", "", Refused(0, "no booking")),
    ("bank/csv_reckon_chase.csv", "EUR", "header_row = 0\n[columns]\nbooked = \"B\"\npurpose = \"C\"\namount = \"D\"", Refused(1, "not a day")),
    ("bank/csv_reckon_danish_kroner_nordea_example.csv", "EUR", "header_row = 0\n[columns]\nbooked = \"A\"\npurpose = \"B\"\nvalued = \"C\"\namount = \"D\"\nbalance = \"E\"", Read(&[(6, -473200)])),
    ("bank/csv_reckon_german_date_example.csv", "USD", "header_row = 0\n[columns]\nbooked = \"A\"\npurpose = \"B\"\npaid_out = \"D\"\npaid_in = \"E\"", Read(&[(3, -54851)])),
    ("bank/csv_reckon_harder_date_example.csv", "EUR", "header_row = 0\n[columns]\nbooked = \"A\"\namount = \"B\"\npurpose = \"F\"", Read(&[(5, -12312)])),
    ("bank/csv_reckon_ing.csv", "EUR", "header_row = 0\n[columns]\nbooked = \"A\"\nname = \"B\"\nsign = \"F\"\namount = \"G\"\npurpose = \"H\"", Read(&[(3, -1863)])),
    ("bank/csv_reckon_intuit_mint_example.csv", "EUR", "", Read(&[(7, -68896)])),
    ("bank/csv_reckon_invalid_header_example.csv", "EUR", "header_row = 4", Read(&[(2, 4190)])),
    ("bank/csv_reckon_some_other.csv", "USD", "", Read(&[(9, 695457)])),
    ("bank/csv_reckon_spanish_date_example.csv", "USD", "header_row = 0\ndate_order = \"dmy\"\n[columns]\nbooked = \"A\"\npurpose = \"B\"\npaid_out = \"D\"\npaid_in = \"E\"", Read(&[(3, -54851)])),
    ("bank/csv_reckon_suntrust.csv", "EUR", "header_row = 0\n[columns]\nbooked = \"A\"\nreference = \"B\"\npurpose = \"C\"\npaid_out = \"D\"\npaid_in = \"E\"\nbalance = \"F\"", Read(&[(7, 70000)])),
    ("bank/csv_reckon_tab_delimited.csv", "EUR", "header_row = 0\n[columns]\naccount = \"A\"\ncurrency = \"B\"\nbooked = \"C\"\namount = \"G\"\npurpose = \"H\"", Read(&[(2, -1500)])),
    ("bank/csv_reckon_test_money_column.csv", "EUR", "", Read(&[(2, 4000)])),
    ("bank/csv_reckon_two_money_columns.csv", "USD", "header_row = 0\n[columns]\nbooked = \"A\"\npurpose = \"B\"\npaid_out = \"D\"\npaid_in = \"E\"", Read(&[(5, -54851)])),
    ("bank/mt940_ASNB_mt940.txt", "EUR", "", Read(&[(8, 5694)])),
    ("bank/mt940_betterplace_amount_formats.sta", "EUR", "", Refused(1, "outside of a statement")),
    ("bank/mt940_betterplace_empty_86.sta", "EUR", "", Refused(0, "No column is mapped to the amount")),
    ("bank/mt940_betterplace_empty_line.sta", "EUR", "", Refused(2, "names no account")),
    ("bank/mt940_betterplace_sepa_mt9401.sta", "EUR", "", Read(&[(7, -290987), (2, -48524995), (5, -52803851), (3, 105000000), (5, -72669427), (1, 5099005), (8, -6042225), (11, -75097373), (12, -119022009), (9, -306683981), (1, 1399005), (12, -150107450), (1, 5099005), (3, 9299019), (4, 35859391), (7, -250161722), (3, -7240000), (1, -15000), (1, -15000), (1, 5005)])),
    ("bank/mt940_betterplace_sepa_snippet.sta", "EUR", "", Unchecked(53, "closing balance", &[(4, 35859391), (7, -250191730)])),
    ("bank/mt940_citi_mt940.txt", "USD", "", Read(&[(3, -114275)])),
    ("bank/mt940_cmxl_account_balance_credit.sta", "EUR", "", Refused(1, "outside of a statement")),
    ("bank/mt940_cmxl_account_balance_debit.sta", "EUR", "", Refused(1, "outside of a statement")),
    ("bank/mt940_cmxl_account_identification_iban.sta", "EUR", "", Refused(0, "holds no statement")),
    ("bank/mt940_cmxl_account_identification_legacy.sta", "EUR", "", Refused(0, "holds no statement")),
    ("bank/mt940_cmxl_available_balance.sta", "EUR", "", Refused(1, "outside of a statement")),
    ("bank/mt940_cmxl_mt940.sta", "EUR", "", Read(&[(11, 8730), (2, 220000), (3, 1004000)])),
    ("bank/mt940_cmxl_reference.sta", "EUR", "", Refused(1, "names no account")),
    ("bank/mt940_cmxl_statement_line.sta", "EUR", "", Refused(1, "outside of a statement")),
    ("bank/mt940_jejik_abnamro.sta", "EUR", "", Unchecked(25, "closing balance", &[(8, -32144), (2, -2449)])),
    ("bank/mt940_jejik_ing.sta", "EUR", "", Unchecked(22, "closing balance", &[(7, -4559)])),
    ("bank/mt940_jejik_knab.sta", "EUR", "", Unchecked(17, "closing balance", &[(1, 50000), (2, -676000)])),
    ("bank/mt940_jejik_postfinance.sta", "EUR", "", Unchecked(24, "closing balance", &[(4, 15940)])),
    ("bank/mt940_jejik_triodos.sta", "EUR", "", Unchecked(9, "closing balance", &[(2, -71570)])),
    ("bank/mt940_mBank_mt940.sta", "EUR", "", Read(&[(3, 3)])),
    ("bank/mt940_mBank_mt942.sta", "EUR", "", Read(&[(3, 3)])),
    ("bank/mt940_self-provided_details_60-63.sta", "EUR", "", Unchecked(5, "closing balance", &[(1, -23315)])),
    ("bank/mt940_self-provided_empty_non_swift.sta", "EUR", "", Refused(0, "holds no statement")),
    ("bank/mt940_self-provided_gv_codes.sta", "EUR", "", Unchecked(1, "closing balance", &[(2, -25745)])),
    ("bank/mt940_self-provided_invalid_statement.sta", "EUR", "", Refused(0, "No column is mapped to Day booked")),
    ("bank/mt940_self-provided_malformed_details.sta", "EUR", "", Unchecked(5, "closing balance", &[(1, -23315)])),
    ("bank/mt940_self-provided_mt942.sta", "EUR", "", Unchecked(11, "The report states", &[(1, -42)])),
    ("bank/mt940_self-provided_multiline.sta", "EUR", "", Refused(38, "outside of a statement")),
    ("bank/mt940_self-provided_raiffeisen-cmi.sta", "EUR", "", Unchecked(36, "closing balance", &[(7, -101221350)])),
    ("bank/mt940_self-provided_sparkassen.sta", "EUR", "", Refused(1, "outside of a statement")),
    ("bank/mt940_self-provided_transaction_details_wrapped.sta", "EUR", "", Read(&[(1, -600)])),
    ("bank/mt940_self-provided_whitespace.sta", "EUR", "", Unchecked(5, "closing balance", &[(1, -23315)])),
    ("bank/mt940_self-provided_wrapped_timestamp.sta", "EUR", "", Read(&[(1, -600)])),
    ("bank/ofx_autosync_accented_characters_latin1.ofx", "USD", "", Read(&[(1, -5873)])),
    ("bank/ofx_autosync_apostrophe.ofx", "USD", "", Read(&[(1, -5873)])),
    ("bank/ofx_autosync_checking_order.ofx", "USD", "", Read(&[(3, -5950)])),
    ("bank/ofx_autosync_income.ofx", "USD", "", Refused(36, "investment")),
    ("bank/ofx_autosync_no-institution.ofx", "USD", "", Read(&[(3, -5950)])),
    ("bank/ofx_beancount_checking-emptyledgerbal.ofx", "USD", "", Read(&[(3, -5950)])),
    ("bank/ofx_beancount_checking2.ofx", "USD", "", Refused(36, "investment")),
    ("bank/ofx_oca_test_ofx_iban.ofx", "USD", "", Read(&[(4, -36000), (0, 0)])),
    ("bank/ofx_ofxparse_account_listing_aggregation.ofx", "EUR", "", Refused(23, "holds no statement")),
    ("bank/ofx_ofxparse_checking.ofx", "USD", "", Read(&[(3, -5950)])),
    ("bank/ofx_ofxparse_date_missing.ofx", "USD", "", Refused(33, "no day")),
    ("bank/ofx_ofxparse_decimal_error.ofx", "CAD", "", Refused(36, "not a day")),
    ("bank/ofx_ofxparse_empty_balance.ofx", "CAD", "", Read(&[(1, 12000)])),
    ("bank/ofx_ofxparse_error_message.ofx", "EUR", "", Refused(22, "The bank answered with an error")),
    ("bank/ofx_ofxparse_investment_medium.ofx", "CAD", "", Refused(32, "investment")),
    ("bank/ofx_ofxparse_multiple_accounts.ofx", "USD", "", Read(&[(0, 0), (0, 0)])),
    ("bank/ofx_ofxparse_multiple_accounts2.ofx", "USD", "", Read(&[(0, 0), (0, 0)])),
    ("bank/ofx_ofxparse_ofx-v102-empty-tags.ofx", "EUR", "", Read(&[(1, 1234)])),
    ("bank/ofx_ofxparse_signon_fail.ofx", "EUR", "", Refused(11, "The bank answered with an error")),
    ("bank/ofx_ofxparse_signon_success.ofx", "EUR", "", Refused(1, "holds no statement")),
    ("bank/ofx_ofxparse_signon_success_no_message.ofx", "EUR", "", Refused(1, "holds no statement")),
    ("bank/ofx_ofxparse_td_ameritrade.ofx", "USD", "", Refused(36, "investment")),
    ("bank/ofx_ofxparse_tiaacref.ofx", "USD", "", Refused(11, "investment")),
    ("bank/ofx_ofxparse_vanguard.ofx", "USD", "", Refused(11, "investment")),
    ("bank/ofx_ofxtools_invstmtrs.ofx", "USD", "", Refused(28, "investment")),
    ("bank/ofx_ofxtools_profrs.ofx", "EUR", "", Refused(146, "The bank answered with an error")),
    ("bank/ofx_ofxtools_stmtrs.ofx", "USD", "", Read(&[(2, -50000)])),
    ("bank/ofx_ofxtools_stmtrs_euro.ofx", "USD", "", Read(&[(2, -50000)])),
    ("bank/qif_csv2ofx_stripe-all.qif", "EUR", "", Read(&[(5, 11250)])),
    ("bank/qif_csv2ofx_ubs-ch-fr.qif", "EUR", "", Read(&[(3, 3000)])),
    ("bank/qif_oca_test.qif", "EUR", "", Read(&[(5, -189609)])),
    ("bank/qif_quiffen_empty.qif", "EUR", "", Refused(0, "is empty")),
    ("bank/qif_quiffen_invalid.txt", "EUR", "", Refused(0, "No column is mapped to the amount")),
    ("bank/qif_quiffen_test.qif", "USD", "", Read(&[(5, -3550)])),
    ("bank/qif_quiffen_test_category_inherit.qif", "EUR", "", Refused(0, "no payments")),
    ("bank/qif_quiffen_test_clear_autoswitch.qif", "EUR", "", Refused(0, "no payments")),
    ("bank/qif_quiffen_test_transaction_before_account_definition_1.qif", "EUR", "", Read(&[(2, -19796)])),
    ("bank/qif_quiffen_test_transaction_before_account_definition_2.qif", "EUR", "", Read(&[(2, -19796)])),
    ("bank/qif_quiffen_test_unknown_account_type.qif", "EUR", "", Refused(22, "investment")),
    ("bank/xlsx_oca_sample_statement_en_empty_values.xlsx", "USD", "decimal_mark = \"comma\"", Read(&[(3, -220768)])),
    ("payments/actblue_cancelled_recurring.csv", "EUR", "", Read(&[(1, 3938)])),
    ("payments/actblue_paid_contributions.csv", "EUR", "", Read(&[(4, 4924)])),
    ("payments/canadahelps_sample.csv", "EUR", "", Read(&[(3, 17500)])),
    ("payments/civicrm_contributions_amount_validate.csv", "EUR", "", Refused(0, "more than one way")),
    ("payments/civicrm_soft_credit_extended.csv", "EUR", "", Read(&[(2, 87000)])),
    ("payments/gopay_windows-1250_semicolon_crlf.csv", "CZK", "", Read(&[(3, 0)])),
    ("payments/payoneer.csv", "USD", "date_order = \"mdy\"", Read(&[(2, 2000)])),
    ("payments/paypal_activity_legacy_trailing_commas.csv", "USD", "date_order = \"mdy\"", Read(&[(2, 110000)])),
    ("payments/paypal_cad_donations_sample.csv", "CAD", "", Read(&[(6, 16625)])),
    ("payments/paypal_en_us_dates_holds_pending.csv", "EUR", "", Read(&[(3, 20660)])),
    ("payments/sibs_settlement_pt_with_total_row.csv", "EUR", "", Read(&[(9, 139400)])),
    ("payments/stripe_balance_itemized.csv", "USD", "", Read(&[(2, 1123)])),
    ("payments/stripe_payments_default.csv", "CAD", "", Read(&[(10, 10772)])),
    ("payments/stripe_report_bom_crlf_embedded_quote.csv", "USD", "", Read(&[(4, 3338)])),
    ("payments/stripe_report_bom_crlf_quotes_jpy.csv", "USD", "", Read(&[(3, 255), (2, 4850)])),
    ("payments/uk_sdm_paypal.csv", "GBP", "date_order = \"dmy\"", Read(&[(6, 1582)])),
    ("payments/uk_sdm_stripe_subscriptions.csv", "GBP", "", Refused(0, "No column is mapped to Day booked")),
    ("payments/venmo_statement.csv", "USD", "", Read(&[(4, 7601)])),
    ("payments/venmo_transactions_synthetic.csv", "USD", "", Read(&[(50, -175100)])),
];

#[test]
fn every_real_file_is_read_or_refused_as_it_must_be() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if !root.is_dir() {
        eprintln!("no ../shared/data here, so the real statements were not read");
        return;
    }
    let wrong: Vec<String> = REAL
        .iter()
        .filter_map(|(path, currency, map, comes)| {
            let bytes = std::fs::read(root.join(path)).unwrap();
            check(&name_of(Path::new(path)), &bytes, currency, map, *comes)
        })
        .collect();
    assert!(wrong.is_empty(), "{} files:\n{}", wrong.len(), wrong.join("\n"));
    for folder in ["bank", "payments"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let name = entry.unwrap().file_name().to_string_lossy().into_owned();
            let path = format!("{folder}/{name}");
            assert!(
                name.ends_with(".tar.gz") || REAL.iter().any(|(known, ..)| *known == path),
                "{path} is not in the list"
            );
        }
    }
}

/// Files made to break readers, none of which is a statement.
#[test]
fn hostile_files_are_refused_with_a_reason() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/hostile");
    let Ok(files) = std::fs::read_dir(root) else { return };
    for entry in files {
        let path = entry.unwrap().path();
        let name = name_of(&path);
        let bytes = std::fs::read(&path).unwrap();
        let told = told("GBP");
        let unread = read(&name, &bytes, &told).unwrap_err();
        assert!(unread.problem().message.contains(&name), "{name}");
        // As a table: either it is none, or its columns are not those of a bank, or its rows are refused.
        if let Ok(source) = from_bytes(&path, bytes, &Overrides::default())
            && let Ok(Ok(file)) = read_table(&source, &fields::guess(&source), &told)
        {
            assert!(file.count() > 0, "{name} has rows or is refused");
        }
    }
}

/// The five lines that every fixture holds: day, amount, name, purpose.
const LINES: &[(&str, i64, &str, &str)] = &[
    ("2026-11-02", 2500, "Zoë Ali", "DUES 0012"),
    ("2026-11-05", 31_200, "", "PAYING IN 000123"),
    ("2026-11-09", -4860, "Riverside Print Ltd", "INV 2231"),
    ("2026-11-12", 6000, "Okafor & Sons", "AUTUMN APPEAL"),
    ("2026-11-20", -600, "", "ACCOUNT FEE"),
];

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/bank").join(name)).unwrap()
}

#[test]
fn one_statement_reads_the_same_in_every_form() {
    for (name, ids, opening, closing) in [
        ("sgml.ofx", true, None, Some(154_240)),
        ("xml.ofx", true, None, Some(154_240)),
        ("days.qif", false, None, None),
        ("statement.xml", true, Some(120_000), Some(154_240)),
        ("swift.sta", false, Some(120_000), Some(154_240)),
        ("columns.csv", false, Some(120_000), Some(154_240)),
    ] {
        let file = outcome(name, &fixture(name), "", &told("GBP")).unwrap_or_else(|e| panic!("{name}: {e:?}"));
        let [statement] = file.statements.as_slice() else { panic!("{name}: {:?}", file.statements) };
        let found: Vec<(String, i64, &str, &str)> = statement
            .lines
            .iter()
            .map(|l| (l.booked.to_string(), l.amount.0, l.name.as_str(), l.purpose.as_str()))
            .collect();
        let wanted: Vec<_> = LINES.iter().map(|(d, a, n, p)| ((*d).to_owned(), *a, *n, *p)).collect();
        assert_eq!(found, wanted, "{name}");
        assert_eq!(statement.lines.iter().any(|l| !l.id.is_empty()), ids, "{name}");
        assert_eq!(statement.opening.map(|b| b.amount.0), opening, "{name}");
        assert_eq!(statement.closing.map(|b| b.amount.0), closing, "{name}");
        let rows: Vec<usize> = statement.lines.iter().map(|l| l.row).collect();
        assert!(rows.windows(2).all(|pair| pair[0] < pair[1]) && rows[0] > 1, "{name}: {rows:?}");
    }
}

#[test]
fn a_payment_service_gives_gross_and_fee_and_a_statement_for_each_currency() {
    let file = outcome("paypal.csv", &fixture("paypal.csv"), "", &told("GBP")).unwrap();
    assert_eq!(sums(&file), [(3, 0), (2, 460)]);
    let pounds = &file.statements[0];
    let found: Vec<(&str, i64, &str)> =
        pounds.lines.iter().map(|l| (l.id.as_str(), l.amount.0, l.kind.as_str())).collect();
    assert_eq!(found, [("P1", 2500, "Donation Payment"), ("P1/fee", -93, "fee"), ("P5", -2407, "General Withdrawal")]);
    assert_eq!(file.statements[1].currency.as_deref(), Some("USD"));
    assert!(file.notes.iter().any(|note| note.contains("2 rows that are pending")), "{:?}", file.notes);
}

fn changed(name: &str, from: &str, to: &str) -> std::result::Result<File, (usize, String)> {
    let text = String::from_utf8_lossy(&fixture(name)).replacen(from, to, 1);
    assert!(text.contains(to), "{name} has {from}");
    outcome(name, text.as_bytes(), "", &told("GBP"))
}

#[test]
fn what_is_malformed_is_refused_with_its_line_and_nothing_is_half_read() {
    let mut wrong = Vec::new();
    for (name, from, to, row, words) in [
        ("sgml.ofx", "<DTPOSTED>20261109", "<DTPOSTED>20261131", 24, "not a day"),
        ("sgml.ofx", "<TRNAMT>312.00", "<TRNAMT>three", 21, "not an amount"),
        ("sgml.ofx", "</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>", "", 35, "cut short"),
        ("xml.ofx", "<OFX>", "<!DOCTYPE OFX [<!ENTITY a \"b\">]><OFX>", 3, "entities"),
        ("days.qif", "T-48.60", "T48.60.1", 16, "not an amount"),
        ("days.qif", "MACCOUNT FEE\n^", "MACCOUNT FEE", 27, "cut short"),
        ("days.qif", "^\nD9/11", "D9/11", 14, "second day"),
        ("statement.xml", "60.00</Amt>", "6o.00</Amt>", 13, "not an amount"),
        ("statement.xml", "60.00</Amt>", "61.00</Amt>", 14, "1.00 is missing"),
        ("statement.xml", "</Stmt>", "", 15, "no sound XML"),
        ("statement.xml", "<Document", "<!DOCTYPE x [<!ENTITY e \"e\">]><Document", 2, "entities"),
        ("swift.sta", "261109", "261309", 9, "cannot be read"),
        ("swift.sta", "C312,00", "C312,99", 13, "0.99 is missing"),
        ("swift.sta", ":62F:", ":99X:", 1, "no closing balance"),
        ("columns.csv", ";60.00;", ";sixty;", 5, "not an amount"),
        ("columns.csv", "09.11.2026", "31.11.2026", 4, "not a day"),
    ] {
        match changed(name, from, to) {
            Ok(file) => wrong.push(format!("{name} with {to} was read: {:?}", sums(&file))),
            Err((at, why)) if at == row && why.contains(words) => {}
            Err((at, why)) => wrong.push(format!("{name} with {to}: line {at}: {why}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_qif_leaves_open_is_asked_and_can_be_told() {
    let text = "!Type:Bank\nD03/04/2026\nT-1,250\nPAnn\n^\n";
    let mut told = told("GBP");
    let unread = read("x.qif", text.as_bytes(), &told).unwrap_err();
    assert_eq!(unread.question.as_ref().unwrap().setting, "date_order");
    told.date_order = Some(DateOrder::MonthDayYear);
    let unread = read("x.qif", text.as_bytes(), &told).unwrap_err();
    assert_eq!(unread.question.as_ref().unwrap().setting, "decimal_mark");
    told.decimal_mark = Some(DecimalMark::Point);
    let file = read("x.qif", text.as_bytes(), &told).unwrap();
    let line = &file.statements[0].lines[0];
    assert_eq!((line.booked.to_string().as_str(), line.amount.0), ("2026-03-04", -125_000));
}

#[test]
fn encodings_are_those_of_the_bytes_before_those_of_the_header() {
    let wide = |name: &str| -> Vec<u8> {
        let text = String::from_utf8(fixture(name)).unwrap();
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
    };
    for name in ["statement.xml", "columns.csv", "days.qif", "swift.sta", "xml.ofx"] {
        let file = outcome(name, &wide(name), "", &told("GBP")).unwrap();
        assert_eq!(file.statements[0].lines[0].name, "Zoë Ali", "{name} in UTF-16");
    }
    // A header that says Latin over UTF-8 is not believed; one that says it over Latin is.
    let utf8: Vec<u8> = encoding_rs::WINDOWS_1252.decode(&fixture("sgml.ofx")).0.into_owned().into_bytes();
    assert_eq!(outcome("x.ofx", &utf8, "", &told("GBP")).unwrap().statements[0].lines[0].name, "Zoë Ali");
    assert_eq!(
        outcome("x.ofx", &fixture("sgml.ofx"), "", &told("GBP")).unwrap().statements[0].lines[0].name,
        "Zoë Ali"
    );
}

#[test]
fn a_batch_is_its_payments_where_they_add_up() {
    let batch = |a: &str, b: &str| {
        let part = |amount: &str, name: &str| {
            format!(
                "<TxDtls><Amt Ccy=\"GBP\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><RltdPties><Dbtr><Nm>{name}</Nm></Dbtr></RltdPties></TxDtls>"
            )
        };
        let details = format!("<NtryDtls>{}{}</NtryDtls></Ntry>", part(a, "Ann"), part(b, "Bo"));
        let text = String::from_utf8(fixture("statement.xml")).unwrap();
        let at = text.find("PAYING IN").unwrap();
        let from = text.get(..at).unwrap().rfind("<NtryDtls>").unwrap();
        let to = at + text.get(at..).unwrap().find("</Ntry>").unwrap() + "</Ntry>".len();
        let text = format!("{}{details}{}", text.get(..from).unwrap(), text.get(to..).unwrap());
        outcome("b.xml", text.as_bytes(), "", &told("GBP")).unwrap()
    };
    let split = batch("300.00", "12.00");
    let found: Vec<(&str, &str, i64)> =
        split.statements[0].lines[1..3].iter().map(|l| (l.id.as_str(), l.name.as_str(), l.amount.0)).collect();
    assert_eq!(found, [("B2/1", "Ann", 30_000), ("B2/2", "Bo", 1200)]);
    let whole = batch("300.00", "13.00");
    assert_eq!((whole.statements[0].lines.len(), whole.notes.len()), (5, 1));
}
