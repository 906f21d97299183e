import { fileURLToPath } from "node:url";
import { migrations, purity, shapes } from "./tidy/habits.ts";
import { modules } from "./tidy/modules.ts";
import { readTree, type Finding } from "./tidy/tree.ts";
import { cycles, walls } from "./tidy/walls.ts";

/** Fewer files than this means that the checker looked past the tree; it then fails instead of saying that all is well. */
const FEWEST_FILES = 40;

export async function tidy(root: string): Promise<{ files: number; findings: Finding[] }> {
  const files = readTree(root);
  const findings = [...walls(files), ...cycles(files), ...purity(files), ...shapes(files), ...migrations(root), ...(await modules(root))];
  if (files.length < FEWEST_FILES) findings.push({ rule: "tree", file: ".", line: 1, message: `only ${files.length} files were read` });
  return { files: files.length, findings };
}

if (import.meta.main) {
  const { files, findings } = await tidy(fileURLToPath(new URL("..", import.meta.url)));
  for (const { file, line, rule, message } of findings) console.log(`${file}:${line} ${rule}: ${message}`);
  console.log(`tidy: ${files} files, ${findings.length} findings`);
  process.exitCode = findings.length === 0 ? 0 : 1;
}
