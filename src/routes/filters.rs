//! The parameters that say what was searched for: words, filters, dates, order. They have the same names wherever an
//! address has them, on the Browse screen and on a statement that was found there.

use super::browse::Misread;
use super::codec::Params;
use demarche_corpus::PartialDate;
use demarche_search::{Field, FilterSet, Request, Sort};

/// Reads the filters; a date that is none is added to `misread`.
pub(super) fn filters_from_params(params: &Params, misread: &mut Vec<Misread>) -> FilterSet {
    let mut filters = FilterSet::default();
    for field in Field::ALL {
        for value in params.all(field.id()).filter(|value| !value.is_empty()) {
            let choice = filters.choices.of_mut(field);
            match value.strip_prefix('-') {
                Some(excluded) => choice.exclude.insert(excluded.to_owned()),
                // `+` protects a value that itself begins with a sign.
                None => choice.include.insert(value.strip_prefix('+').unwrap_or(value).to_owned()),
            };
        }
    }
    let mut date = |name: &str| {
        let value = params.last(name);
        let date = PartialDate::parse(&value);
        if date.is_none() && !value.is_empty() {
            misread.push(Misread::Date(format!("{name}={value}")));
        }
        date
    };
    filters.from = date("from");
    filters.to = date("to");
    filters
}

/// Writes words and filters in a fixed order.
pub(super) fn words_to_params(request: &Request, params: &mut Params) {
    params.push_nonempty("q", &request.text);
    for (field, choice) in &request.filters.choices {
        for value in &choice.include {
            let protect = if value.starts_with(['-', '+']) { "+" } else { "" };
            params.push(field.id(), &format!("{protect}{value}"));
        }
        for value in &choice.exclude {
            params.push(field.id(), &format!("-{value}"));
        }
    }
    for (name, date) in [("from", request.filters.from), ("to", request.filters.to)] {
        if let Some(date) = date {
            params.push(name, &date.to_string());
        }
    }
}

/// Reads what a statement was found by; what makes no sense is left aside.
pub(super) fn request_from_params(params: &Params) -> Request {
    Request {
        text: params.last("q"),
        filters: filters_from_params(params, &mut Vec::new()),
        sort: Sort::from_id(&params.last("sort")).unwrap_or_default(),
    }
}

/// Writes the order unless it is the one that is not asked for.
pub(super) fn sort_to_params(sort: Sort, params: &mut Params) {
    if sort != Sort::default() {
        params.push("sort", sort.id());
    }
}
