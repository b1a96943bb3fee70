//! What is measured by itself, apart from the offices of several sizes.

/// One thing that was measured, and whether it met its aim.
pub struct Alone {
    pub what: String,
    pub value: String,
    pub aim: &'static str,
    pub met: bool,
}

impl Alone {
    pub fn seconds(what: impl Into<String>, seconds: f64, aim: &'static str, most: f64) -> Self {
        let value = if seconds < 0.01 { format!("{:.3} ms", seconds * 1e3) } else { format!("{seconds:.2} s") };
        Self { what: what.into(), value, aim, met: seconds < most }
    }
}

/// The rows as a table of their own. **Bold** misses its aim.
pub fn table(rows: &[Alone]) -> String {
    let mut out = "| what | took | aim |\n|---|---|---|\n".to_owned();
    for row in rows {
        let value = if row.met { row.value.clone() } else { format!("**{}**", row.value) };
        out.push_str(&format!("| {} | {value} | {} |\n", row.what, row.aim));
    }
    out
}
