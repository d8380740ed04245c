// Bundles frontend/src into frontend/dist: one JavaScript and one CSS file per entry, with their fonts and icons.
import { readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "src");
const target = join(here, "dist");

const scripts = ["staff.js", "public.js"];
const styles = (await readdir(source)).filter((name) => name.endsWith(".css"));

// Only the parts of Tabler that we use are compiled: the .scss files name them.
const scss = {
  name: "scss",
  setup(build) {
    build.onLoad({ filter: /\.scss$/ }, ({ path }) => {
      const { css } = sass.compile(path, { loadPaths: [join(here, "..", "node_modules")], quietDeps: true });
      return { contents: css, loader: "css" };
    });
  },
};

await rm(target, { recursive: true, force: true });
await esbuild.build({
  entryPoints: [...scripts, ...styles].map((name) => join(source, name)),
  outdir: target,
  bundle: true,
  minify: true,
  sourcemap: false,
  legalComments: "linked",
  target: ["es2020", "chrome80", "safari15"],
  loader: { ".woff2": "file", ".woff": "file", ".svg": "file", ".png": "file" },
  assetNames: "assets/[name]-[hash]",
  plugins: [scss],
  logLevel: "warning",
});
