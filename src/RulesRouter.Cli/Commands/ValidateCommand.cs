using System.Collections.Immutable;
using System.CommandLine;
using RulesRouter.Classifiers;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Inputs;
using RulesRouter.Diagnostics;
using RulesRouter.Diagnostics.Rendering;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Compiling.Checks;
using RulesRouter.Language.Checks;
using RulesRouter.Verification.Suites;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter validate</c>: reports every error of every file in one run.</summary>
internal static class ValidateCommand
{
    /// <summary>A hundred years.</summary>
    private const int MaxEvidenceDays = 36_500;

    public static Command Create(TextWriter output, TimeProvider clock)
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "folders or files; default: `policies`",
            DefaultValueFactory = _ => ["policies"],
        };
        var parameters = new ParameterOptions();
        var at = new Option<string?>("--at")
        {
            Description = "time at which waivers, retirements and evidence are judged (RFC 3339); default: now",
        };
        var days = new Option<int>("--evidence-days")
        {
            Description = "warn about evidence that expires within this number of days",
            DefaultValueFactory = _ => EvidenceReport.DaysAhead,
        };
        days.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > MaxEvidenceDays)
            {
                result.AddError($"--evidence-days must be a number of days from 0 to {MaxEvidenceDays}");
            }
        });
        var settings = new Option<string?>("--settings")
        {
            Description = "file of kind ServiceSettings of the service that the policies are for: warn about attributes that nothing sets",
            HelpName = "FILE",
        };
        var format = SharedOptions.Format("human", "json", "sarif", "github", "junit");
        var command = new Command("validate", "report every error in policies, catalog and test suites")
        {
            paths,
            at,
            days,
            settings,
            format,
        };
        parameters.AddTo(command);
        command.SetAction(parsed =>
        {
            var time = TimestampOption.Read(parsed.GetValue(at)) ?? clock.GetUtcNow();
            var folder = parameters.Load(parsed, parsed.GetValue(paths)!, new HeuristicClassifier().Digest);
            var all = new DiagnosticBag();
            if (parsed.GetValue(settings) is { } file)
            {
                WriterReport.Run(folder.Set, file, all);
            }

            return Run(folder, all, time, parsed.GetValue(days), parsed.GetValue(format)!, output);
        });
        return command;
    }

    private static int Run(
        PolicyFolder folder,
        DiagnosticBag all,
        DateTimeOffset time,
        int evidenceDays,
        string format,
        TextWriter output)
    {
        var today = DateOnly.FromDateTime(time.UtcDateTime);
        all.AddRange(folder.Diagnostics);
        // If the folder does not load, its waivers may have errors themselves.
        WaiverList.Report(folder.HasErrors ? new Policies.PolicySet([]) : folder.Loaded.Policies, today, all);
        RetirementReport.Run(folder.Loaded.Policies, folder.Loaded.Catalog, today, all);
        EvidenceReport.Run(folder.Loaded.Catalog, today, evidenceDays, all);
        if (folder.Set is { } set)
        {
            LimitReport.Run(set.Catalog, all);
            PriorReport.Run(set, today, all);
            IntentReport.Run(set, all);
            new SuiteReader(set, all, time).Read(folder.Loaded.Tests);
        }

        var diagnostics = all.Sorted();
        FindingRenderer.Write(output, diagnostics, Enum.Parse<FindingFormat>(format, ignoreCase: true));
        if (format == "human")
        {
            output.WriteLine(Summary(folder, diagnostics));
        }

        return all.HasErrors ? ExitCode.DoesNotLoad : ExitCode.Fine;
    }

    private static string Summary(PolicyFolder folder, ImmutableArray<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Count(diagnostic => diagnostic.IsError);
        var warnings = diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Warning);
        var catalog = folder.Loaded.Catalog;
        return $"{Counted(folder.Loaded.Policies.Policies.Length, "policy", "policies")}, {Counted(catalog.Providers.Length, "provider")}, {Counted(catalog.Models.Length, "model")}, {Counted(catalog.Endpoints.Length, "endpoint")}: {Counted(errors, "error")}, {Counted(warnings, "warning")}{Waivers(diagnostics)}";
    }

    private static string Waivers(ImmutableArray<Diagnostic> diagnostics)
    {
        var expired = diagnostics.Count(diagnostic => diagnostic.Code == WaiverDiagnostics.Expired);
        var all = expired + diagnostics.Count(diagnostic => diagnostic.Code == WaiverDiagnostics.InForce);
        return all == 0 ? "" : $", {Counted(all, "waiver")} ({expired} expired)";
    }

    private static string Counted(int count, string one, string? many = null) => count == 1 ? $"1 {one}" : $"{count} {many ?? one + "s"}";
}
