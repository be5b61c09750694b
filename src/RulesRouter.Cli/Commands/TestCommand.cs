using System.Collections.Immutable;
using System.CommandLine;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Inputs;
using RulesRouter.Cli.Rendering;
using RulesRouter.Verification.Coverage;
using RulesRouter.Verification.Mutating;
using RulesRouter.Verification.Properties;

namespace RulesRouter.Cli.Commands;

/// <summary>
/// <c>rulesrouter test</c>: runs the test suites beside policies, suggests missing cases, or measures which mistakes they miss.
/// </summary>
internal static class TestCommand
{
    public static Command Create(TextReader input, TextWriter output, TextWriter error, TimeProvider clock)
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "folders or files; default: `policies`",
            DefaultValueFactory = _ => ["policies"],
        };
        var filter = new Option<string?>("--filter") { Description = "only cases whose suite or name contains this string" };
        var suggest = new Option<bool>("--suggest")
        {
            Description = "write cases for everything that is not covered, ready to paste under `cases:`",
        };
        var mutate = new Option<bool>("--mutate")
        {
            Description = "make small mistakes in the policies, one at a time, and list those that no case or property detects",
        };
        var threshold = new Option<double?>("--threshold")
        {
            Description = "with --mutate: minimum percentage of detected mistakes; exit with 1 below it",
        };
        var parameters = new ParameterOptions();
        var trials = new PropertyTrials();
        var format = SharedOptions.Format("human", "json", "sarif", "github", "junit");
        var classifier = SharedOptions.Classifier();
        var command = new Command("test", "run the test suites beside policies")
        {
            paths,
            filter,
            suggest,
            mutate,
            threshold,
            classifier,
            format,
        };
        parameters.AddTo(command);
        trials.AddTo(command);
        command.SetAction(parsed =>
        {
            var (suggests, mutates, shown, wanted) = (
                parsed.GetValue(suggest),
                parsed.GetValue(mutate),
                parsed.GetValue(format)!,
                parsed.GetValue(filter));
            Check(suggests, mutates, parsed.GetValue(threshold), shown);
            var reader = SharedOptions.Load(parsed.GetValue(classifier), parsed.GetValue(paths)![0], error);
            var folder = parameters.Load(parsed, parsed.GetValue(paths)!, reader.Digest);
            if (LoadedSuites.Of(folder, reader, wanted, error, clock) is not { } suites)
            {
                return ExitCode.DoesNotLoad;
            }

            if (suggests)
            {
                return Suggest(suites, clock, output);
            }

            var properties = trials.Run(
                parsed,
                suites.Set,
                suites.Suites,
                name => wanted is null || name.Contains(wanted, StringComparison.OrdinalIgnoreCase),
                clock.GetUtcNow(),
                input);
            var code = Run(suites, properties, shown, mutates, output, error);
            return mutates && code == ExitCode.Fine ? Mutate(suites, parsed.GetValue(threshold), shown, clock, output, error) : code;
        });
        return command;
    }

    private static void Check(bool suggests, bool mutates, double? threshold, string format)
    {
        if (suggests && (mutates || format != "human"))
        {
            throw new UserError("--suggest cannot be combined with --mutate or --format");
        }

        if (threshold is not null && (!mutates || threshold is < 0 or > 100))
        {
            throw new UserError(
                mutates
                    ? $"--threshold must be a percentage from 0 to 100, found {threshold}"
                    : "--threshold needs --mutate; for coverage, use `rulesrouter coverage`");
        }
    }

    /// <param name="onlyFailures">Print nothing if everything passes, because another report follows.</param>
    private static int Run(
        LoadedSuites suites,
        ImmutableArray<PropertyResult> properties,
        string format,
        bool onlyFailures,
        TextWriter output,
        TextWriter error)
    {
        var results = suites.Run();
        var found = !results.IsEmpty
            || suites.Suites.Any(suite => suite.Properties.Any(declared => properties.Any(property => property.Name == declared.Name)));
        var passed = found && results.All(result => result.Passed) && properties.All(property => property.Passed);
        if (!onlyFailures || !passed)
        {
            SuiteReport.Write(output, results, properties, format);
        }

        if (!found)
        {
            error.WriteLine("error: no test case was found");
        }

        return passed ? ExitCode.Fine : ExitCode.Findings;
    }

    private static int Suggest(LoadedSuites suites, TimeProvider clock, TextWriter output)
    {
        var measurement = CoverageCommand.Measure(suites, clock);
        SuggestionWriter.Write(output, CaseSuggestions.For(suites.Set, measurement, measurement.Measure()));
        return ExitCode.Fine;
    }

    private static int Mutate(
        LoadedSuites suites,
        double? threshold,
        string format,
        TimeProvider clock,
        TextWriter output,
        TextWriter error)
    {
        var report = MutationProgress.Show(
            error,
            done => new MutationRun(
                suites.Set,
                suites.Suites,
                suites.Classifier,
                suites.Circumstances(clock)).Run(Environment.ProcessorCount, done));
        MutationWriter.Write(output, report, format);
        return report.Score < (threshold ?? 100) ? ExitCode.Findings : ExitCode.Fine;
    }
}
