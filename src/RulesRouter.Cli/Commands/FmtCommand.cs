using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Inputs;
using RulesRouter.Diagnostics;
using RulesRouter.Language;
using RulesRouter.Language.Formatting;
using RulesRouter.Language.Rendering;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter fmt</c>: formats files and keeps comments.</summary>
internal static class FmtCommand
{
    public static Command Create(TextReader input, TextWriter output, TextWriter error)
    {
        var paths = new Argument<string[]>("path") { Description = "folders or files; default: `policies`; `-` formats standard input to standard output", DefaultValueFactory = _ => ["policies"] };
        var check = new Option<bool>("--check") { Description = "write nothing; list the files that would change, and exit with 1 if there are any" };
        var upgrade = new Option<bool>("--upgrade") { Description = "also rewrite deprecated spellings" };
        var command = new Command("fmt", "format policy, catalog and test files, keeping meaning and comments") { paths, check, upgrade };
        command.SetAction(parsed => parsed.GetValue(paths) is ["-"]
            ? Print(input, parsed.GetValue(upgrade), output, error)
            : Run(parsed.GetValue(paths)!, parsed.GetValue(check), parsed.GetValue(upgrade), output, error));
        return command;
    }

    private static int Print(TextReader input, bool upgrade, TextWriter output, TextWriter error)
    {
        var diagnostics = new DiagnosticBag();
        var formatted = YamlFormatter.Format(new PolicyFile("-", BoundedInput.Read("-", input)), upgrade, diagnostics);
        output.Write(formatted);
        DiagnosticRenderer.Write(error, diagnostics.Sorted(), DiagnosticFormat.Human);
        return formatted is null ? ExitCode.DoesNotLoad : ExitCode.Fine;
    }

    private static int Run(string[] paths, bool check, bool upgrade, TextWriter output, TextWriter error)
    {
        var files = Files(paths);
        var diagnostics = new DiagnosticBag();
        var changed = 0;
        foreach (var file in files)
        {
            if (YamlFormatter.Format(file, upgrade, diagnostics) is { } formatted && !file.Content.Span.SequenceEqual(Encoding.UTF8.GetBytes(formatted)))
            {
                changed++;
                output.WriteLine(check ? $"{file.Path} would change" : file.Path);
                if (!check)
                {
                    Replace(file.Path, formatted);
                }
            }
        }

        DiagnosticRenderer.Write(error, diagnostics.Sorted(), DiagnosticFormat.Human);
        output.WriteLine($"{Counted(files.Length)}, {changed} {(check ? "would change" : "changed")}");
        return diagnostics.HasErrors ? ExitCode.DoesNotLoad : check && changed > 0 ? ExitCode.Findings : ExitCode.Fine;
    }

    private static ImmutableArray<PolicyFile> Files(string[] paths)
    {
        var named = string.Join(", ", paths.Select(path => $"`{path}`"));
        try
        {
            ImmutableArray<PolicyFile> files = [.. paths.SelectMany(path => PolicyDirectory.Read(path)).DistinctBy(file => file.Path)];
            return files.IsEmpty ? throw new UserError($"no YAML files at {named}", ExitCode.DoesNotLoad) : files;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{named} cannot be read: {exception.Message.TrimEnd('.')}", ExitCode.DoesNotLoad);
        }
    }

    /// <summary>Replaces a file atomically.</summary>
    private static void Replace(string path, string text)
    {
        var real = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var draft = real + ".fmt";
        File.WriteAllText(draft, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(draft, File.GetUnixFileMode(real));
        }

        File.Move(draft, real, overwrite: true);
    }

    private static string Counted(int files) => files == 1 ? "1 file" : $"{files} files";
}
