import { BrowserWindow, type Session } from 'electron';
import type { BridgeReply, BridgeRequest } from '../../shared/bridge.ts';
import { offerDocument } from '../scheme.ts';

const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const small =
  'font-family:"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;font-size:7.5pt;color:#555;width:100%;margin:0 14mm;display:flex;justify-content:space-between';

/** The document has its own window without preload and without scripts; `session` must refuse the network. */
export async function printPdf(
  request: BridgeRequest<'printPdf'>,
  session: Session,
): Promise<BridgeReply<'printPdf'>> {
  const document = offerDocument(request.html);
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
    },
  });
  try {
    await window.loadURL(document.url);
    const page = `<span>${escapeHtml(request.footer.page).replace('{page}', '<span class="pageNumber"></span>').replace('{pages}', '<span class="totalPages"></span>')}</span>`;
    const pdf = await window.webContents.printToPDF({
      pageSize: 'A4',
      printBackground: true,
      preferCSSPageSize: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
      displayHeaderFooter: true,
      headerTemplate: `<div style='${small}'><span>${escapeHtml(request.header)}</span></div>`,
      footerTemplate: `<div style='${small}'><span>${escapeHtml(request.footer.left)}</span>${page}</div>`,
    });
    return new Uint8Array(pdf);
  } finally {
    document.withdraw();
    window.destroy();
  }
}
