import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Fault } from '../../../shared/rule-error.ts';
import type { Lang } from '../../i18n/index.ts';
import { faultText } from '../fault-text.ts';
import type { OwnActions } from './own-group.tsx';
import { faultyLine, useOwn } from './own-store.ts';

interface Props {
  readonly fault: Fault;
  readonly lang: Lang;
  readonly actions: OwnActions | undefined;
}

/** A rule file that cannot be used: what is wrong, where, and what to do. */
export function BrokenRule({ fault, lang, actions }: Props) {
  const { t } = useTranslation();
  const line = useOwn((s) => faultyLine(fault, s.texts));
  return (
    <section className="broken-rule" aria-label={fault.file}>
      <h2 className="mono">{fault.file}</h2>
      <p className="bad">
        {t('rules.own.place', { line: fault.line, column: fault.column })}
        {lang === 'zh' ? '：' : ': '}
        {faultText(fault, lang)}
      </p>
      {line !== null && <FaultyLine fault={fault} text={line} />}
      <p className="soft">{t('rules.own.brokenHint')}</p>
      {actions && (
        <div className="broken-actions">
          <Button onClick={() => void actions.openFolder()}>{t('rules.own.openFolder')}</Button>
          <Button type="primary" onClick={() => void actions.reload()}>
            {t('rules.own.reload')}
          </Button>
        </div>
      )}
    </section>
  );
}

/** How much of a long line is shown before the place. */
const BEFORE = 60;

/** The line with its number, and a mark from the place on: a caret below would be off under Chinese characters. */
function FaultyLine({ fault, text }: { readonly fault: Fault; readonly text: string }) {
  const at = fault.column - 1;
  const start = Math.max(0, at - BEFORE);
  const word = /^(?:[\p{L}\p{N}_$]+|\S)/u.exec(text.slice(at))?.[0] ?? ' ';
  return (
    <pre className="faulty-line">
      <span className="soft">{String(fault.line).padStart(4)} </span>
      {start > 0 && '…'}
      {text.slice(start, at)}
      <mark>{word}</mark>
      {text.slice(at + word.length, at + 160)}
    </pre>
  );
}
