return new SharedArrayBuffer(2e9).byteLength;
