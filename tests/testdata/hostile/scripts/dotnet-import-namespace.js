return importNamespace('System').Environment.ProcessId;
