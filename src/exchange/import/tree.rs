//! XML and JSON as one kind of tree, so that a format that exists in both is read once.

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

use crate::plan::intake::Unread;

/// The deepest nesting that is read.
const MOST_DEPTH: usize = 64;
/// The most nodes that are read.
const MOST_NODES: usize = 400_000;

/// An element of XML, or a member of a JSON object; each entry of a JSON list is a node with the name of the list.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Node {
    name: String,
    text: String,
    line: Option<u64>,
    is_attribute: bool,
    children: Vec<Self>,
}

impl Node {
    /// The tree of an XML text; of a broken one, what stands before the break.
    pub(super) fn of_xml(text: &str, unread: &mut Vec<Unread>) -> Self {
        let mut reader = Reader::from_str(text);
        let mut open = vec![Self::default()];
        let (mut nodes, mut line, mut seen) = (0, 1_u64, 0);
        let trouble = loop {
            let event = reader.read_event();
            let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            let here = line;
            line += text
                .as_bytes()
                .get(seen..at)
                .unwrap_or_default()
                .iter()
                .map(|byte| u64::from(*byte == b'\n'))
                .sum::<u64>();
            seen = at.max(seen);
            match event {
                Ok(Event::Start(start)) => {
                    nodes += 1;
                    if open.len() > MOST_DEPTH || nodes > MOST_NODES {
                        break Some("it is nested too deeply, or too large".to_owned());
                    }
                    open.push(element(&start, line));
                }
                Ok(Event::Empty(start)) => {
                    nodes += 1;
                    if nodes > MOST_NODES {
                        break Some("it is too large".to_owned());
                    }
                    let node = element(&start, line);
                    add(&mut open, node);
                }
                Ok(Event::End(_)) => close(&mut open),
                Ok(Event::Text(words)) => say(&mut open, &words.xml10_content().unwrap_or_default()),
                Ok(Event::CData(words)) => say(&mut open, &String::from_utf8_lossy(&words)),
                Ok(Event::GeneralRef(name)) => {
                    let letter = name.resolve_char_ref().ok().flatten().map(String::from);
                    let known =
                        || quick_xml::escape::resolve_predefined_entity(&name.xml10_content().ok()?).map(str::to_owned);
                    // Entities that a file declares itself are left out: they serve attacks, and no résumé needs them.
                    say(&mut open, &letter.or_else(known).unwrap_or_default());
                }
                Ok(Event::Eof) if open.len() > 1 => break Some("it breaks off".to_owned()),
                Ok(Event::Eof) => break None,
                Ok(_) => {}
                Err(error) => {
                    line = here;
                    break Some(error.to_string());
                }
            }
        };
        if let Some(trouble) = trouble {
            unread.push(Unread { line: Some(line), what: format!("not whole XML, read up to here: {trouble}") });
        }
        while open.len() > 1 {
            close(&mut open);
        }
        open.pop().unwrap_or_default()
    }

    /// The tree of a JSON value.
    pub(super) fn of_json(name: &str, value: &Value, line: Option<u64>) -> Self {
        let mut node = Self { name: name.to_owned(), line, ..Self::default() };
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    match member {
                        Value::Array(entries) => {
                            node.children.extend(entries.iter().map(|entry| Self::of_json(name, entry, line)));
                        }
                        other => node.children.push(Self::of_json(name, other, line)),
                    }
                }
            }
            Value::Array(entries) => {
                node.children.extend(entries.iter().map(|entry| Self::of_json(name, entry, line)));
            }
            Value::String(text) => node.text.clone_from(text),
            Value::Null => {}
            other => node.text = other.to_string(),
        }
        node
    }

    /// Takes a node in as the last child.
    pub(super) fn adopt(&mut self, child: Self) {
        self.children.push(child);
    }

    /// The line that it begins in.
    pub(super) const fn line(&self) -> Option<u64> {
        self.line
    }

    /// All nodes of this name below, not looking below those found.
    pub(super) fn all<'a>(&'a self, name: &str) -> Vec<&'a Self> {
        let mut found = Vec::new();
        for child in &self.children {
            if child.is(name) {
                found.push(child);
            } else {
                found.extend(child.all(name));
            }
        }
        found
    }

    /// The first node of this name below.
    pub(super) fn first<'a>(&'a self, name: &str) -> Option<&'a Self> {
        self.children
            .iter()
            .find(|child| child.is(name))
            .or_else(|| self.children.iter().find_map(|child| child.first(name)))
    }

    /// The text of the first node of this name below.
    pub(super) fn text_of(&self, name: &str) -> String {
        self.first(name).map(Self::words).unwrap_or_default()
    }

    /// All text in it and below, without the marks of HTML that these files have in their texts.
    pub(super) fn words(&self) -> String {
        let mut words = without_tags(&self.text);
        for child in self.children.iter().filter(|child| !child.is_attribute) {
            words.push(' ');
            words.push_str(&child.words());
        }
        words.trim().to_owned()
    }

    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

fn element(start: &quick_xml::events::BytesStart<'_>, line: u64) -> Node {
    let name = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let children = start.attributes().flatten().map(|attribute| Node {
        name: name(attribute.key.local_name().as_ref()),
        text: String::from_utf8_lossy(&attribute.value).into_owned(),
        line: Some(line),
        is_attribute: true,
        children: Vec::new(),
    });
    Node { name: name(start.local_name().as_ref()), line: Some(line), children: children.collect(), ..Node::default() }
}

fn add(open: &mut [Node], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(node);
    }
}

fn close(open: &mut Vec<Node>) {
    // The root stays open: it is no element.
    if open.len() > 1
        && let Some(node) = open.pop()
    {
        add(open, node);
    }
}

fn say(open: &mut [Node], words: &str) {
    if let Some(node) = open.last_mut() {
        node.text.push_str(words);
    }
}

/// The text with a sentence's end in the place of each HTML tag.
fn without_tags(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut is_tag = false;
    for letter in text.chars() {
        match letter {
            '<' => is_tag = true,
            '>' if is_tag => {
                is_tag = false;
                words.push(' ');
            }
            _ if is_tag => {}
            letter => words.push(letter),
        }
    }
    words
}
