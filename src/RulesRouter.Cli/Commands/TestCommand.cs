using System.CommandLine;
using RulesRouter.Cli.Rendering;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Rendering;
using RulesRouter.Requests;
using RulesRouter.Verification;
using RulesRouter.Verification.Suites;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter test</c>: runs the suites that stand beside policies.</summary>
internal static class TestCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var paths = new Argument<string[]>("path") { Description = "folders or files; `policies` where left out", DefaultValueFactory = _ => ["policies"] };
        var filter = new Option<string?>("--filter") { Description = "only cases whose suite or name holds this text" };
        var parameters = new ParameterOptions();
        var format = SharedOptions.Format("human", "json", "junit", "github");
        var classifier = SharedOptions.Classifier();
        var command = new Command("test", "run the test suites beside policies") { paths, filter, classifier, format };
        parameters.AddTo(command);
        command.SetAction(parsed =>
        {
            var reader = SharedOptions.Load(parsed.GetValue(classifier), parsed.GetValue(paths)![0], error);
            return Run(parameters.Load(parsed, parsed.GetValue(paths)!, reader.Digest), reader, parsed.GetValue(filter), parsed.GetValue(format)!, output, error);
        });
        return command;
    }

    private static int Run(PolicyFolder folder, IPromptClassifier classifier, string? filter, string format, TextWriter output, TextWriter error)
    {
        var diagnostics = new DiagnosticBag();
        diagnostics.AddRange(folder.Diagnostics.Where(diagnostic => diagnostic.IsError));
        if (folder.Set is not { } set)
        {
            DiagnosticRenderer.Write(error, diagnostics.Sorted(), DiagnosticFormat.Human);
            return ExitCode.DoesNotLoad;
        }

        var suites = new SuiteReader(set, diagnostics).Read(folder.Loaded.Tests)
            .Select(suite => suite with { Cases = [.. suite.Cases.Where(policyCase => filter is null || $"{suite.Name} {policyCase.Name}".Contains(filter, StringComparison.OrdinalIgnoreCase))] });
        if (diagnostics.HasErrors)
        {
            DiagnosticRenderer.Write(error, diagnostics.Sorted(), DiagnosticFormat.Human);
            return ExitCode.DoesNotLoad;
        }

        var results = new SuiteRunner(set, classifier).Run(suites);
        SuiteReport.Write(output, results, format);
        if (results.IsEmpty)
        {
            error.WriteLine("error: not one case was found");
        }

        return results.IsEmpty || results.Any(result => !result.Passed) ? ExitCode.Findings : ExitCode.Fine;
    }
}
