return new ArrayBuffer(2e9).byteLength;
