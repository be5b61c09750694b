using System.CommandLine;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Inputs;
using RulesRouter.Cli.Rendering;
using RulesRouter.Verification.Coverage;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter coverage</c>: what the test suites cover of the policies, and what they do not.</summary>
internal static class CoverageCommand
{
    /// <summary>In the order of <see cref="CoverageKind"/>.</summary>
    private static readonly string[] Kinds = ["rules", "branches", "deciding", "regions"];

    public static Command Create(TextWriter output, TextWriter error, TimeProvider clock)
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "folders or files; default: `policies`",
            DefaultValueFactory = _ => ["policies"],
        };
        var threshold = new Option<double?>("--threshold") { Description = "minimum coverage in percent; exit with 1 below it" };
        var of = new Option<string[]>("--of")
        {
            Description = "what --threshold applies to: rules, branches, deciding, regions; default: all",
            AllowMultipleArgumentsPerToken = true,
        };
        of.AcceptOnlyFromAmong(Kinds);
        var parameters = new ParameterOptions();
        var classifier = SharedOptions.Classifier();
        var format = SharedOptions.Format("human", "json", "cobertura", "sarif", "github", "junit");
        var command = new Command(
            "coverage",
            "show which rules, conditions and decision regions the test suites cover") { paths, threshold, of, classifier, format };
        parameters.AddTo(command);
        command.SetAction(parsed =>
        {
            var min = parsed.GetValue(threshold);
            if (min is < 0 or > 100)
            {
                throw new UserError($"--threshold must be a percentage from 0 to 100, found {min}");
            }

            var reader = SharedOptions.Load(parsed.GetValue(classifier), parsed.GetValue(paths)![0], error);
            var folder = parameters.Load(parsed, parsed.GetValue(paths)!, reader.Digest);
            if (LoadedSuites.Of(folder, reader, null, error, clock) is not { } suites)
            {
                return ExitCode.DoesNotLoad;
            }

            var report = Measure(suites, clock).Measure();
            CoverageWriter.Write(output, report, parsed.GetValue(format)!);
            return Verdict(report, min, parsed.GetValue(of) ?? [], error);
        });
        return command;
    }

    public static CoverageMeasurement Measure(LoadedSuites suites, TimeProvider clock) =>
        new(suites.Set, suites.Run(), suites.Circumstances(clock));

    private static int Verdict(CoverageReport report, double? min, string[] of, TextWriter error)
    {
        var below = report.Shares.Where(share => share.Percent < min && (of.Length == 0 || of.Contains(Kinds[(int)share.Kind]))).ToList();
        foreach (var share in below)
        {
            error.WriteLine(
                $"error: coverage of {CoverageWriter.NameOf(share.Kind)} is {CoverageWriter.Percent(share)}, below the minimum of {min}%");
        }

        return below.Count > 0 ? ExitCode.Findings : ExitCode.Fine;
    }
}
