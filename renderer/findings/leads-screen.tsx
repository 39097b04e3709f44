import { useState } from 'react';
import type { Lang } from '../i18n/index.ts';
import { BrokenRule } from '../rules/own/broken-rule.tsx';
import type { OwnActions } from '../rules/own/own-group.tsx';
import { isOwn } from '../rules/own/own-rule.ts';
import { knownRules, useOwn } from '../rules/own/own-store.ts';
import { RuleList } from '../rules/rule-list.tsx';
import { useRules } from '../rules/rules-store.ts';
import { useFindings } from './findings-store.ts';
import { LeadDrawer } from './lead-drawer.tsx';
import { RuleStage } from './rule-stage.tsx';

interface Props {
  readonly lang: Lang;
  readonly dark: boolean;
  /** What can be done with own rules; undefined where there is no folder of them. */
  readonly own: OwnActions | undefined;
  onToData(): void;
  onSaveChart(name: string, bytes: Uint8Array): void;
}

/** Rules on the left, the leads of the chosen one on the stage, the open lead in the drawer. */
export function LeadsScreen({ lang, dark, own, onToData, onSaveChart }: Props) {
  const { judgements } = useRules();
  const { rule: picked, open, showRule } = useFindings();
  const files = useOwn();
  const rules = knownRules(files);
  const broken = files.broken.find((f) => f.file === picked);
  // A broken file that has been mended is a rule.
  const rule = rules.find((r) => r.code === picked || (isOwn(r) && r.from.file === picked));
  const code = rule?.code ?? picked;
  const [previewed, preview] = useState<string | null>(null);
  return (
    <div className={open ? 'leads with-drawer' : 'leads'}>
      <RuleList
        rules={rules}
        judgements={judgements}
        selected={broken?.file ?? code}
        lang={lang}
        own={own}
        onSelect={(chosen) => {
          preview(null);
          showRule(chosen);
        }}
      />
      {broken ? (
        <BrokenRule fault={broken} lang={lang} actions={own} />
      ) : (
        <RuleStage
          code={code}
          rule={rule}
          previewing={previewed !== null && previewed === code}
          onPreview={(on) => preview(on ? code : null)}
          {...{ lang, dark, own, onToData, onSaveChart }}
        />
      )}
      {open && <LeadDrawer open={open} rule={rules.find((r) => r.code === open.rule)} lang={lang} />}
    </div>
  );
}
