//! What a segment asks, as the file has it: `{"all": [{"ask": "people.tag", "tag": ["donor"]}, {"none": […]}]}`.

use serde_json::{Map, Value as Json, json};

use super::model::{Asked, DEEPEST, Group, How, Node, Tree, check};
use crate::kit::{Currency, Problem, Result};
use crate::office::Condition;
use crate::office::condition::Values;
use crate::t;

/// The names that a condition of the file has besides its parts.
const ASK: &str = "ask";
const NOT: &str = "not";

/// Reads a tree. Whatever is not understood is refused, by its name.
///
/// # Errors
/// When it is no such JSON, names a condition nobody declares, or has a value that cannot be read.
pub fn read(text: &str, conditions: &[&'static Condition], currency: Currency) -> Result<Tree> {
    let json: Json = serde_json::from_str(text).map_err(|e| wrong(t!("it is no JSON")).because(e))?;
    let Json::Object(map) = &json else { return Err(wrong(t!("it is no group"))) };
    let reading = Reading { conditions, currency };
    let tree = reading.group(map, 1)?.ok_or_else(|| wrong(t!("it begins with no group")))?;
    check(&tree)?;
    Ok(tree)
}

fn wrong(why: &str) -> Problem {
    Problem::input(t!("What the segment asks cannot be read: {why}", why = why))
}

struct Reading<'a> {
    conditions: &'a [&'static Condition],
    currency: Currency,
}

impl Reading<'_> {
    /// The group that an object says, if it is one.
    fn group(&self, map: &Map<String, Json>, depth: usize) -> Result<Option<Tree>> {
        let Some((key, inside)) = map.iter().next().filter(|_| map.len() == 1) else { return Ok(None) };
        let Some(how) = How::of(key) else { return Ok(None) };
        if depth > DEEPEST {
            return Err(wrong(&t!("groups stand more than {most} deep in each other", most = DEEPEST)));
        }
        let Json::Array(inside) = inside else { return Err(wrong(&t!("“{key}” holds no list", key = key))) };
        let of = inside.iter().map(|json| self.node(json, depth)).collect::<Result<_>>()?;
        Ok(Some(Group { how, of }))
    }

    fn node(&self, json: &Json, depth: usize) -> Result<Node<Asked>> {
        let Json::Object(map) = json else {
            return Err(wrong(&t!("“{json}” is neither a condition nor a group", json = json)));
        };
        if let Some(group) = self.group(map, depth + 1)? {
            return Ok(Node::Group(group));
        }
        let Some(Json::String(key)) = map.get(ASK) else {
            let keys: Vec<&str> = map.keys().map(String::as_str).collect();
            return Err(wrong(&t!("“{keys}” is neither a condition nor a group", keys = keys.join(", "))));
        };
        let not = match map.get(NOT) {
            None => false,
            Some(Json::Bool(not)) => *not,
            Some(other) => return Err(wrong(&t!("“not” is {other}, and neither true nor false", other = other))),
        };
        let condition = find(self.conditions, key)?;
        let given: Map<String, Json> =
            map.iter().filter(|(k, _)| *k != ASK && *k != NOT).map(|(k, v)| (k.clone(), v.clone())).collect();
        let values = Values::read(condition, &given, self.currency).map_err(|why| wrong(&why))?;
        Ok(Node::Ask { what: Asked { condition, values }, not })
    }
}

/// The condition of a key.
///
/// # Errors
/// When this program knows none.
pub fn find(conditions: &[&'static Condition], key: &str) -> Result<&'static Condition> {
    conditions.iter().find(|condition| condition.key == key).copied().ok_or_else(|| {
        Problem::input(t!("This Wardroom does not know the condition “{key}”", key = key))
            .hint(t!("A newer one made it, or it is misspelt; `wardroom segments conditions` lists those it knows"))
    })
}

/// A tree as the file has it.
pub fn write(tree: &Tree, currency: Currency) -> Json {
    let of: Vec<Json> = tree.of.iter().map(|node| write_node(node, currency)).collect();
    json!({ tree.how.key(): of })
}

fn write_node(node: &Node<Asked>, currency: Currency) -> Json {
    match node {
        Node::Group(group) => write(group, currency),
        Node::Ask { what, not } => {
            let mut map = Map::new();
            map.insert(ASK.to_owned(), what.condition.key.into());
            if *not {
                map.insert(NOT.to_owned(), true.into());
            }
            map.extend(what.values.json(currency));
            Json::Object(map)
        }
    }
}
