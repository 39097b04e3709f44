import { Button } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Fault, RuleError } from '../../../shared/rule-error.ts';
import { openSession } from '../../engine/session.ts';
import type { Lang } from '../../i18n/index.ts';
import { useRules } from '../rules-store.ts';
import { BrokenRule } from './broken-rule.tsx';
import type { OwnActions } from './own-group.tsx';
import { useOwn } from './own-store.ts';
import { PreviewGrid } from './preview-grid.tsx';
import { PREVIEW_ROWS, type Preview, previewOwn } from './try-own.ts';

type State =
  | { readonly phase: 'running' | 'cancelled' }
  | { readonly phase: 'broken'; readonly fault: Fault }
  | { readonly phase: 'done'; readonly preview: Preview; readonly ms: number };

interface Props {
  readonly code: string;
  readonly lang: Lang;
  readonly actions: OwnActions | undefined;
}

/** The first rows that an own rule gives, as its file is now. It begins at once and can be cancelled at any time. */
export function OwnPreview({ code, lang, actions }: Props) {
  const { t } = useTranslation();
  const [state, setState] = useState<State>({ phase: 'running' });
  const running = useRef<AbortController | null>(null);
  const reload = useRef(actions?.reload);
  reload.current = actions?.reload;

  const start = useMemo(
    () => async () => {
      const controller = new AbortController();
      running.current = controller;
      setState({ phase: 'running' });
      const state = await preview(code, controller.signal, reload.current);
      if (running.current === controller) setState(state);
    },
    [code],
  );
  useEffect(() => {
    void start();
    return () => {
      running.current?.abort();
      running.current = null;
    };
  }, [start]);

  if (state.phase === 'broken') return <BrokenRule fault={state.fault} lang={lang} actions={actions} />;
  return (
    <section className="own-preview" aria-label={t('rules.own.preview')}>
      <div className="bar">
        <span className="soft">{t('rules.own.previewHint', { limit: PREVIEW_ROWS })}</span>
        <span className="grow" />
        {state.phase === 'running' && (
          <>
            <span role="status">{t('rules.own.previewing')}</span>
            <Button size="small" onClick={() => running.current?.abort()}>
              {t('rules.own.cancel')}
            </Button>
          </>
        )}
        {state.phase === 'cancelled' && <span role="status">{t('rules.own.cancelled')}</span>}
        {state.phase === 'done' && (
          <span role="status">
            {t(state.preview.more ? 'rules.own.previewFirst' : 'rules.own.previewAll', {
              count: state.preview.rows.length,
              seconds: (state.ms / 1000).toFixed(1),
            })}
          </span>
        )}
        {state.phase !== 'running' && (
          <Button size="small" onClick={() => void start()}>
            {t('rules.own.again')}
          </Button>
        )}
      </div>
      {state.phase === 'done' && <PreviewGrid preview={state.preview} lang={lang} />}
    </section>
  );
}

async function preview(code: string, signal: AbortSignal, reload?: () => Promise<void>): Promise<State> {
  const started = performance.now();
  try {
    await reload?.();
    const { rules, broken, ran } = useOwn.getState();
    const rule = rules.find((r) => r.code === code);
    if (!rule) {
      const file = ran.find((r) => r.code === code)?.from.file;
      const fault = broken.find((f) => f.file === file || f.file.toUpperCase().startsWith(code));
      return fault ? { phase: 'broken', fault } : { phase: 'cancelled' };
    }
    const { asOf, values } = useRules.getState();
    const preview = await previewOwn(await openSession(), rule, asOf, values[code], signal);
    return { phase: 'done', preview, ms: performance.now() - started };
  } catch (error) {
    if (signal.aborted) return { phase: 'cancelled' };
    if (error instanceof RuleError) return { phase: 'broken', fault: error.fault };
    throw error;
  }
}
