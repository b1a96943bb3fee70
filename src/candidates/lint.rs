//! Notices questions that the law or good practice forbids, and says why and what to ask instead. The words are data
//! (`assets/questions.toml`), each topic with its law. It sees words, not what is meant: a clean answer is no permission.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::candidates::model::Kind;
use crate::kit::fold::fold;

#[derive(Debug, Deserialize)]
struct Topics {
    topic: Vec<Topic>,
}

/// Something that is not asked.
#[derive(Debug, Deserialize)]
pub struct Topic {
    pub key: String,
    /// Why not.
    pub says: String,
    pub law: String,
    /// What to ask instead.
    pub instead: String,
    phrases: Vec<String>,
    unless: Vec<String>,
}

static TOPICS: LazyLock<Result<Topics, toml::de::Error>> =
    LazyLock::new(|| toml::from_str(include_str!("../../assets/questions.toml")));

/// What a question was noticed by.
#[derive(Clone, Copy, Debug)]
pub struct Noticed {
    pub topic: &'static Topic,
    /// The words, as the data has them.
    pub words: &'static str,
}

/// Up to so many words stand where a phrase has “…”.
const GAP: usize = 3;

fn fits(pattern: &[&str], words: &[&str]) -> bool {
    let Some((first, rest)) = pattern.split_first() else { return true };
    if *first == "…" {
        return (0..=GAP.min(words.len())).any(|skip| words.get(skip..).is_some_and(|words| fits(rest, words)));
    }
    let Some((word, after)) = words.split_first() else { return false };
    let same = first.strip_suffix('*').map_or(word == first, |beginning| word.starts_with(beginning));
    same && fits(rest, after)
}

fn stands_in(phrase: &str, words: &[&str]) -> bool {
    let pattern: Vec<&str> = phrase.split_whitespace().collect();
    (0..words.len()).any(|at| words.get(at..).is_some_and(|words| fits(&pattern, words)))
}

/// What speaks against a question; empty where nothing was noticed.
pub fn check(question: &str, _kind: Kind) -> Vec<Noticed> {
    // Apostrophes part words here, as the phrases have them: “don t you think”.
    let folded = fold(&question.replace(['\'', '’'], " "));
    let words: Vec<&str> = folded.split_whitespace().collect();
    let topics = TOPICS.as_ref().map(|all| all.topic.as_slice()).unwrap_or_default();
    let noticed = topics.iter().filter(|topic| !topic.unless.iter().any(|phrase| stands_in(phrase, &words)));
    let found = noticed.filter_map(|topic| {
        let words = topic.phrases.iter().find(|phrase| stands_in(phrase, &words))?;
        Some(Noticed { topic, words })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(question: &str) -> Vec<&'static str> {
        check(question, Kind::Candidate).into_iter().map(|found| found.topic.key.as_str()).collect()
    }

    #[test]
    fn the_data_can_be_read_and_every_topic_says_why() {
        let all = &TOPICS.as_ref().unwrap().topic;
        assert!(all.len() >= 9);
        assert!(all.iter().all(|t| !t.says.is_empty() && !t.law.is_empty() && !t.instead.is_empty()));
        for phrase in all.iter().flat_map(|t| t.phrases.iter().chain(&t.unless)) {
            let plain: String =
                phrase.split_whitespace().map(|w| w.trim_end_matches('*')).filter(|w| *w != "…").collect();
            assert_eq!(fold(&plain), plain, "“{phrase}” can fit no folded question");
        }
    }

    #[test]
    fn questions_that_must_not_be_asked_are_noticed() {
        for (question, topic) in [
            ("Does your husband know that you are here?", "family"),
            ("Who will look after the CHILDREN when you are canvassing?", "family"),
            ("Are you pregnant?", "pregnancy"),
            ("How old are you?", "age"),
            ("When do you plan to retire?", "age"),
            ("Have you got any disability?", "health"),
            ("How many days were you off sick last year?", "health"),
            ("Which church do you go to?", "religion"),
            ("Where are you really from?", "origin"),
            ("Are you planning to have a break soon?", "plans"),
            ("Don’t you think that we should lower the council tax?", "leading"),
            ("Do you have a criminal record?", "union"),
            ("What can you bring as a woman to this role?", "sexuality"),
        ] {
            assert!(keys(question).contains(&topic), "{question}: {:?}", keys(question));
        }
    }

    #[test]
    fn questions_about_the_role_are_left_alone() {
        for question in [
            "Tell us of a time when you changed somebody’s mind. What did you do?",
            "What would you do for children’s services in the county?",
            "How would you make public health a matter for our ward?",
            "How do we take down barriers for disabled members?",
            "Which of the party’s policies do you find hard to defend, and how do you do it?",
            "The role takes two evenings a week and most Saturdays. How would you make room for that?",
            "What are the first three things that you would do in the campaign?",
        ] {
            assert_eq!(keys(question), [""; 0], "{question}");
        }
    }
}
