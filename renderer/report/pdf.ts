import { ParseSpeeds, PDFDocument } from 'pdf-lib';
import { type Lang, textIn } from '../i18n/index.ts';
import { nameEverydayCharacters } from './pdf-text.ts';

const PRODUCER = 'CertScope 证察';

/**
 * What stands at the head and foot of every page.
 * @param warning what a reader of any single page must know, before the disclaimer; may be empty
 */
export function pageTexts(
  lang: Lang,
  title: string,
  warning = '',
): { header: string; footer: { left: string; page: string } } {
  const t = textIn(lang);
  return {
    header: title.slice(0, 300),
    footer: {
      left: [warning, t('report.disclaimer')].filter(Boolean).join(' · '),
      page: t('report.page'),
    },
  };
}

/** The same PDF several times smaller, with its title, subject and language set; tags and outline stay. */
export async function compactPdf(
  bytes: Uint8Array,
  { title, lang }: { title: string; lang: Lang },
): Promise<Uint8Array> {
  // Without a pause between objects: a hidden window's timers are slowed down to one a second.
  const document = await PDFDocument.load(bytes, {
    updateMetadata: false,
    parseSpeed: ParseSpeeds.Fastest,
  });
  nameEverydayCharacters(document);
  document.setTitle(title, { showInWindowTitleBar: true });
  document.setSubject(textIn(lang)('report.disclaimer'));
  document.setProducer(PRODUCER);
  document.setCreator(PRODUCER);
  document.setLanguage(lang === 'zh' ? 'zh-CN' : 'en');
  return document.save({
    useObjectStreams: true,
    updateFieldAppearances: false,
    objectsPerTick: Number.POSITIVE_INFINITY,
  });
}
