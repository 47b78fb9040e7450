// Builds the bundles of one Frappe app as `bench build` does: every *.bundle.{js,ts,css,scss} below its public folder becomes a
// file with its content's hash in its name, and the names are written down for Frappe (assets.json, and assets-rtl.json for
// right-to-left). The framework wheel brings the sources and not the build, so this is the sandbox's own.
//
//   node build.mjs BENCH APP OUTPUT     (run where node_modules is; writes only below OUTPUT)

import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as vue from "@vue/compiler-sfc";
import esbuild from "esbuild";
import rtlcss from "rtlcss";
import * as sass from "sass";

const [bench, app, output] = process.argv.slice(2);
const here = path.dirname(fileURLToPath(import.meta.url));
const node_modules = path.resolve("node_modules");
const apps = fs.readdirSync(path.join(bench, "apps")).map((name) => fs.realpathSync(path.join(bench, "apps", name)));
const public_folder = fs.realpathSync(path.join(bench, "apps", app, app, "public"));

function find_bundles() {
	const is_bundle = /\.bundle\.(js|ts|css|scss)$/;
	const skipped = new Set(["node_modules", "dist"]);
	const found = { js: {}, css: {} };
	(function walk(folder) {
		for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
			const file = path.join(folder, entry.name);
			if (entry.isDirectory() && !skipped.has(entry.name)) walk(file);
			else if (is_bundle.test(entry.name)) {
				const kind = /s?css$/.test(entry.name) ? "css" : "js";
				found[kind][`${kind}/${entry.name.replace(/\.[a-z]+$/, "")}`] = file;
			}
		}
	})(public_folder);
	return found;
}

// "~bootstrap/scss/mixins" is a file of a package, "frappe/public/..." one of an app, and anything may be one of the two.
const sass_importer = {
	findFileUrl: (url) => (url.startsWith("~") ? pathToFileURL(path.join(node_modules, url.slice(1))) : null),
};
const compiled = new Map();

function compile_sass(file) {
	if (!compiled.has(file)) compiled.set(file, sass.compile(file, sass_options()).css);
	return compiled.get(file);
}

function sass_options() {
	return {
		importers: [sass_importer],
		loadPaths: [node_modules, ...apps],
		// Bootstrap 4 was written for the Sass of its day.
		quietDeps: true,
		logger: sass.Logger.silent,
	};
}

const styles = (right_to_left) => ({
	name: "styles",
	setup(build) {
		build.onLoad({ filter: /\.s?css$/ }, ({ path: file }) => {
			const css = file.endsWith(".scss") ? compile_sass(file) : fs.readFileSync(file, "utf8");
			return {
				contents: right_to_left ? rtlcss.process(css) : css,
				loader: "css",
				resolveDir: path.dirname(file),
			};
		});
	},
});

// Frappe's bundles are only ever loaded as scripts, so a style that a script imports travels in the script.
const as_script = (css) => `frappe.dom.set_style(${JSON.stringify(css)});\n`;

const styles_in_scripts = {
	name: "styles-in-scripts",
	setup(build) {
		build.onLoad({ filter: /\.s?css$/ }, ({ path: file }) => ({
			contents: as_script(file.endsWith(".scss") ? compile_sass(file) : fs.readFileSync(file, "utf8")),
		}));
	},
};

// import "page.html" makes frappe.templates["page"], which frappe.render_template reads.
const templates = {
	name: "templates",
	setup(build) {
		build.onLoad({ filter: /\.html$/ }, ({ path: file }) => {
			const name = path.basename(file).split(".")[0];
			return {
				contents: `frappe.templates[${JSON.stringify(name)}] = ${JSON.stringify(fs.readFileSync(file, "utf8"))};`,
			};
		});
	},
};

const components = {
	name: "vue-components",
	setup(build) {
		build.onLoad({ filter: /\.vue$/ }, ({ path: file }) => {
			const { descriptor, errors } = vue.parse(fs.readFileSync(file, "utf8"), { filename: file });
			if (errors.length) throw errors[0];
			return { contents: compile_component(descriptor, file), resolveDir: path.dirname(file) };
		});
	},
};

function compile_component(descriptor, file) {
	const id = crypto.createHash("sha256").update(path.relative(bench, file)).digest("hex").slice(0, 8);
	const scoped = descriptor.styles.some((style) => style.scoped);
	const template_options = { id, scoped, scopeId: scoped ? `data-v-${id}` : undefined, filename: file, isProd: true };
	let script = "const component = {};\n";
	let bindings;
	if (descriptor.script || descriptor.scriptSetup) {
		const compiled_script = vue.compileScript(descriptor, {
			id,
			isProd: true,
			inlineTemplate: true,
			genDefaultAs: "component",
			templateOptions: template_options,
		});
		script = compiled_script.content + "\n";
		bindings = compiled_script.bindings;
	}
	// With <script setup> the template was compiled into the script.
	if (descriptor.template && !descriptor.scriptSetup) {
		const source = descriptor.template.content;
		const template = vue.compileTemplate({ ...template_options, source, compilerOptions: { bindingMetadata: bindings } });
		if (template.errors.length) throw new Error(`${file}: ${template.errors[0]}`);
		script += `${template.code}\ncomponent.render = render;\n`;
	}
	for (const style of descriptor.styles) {
		const source =
			style.lang === "scss"
				? sass.compileString(style.content, { ...sass_options(), url: pathToFileURL(file) }).css
				: style.content;
		const result = vue.compileStyle({ source, filename: file, id: `data-v-${id}`, scoped: style.scoped });
		if (result.errors.length) throw result.errors[0];
		script += as_script(result.code);
	}
	return `${script}${scoped ? `component.__scopeId = "data-v-${id}";\n` : ""}export default component;`;
}

async function bundle(entry_points, folder, plugins) {
	if (!Object.keys(entry_points).length) return {};
	const result = await esbuild.build({
		entryPoints: Object.fromEntries(
			Object.entries(entry_points).map(([name, file]) => [name.replace(/^css\//, `${folder}/`), file])
		),
		entryNames: "[dir]/[name].[hash]",
		outdir: output,
		bundle: true,
		minify: true,
		sourcemap: false,
		metafile: true,
		legalComments: "none",
		target: ["es2020"],
		nodePaths: [node_modules, ...apps],
		// Served as they are, from the apps' public folders.
		external: ["/assets/*"],
		loader: Object.fromEntries([".woff", ".woff2", ".ttf", ".eot", ".svg", ".png", ".gif"].map((e) => [e, "dataurl"])),
		alias: { "socket.io-client": path.join(here, "no-socket.mjs") },
		define: {
			"process.env.NODE_ENV": '"production"',
			__VUE_OPTIONS_API__: "true",
			__VUE_PROD_DEVTOOLS__: "false",
		},
		logLevel: "warning",
		logOverride: { "direct-eval": "silent", "css-syntax-error": "silent", "unsupported-css-property": "silent" },
		plugins,
	});
	const names = {};
	for (const [file, { entryPoint }] of Object.entries(result.metafile.outputs)) {
		if (!entryPoint) continue;
		const name = path.basename(entryPoint.replace(/^.*:/, "")).replace(/\.scss$/, ".css").replace(/\.ts$/, ".js");
		names[name] = `/assets/dist/${app}/${path.relative(output, file)}`;
	}
	return names;
}

const found = find_bundles();
fs.mkdirSync(output, { recursive: true });
const [scripts, sheets, mirrored] = await Promise.all([
	bundle(found.js, "js", [templates, components, styles_in_scripts]),
	bundle(found.css, "css", [styles(false)]),
	bundle(found.css, "css-rtl", [styles(true)]),
]);
const rtl = Object.fromEntries(Object.entries(mirrored).map(([name, file]) => [`rtl_${name}`, file]));
fs.writeFileSync(path.join(output, "assets.json"), JSON.stringify({ ...scripts, ...sheets }, null, 1));
fs.writeFileSync(path.join(output, "assets-rtl.json"), JSON.stringify(rtl, null, 1));
console.log(`${app}: ${Object.keys(scripts).length} scripts, ${Object.keys(sheets).length} style sheets`);
