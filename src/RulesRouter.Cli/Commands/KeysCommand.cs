using System.CommandLine;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Rendering;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Access;
using RulesRouter.Service.Access;
using RulesRouter.Service.Settings;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter keys</c>: creates, lists and revokes API keys of the decision service.</summary>
internal static class KeysCommand
{
    private const string DefaultFile = "keys.yaml";

    public static Command Create(TextWriter output, TextWriter error, TimeProvider clock, IReadOnlyDictionary<string, string> variables)
    {
        var defaultFile = variables.GetValueOrDefault(Setting.Prefix + "KEYS") is { Length: > 0 } named ? named : DefaultFile;
        return new Command("keys", "create, list and revoke API keys of the decision service")
        {
            CreateKey(output, error, clock, defaultFile),
            List(output, error, clock, defaultFile),
            Revoke(output, error, clock, defaultFile),
        };
    }

    private static Command CreateKey(TextWriter output, TextWriter error, TimeProvider clock, string defaultFile)
    {
        var id = new Argument<string>("id") { Description = "id of the key, which logs and records name" };
        var file = FileOption(defaultFile);
        var fields = new KeyOptions(clock);
        var command = new Command("create", "create a key, print it once, and add its hash to the file") { id, file };
        fields.AddTo(command);
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(id)!;
            if (!ApiKeyFile.Id().IsMatch(name))
            {
                throw new UserError($"`{name}` is not an id; use lower case letters, digits, `-`, `_` and `.`, at most 64");
            }

            var key = ApiKeyText.Create(name);
            var created = fields.Read(parsed, name, ApiKeyText.HashOf(key));
            return KeyFile.Change(parsed.GetValue(file)!, mayBeMissing: true, error, keys => keys.Any(one => one.Id == name)
                ? throw new UserError($"there is a key `{name}` already; choose another id")
                : keys.Add(created)) is { } failed
                ? failed
                : Printed(key, output, error);
        });
        return command;
    }

    private static Command List(TextWriter output, TextWriter error, TimeProvider clock, string defaultFile)
    {
        var file = FileOption(defaultFile);
        var command = new Command("list", "list the keys of the file") { file };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!;
            if (!File.Exists(path))
            {
                throw new UserError($"`{path}` does not exist; `rulesrouter keys create` creates it, and `--keys` names another");
            }

            if (KeyFile.Read(path, error) is not { } keys)
            {
                return ExitCode.Findings;
            }

            KeyWriter.Write(output, keys, clock.GetUtcNow());
            return ExitCode.Fine;
        });
        return command;
    }

    private static Command Revoke(TextWriter output, TextWriter error, TimeProvider clock, string defaultFile)
    {
        var id = new Argument<string>("id") { Description = "id of the key" };
        var file = FileOption(defaultFile);
        var command = new Command("revoke", "revoke a key: a running service rejects it within two seconds") { id, file };
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(id)!;
            var failed = KeyFile.Change(parsed.GetValue(file)!, mayBeMissing: false, error, keys =>
                keys.FirstOrDefault(key => key.Id == name) is not { } found
                    ? throw new UserError($"there is no key `{name}`{Suggestion.Clause(name, keys.Select(key => key.Id))}")
                    : found.Revoked is { } before
                    ? throw new UserError($"key `{name}` was revoked at {before.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}")
                    : keys.Replace(found, found with { Revoked = clock.GetUtcNow() }));
            if (failed is { } code)
            {
                return code;
            }

            output.WriteLine($"revoked key `{name}`");
            return ExitCode.Fine;
        });
        return command;
    }

    private static Option<string> FileOption(string defaultFile) => new("--keys")
    {
        Description = "file of kind ApiKeys",
        HelpName = "FILE",
        DefaultValueFactory = _ => defaultFile,
    };

    private static int Printed(string key, TextWriter output, TextWriter error)
    {
        output.WriteLine(key);
        error.WriteLine("this key is shown once; the file holds its hash");
        return ExitCode.Fine;
    }
}
