import { identityHeaders } from '@/api/identity';
import { Problem } from '@/api/problem';
import type { Schemas } from '@/api/types';

type Uploaded = Schemas['UploadDocument'];

/** Sends a file; `sent` hears the share that has gone, 0–1. `fetch` can't tell that, so this is the one call that is not made with it. */
export function uploadFile(file: File, signal: AbortSignal, sent: (share: number) => void): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append('file', file);
    request.open('POST', '/api/datasources/upload');
    for (const [name, value] of Object.entries(identityHeaders())) {
      request.setRequestHeader(name, value);
    }
    request.responseType = 'json';
    request.upload.onprogress = (event) => event.lengthComputable && sent(event.loaded / event.total);
    request.onload = () => {
      if (request.status === 200) {
        resolve(request.response);
        return;
      }
      const { code, detail, request_id } = request.response ?? {};
      reject(new Problem(request.status, code ?? `http-${request.status}`, detail ?? '', {}, request_id));
    };
    request.onerror = () => reject(new Problem(0, 'offline', ''));
    request.onabort = () => reject(new Problem(0, 'stopped', ''));
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}
