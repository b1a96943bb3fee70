//! Items of a segment being put together: added, moved, put into groups and taken out.

use super::super::model::{DEEPEST, How};
use super::{Item, SegmentForm, What};

impl SegmentForm {
    /// Puts a new item at the end of a group, or of the segment; answers its number.
    pub fn add(&mut self, group: Option<u32>, what: What) -> u32 {
        let item = self.item(what);
        let id = item.id;
        match group.and_then(|group| list_of(&mut self.of, group)) {
            Some(list) => list.push(item),
            None => self.of.push(item),
        }
        id
    }

    /// Takes an item out; answers the one that the keyboard goes to.
    pub fn remove(&mut self, id: u32) -> Option<u32> {
        with_list(&mut self.of, id, |list, at| {
            list.remove(at);
            list.get(at).or_else(|| list.get(at.checked_sub(1)?)).map(|item| item.id)
        })
        .flatten()
    }

    /// Moves an item up or down among its own.
    pub fn shift(&mut self, id: u32, down: bool) {
        with_list(&mut self.of, id, |list, at| {
            let to = if down { at + 1 } else { at.wrapping_sub(1) };
            if to < list.len() {
                list.swap(at, to);
            }
        });
    }

    /// Puts an item into a group of its own; answers the group's number.
    pub fn wrap(&mut self, id: u32) -> u32 {
        self.last += 1;
        let group = self.last;
        with_list(&mut self.of, id, |list, at| {
            let item = list.remove(at);
            list.insert(at, Item { id: group, what: What::Group { how: How::Any, of: vec![item] } });
        });
        group
    }

    /// Takes an item out of its group and puts it behind it; a group that is empty then goes.
    pub fn lift(&mut self, id: u32) {
        lift(&mut self.of, id);
    }

    /// Whether another group has room inside this one, and whether there is a group to take an item out of.
    pub fn depth_of(&self, id: u32) -> usize {
        depth_of(&self.of, id, 1).unwrap_or(1)
    }

    /// Whether groups may stand one deeper than an item.
    pub fn has_room_below(&self, id: u32) -> bool {
        let inside = find(&self.of, id).map_or(0, height);
        self.depth_of(id) + inside < DEEPEST
    }
}

/// Does something to the list that an item stands in, and its place there.
fn with_list<R>(items: &mut Vec<Item>, id: u32, does: impl FnOnce(&mut Vec<Item>, usize) -> R) -> Option<R> {
    if let Some(at) = items.iter().position(|item| item.id == id) {
        return Some(does(items, at));
    }
    let inside = items.iter_mut().find_map(|item| match &mut item.what {
        What::Group { of, .. } if find(of, id).is_some() => Some(of),
        _ => None,
    });
    inside.and_then(|of| with_list(of, id, does))
}

/// The list of a group.
fn list_of(items: &mut [Item], group: u32) -> Option<&mut Vec<Item>> {
    for item in items {
        let is_it = item.id == group;
        let What::Group { of, .. } = &mut item.what else { continue };
        if is_it {
            return Some(of);
        }
        if find(of, group).is_some() {
            return list_of(of, group);
        }
    }
    None
}

fn find(items: &[Item], id: u32) -> Option<&Item> {
    items.iter().find_map(|item| match &item.what {
        _ if item.id == id => Some(item),
        What::Group { of, .. } => find(of, id),
        What::Ask(_) => None,
    })
}

fn height(item: &Item) -> usize {
    match &item.what {
        What::Ask(_) => 0,
        What::Group { of, .. } => 1 + of.iter().map(height).max().unwrap_or(0),
    }
}

fn depth_of(items: &[Item], id: u32, depth: usize) -> Option<usize> {
    items.iter().find_map(|item| match &item.what {
        _ if item.id == id => Some(depth),
        What::Group { of, .. } => depth_of(of, id, depth + 1),
        What::Ask(_) => None,
    })
}

fn lift(items: &mut Vec<Item>, id: u32) -> bool {
    for at in 0..items.len() {
        let Some(Item { what: What::Group { of, .. }, .. }) = items.get_mut(at) else { continue };
        if let Some(place) = of.iter().position(|item| item.id == id) {
            let item = of.remove(place);
            let empty = of.is_empty();
            items.insert(at + 1, item);
            if empty {
                items.remove(at);
            }
            return true;
        }
        if lift(of, id) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::AskForm;
    use super::*;

    fn ids(items: &[Item]) -> String {
        let one = |item: &Item| match &item.what {
            What::Ask(_) => item.id.to_string(),
            What::Group { of, .. } => format!("{}({})", item.id, ids(of)),
        };
        items.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn items_move_without_losing_themselves() {
        let mut form = SegmentForm::default();
        let ask = || What::Ask(AskForm::default());
        let (one, group) = (form.add(None, ask()), form.add(None, What::Group { how: How::Any, of: Vec::new() }));
        let (inner, other) = (form.add(Some(group), ask()), form.add(Some(group), ask()));
        assert_eq!(ids(&form.of), "1 2(3 4)");
        form.shift(one, true);
        form.shift(other, false);
        assert_eq!(ids(&form.of), "2(4 3) 1");
        form.shift(one, true);
        form.lift(inner);
        assert_eq!(ids(&form.of), "2(4) 3 1");
        form.lift(other);
        assert_eq!(ids(&form.of), "4 3 1", "an empty group goes");
        let wrapped = form.wrap(one);
        assert_eq!(ids(&form.of), "4 3 5(1)");
        assert_eq!((form.depth_of(one), form.depth_of(wrapped)), (2, 1));
        assert_eq!(form.remove(one), None);
        assert_eq!(form.remove(wrapped), Some(inner));
        assert_eq!(ids(&form.of), "4 3");
        let mut deep = inner;
        for _ in 1..DEEPEST {
            assert!(form.has_room_below(deep));
            form.wrap(deep);
            deep = inner;
        }
        assert!(!form.has_room_below(inner));
    }
}
