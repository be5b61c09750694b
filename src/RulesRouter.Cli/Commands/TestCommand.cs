using System.Collections.Immutable;
using System.CommandLine;
using RulesRouter.Cli.Rendering;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation;
using RulesRouter.Language.Rendering;
using RulesRouter.Requests;
using RulesRouter.Verification;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Suites;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter test</c>: runs the suites that stand beside policies.</summary>
internal static class TestCommand
{
    public static Command Create(TextReader input, TextWriter output, TextWriter error, TimeProvider clock)
    {
        var paths = new Argument<string[]>("path") { Description = "folders or files; `policies` where left out", DefaultValueFactory = _ => ["policies"] };
        var filter = new Option<string?>("--filter") { Description = "only cases whose suite or name holds this text" };
        var parameters = new ParameterOptions();
        var trials = new PropertyTrials();
        var format = SharedOptions.Format("human", "json", "junit", "github");
        var classifier = SharedOptions.Classifier();
        var command = new Command("test", "run the test suites beside policies") { paths, filter, classifier, format };
        parameters.AddTo(command);
        trials.AddTo(command);
        command.SetAction(parsed =>
        {
            var reader = SharedOptions.Load(parsed.GetValue(classifier), parsed.GetValue(paths)![0], error);
            var wanted = parsed.GetValue(filter);
            return Run(
                parameters.Load(parsed, parsed.GetValue(paths)!, reader.Digest),
                reader,
                wanted,
                (set, suites) => trials.Run(parsed, set, suites, name => wanted is null || name.Contains(wanted, StringComparison.OrdinalIgnoreCase), clock.GetUtcNow(), input),
                parsed.GetValue(format)!,
                output,
                error);
        });
        return command;
    }

    private static int Run(
        PolicyFolder folder,
        IPromptClassifier classifier,
        string? filter,
        Func<CompiledPolicySet, IReadOnlyCollection<PolicySuite>, ImmutableArray<PropertyResult>> tryProperties,
        string format,
        TextWriter output,
        TextWriter error)
    {
        var diagnostics = new DiagnosticBag();
        diagnostics.AddRange(folder.Diagnostics.Where(diagnostic => diagnostic.IsError));
        if (folder.Set is not { } set)
        {
            DiagnosticRenderer.Write(error, diagnostics.Sorted(), DiagnosticFormat.Human);
            return ExitCode.DoesNotLoad;
        }

        var suites = new SuiteReader(set, diagnostics).Read(folder.Loaded.Tests)
            .Select(suite => suite with { Cases = [.. suite.Cases.Where(policyCase => filter is null || $"{suite.Name} {policyCase.Name}".Contains(filter, StringComparison.OrdinalIgnoreCase))] })
            .ToList();
        if (diagnostics.HasErrors)
        {
            DiagnosticRenderer.Write(error, diagnostics.Sorted(), DiagnosticFormat.Human);
            return ExitCode.DoesNotLoad;
        }

        var results = new SuiteRunner(set, classifier).Run(suites);
        var properties = tryProperties(set, suites);
        SuiteReport.Write(output, results, properties, format);
        var found = !results.IsEmpty || suites.Any(suite => suite.Properties.Any(declared => properties.Any(property => property.Name == declared.Name)));
        if (!found)
        {
            error.WriteLine("error: not one case was found");
        }

        return !found || results.Any(result => !result.Passed) || properties.Any(property => !property.Passed) ? ExitCode.Findings : ExitCode.Fine;
    }
}
