//! A stack of equality forms of members. The answers are drawn, and are nobody's.

use super::{Branch, Result};
use crate::equality::model::{Form, Whose, questions};
use crate::equality::ops;

impl Branch {
    /// Forty forms, as one stack.
    pub(super) fn equality(&mut self) -> Result<()> {
        let questions = questions()?;
        let mut forms = Vec::new();
        for _ in 0..40 {
            let mut form = Form::new();
            for question in &questions {
                let keys: Vec<&str> = question.answers.iter().map(|(key, _)| key.as_str()).collect();
                form.insert(question.key.clone(), self.random.pick(&keys).to_owned());
            }
            forms.push(form);
        }
        ops::take(&mut self.office, Whose::Members, &forms)?;
        Ok(())
    }
}
