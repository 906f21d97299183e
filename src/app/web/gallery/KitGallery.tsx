import { useState } from "react";
import type { ReactNode } from "react";
import { Badge, Light } from "../../../ui/Badge.tsx";
import { Brand } from "../../../ui/Brand.tsx";
import { Button, ButtonLink, ButtonRow } from "../../../ui/Button.tsx";
import { ConnectionDot } from "../../../ui/ConnectionDot.tsx";
import { DateLeaf } from "../../../ui/DateLeaf.tsx";
import { ConfirmDialog, Dialog } from "../../../ui/Dialog.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Field, FieldGrid } from "../../../ui/Field.tsx";
import { Icon, ICON_NAMES } from "../../../ui/Icon.tsx";
import { KeyHints } from "../../../ui/KeyHint.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { NumberPad } from "../../../ui/NumberPad.tsx";
import { OfflineBar } from "../../../ui/OfflineBar.tsx";
import { Panel, Split } from "../../../ui/Page.tsx";
import { PhotoPicker } from "../../../ui/PhotoPicker.tsx";
import type { PickedPhoto } from "../../../ui/PhotoPicker.tsx";
import { QuantityStepper } from "../../../ui/QuantityStepper.tsx";
import { Scrubber } from "../../../ui/Scrubber.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { Select } from "../../../ui/Select.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { Sparkline } from "../../../ui/Sparkline.tsx";
import { StatRow, StatTile } from "../../../ui/StatTile.tsx";
import { Stepper } from "../../../ui/Stepper.tsx";
import { TextArea, TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import type { Translate } from "./translate.ts";

export function ActionGallery({ t }: { readonly t: Translate }): ReactNode {
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState(false);
  return (
    <Panel title={t("按钮与对话", "Buttons and dialogs")}>
      <Brand />
      <ButtonRow>
        <Button tone="primary" icon="check">{t("交到市场", "Deliver to market")}</Button>
        <Button icon="print">{t("打印", "Print")}</Button>
        <Button tone="quiet">{t("取消", "Cancel")}</Button>
        <Button tone="danger" onClick={() => setAsking(true)}>{t("撤回批次", "Withdraw lot")}</Button>
        <Button tone="primary" busy>{t("保存", "Save")}</Button>
        <Button disabled>{t("不可用", "Unavailable")}</Button>
        <Button hint="F4">{t("下一批", "Next lot")}</Button>
        <Button icon="search" iconOnly>{t("查找", "Search")}</Button>
        <Button size="small">{t("小", "Small")}</Button>
        <ButtonLink to="/_gallery">{t("链接", "Link")}</ButtonLink>
      </ButtonRow>
      <Button tone="primary" size="large" wide icon="hammer">{t("按钟", "Press")}</Button>
      <ButtonRow>
        <Button onClick={() => setOpen(true)}>{t("打开对话框", "Open dialog")}</Button>
        <Button onClick={() => toast(t("批次已保存", "Lot saved"), "leaf")}>{t("成功消息", "Good news")}</Button>
        <Button onClick={() => toast(t("额度不足：还差 ¥128.00", "Credit short by ¥128.00"), "cinnabar")}>{t("坏消息", "Bad news")}</Button>
      </ButtonRow>
      <Dialog open={open} onClose={() => setOpen(false)} title={t("更正批次", "Correct the lot")} actions={<><Button onClick={() => setOpen(false)}>{t("取消", "Cancel")}</Button><Button tone="primary" onClick={() => setOpen(false)}>{t("保存更正", "Save correction")}</Button></>}>
        <Field label={t("原因", "Reason")} required><TextArea value="" onChange={() => undefined} /></Field>
      </Dialog>
      <ConfirmDialog open={asking} title={t("撤回这个批次？", "Withdraw this lot?")} action={t("撤回批次", "Withdraw lot")} tone="danger" onConfirm={() => setAsking(false)} onClose={() => setAsking(false)}>
        {t("1,240 盆退回库存，预埋单全部取消。", "1,240 pots return to stock and all limit orders are cancelled.")}
      </ConfirmDialog>
      <KeyHints hints={[{ keys: ["Space"], does: t("按钟", "press") }, { keys: ["1", "–", "9"], does: t("数量", "quantity") }, { keys: ["←", "→"], does: t("换钟", "next clock") }]} />
    </Panel>
  );
}

export function FormGallery({ t }: { readonly t: Translate }): ReactNode {
  const [name, setName] = useState("蝴蝶兰 大辣椒");
  const [price, setPrice] = useState("18.505");
  const [quantity, setQuantity] = useState(240);
  const [grade, setGrade] = useState<"A" | "B" | "C">("A");
  const [unit, setUnit] = useState<"" | "pot" | "box" | "stem">("");
  const [pad, setPad] = useState("24");
  const [photos, setPhotos] = useState<readonly PickedPhoto[]>([]);
  return (
    <Split>
      <Panel title={t("表单", "Form")}>
        <FieldGrid>
          <Field label={t("商品", "Trade item")} hint={t("可用拼音首字母", "Pinyin initials work")} required><TextInput value={name} onChange={setName} /></Field>
          <Field label={t("保护价", "Floor price")} error={{ what: t("价格多了一位小数", "One decimal too many"), where: t("保护价", "Floor price"), why: t("人民币最小单位是分", "The smallest unit is the fen"), how: t("改成 18.50 或 18.51", "Write 18.50 or 18.51") }}>
            <TextInput value={price} onChange={setPrice} inputMode="decimal" prefix="¥" suffix={t("/盆", "/pot")} />
          </Field>
          <Field label={t("数量", "Quantity")} hint={t("整箱 8 盆", "Boxes of 8")}><QuantityStepper value={quantity} onChange={setQuantity} step={8} min={8} max={1240} snap unit={t("盆", "pots")} /></Field>
          <Field label={t("单位", "Unit")} optional><Select value={unit} onChange={setUnit} placeholder={t("请选择", "Choose")} choices={[{ value: "pot", label: t("盆", "pot") }, { value: "box", label: t("箱", "box") }, { value: "stem", label: t("梗", "stem") }]} /></Field>
          <Field label={t("等级", "Grade")} group><Segmented value={grade} onChange={setGrade} choices={[{ value: "A", label: "A" }, { value: "B", label: "B" }, { value: "C", label: "C" }]} /></Field>
        </FieldGrid>
        <PhotoPicker label={t("批次照片", "Photos of the lot")} photos={photos} onPick={(photo) => setPhotos((all) => [...all, { key: String(all.length), url: URL.createObjectURL(photo.blob) }])} onRemove={(key) => setPhotos((all) => all.filter((photo) => photo.key !== key))} />
      </Panel>
      <Panel title={t("数字键盘", "Number pad")}>
        <p style={{ fontSize: "var(--t-figure)", fontWeight: 600 }}>{pad === "" ? "0" : pad} <small>{t("盆", "pots")}</small></p>
        <NumberPad value={pad} onChange={setPad} onDone={() => undefined} presets={[{ label: "24", value: "24" }, { label: "96", value: "96" }, { label: t("全部", "All"), value: "1240" }]} />
      </Panel>
    </Split>
  );
}

export function StateGallery({ t }: { readonly t: Translate }): ReactNode {
  const [at, setAt] = useState(34_000);
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(1);
  return (
    <>
      <StatRow>
        <StatTile label={t("今日成交额", "Turnover today")} value={<MoneyText minor={128_456_05} />} note={<Sparkline values={[4, 6, 5, 9, 8, 12, 14]} tone="leaf" label={t("七日", "7 days")} />} to="/_gallery" origin={{ source: t("成交记录", "deals"), coverage: "12/12", age: t("3 秒前", "3 s ago") }} />
        <StatTile label={t("成交率", "Clearance")} value="95.2" unit="%" tone="leaf" onOpen={() => undefined} />
        <StatTile label={t("流拍", "Passed")} value="18" unit={t("批", "lots")} tone="cinnabar" onOpen={() => undefined} note={<Sparkline values={[3, null, 5, 6, null, 2, 4]} tone="cinnabar" />} />
        <StatTile label={t("冷链温度", "Cold chain")} value={null} note={t("记录仪未上传", "logger not uploaded")} />
      </StatRow>
      <Panel title={t("状态", "States")}>
        <p style={{ display: "flex", flexWrap: "wrap", gap: "0.5rem" }}>
          <Badge>{t("待分级", "to grade")}</Badge><Badge tone="orchid">{t("我的", "mine")}</Badge><Badge tone="leaf">{t("已成交", "sold")}</Badge><Badge tone="pollen">{t("等候上钟", "queued")}</Badge><Badge tone="cinnabar">{t("流拍", "passed")}</Badge><Badge tone="river">{t("预售", "presale")}</Badge>
        </p>
        <p style={{ display: "flex", flexWrap: "wrap", gap: "1rem" }}>
          <Light colour="green">{t("按期", "on time")}</Light><Light colour="yellow">{t("临期", "near")}</Light><Light colour="red">{t("逾期", "late")}</Light><Light colour="off">{t("未开始", "not begun")}</Light>
        </p>
        <p style={{ display: "flex", flexWrap: "wrap", gap: "1rem", alignItems: "center" }}>
          <ConnectionDot quality="good" roundTrip={18} /><ConnectionDot quality="fair" roundTrip={142} /><ConnectionDot quality="poor" roundTrip={820} /><ConnectionDot quality="offline" />
          <DateLeaf date="2026-11-22" lunar={{ zh: "十月十四 · 小雪", en: "10th month, day 14" }} />
          <MoneyText minor={-1205} signed /><MoneyText minor={184_50} per={t("盆", "pot")} /><MoneyText minor={12500} currency="KRW" />
        </p>
        <Stepper label={t("批次进度", "Progress of the lot")} current={2} steps={[{ key: "a", title: t("交货", "Intake"), note: "08:12" }, { key: "b", title: t("分级", "Grading"), note: "09:05" }, { key: "c", title: t("上钟", "Clock") }, { key: "d", title: t("结算", "Statement") }]} />
        <OfflineBar online={false} queued={3} />
        <OfflineBar online queued={2} />
        <Scrubber from={0} to={90_000} value={at} onChange={setAt} playing={playing} onPlay={setPlaying} speed={speed} speeds={[1, 4, 16]} onSpeed={setSpeed} format={(ms) => `13:04:${(22 + ms / 1000).toFixed(2)}`} marks={[{ at: 12_000, label: "T0", tone: "pollen" }, { at: 34_000, label: "1", tone: "leaf" }, { at: 61_000, label: "2", tone: "orchid" }]} />
      </Panel>
      <Split>
        <ErrorState title={t("没有保存", "Not saved")} number="E-20417" onRetry={() => undefined}>{t("服务器没有在 10 秒内回答，您填的内容还在。", "The server did not answer within 10 seconds. What you typed is still here.")}</ErrorState>
        <Panel><EmptyState title={t("今天还没有批次", "No lots today")} actions={<Button tone="primary" icon="plus">{t("新批次", "New lot")}</Button>}>{t("交货截止 12:00。", "Intake closes at 12:00.")}</EmptyState></Panel>
      </Split>
      <Panel title={t("正在读取", "Loading")}><Skeleton lines={3} /></Panel>
      <Panel title={t("图标", "Icons")}><p style={{ display: "flex", flexWrap: "wrap", gap: "0.9rem" }}>{ICON_NAMES.map((name) => <span key={name} title={name}><Icon name={name} size="1.5rem" /></span>)}</p></Panel>
    </>
  );
}
