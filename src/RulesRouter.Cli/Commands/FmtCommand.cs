using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Inputs;
using RulesRouter.Diagnostics;
using RulesRouter.Diagnostics.Rendering;
using RulesRouter.Language;
using RulesRouter.Language.Formatting;
using RulesRouter.Source;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter fmt</c>: formats files and keeps comments.</summary>
internal static class FmtCommand
{
    public static Command Create(TextReader input, TextWriter output, TextWriter error)
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "folders or files; default: `policies`; `-` formats standard input to standard output",
            DefaultValueFactory = _ => ["policies"],
        };
        var check = new Option<bool>("--check")
        {
            Description = "write nothing; list the files that would change, and exit with 1 if there are any",
        };
        var upgrade = new Option<bool>("--upgrade") { Description = "also rewrite deprecated spellings" };
        var format = SharedOptions.Format("human", "json", "sarif", "github", "junit");
        var command = new Command(
            "fmt",
            "format policy, catalog and test files, keeping meaning and comments") { paths, check, upgrade, format };
        command.SetAction(parsed => parsed.GetValue(paths) is ["-"]
            ? Print(input, parsed.GetValue(upgrade), output, error)
            : Run(parsed.GetValue(paths)!, parsed.GetValue(check), parsed.GetValue(upgrade), parsed.GetValue(format)!, output, error));
        return command;
    }

    private static int Print(TextReader input, bool upgrade, TextWriter output, TextWriter error)
    {
        var diagnostics = new DiagnosticBag();
        var formatted = YamlFormatter.Format(new PolicyFile("-", BoundedInput.Read("-", input)), upgrade, diagnostics);
        output.Write(formatted);
        FindingRenderer.Write(error, diagnostics.Sorted(), FindingFormat.Human);
        return formatted is null ? ExitCode.DoesNotLoad : ExitCode.Fine;
    }

    private static int Run(string[] paths, bool check, bool upgrade, string format, TextWriter output, TextWriter error)
    {
        var files = Files(paths);
        var diagnostics = new DiagnosticBag();
        var changed = new List<PolicyFile>();
        foreach (var file in files)
        {
            if (YamlFormatter.Format(file, upgrade, diagnostics) is { } formatted
                && !file.Content.Span.SequenceEqual(Encoding.UTF8.GetBytes(formatted)))
            {
                changed.Add(file);
                if (!check)
                {
                    Replace(file.Path, formatted);
                }
            }
        }

        Report(files.Length, changed, diagnostics, check, format, output, error);
        return diagnostics.HasErrors ? ExitCode.DoesNotLoad : check && changed.Count > 0 ? ExitCode.Findings : ExitCode.Fine;
    }

    private static void Report(
        int files,
        List<PolicyFile> changed,
        DiagnosticBag diagnostics,
        bool check,
        string format,
        TextWriter output,
        TextWriter error)
    {
        if (format != "human")
        {
            foreach (var file in check ? changed : [])
            {
                var start = new SourceSpan(new SourceFile(file.Path, ""), 0, 0);
                diagnostics.Add(SchemaDiagnostics.NotFormatted, start, "the file is not formatted", "run `rulesrouter fmt`");
            }

            FindingRenderer.Write(output, diagnostics.Sorted(), Enum.Parse<FindingFormat>(format, ignoreCase: true));
            return;
        }

        foreach (var file in changed)
        {
            output.WriteLine(check ? $"{file.Path} would change" : file.Path);
        }

        FindingRenderer.Write(error, diagnostics.Sorted(), FindingFormat.Human);
        output.WriteLine($"{Counted(files)}, {changed.Count} {(check ? "would change" : "changed")}");
    }

    private static ImmutableArray<PolicyFile> Files(string[] paths)
    {
        ImmutableArray<PolicyFile> files = [.. paths.SelectMany(path => PolicyPaths.Read(path)).DistinctBy(file => file.Path)];
        return files.IsEmpty ? throw new UserError($"no YAML files at {string.Join(", ", paths.Select(path => $"`{path}`"))}") : files;
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
