//! `candidates pairs`: weights by comparing criteria two at a time.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::ops;
use super::super::pairs;
use super::{answer, criterion as criterion_of, one_args, round, whole};
use crate::cli::args::{many, option};
use crate::cli::{Call, Outcome};
use crate::kit::Result;
use crate::t;

pub(super) fn args(c: Command) -> Command {
    one_args(c)
        .arg(
            many(
                "pair",
                "FIRST:SECOND=N",
                "How many times as important the first criterion is: 1/9 to 9. Once for each pair",
            )
            .required(true),
        )
        .arg(option("reason", "TEXT", "Why they weigh that: keeps the weights. Without it they are only shown"))
}

pub(super) fn run(call: &mut Call<'_>) -> Result<Outcome> {
    let why = call.text("reason").map(str::to_owned);
    let mut office = if why.is_some() { call.office()? } else { call.office_to_read()? };
    let id = round(call, &office)?;
    let known = whole(&office, id)?;
    let ids: Vec<_> = known.criteria.iter().map(|one| one.id).collect();
    let names: Vec<&str> = known.criteria.iter().map(|one| one.new.name.as_str()).collect();
    let said = call
        .many("pair")
        .iter()
        .map(|text| pairs::read(text, |name| criterion_of(&known, name)))
        .collect::<Result<Vec<_>>>()?;
    let weighed = pairs::weigh(ids.len(), &pairs::in_order(&ids, &said, &names)?)?;
    let fits = weighed.says(&names);
    let lines: Vec<String> = names
        .iter()
        .zip(&weighed.weights)
        .map(|(name, weight)| format!("{name}: {}.{:02} %", weight / 100, weight % 100))
        .collect();
    if let Some(why) = why {
        let weights: Vec<_> = ids.iter().copied().zip(weighed.weights.iter().copied()).collect();
        let done = ops::weights(&mut office, id, &weights, &why)?;
        if weighed.contradicts() {
            call.out.remark(&fits)?;
        }
        return answer(call, office, id, done.op, &format!("{}\n{fits}", lines.join("\n")));
    }
    let weights: Vec<Json> = names
        .iter()
        .zip(&weighed.weights)
        .map(|(name, weight)| json!({ "criterion": name, "weight": weight }))
        .collect();
    let says = t!(
        "{lines}\n{fits}\nNothing was changed; with --reason the weights are kept.",
        lines = lines.join("\n"),
        fits = fits
    );
    call.out.answer(
        &json!({ "weights": weights, "consistency_ratio": weighed.compared.ratio, "contradicts": weighed.contradicts(),
            "says": fits }),
        &says,
    )?;
    Ok(Outcome::Done)
}
