using System.Collections.Immutable;
using System.CommandLine;
using RulesRouter.Catalog;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Inputs;
using RulesRouter.Diagnostics;
using RulesRouter.Language;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter catalog evidence</c>: writes a catalog file for a team's own evidence.</summary>
internal static class CatalogEvidenceCommand
{
    public static Command Create(TextWriter output)
    {
        var names = new Argument<string[]>("provider")
        {
            Description = "ids of providers; default: all of the catalog",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var template = new Option<bool>("--template") { Description = "write a file to fill in" };
        var file = new Option<string?>("--output") { Description = "file to write; default: standard output" };
        var policies = SharedOptions.Policies();
        var command = new Command("evidence", "write a catalog file for your own evidence about providers")
        {
            names,
            template,
            file,
            policies,
        };
        command.SetAction(parsed =>
        {
            if (!parsed.GetValue(template))
            {
                throw new UserError("`catalog evidence` needs --template, which writes a file to fill in");
            }

            var catalog = PolicyLoader.Load(PolicyPaths.Read(parsed.GetValue(policies)!)).Catalog;
            var text = EvidenceTemplate.Write(Named(parsed.GetValue(names) ?? [], catalog, parsed.GetValue(policies)!));
            if (parsed.GetValue(file) is { } path)
            {
                WriteNew(path, text);
                output.WriteLine($"wrote {path}; fill it in, then run `rulesrouter validate`");
            }
            else
            {
                output.Write(text);
            }

            return ExitCode.Fine;
        });
        return command;
    }

    private static ImmutableArray<Provider> Named(string[] names, ModelCatalog catalog, string policies)
    {
        if (catalog.Providers.IsEmpty)
        {
            throw new UserError($"the catalog in `{policies}` has no providers; name another folder with --policies");
        }

        foreach (var name in names.Where(name => catalog.Providers.All(provider => provider.Id != name)))
        {
            throw new UserError(
                $"the catalog has no provider `{name}`{Suggestion.Clause(name, catalog.Providers.Select(provider => provider.Id))}");
        }

        return names.Length == 0 ? catalog.Providers : [.. catalog.Providers.Where(provider => names.Contains(provider.Id))];
    }

    /// <summary>Never over a file: it may hold evidence already.</summary>
    private static void WriteNew(string path, string text)
    {
        if (File.Exists(path) || Directory.Exists(path))
        {
            throw new UserError($"`{path}` exists; name a new file with --output");
        }

        try
        {
            File.WriteAllText(path, text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"`{path}` cannot be written: {exception.Message.TrimEnd('.')}");
        }
    }
}
