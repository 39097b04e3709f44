import { CloseOutlined } from '@ant-design/icons';
import { App, Button, Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { rememberAuthor, undoer } from '../engine/author.ts';
import { openSession } from '../engine/session.ts';
import { useRead } from '../engine/use-read.ts';
import type { Lang } from '../i18n/index.ts';
import { AuthorField } from '../rules/author-field.tsx';
import { choiceText } from './choice-text.ts';
import {
  type Candidate,
  type Pairing,
  type PlanChoice,
  type PlanFacts,
  readCandidates,
  settle,
  standingChoice,
  undoChoice,
} from './choices.ts';

interface Props {
  readonly pairing: Pairing;
  /** Another value reads again. */
  readonly changes: number;
  readonly lang: Lang;
  onChange(): void;
  onClose(): void;
}

interface Read {
  readonly plan: PlanFacts | null;
  readonly candidates: readonly Candidate[];
  readonly choice: PlanChoice | null;
}

const NONE = 'none';
const keyOf = (c: Pick<Candidate, 'certificate' | 'audited_on'>) => `${c.certificate}|${c.audited_on ?? ''}`;
const span = (from: string | null, to: string | null) =>
  from === to || to === null ? (from ?? '—') : `${from ?? '…'} – ${to}`;

type Fact = readonly [label: string, value: string | null, identifier?: boolean];

function Facts({ facts, telling }: { readonly facts: readonly Fact[]; readonly telling?: Set<string> }) {
  return (
    <dl className="facts">
      {facts.map(
        ([label, value, identifier]) =>
          value && (
            <div key={label} className={telling?.has(label) ? 'differs' : undefined}>
              <dt>{label}</dt>
              <dd className={identifier ? 'mono' : undefined}>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** Labels under which the candidates do not all say the same: what a decision can go by. */
function differing(all: readonly (readonly Fact[])[]): Set<string> {
  const labels = new Set(all.flatMap((facts) => facts.map(([label]) => label)));
  const said = (label: string) => all.map((facts) => facts.find((f) => f[0] === label)?.[1] ?? null);
  return new Set([...labels].filter((label) => new Set(said(label)).size > 1));
}

/** One plan beside the audits it may have announced: what agrees, where each row stands, and the analyst's decision. */
export function PlanPanel({ pairing, changes, lang, onChange, onClose }: Props) {
  const { t } = useTranslation();
  const { plan, candidates, choice } = useRead<Read>(
    { plan: null, candidates: [], choice: null },
    async (engine) => ({
      ...(await readCandidates(engine, pairing)),
      choice: await standingChoice(engine, pairing),
    }),
    [pairing, changes],
  );
  const undo = async (standing: PlanChoice) => {
    const engine = await openSession();
    await undoChoice(engine, standing, await undoer(engine, standing));
    onChange();
  };
  const stands =
    choice !== null &&
    (choice.certificate === null ||
      candidates.some((c) => c.certificate === choice.certificate && c.audited_on === choice.audited_on));
  const place = (row: { file: string; sheet: string | null; row: number }) =>
    `${row.file}${row.sheet ? ` · ${row.sheet}` : ''} · ${t('matches.row', { row: row.row })}`;
  const activity = (of: { activity_zh: string | null; activity_en: string | null }) =>
    lang === 'zh' ? of.activity_zh : of.activity_en;
  const factsOf = (c: Candidate): Fact[] => [
    [t('matches.organisation'), c.org_name],
    [t('matches.body'), c.cb_name],
    [t('matches.scheme'), c.scheme_code],
    [t('matches.activity'), activity(c)],
    [t('matches.audited'), span(c.first_day, c.audited_on)],
    [t('matches.issued'), c.issue_date],
    [t('matches.team'), c.team],
    [t('matches.score'), `${Math.round(c.score)} — ${lang === 'zh' ? c.reasons_zh : c.reasons_en}`],
    [t('matches.place'), place(c)],
  ];

  if (!plan) return <aside className="drawer" aria-label={t('matches.plan')} />;
  return (
    <aside className="drawer" aria-label={t('matches.plan')}>
      <div className="drawer-top">
        <strong className="mono clip">{plan.plan_no ?? t('matches.noNumber')}</strong>
        <span className="soft">{t(`matches.states.${pairing.state}`)}</span>
        <span className="grow" />
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={t('matches.close')}
          onClick={onClose}
        />
      </div>
      <section>
        <Facts
          facts={[
            [t('matches.organisation'), pairing.org_name],
            [t('matches.uscc'), pairing.org_uscc, true],
            [
              t('matches.scheme'),
              [plan.scheme_code, pairing.scheme].filter(Boolean).join(' · ') || t('matches.noScheme'),
            ],
            [t('matches.activity'), activity(plan)],
            [t('matches.days'), span(pairing.first_day, pairing.last_day)],
            [t('matches.team'), plan.team_members],
            [t('matches.address'), plan.address],
            [t('matches.place'), place(plan)],
          ]}
        />
      </section>
      {choice && (
        <p className="notice">
          {t(stands ? 'matches.standing' : 'matches.lapsed', {
            author: choice.author,
            at: choice.chosen_at.slice(0, 16),
            what: choiceText(choice, t),
            reason: choice.reason,
          })}{' '}
          <Button type="link" size="small" onClick={() => void undo(choice)}>
            {t('matches.undo')}
          </Button>
        </p>
      )}
      <SettleForm
        pairing={pairing}
        candidates={candidates}
        factsOf={factsOf}
        onSaved={() => {
          onChange();
          onClose();
        }}
      />
    </aside>
  );
}

interface FormProps {
  readonly pairing: Pairing;
  readonly candidates: readonly Candidate[];
  readonly factsOf: (candidate: Candidate) => readonly Fact[];
  onSaved(): void;
}

interface Values {
  readonly chosen: string;
  readonly reason: string;
  readonly author: string;
}

/** The candidates one under the other, one of them or none to be chosen, with a reason and a name. */
function SettleForm({ pairing, candidates, factsOf, onSaved }: FormProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const telling = differing(candidates.map(factsOf));
  // Every row stands somewhere else.
  telling.delete(t('matches.place'));
  const save = async ({ chosen, reason, author }: Values) => {
    const candidate = candidates.find((c) => keyOf(c) === chosen);
    const engine = await openSession();
    await rememberAuthor(engine, author);
    await settle(engine, {
      plan: pairing.plan,
      scheme: pairing.scheme,
      certificate: candidate?.certificate ?? null,
      audited_on: candidate?.audited_on ?? null,
      reason,
      author,
    });
    message.success(t('matches.saved'));
    onSaved();
  };
  return (
    <Form form={form} layout="vertical" className="settle-form" onFinish={(values) => void save(values)}>
      <h3>{t('matches.which')}</h3>
      <Form.Item name="chosen" rules={[{ required: true, message: t('matches.choose') }]}>
        <Radio.Group className="candidates">
          {candidates.map((c) => (
            <Radio key={`${keyOf(c)}|${c.file}|${c.row}`} value={keyOf(c)} className="candidate">
              <strong className="mono">{c.cert_no ?? c.certificate}</strong>
              <Facts facts={factsOf(c)} telling={telling} />
            </Radio>
          ))}
          <Radio value={NONE} className="candidate">
            {t('matches.noneOfThem')}
          </Radio>
        </Radio.Group>
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('matches.reason')}
        rules={[{ required: true, whitespace: true, message: t('matches.required') }]}
      >
        <Input.TextArea rows={2} maxLength={500} placeholder={t('matches.reasonHint')} />
      </Form.Item>
      <AuthorField label={t('matches.author')} missing={t('matches.required')} />
      <Button type="primary" htmlType="submit">
        {t('matches.save')}
      </Button>
    </Form>
  );
}
