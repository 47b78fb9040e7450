// Boards of actions by status. A card is dragged by doing the workflow's move: the status itself is never written.
// Frappe's board would write it, be refused, and show the card in a column that is not its own until then. So a
// card goes back at once, the move is made as in the form, and the board is read again from the server.

frappe.provide("improvement_actions");

improvement_actions.action_board = {
	methods: "improvement_actions.improvement_actions.doctype.improvement_action.from_a_view",

	/** Make the board that `list` (a KanbanView) shows ours. Called after each refresh. */
	take_over(list) {
		frappe.dom.set_style(improvement_actions.marks.css + this.css, "ia-board");
		this.wrap_frappes_board();
		list.show_people = () => this.draw_cards(list);
		if (!this.is_ours(list)) return;
		list.$result.addClass("ia-board");
		// Those that were built just now, before the wrapping.
		const $board = list.$result.find(".kanban");
		list.board.columns.forEach((column) => this.tame_column(list, column.column_name, $board));
		this.draw_cards(list);
	},

	is_ours: (list) =>
		list && list.doctype === "Improvement Action" && list.board && list.board.field_name === "status",

	/** Frappe builds columns and cards through these two functions: when the server has answered to the board that was
	 * just built, and again whenever it changes. */
	wrap_frappes_board() {
		if (frappe.views.KanbanBoardColumn.by_improvement_actions) return;
		const board = this;
		const make_column = frappe.views.KanbanBoardColumn;
		frappe.views.KanbanBoardColumn = function (column, wrapper, ...more) {
			const made = make_column.call(this, column, wrapper, ...more);
			if (board.is_ours(window.cur_list)) board.tame_column(window.cur_list, column.title, wrapper);
			return made;
		};
		frappe.views.KanbanBoardColumn.by_improvement_actions = true;
		const make_card = frappe.views.KanbanBoardCard;
		frappe.views.KanbanBoardCard = function (card, wrapper, ...more) {
			const ours = card && card.doctype === "Improvement Action" && card.doc;
			if (ours && card.doc.action_owner) {
				const name = improvement_actions.marks.full_name(card.doc.action_owner);
				frappe.utils.add_link_title("User", card.doc.action_owner, name);
			}
			const made = make_card.call(this, card, wrapper, ...more);
			if (ours) board.finish_card(card, wrapper);
			return made;
		};
	},

	/** Let Frappe draw the cards again. From a `start` other than 0 its board takes them for more cards, and does not
	 * store the order of all cards as it does when it is built: two such requests at once would refuse each other. */
	draw_cards(list) {
		if (!list.kanban) return;
		list.start = 1;
		list.kanban.update(list.data);
		list.start = 0;
	},

	tame_column(list, status, $board) {
		const $column = $board.find(".kanban-column").filter((_i, each) => each.dataset.columnValue === status);
		// An action starts as a draft; a column more would be a status more, which no rule knows.
		if (status !== "Draft") $column.find(".add-card, .new-card-area").remove();
		$board.find(".add-new-column").remove();
		const cards = $column.find(".kanban-cards")[0];
		const sortable = cards && window.Sortable && Sortable.get(cards);
		if (!sortable) return;
		sortable.option("onEnd", (event) => {
			$board.find(".kanban-cards").height("auto");
			$board.find(".add-card").show();
			this.dropped(list, event);
		});
	},

	finish_card(card, $cards) {
		const { marks } = improvement_actions;
		const late = marks.is_overdue(card.doc);
		const $card = $cards.find(".kanban-card-wrapper").last();
		const due = late ? `<span class="ia-late">${frappe.utils.escape_html(marks.due_text(card.doc))}</span> ` : "";
		$card.find(".kanban-card-doc").append(`<div class="ia-card-marks">${due}${marks.html(card.doc)}</div>`);
		$card.find(".ia-mark").removeClass("filterable");
	},

	dropped(list, { item, from, to, oldIndex }) {
		const column = (cards) => cards.closest(".kanban-column").dataset.columnValue;
		const name = decodeURIComponent(item.dataset.name);
		if (from === to) return this.keep_order(list);
		// Back to where the record is, until the server says otherwise.
		from.insertBefore(item, from.children[oldIndex] || null);
		return this.move(list, name, column(from), column(to));
	},

	keep_order(list) {
		const order = {};
		list.$result.find(".kanban-column[data-column-value]").each((_i, column) => {
			order[column.dataset.columnValue] = $(column)
				.find(".kanban-card-wrapper")
				.map((_j, card) => decodeURIComponent(card.dataset.name))
				.get();
		});
		return frappe.xcall("frappe.desk.doctype.kanban_board.kanban_board.update_order", {
			board_name: list.board_name,
			order: JSON.stringify(order),
		});
	},

	async move(list, name, from_status, to_status) {
		const { status, moves } = await frappe.xcall(`${this.methods}.moves`, { action: name });
		const fitting = moves.filter((move) => move.to_status === to_status);
		if (!fitting.length) {
			this.say_why_not(name, status, to_status, moves);
			// Somebody else has moved it since the board was read.
			return status === from_status ? null : this.read_again(list);
		}
		const values = await this.ask(name, fitting);
		if (!values) return;
		try {
			const now = await frappe.xcall(`${this.methods}.move`, { action: name, ...values });
			frappe.show_alert({ message: __("{0} is now {1}.", [name, __(now)]), indicator: "green" });
		} catch (refused) {
			return null; // Frappe has shown the reasons
		}
		return this.read_again(list);
	},

	say_why_not(name, status, to_status, moves) {
		const possible = moves.map((move) => `${__(move.action)} (${__(move.to_status)})`).join(", ");
		frappe.msgprint({
			title: __("Not Possible"),
			indicator: "orange",
			message: __("{0} is {1} and cannot be moved to {2} by you now. Possible: {3}.", [
				name,
				__(status),
				__(to_status),
				possible || __("nothing"),
			]),
		});
	},

	/** Return which move it is to be, and why, or null when the person thinks better of it. */
	ask(name, fitting) {
		const [first] = fitting;
		if (fitting.length === 1 && !first.reason_field) return { workflow_action: first.action };
		return new Promise((resolve) => {
			let answer = null;
			const dialog = new frappe.ui.Dialog({
				title: fitting.length === 1 ? `${__(first.action)}: ${name}` : name,
				fields: [
					{
						fieldname: "workflow_action",
						fieldtype: "Select",
						label: __("Move"),
						options: fitting.map((move) => ({ label: __(move.action), value: move.action })),
						default: first.action,
						hidden: fitting.length === 1 ? 1 : 0,
						reqd: 1,
					},
					{
						fieldname: "reason",
						fieldtype: "Small Text",
						label: __("Reason"),
						reqd: first.reason_field ? 1 : 0,
						description: __("Kept with the record and shown on its timeline."),
						hidden: first.reason_field ? 0 : 1,
					},
				],
				primary_action_label: fitting.length === 1 ? __(first.action) : __("Move"),
				primary_action(values) {
					answer = values;
					dialog.hide();
				},
			});
			dialog.onhide = () => resolve(answer);
			dialog.show();
		});
	},

	read_again(list) {
		list.last_args = null; // Frappe leaves out a refresh that follows another within three seconds
		return list.refresh();
	},

	css: `
		.ia-board .kanban-card-wrapper .kanban-card-title { white-space: normal; }
		.ia-board .kanban-card-doc > div { line-height: 1.6; }
		.ia-board .kanban-cards .ia-mark { cursor: default; }
		.ia-card-marks:empty { display: none; }
		.ia-card-marks { margin-top: 2px; white-space: normal; }
	`,
};
