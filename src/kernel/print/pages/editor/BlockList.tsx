import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../../ui/Button.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { shapeOf } from "../../kinds.ts";
import { MAX_BLOCKS, type Block, type BlockKind } from "../../template.ts";
import { BlockForm } from "./BlockForm.tsx";
import { gistOf, newBlock, replaced, shifted, useEditing, without } from "./edit.ts";
import { MoveButtons, useBlockWords } from "./parts.tsx";

const PLAIN: readonly BlockKind[] = ["text", "fields", "table", "rule", "space", "code", "logo"];
const ALL: readonly BlockKind[] = [...PLAIN, "beside", "footer"];

export interface BlockListProps {
  readonly name: string;
  /** Inside two columns: no columns and no footer again. */
  readonly plain?: boolean;
  readonly blocks: readonly Block[];
  readonly onChange: (blocks: Block[]) => void;
  /** Blocks with something wrong, from 1. */
  readonly wrong?: ReadonlySet<number>;
}

/** Blocks in their order, one of them open at a time. */
export function BlockList({ name, plain = false, blocks, onChange, wrong }: BlockListProps): ReactNode {
  const words = useBlockWords();
  const editing = useEditing();
  const [open, setOpen] = useState<number | null>(null);
  const hasTables = Object.keys(shapeOf(editing.kind).tables).length > 0;
  const kinds = (plain ? PLAIN : ALL).filter((kind) => kind !== "table" || hasTables);
  const move = (at: number, by: -1 | 1): void => {
    onChange(shifted(blocks, at, by));
    setOpen(open === at ? at + by : open === at + by ? at : open);
  };
  const remove = (at: number): void => {
    onChange(without(blocks, at));
    setOpen(null);
  };
  const add = (kind: BlockKind): void => {
    onChange([...blocks, newBlock(kind, editing.kind)]);
    setOpen(blocks.length);
  };
  return (
    <section className="print-blocks" aria-label={name}>
      <h3>{name}</h3>
      {blocks.length === 0 ? <p className="print-empty">{words.empty}</p> : (
        <ol>
          {blocks.map((block, at) => (
            <li key={at} data-open={open === at || undefined} data-wrong={wrong?.has(at + 1) || undefined}>
              <div className="print-block-head">
                <Button tone="quiet" icon={open === at ? "up" : "down"} aria-expanded={open === at} onClick={() => setOpen(open === at ? null : at)}>
                  <b>{at + 1} {words.kinds[block.kind]}</b> <span>{gistOf(block, editing)}</span>
                </Button>
                <MoveButtons name={`${at + 1} ${words.kinds[block.kind]}`} first={at === 0} last={at === blocks.length - 1} onMove={(by) => move(at, by)} onRemove={() => remove(at)} />
              </div>
              {open === at ? (
                <BlockForm
                  block={block} onChange={(changed) => onChange(replaced(blocks, at, changed))}
                  nested={(inner, own, set) => <BlockList name={inner} plain blocks={own} onChange={set} />}
                />
              ) : null}
            </li>
          ))}
        </ol>
      )}
      <Select aria-label={words.add} value="" placeholder={words.add} disabled={blocks.length >= MAX_BLOCKS} onChange={add} choices={kinds.map((kind) => ({ value: kind, label: words.kinds[kind] }))} />
    </section>
  );
}
