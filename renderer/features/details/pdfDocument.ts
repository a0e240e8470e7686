import {
  getDocument,
  PDFDataRangeTransport,
  type PDFDocumentLoadingTask,
  PDFWorker,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import type { Preview } from '../../../shared/domain/preview.ts';

const resources = import.meta.glob<string>(
  [
    '../../../node_modules/pdfjs-dist/cmaps/*.bcmap',
    '../../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}',
    '../../../node_modules/pdfjs-dist/wasm/{jbig2,openjpeg,qcms_bg}.wasm',
  ],
  { query: '?url&no-inline', import: 'default', eager: true },
);
const urlByFileName = new Map(
  Object.entries(resources).map(([path, url]) => [path.slice(path.lastIndexOf('/') + 1), url]),
);

/** Character maps, standard fonts and decoders that a PDF may need, from our own origin. */
class BundledBinaryData {
  async fetch({ filename }: { readonly filename: string }): Promise<Uint8Array> {
    const url = urlByFileName.get(filename);
    if (url === undefined) throw new Error(`pdf.js asks for ${filename}, which is not bundled`);
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${filename} answered ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  }
}

/** Reads a PDF in ranges, so that the first page of a large one does not wait for its last. */
class PreviewRanges extends PDFDataRangeTransport {
  readonly #url: string;
  readonly #onFailed: (error: unknown) => void;
  readonly #ending = new AbortController();

  constructor({ url, sizeBytes }: Preview, onFailed: (error: unknown) => void) {
    super(sizeBytes, null);
    this.#url = url;
    this.#onFailed = onFailed;
  }

  override requestDataRange(begin: number, end: number): void {
    fetch(this.#url, { headers: { Range: `bytes=${begin}-${end - 1}` }, signal: this.#ending.signal })
      .then(async (response) => {
        if (!response.ok) throw new Error(`The preview answered ${response.status}`);
        this.onDataRange(begin, new Uint8Array(await response.arrayBuffer()));
      })
      .catch((error: unknown) => {
        if (!this.#ending.signal.aborted) this.#onFailed(error);
      });
  }

  override abort(): void {
    this.#ending.abort();
  }
}

/** One for all PDFs: a PDF that makes its own ends it when it is closed, and the next one cannot be opened meanwhile. */
let worker: PDFWorker | undefined;

/** Starts to open a preview as a PDF; `onFailed` is told when a range cannot be read. The caller destroys the task. */
export function openPdf(preview: Preview, onFailed: (error: unknown) => void): PDFDocumentLoadingTask {
  worker ??= PDFWorker.create({ port: new Worker(workerUrl, { type: 'module' }) });
  return getDocument({
    worker,
    range: new PreviewRanges(preview, onFailed),
    BinaryDataFactory: BundledBinaryData,
    useWorkerFetch: false,
    // The bundled standard fonts look the same everywhere; a system's stand-ins do not.
    useSystemFonts: false,
    disableWorkerRendering: true,
    disableAutoFetch: true,
    disableStream: true,
  });
}
