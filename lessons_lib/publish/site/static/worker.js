// The Python of the page: one CPython for WASI with its packages in one binary. The only file that
// knows this Python; `python.js` says what another one would have to answer.
//
//   {n, request}            -> {n, head, bitmap}   what `faces/inpage.py` answers
//   {n, write: name, bytes} -> {n, head: {}}       a file in the folder where cells run
//   while it starts: {progress: {got, all}}, then {ready} or {failed}
import { ConsoleStdout, Directory, File, OpenFile, PreopenDirectory, WASI } from './wasi/index.js';

const HOME = new URL('./python/', import.meta.url);
const LATER = ['scipy', 'sklearn', 'sympy', 'pandas'];
const SOONER = { joblib: 'sklearn', threadpoolctl: 'sklearn', narwhals: 'sklearn', mpmath: 'sympy', tzdata: 'pandas' };
const LIBRARY = '/usr/local/lib';
const ZIP = 'python315.zip'; // where this Python looks for its library
const RIGHTS = 0x1fffffffn;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

// Run once: the door, and a finder that fetches a package when it is first imported.
const BEGIN = `
import sys
for _each in sys.path_importer_cache.values():
    getattr(_each, 'invalidate_caches', int)()  # the library was packed anew

import importlib, json, os
import _host

sys.path.insert(0, '/lessons')
LATER = json.loads('${JSON.stringify({ ...Object.fromEntries(LATER.map(name => [name, name])), ...SOONER })}')

def _told(head, body=b''):
    head = json.dumps(head).encode()
    return _host.call(b''.join((len(head).to_bytes(4, 'little'), head, body)))

class _Later:
    @staticmethod
    def find_spec(name, path=None, target=None):
        part = LATER.get(name)
        if part is None or f'${LIBRARY}/{part}.zip' in sys.path:
            return None
        _told({'fetch': part})
        sys.path.append(f'${LIBRARY}/{part}.zip')
        importlib.invalidate_caches()
        return importlib.machinery.PathFinder.find_spec(name)

sys.meta_path.append(_Later)
os.chdir('/home')
from lessons_lib.faces.inpage import Door
_door = Door(json.load(open('cells.json')))

def _serve():
    _told(*_door.answer(json.loads(_host.call(b'\\0\\0\\0\\0'))))
`;

let python; // the exports of the instance
let library; // files of the library's folder
let home; // files of the folder where cells run
let inbox = '';
let answer = null;
let printed = '';

const bytesAt = (pointer, length) => new Uint8Array(python.memory.buffer, pointer, length);

function placed(bytes) {
  const pointer = python.host_alloc(bytes.length) >>> 0;
  bytesAt(pointer, bytes.length).set(bytes);
  return pointer;
}

// `host.call`: without a head it gives the request; else the head tells an answer, or wants a part.
function call(pointer, length, toPointer, toLength) {
  const size = new DataView(python.memory.buffer).getUint32(pointer >>>= 0, true);
  let reply = new Uint8Array(0);
  if (size === 0) reply = encoder.encode(inbox);
  else {
    const head = JSON.parse(decoder.decode(bytesAt(pointer + 4, size).slice()));
    const body = (length >>> 0) - 4 - size;
    if (head.fetch) fetchNow(head.fetch);
    else answer = { head, pixels: body ? new Uint8ClampedArray(python.memory.buffer, pointer + 4 + size, body).slice() : null };
  }
  const there = placed(reply);
  const view = new DataView(python.memory.buffer);
  view.setUint32(toPointer >>> 0, there, true);
  view.setUint32(toLength >>> 0, reply.length, true);
  return 0;
}

// Python waits for the import: nothing else could be done meanwhile.
function fetchNow(part) {
  const request = new XMLHttpRequest();
  request.open('GET', new URL(`${part}.zip`, HOME), false);
  request.responseType = 'arraybuffer';
  request.send();
  if (request.status !== 200) throw new Error(`${part} cannot be fetched.`);
  library.set(`${part}.zip`, new File(new Uint8Array(request.response), { readonly: true }));
}

function turn(code) {
  const bytes = encoder.encode(code);
  return python.turn(placed(bytes), bytes.length);
}

// ---- files

function put(folder, path, file) {
  const [name, ...rest] = path.split('/');
  if (!rest.length) return folder.set(name, file);
  if (!folder.has(name)) folder.set(name, new Directory(new Map()));
  return put(folder.get(name).contents, rest.join('/'), file);
}

// {folder: files} of a bundle, by the first part of their names.
function unbundled(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const folders = {};
  let at = 4 + length;
  for (const [name, size] of JSON.parse(decoder.decode(new Uint8Array(buffer, 4, length)))) {
    const slash = name.indexOf('/');
    const folder = folders[name.slice(0, slash)] ??= new Map();
    put(folder, name.slice(slash + 1), new File(new Uint8Array(buffer, at, size)));
    at += size;
  }
  return folders;
}

// A part as a stream that tells how far it has come, and unpacks what is packed.
async function fetched(name, tell) {
  const response = await fetch(new URL(name, HOME));
  if (!response.ok) throw new Error(`${name} cannot be fetched (${response.status}).`);
  const counted = new TransformStream({
    transform(chunk, out) {
      tell(chunk.byteLength);
      out.enqueue(chunk);
    },
  });
  const stream = response.body.pipeThrough(counted);
  const whole = name.endsWith('.gz') ? stream.pipeThrough(new DecompressionStream('gzip')) : stream;
  return new Response(whole, { headers: { 'content-type': 'application/wasm' } });
}

async function start() {
  const sizes = await (await fetch(new URL('parts.json', HOME))).json();
  const wanted = ['python.wasm.gz', 'core.zip', 'files.gz'];
  const all = wanted.reduce((sum, name) => sum + sizes[name], 0);
  let got = 0;
  const tell = size => postMessage({ progress: { got: got += size, all } });
  const [binary, core, files] = wanted.map(name => fetched(name, tell));
  const [module, zip, bundle] = await Promise.all([
    binary.then(response => WebAssembly.compileStreaming(response)),
    core.then(response => response.arrayBuffer()),
    files.then(response => response.arrayBuffer()),
  ]);
  const folders = unbundled(bundle);
  library = new Map([[ZIP, new File(new Uint8Array(zip), { readonly: true })]]);
  home = folders.home;
  await begin(module, folders);
}

async function begin(module, folders) {
  const output = new ConsoleStdout(bytes => { printed += decoder.decode(bytes); });
  const open = (path, files) => free(new PreopenDirectory(path, files));
  const descriptors = [
    new OpenFile(new File([])), output, output,
    open(LIBRARY, library),
    open(`${LIBRARY}/${ZIP}/matplotlib/mpl-data`, folders['mpl-data']),
    open('/', new Map([['tmp', new Directory(new Map())]])),
    open('/lessons', folders.lessons),
    open('/home', home),
  ];
  const environment = ['HOME=/tmp', 'TMPDIR=/tmp', 'MPLBACKEND=agg', 'MPLCONFIGDIR=/tmp/mpl',
    'NO_COLOR=1', 'OPENBLAS_NUM_THREADS=1', 'PYTHONTZPATH='];
  const wasi = new WASI(['python'], environment, descriptors, { debug: false });
  repair(wasi.wasiImport);
  const instance = await WebAssembly.instantiate(module, { host: { call }, wasi_snapshot_preview1: wasi.wasiImport });
  wasi.inst = instance;
  python = instance.exports;
  python._initialize?.();
  turn(BEGIN);
  if (printed) throw new Error(printed);
  postMessage({ ready: true });
}

// Files are opened and tested by a folder's rights, which the shim gives as none.
function free(folder) {
  const stat = folder.fd_fdstat_get.bind(folder);
  folder.fd_fdstat_get = () => {
    const found = stat();
    found.fdstat.fs_rights_base = found.fdstat.fs_rights_inherited = RIGHTS;
    return found;
  };
  return folder;
}

function repair(imports) {
  imports.sched_yield = () => 0;
  imports.poll_oneoff = wait;
}

// Waits for one clock; the shim takes milliseconds for nanoseconds.
function wait(subscription, event, count, written) {
  const view = new DataView(python.memory.buffer);
  if (count !== 1 || view.getUint8(subscription + 8) !== 0) return 58; // not supported
  const now = () => (view.getUint32(subscription + 16, true) === 0 ? Date.now() : performance.now()) * 1e6;
  const absolute = view.getUint16(subscription + 40, true) & 1;
  const end = Number(view.getBigUint64(subscription + 24, true)) + (absolute ? 0 : now());
  while (now() < end);
  view.setBigUint64(event, view.getBigUint64(subscription, true), true);
  view.setUint16(event + 8, 0, true);
  view.setUint8(event + 10, 0);
  view.setUint32(written, 1, true);
  return 0;
}

// ---- what the page asks

async function served(request) {
  inbox = JSON.stringify(request);
  answer = null;
  printed = '';
  turn('_serve()');
  if (!answer) throw new Error(printed || 'Python gave no answer.');
  const { head, pixels } = answer;
  const bitmap = pixels && await createImageBitmap(new ImageData(pixels, head.width, head.height));
  return { head, bitmap };
}

self.onmessage = async ({ data: { n, request, write, bytes } }) => {
  try {
    if (write) put(home, write, new File(new Uint8Array(bytes)));
    const { head, bitmap } = write ? { head: {}, bitmap: null } : await served(request);
    postMessage({ n, head, bitmap }, bitmap ? [bitmap] : []);
  } catch (error) {
    postMessage({ n, fatal: String(error.message ?? error) }); // a trap ends this Python for good
  }
};

start().catch(error => postMessage({ failed: String(error.message ?? error) }));
