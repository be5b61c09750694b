return new DataView(new ArrayBuffer(1e9)).byteLength;
