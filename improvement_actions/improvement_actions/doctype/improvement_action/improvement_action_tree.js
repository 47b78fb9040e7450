// Actions with their sub-actions below them. What is in the tree comes from tree.py, which asks the permissions.

(() => {
	const METHODS = "improvement_actions.improvement_actions.doctype.improvement_action.tree";
	const ROOT = __("Improvement Actions");
	const COLORS = {
		Draft: "gray",
		Open: "blue",
		"In Progress": "orange",
		Completed: "purple",
		Closed: "green",
		Cancelled: "gray",
	};

	// Frappe's own way would show the value of the filter as the tree's root.
	const filter = (df) => ({
		...df,
		disable_onchange: true,
		change() {
			const view = frappe.views.trees["Improvement Action"];
			if (!view || !view.tree) return;
			view.args[df.fieldname] = this.get_value();
			view.make_tree();
		},
	});

	function label(node) {
		if (node.is_root) return frappe.utils.escape_html(ROOT);
		const escape = frappe.utils.escape_html;
		const { marks } = improvement_actions;
		const { data } = node;
		const [text, color] = data.overdue
			? [__("Overdue"), "red"]
			: [__(data.status), COLORS[data.status] || "gray"];
		const more = [data.owner_name, marks.due_text(data)].filter(Boolean).map(escape).join(" · ");
		return `<span class="ia-node-title">${escape(data.title)}</span>
			<span class="indicator-pill ${color} no-indicator-dot">${text}</span>
			<span class="text-muted ia-node-more">${more}</span>`;
	}

	frappe.treeview_settings["Improvement Action"] = {
		title: __("Actions and Sub-actions"),
		breadcrumb: "Improvement Actions",
		get_tree_nodes: `${METHODS}.get_nodes`,
		get_tree_root: false,
		root_label: ROOT,
		disable_add_node: true,
		get_label: label,
		filters: [
			filter({ fieldname: "service", fieldtype: "Link", options: "Care Service", label: __("Service") }),
			filter({ fieldname: "action_owner", fieldtype: "Link", options: "User", label: __("Owner") }),
			filter({ fieldname: "unfinished_only", fieldtype: "Check", label: __("Unfinished only"), default: 1 }),
			filter({ fieldname: "with_parts_only", fieldtype: "Check", label: __("With sub-actions only") }),
		],
		toolbar: [
			{
				label: __("Open"),
				condition: (node) => !node.is_root,
				click: (node) => frappe.set_route("Form", "Improvement Action", node.label),
			},
		],
		onload(view) {
			frappe.dom.set_style(
				`.tree-link .ia-node-title { color: var(--text-color); } .tree-link .tree-label { white-space: normal; }
				.tree-link .ia-node-more { font-size: 12px; margin-left: 4px; } .tree-link .indicator-pill { margin: 0 4px; }`,
				"ia-tree"
			);
			view.args.unfinished_only = 1;
			view.make_tree();
		},
		post_render(view) {
			// One request for the whole tree, not one for each branch.
			view.tree.get_all_nodes = (_value, _is_root, root) =>
				frappe.xcall(`${METHODS}.get_all_nodes`, { ...view.args, label: root });
		},
	};
})();
