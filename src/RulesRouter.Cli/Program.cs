using System.Collections;
using RulesRouter.Cli;

var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
    .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal);
return CommandLine.Run(args, Console.In, Console.Out, Console.Error, TimeProvider.System, variables);
