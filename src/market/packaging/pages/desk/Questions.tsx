import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { TextArea } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { useApi } from "../../../../ui/api.ts";
import { packaging } from "../../contract.ts";
import type { QuestionView } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { usePageWords } from "../words.ts";

/** What parties do not agree with; the operator answers. */
export function Questions(): ReactNode {
  const words = usePageWords();
  const api = useApi(packaging);
  const { roles } = useViewer();
  const { data } = useQuery({ queryKey: ["packaging", "questions"], queryFn: () => api.questions({ limit: 200 }) });
  const [answering, setAnswering] = useState<QuestionView | null>(null);
  if (data === undefined) return <Skeleton lines={5} />;
  if (data.questions.length === 0) return <EmptyState title={words.desk.noQuestions}>{words.desk.noQuestionsWhy}</EmptyState>;
  return (
    <>
      <ul className="pack-cards">
        {data.questions.map((one) => (
          <li key={one.id} className="pack-card" data-tone={one.answer === null ? "pollen" : undefined}>
            <b>{one.party}: {one.text}</b>{one.answer === null ? <Badge tone="pollen">{words.desk.open}</Badge> : <Badge tone="leaf">{words.desk.answered}</Badge>}
            <small>{one.no} · {one.by} · {one.at.slice(0, 10)}</small><span />
            {one.answer === null ? (roles.includes("operator") ? <span className="pack-card-deeds"><Button tone="primary" onClick={() => setAnswering(one)}>{words.desk.answer}</Button></span> : null) : <p className="pack-answer"><b>{words.mine.answered(one.answeredBy ?? "")}</b>: {one.answer}</p>}
          </li>
        ))}
      </ul>
      {answering === null ? null : <AnswerDialog question={answering} onClose={() => setAnswering(null)} />}
    </>
  );
}

function AnswerDialog({ question, onClose }: { readonly question: QuestionView; readonly onClose: () => void }): ReactNode {
  const words = usePageWords();
  const api = useApi(packaging);
  const toast = useToast();
  const { busy, act } = useAct();
  const [answer, setAnswer] = useState("");
  const short = answer.trim().length < 2;
  return (
    <Dialog
      open sticky title={`${words.desk.answer} · ${question.no}`} onClose={onClose}
      actions={<><Button onClick={onClose}>{words.common.cancel}</Button><Button tone="primary" busy={busy} disabled={short} onClick={() => void act(() => api.answerQuestion({ questionId: question.id, answer }), () => { toast(words.desk.answered, "leaf"); onClose(); })}>{words.desk.answer}</Button></>}
    >
      <div className="pack-form"><p><b>{question.party}</b>: {question.text}</p><Field label={words.desk.answerText} hint={words.desk.answerHint}><TextArea value={answer} onChange={setAnswer} maxLength={500} rows={3} /></Field></div>
    </Dialog>
  );
}
