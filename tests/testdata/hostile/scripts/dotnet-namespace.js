return System.IO.File.ReadAllText('/etc/passwd').length;
