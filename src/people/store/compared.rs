//! Whether it is quicker to compare people word by word, or to have the index gather those with a rare word.

/// How many people were compared, and how many of them fit.
#[derive(Debug)]
pub(super) struct Compared {
    pub all: i64,
    pub fitting: i64,
    /// How many have each word.
    by_word: Vec<i64>,
}

impl Compared {
    pub(super) fn none(words: &[String]) -> Self {
        Self { all: 0, fitting: 0, by_word: vec![0; words.len()] }
    }

    /// Whether a person with these words has one that begins with each of those looked for.
    pub(super) fn fits(&mut self, text: &str, words: &[String]) -> bool {
        self.all += 1;
        let mut all = true;
        for (word, count) in words.iter().zip(&mut self.by_word) {
            let has = text.split(' ').any(|has| has.starts_with(word.as_str()));
            *count += i64::from(has);
            all &= has;
        }
        self.fitting += i64::from(all);
        all
    }

    /// The place of the word that fewest have.
    pub(super) fn rarest(&self) -> usize {
        let fewest = self.by_word.iter().enumerate().min_by_key(|(_, count)| **count);
        fewest.map_or(0, |(at, _)| at)
    }

    /// Whether the index gathers all that have the rarest word sooner than `most` are found by comparing: comparing one
    /// takes as long as gathering three, and of everybody no larger share has the word than of those compared so far.
    pub(super) fn is_rare(&self, most: i64, everybody: i64) -> bool {
        let fewest = self.by_word.iter().min().copied().unwrap_or(0);
        let gathered = fewest.saturating_mul(self.fitting + 1).saturating_mul(everybody);
        gathered < 3_i64.saturating_mul(most - self.fitting).saturating_mul(self.all).saturating_mul(self.all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_beginnings_are_left_to_the_index() {
        let one =
            |fitting, most, everybody| Compared { all: 100, fitting, by_word: vec![fitting] }.is_rare(most, everybody);
        assert!(one(0, 80, 1_000_000), "nobody fits");
        assert!(one(1, 80, 1_000_000), "ten thousand at most");
        assert!(!one(10, 80, 1_000_000), "a dialling code: eight hundred compared, not a hundred thousand gathered");
        assert!(one(10, 500, 10_000), "a thousand at most: gathered sooner than five thousand compared");
        let two = Compared { all: 100, fitting: 1, by_word: vec![100, 1] };
        assert!(two.is_rare(80, 1_000_000) && two.rarest() == 1, "the second word is gathered, not the first");
        let apart = Compared { all: 100, fitting: 0, by_word: vec![50, 50] };
        assert!(!apart.is_rare(80, 1_000_000), "both words are common, only not of the same people");
    }
}
