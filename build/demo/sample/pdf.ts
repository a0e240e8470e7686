import { PDFDocument, rgb, StandardFonts } from 'pdf-lib';

/** Sets a title and paragraphs on A4 pages, one page for each group of paragraphs; the bytes of a PDF file. */
export async function typesetPdf(title: string, pages: readonly (readonly string[])[]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.setTitle(title);
  document.setCreationDate(new Date('2026-03-01T09:00:00Z'));
  document.setModificationDate(new Date('2026-03-01T09:00:00Z'));
  const body = await document.embedFont(StandardFonts.TimesRoman);
  const bold = await document.embedFont(StandardFonts.TimesRomanBold);
  for (const [index, paragraphs] of pages.entries()) {
    const page = document.addPage([595, 842]);
    page.drawText(index === 0 ? title : `${title} (${index + 1})`, { x: 64, y: 750, size: 24, font: bold });
    page.drawRectangle({ x: 64, y: 736, width: 467, height: 2, color: rgb(0.055, 0.486, 0.525) });
    let y = 700;
    for (const paragraph of paragraphs) {
      page.drawText(paragraph, { x: 64, y, size: 12, font: body, maxWidth: 467, lineHeight: 17 });
      y -= 17 * Math.ceil(paragraph.length / 85) + 12;
    }
  }
  return document.save();
}
