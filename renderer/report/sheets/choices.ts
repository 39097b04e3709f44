import type { XlsxStream } from '../../../shared/xlsx/writer.ts';
import type { Engine } from '../../engine/engine.ts';
import { type Lang, textIn } from '../../i18n/index.ts';
import { choiceText } from '../../matches/choice-text.ts';
import { readChoices } from '../../matches/choices.ts';

/** Everything the analyst ever settled of which plan announced which audit, undone choices too; null for nothing. */
export async function choiceSheet(engine: Engine, lang: Lang): Promise<XlsxStream | null> {
  const t = textIn(lang);
  const choices = await readChoices(engine);
  if (choices.length === 0) return null;
  return {
    name: t('report.book.choices'),
    columns: [
      { header: t('matches.plan'), type: 'text', width: 22 },
      { header: t('matches.scheme'), type: 'text', width: 10 },
      { header: t('matches.what'), type: 'text', width: 44 },
      { header: t('matches.reason'), type: 'text', width: 40, wrap: true },
      { header: t('matches.author'), type: 'text', width: 12 },
      { header: t('matches.at'), type: 'moment', width: 18 },
      { header: t('matches.undoneBy'), type: 'text', width: 12 },
      { header: t('matches.undoneAt'), type: 'moment', width: 18 },
    ],
    portions: [
      choices.map((c) => [
        c.plan,
        c.scheme,
        choiceText(c, t),
        c.reason,
        c.author,
        c.chosen_at,
        c.undone_by,
        c.undone_at,
      ]),
    ],
  };
}
