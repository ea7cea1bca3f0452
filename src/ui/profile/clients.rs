//! Who buys from the user, how much hangs on one of them, and how the rate can be raised.

use egui::{Align, Layout, Role, Ui, WidgetInfo, vec2};
use egui_material_icons::icons;

use super::raise::RaiseView;
use crate::plan::clients::{Band, CONCENTRATED, Client, Concentration, HIGHLY_CONCENTRATED};
use crate::plan::units::{Date, Rate, Share};
use crate::state::{Action, ClientEdit, Edit, State};
use crate::ui::numbers;
use crate::ui::theme::{Palette, space};
use crate::ui::widgets::{
    self, Mood, NumberField, TextField, badge_ui, icon_button_ui, muted_ui, number_field_ui, own_card_title_ui,
    text_field_ui,
};

/// The most letters in the name of a client.
const LONGEST_NAME: usize = 60;

/// What is typed and unfolded.
#[derive(Default)]
pub(super) struct ClientsView {
    rule_is_open: bool,
    raise: RaiseView,
}

impl ClientsView {
    pub(super) fn ui(&mut self, ui: &mut Ui, state: &State, actions: &mut Vec<Action>) {
        own_card_title_ui(ui, "My clients");
        let clients = &state.profile.clients;
        if clients.is_empty() {
            muted_ui(
                ui,
                "Names or aliases, and what part of your income each brings. It shows what hangs on one of them, and which of them to ask for a better rate. Nothing of it leaves this computer.",
            );
        }
        for (index, client) in clients.iter().enumerate() {
            ui.push_id(("client", index), |ui| row_ui(ui, state, index, client, actions));
        }
        if ui.button("Add a client").clicked() {
            let name = format!("Client {}", clients.len() + 1);
            let client = Client { name, share: Share::ZERO, rate: None, since: None };
            push(actions, ClientEdit::Add(client));
        }
        let Some(found) = Concentration::of(clients) else { return };
        ui.add_space(space::S);
        self.concentration_ui(ui, state, &found);
        ui.add_space(space::M);
        self.raise.ui(ui, state, actions);
    }

    fn concentration_ui(&mut self, ui: &mut Ui, state: &State, found: &Concentration) {
        let (icon, words, mood) = match found.band {
            Band::Spread => (icons::ICON_CHECK_CIRCLE, "Income is spread", Mood::Good),
            Band::Concentrated => (icons::ICON_ERROR, "Income is concentrated", Mood::Warning),
            Band::HighlyConcentrated => (icons::ICON_WARNING, "Income is highly concentrated", Mood::Warning),
        };
        ui.horizontal(|ui| {
            let palette = Palette::of(ui);
            let colour = if mood == Mood::Good { palette.good } else { palette.warning };
            ui.label(icon.rich_text().size(18.0).color(colour));
            badge_ui(ui, words, mood);
        });
        let name = state.profile.largest_client().map_or("The largest client", |client| client.name.as_str());
        muted_ui(
            ui,
            format!(
                "{name} brings {} of your income. The index is {}, as if you had {} equal clients.",
                numbers::percent(found.largest),
                numbers::number(found.index.get(), 2),
                numbers::number(found.equal_clients(), 1)
            ),
        );
        if found.listed > 1.001 {
            let sum = numbers::number(found.listed * 100.0, 0);
            let words = format!("The shares add up to {sum}%; they are scaled to 100% here.");
            widgets::banner_ui(ui, Mood::Warning, |ui| drop(ui.add(egui::Label::new(words).wrap())));
        }
        let rule = || rule(&state.profile.clients, found);
        widgets::unfold_ui(ui, "How this is counted", &mut self.rule_is_open, rule);
    }
}

/// How the index is counted, with these clients' numbers.
fn rule(clients: &[Client], found: &Concentration) -> String {
    let whole = found.listed.max(1.0);
    let squares: Vec<String> =
        clients.iter().map(|client| format!("{}²", numbers::number(client.share.get() / whole, 2))).collect();
    format!(
        "{} = {}, the Herfindahl-Hirschman index (Hirschman 1945, Herfindahl 1950). Income that is not listed counts as many small clients, so the index is rather too low. The US merger guidelines call a market above {} concentrated (1992) and above {} highly concentrated (1992 and 2023). They speak of markets and not of one person's income: a borrowed yardstick.",
        squares.join(" + "),
        numbers::number(found.index.get(), 3),
        numbers::number(CONCENTRATED, 2),
        numbers::number(HIGHLY_CONCENTRATED, 2)
    )
}

fn row_ui(ui: &mut Ui, state: &State, index: usize, client: &Client, actions: &mut Vec<Action>) {
    widgets::fields_ui(ui, |ui| {
        if let Some(changed) = fields_ui(ui, state, index + 1, client) {
            actions.push(Action::Edit(Edit::Clients(ClientEdit::Change(index, changed))));
        }
        buttons_ui(ui, index, client, actions);
    });
}

/// The fields of a client; returns the client as changed.
fn fields_ui(ui: &mut Ui, state: &State, number: usize, client: &Client) -> Option<Client> {
    let mut changed = None;
    let name = TextField { name: &format!("Client {number}"), value: &client.name, hint: "", rows: 1, width: 150.0 };
    if let Some(name) = text_field_ui(ui, &name) {
        let name: String = name.trim().chars().take(LONGEST_NAME).collect();
        changed = (!name.is_empty()).then(|| Client { name, ..client.clone() });
    }
    let share = NumberField {
        name: &format!("Share of income {number}"),
        value: client.share.get() * 100.0,
        decimals: 1,
        prefix: "",
        suffix: "%",
        range: 0.0..=100.0,
        width: 80.0,
    };
    if let Some(share) = number_field_ui(ui, &share).and_then(|value| Share::new(value / 100.0)) {
        changed = Some(Client { share, ..client.clone() });
    }
    let rate = NumberField {
        name: &format!("Rate an hour {number}"),
        value: client.rate.unwrap_or(state.profile.rate).get(),
        decimals: 2,
        prefix: state.profile.currency.sign(),
        suffix: "",
        range: 0.0..=1_000_000.0,
        width: 90.0,
    };
    if let Some(rate) = number_field_ui(ui, &rate).and_then(Rate::new) {
        changed = Some(Client { rate: Some(rate), ..client.clone() });
    }
    let since = client.since.map(|date| date.to_string()).unwrap_or_default();
    let field = TextField {
        name: &format!("Rate agreed on {number}"),
        value: &since,
        hint: "2026-05-31",
        rows: 1,
        width: 110.0,
    };
    if let Some(text) = text_field_ui(ui, &field) {
        let since = Date::parse(text.trim());
        // What is no day yet changes nothing: the field shows the old one again when it is left.
        let is_day = since.is_some() || text.trim().is_empty();
        changed = is_day.then(|| Client { since, ..client.clone() }).or(changed);
    }
    changed
}

fn buttons_ui(ui: &mut Ui, index: usize, client: &Client, actions: &mut Vec<Action>) {
    ui.allocate_ui_with_layout(vec2(70.0, 58.0), Layout::left_to_right(Align::Max), |ui| {
        let name = &client.name;
        let up = ui.add_enabled(index > 0, egui::Button::new(icons::ICON_ARROW_UPWARD.rich_text().size(18.0)));
        up.widget_info(|| WidgetInfo::labeled(Role::Button, index > 0, format!("Move {name} up")));
        if up.on_hover_text(format!("Move {name} up")).clicked() {
            push(actions, ClientEdit::MoveUp(index));
        }
        if icon_button_ui(ui, icons::ICON_CLOSE, &format!("Remove {name}")).clicked() {
            push(actions, ClientEdit::Remove(index));
        }
    });
}

/// Asks for a change of the clients that is an undo step of its own.
fn push(actions: &mut Vec<Action>, edit: ClientEdit) {
    actions.push(Action::Edit(Edit::Clients(edit)));
    actions.push(Action::EndGesture);
}
